"""How words are inflected, misspelt and said."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.core.judge.tables import ABBREVIATIONS, BASE_FORMS, SMALL

# British first; what both sides are turned into need not be a word, only be the same.
_SPELLINGS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"is(e|ed|es|ing|ation|ations|er|ers)$", r"iz\1"),
        (r"ys(e|ed|es|ing|er|ers)$", r"yz\1"),
        (r"(?<=[a-z]{2})our(?=$|s$|ed|ing|able|ful|hood|ite|er|less|al)", "or"),
        (r"(?<=[a-z]{2})(t|b)re(s?)$", r"\1er\2"),
        (r"ogue(s?)$", r"og\1"),
        (r"nce(s?)$", r"nse\1"),
        (r"(?<=[a-z]{4})ll(?=ed$|ing$|er$|ers$|or$|ors$|ment|ous)", "l"),
        (r"(?<=[a-z]{2})ll(?=ful)", "l"),
        (r"(?<=[a-z]{4})ll$", "l"),
        (r"^(pa|f|h|arch|enc?yclop|prim|medi|an|c|orthop)ae(?=[a-z]{3})", r"\1e"),
        (r"^(ph?|f|am|man|diarrh|hom|s?c)oe(?=[a-z]{3})", r"\1e"),
        (r"^oe(?=[a-z]{4})", "e"),
        (r"^ae(?=st)", "e"),
        (r"(?<=[a-z]{4})amme(s?)$", r"am\1"),
        (r"dgement(s?)$", r"dgment\1"),
        (r"^sulph", "sulf"),
        (r"^alumini", "alumin"),
        (r"^enquir", "inquir"),
        (r"^sceptic", "skeptic"),
        (r"^artef", "artif"),
        (r"^jewell", "jewel"),
        (r"^grey", "gray"),
        (r"wards$", "ward"),
    )
)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "geese": "goose",
    "mice": "mouse", "people": "person", "persons": "person", "wolves": "wolf", "lives": "life",
    "leaves": "leaf", "knives": "knife", "wives": "wife", "halves": "half", "selves": "self",
    "shelves": "shelf", "thieves": "thief", "loaves": "loaf", "calves": "calf", "oxen": "ox",
    "criteria": "criterion", "phenomena": "phenomenon", "bacteria": "bacterium", "data": "datum",
    "media": "medium", "tyre": "tire", "kerb": "curb", "plough": "plow", "draught": "draft",
    "cheque": "check", "learnt": "learned", "whilst": "while", "mould": "mold", "storey": "story",
    "practise": "practise", "licence": "license", "news": "news", "series": "series", "species": "species",
    "moustache": "mustache", "pyjamas": "pajama", "metre": "meter",
}  # fmt: skip
# Shorter words are not taken apart.
_SHORTEST = 4
_ENDINGS = (
    (("ies", 5), "y"), (("sses", 5), "ss"), (("shes", 5), "sh"), (("ches", 5), "ch"), (("xes", 4), "x"),
    (("oes", 5), "o"), (("zzes", 5), "zz"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the word in the singular and in one spelling, British or American."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = ABBREVIATIONS.get(word, word)
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    for (ending, shortest), single in _ENDINGS:
        if word.endswith(ending) and len(word) >= shortest:
            word = word[: -len(ending)] + single
            break
    else:
        if word[-1] == "s" and word[-2] not in "sui":
            word = word[:-1]
    for pattern, into in _SPELLINGS:
        word = pattern.sub(into, word)
    return _IRREGULAR.get(word, word)


_PLURALS = (
    ("is", "es"), ("um", "a"), ("on", "a"), ("us", "i"), ("a", "ae"), ("f", "ves"), ("fe", "ves"),
    ("ex", "ices"), ("ix", "ices"), ("o", "i"), ("man", "men"), ("us", "uses"), ("", "s"), ("", "es"),
)  # fmt: skip
_VERB_FORMS = (("", "ed"), ("", "ing"), ("e", "ing"), ("e", "ed"), ("ed", "ing"), ("", "d"), ("y", "ied"))


def _pair(one: str, other: str, endings: tuple[tuple[str, str], ...]) -> bool:
    return any(
        (one.endswith(left) and other == one[: len(one) - len(left)] + right)
        or (other.endswith(left) and one == other[: len(other) - len(left)] + right)
        for left, right in endings
    )


def is_inflection(one: str, other: str, *, verbs: bool = False) -> bool:
    """Tell whether two words are singular and plural of each other, or forms of one verb."""
    if one[:3] != other[:3] or min(len(one), len(other)) < _SHORTEST:
        return False
    return _pair(one, other, _PLURALS) or (verbs and _pair(one, other, _VERB_FORMS))


def is_said_in(word: str, roots: frozenset[str]) -> bool:
    """Tell whether a word or another form of it is among stems: joined, where a question has join."""
    if stem(word) in roots:
        return True
    if word in BASE_FORMS:
        return any(BASE_FORMS[word] == BASE_FORMS.get(other) for other in roots)
    beginning = word[:3]
    return any(
        is_inflection(word, other, verbs=True) or word in {f"{other}ed", f"{other}ing"}
        for other in roots
        if other.startswith(beginning)
    )


_SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "z"), (r"^wh", "w"), (r"^rh", "r"),
        (r"^dj", "j"), (r"^ae", "e"),
        (r"ph", "f"), (r"tch", "ch"), (r"(t|s|c)i(?=on|an|ous|al)", "S"), (r"sch", "S"), (r"sh", "S"),
        (r"ck|cq|q(?=u)|kh|cch", "k"), (r"ch", "C"), (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"),
        (r"c", "k"), (r"q", "k"),
        (r"x", "ks"), (r"z", "s"), (r"dg(?=[eiy])", "j"), (r"g(?=[eiy])", "j"), (r"gh(?=t|$)", ""),
        (r"gh", "g"), (r"mb$", "m"), (r"th", "T"), (r"(?<=[^aeiouCST])h", ""),
        (r"y", "i"), (r"([^aeiou])\1+", r"\1"), (r"(a|u|i)\1+", r"\1"), (r"(?<=[a-zA-Z]{2})e$", ""),
        (r"ea|ei|ie|ee", "i"), (r"ai", "ei"), (r"oo|ou|eu|ew", "u"), (r"oa|oe|ow", "o"), (r"aw|au", "o"),
        (r"(?<=[^aeiou])(?:le|el|al|il|ol|ul)$", "l"), (r"(?<=[^aeiou])(?:er|or|ar|ur|re)(?=$|i$|s$)", "r"),
        (r"[ae]n(?=s$|t$|s[iy]$)", "n"), (r"[ae]n(?=se?$|te?$)", "n"), (r"w(?=[^aeiou]|$)", ""),
    )
)  # fmt: skip
_VOWELS = re.compile(r"(?<=.)[aeiou]+")


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return how the word is said, roughly: principle and principal are alike."""
    for pattern, into in _SOUNDS:
        word = pattern.sub(into, word)
    return word


@lru_cache(maxsize=4096)
def rough_sound(word: str) -> str:
    """Return how the word is said with all vowels but the first alike."""
    return _VOWELS.sub("a", sound(word))


# First letters that ears and languages take for one another.
_SAID_ALIKE = {
    "c": "kqs", "k": "cq", "q": "kc", "f": "p", "p": "fs", "j": "gydi", "g": "jnk", "s": "cpz", "z": "sx",
    "n": "kgp", "r": "w", "w": "rhv", "v": "w", "x": "z", "h": "w", "y": "ji", "i": "jy", "e": "a",
}  # fmt: skip
_START = {"w": "v", "y": "j", "i": "j", "q": "k", "c": "k", "z": "s"}
_SHORT_WORD, _LONG_WORD = 5, 9
FARTHEST = 4
"""Words whose lengths differ by more never stand for each other."""

_LETTERS, _LENGTHS = 27, 32
EVERY_SHAPE = (1 << _LETTERS * _LENGTHS) - 1
"""All shapes that words can have."""

_SWAP = 2
# Letters that share a bit make words look nearer than they are, which does no harm.
_BITS = 32


def budget(word: str) -> int:
    """Return how many edits a word forgives."""
    return 0 if len(word) < _SHORT_WORD or not word.isalpha() else 1 if len(word) < _LONG_WORD else 2


def reach(word: str) -> int:
    """Return by how many edits a slip for a word may be away: by ear, one more than the eye forgives."""
    return budget(word) + 1 if budget(word) else 0


def edits(one: str, other: str, most: int) -> int:
    """Return the number of edits between two words, or `most` + 1 if there are more; a swap is one."""
    return OSA.distance(one, other, score_cutoff=most)


def holds_more(words: Sequence[str], other: str, away: int) -> bool:
    """Tell whether one of the words, written together `away` edits from another text, is more than the text says.

    It has no more letters than those edits, and without it the rest is no farther away: "Study on EU Enlargement"
    holds no slip for "Study on Enlargement".
    """
    return any(
        len(word) <= away
        and word not in SMALL
        and edits("".join((*words[:i], *words[i + 1 :])), other, away) <= away
        for i, word in enumerate(words)
    )


@lru_cache(maxsize=8192)
def letters(word: str) -> int:
    """Return the letters of a word as bits: for each that another word lacks, it is an edit away at least."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) % _BITS
    return found


def beginnings(word: str) -> str:
    """Return the letters that a slip for the word can begin with: its first two, and what sounds like the first."""
    return word[:2] + _SAID_ALIKE.get(word[0], "")


def shape(letter: str, length: int) -> int:
    """Return the bit that stands for words of that first letter and length, so that sets of shapes are numbers."""
    return 1 << (((ord(letter) - 97) % _LETTERS) * _LENGTHS + min(length, _LENGTHS - 1))


def shapes_between(letter: str, least: int, most: int) -> int:
    """Return the shapes of words of that first letter that have at least and at most so many letters."""
    first = min(max(least, 1), _LENGTHS - 1)
    size = min(most, _LENGTHS - 1) - first + 1
    return ((1 << size) - 1) << (((ord(letter) - 97) % _LETTERS) * _LENGTHS + first)


def could_stand_for(typed: str, word: str) -> bool:
    """Tell by length and first letter whether a closer look at two words is worth its time."""
    return abs(len(typed) - len(word)) <= FARTHEST and typed[0] in beginnings(word)


def _is_swapped(typed: str, word: str, distance: int) -> bool:
    """Tell whether two letters stand in each other's place: Chigaco."""
    return (
        distance == _SWAP
        and typed[0] == word[0]
        and len(typed) > _SHORT_WORD
        and sorted(typed) == sorted(word)
    )


def is_misspelt(typed: str, word: str) -> bool:
    """Tell whether the typed word can be a slip of the pen for the word, or its spelling by ear."""
    most = budget(word)
    if not most or abs(len(typed) - len(word)) > most + 1 or not typed.isalpha():
        return False
    distance = edits(typed, word, most + 1)
    if distance <= most and (typed[0] == word[0] or typed[:2] == word[1::-1]):
        return True
    heard, right = sound(typed), sound(word)
    if heard == right or _is_swapped(typed, word, distance):
        return True
    if _START.get(typed[0], typed[0]) != _START.get(word[0], word[0]) and heard[:1] != right[:1]:
        return False
    return distance <= most or (distance == most + 1 and rough_sound(typed) == rough_sound(word))
