"""Words of an answer: how they are read, inflected, misspelt and pronounced."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import OSA

from bot.core.judge.spoken import NUMBER_WORDS, merge_number_words
from bot.core.judge.tables import ABBREVIATIONS, ALIASES, COUNTRIES, STATES_KEPT, STATES_OF
from bot.core.text import fold


class Words:
    """A set of words in little memory: four bytes a word.

    Only fingerprints are kept, so a strange word passes for a known one about once in 50,000.
    """

    __slots__ = ("_marks",)

    def __init__(self, words: Iterable[str]) -> None:
        self._marks = array("I", sorted({crc32(word.encode()) for word in words}))

    def __contains__(self, word: str) -> bool:
        mark = crc32(word.encode())
        place = bisect_left(self._marks, mark)
        return place < len(self._marks) and self._marks[place] == mark

    def __len__(self) -> int:
        return len(self._marks)


NO_WORDS = Words(())

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.[ ]?){2,}(?!\w\w)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_LETTER_SYMBOLS = ((re.compile(r"(?<=\w) ?\+\+"), " plusplus"), (re.compile(r"(?<=\w)#"), " sharp"))
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROMAN = re.compile(r"(?=..)x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_STATE_KINDS = frozenset({"federal", "islamic", "hellenic", "hashemite", "arab", "grand"})
_ALIAS_LENGTHS = tuple(sorted({alias.count(" ") + 1 for alias in ALIASES}, reverse=True))
_ALIAS_STARTS = frozenset(alias.split()[0] for alias in ALIASES)


def roman_value(letters: str) -> int:
    """Return the number that Roman numerals, in lower case, stand for."""
    values = [_ROMAN_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def is_number(token: str) -> bool:
    """Tell whether a token is a number as `tokens` writes it."""
    return token[0] == "#"


def tokens(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of cleaned text in canonical form: numbers as "#" and digits, names by their short form.

    Aliases in `keep` stay as they are typed: a question about what NATO stands for is not answered by "NATO".
    """
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    if "," in text:
        text = _GROUPED.sub(lambda found: found[0].replace(",", ""), text)
    if "+" in text or "#" in text:
        for pattern, word in _LETTER_SYMBOLS:
            text = pattern.sub(word, text)
    words = fold(text).split()
    if sum(len(word) == 1 for word in words) > 1:
        words = _join_letters(words)
    words = [_number(word) if not word.isalpha() or word[0] in "ivx" else word for word in words]
    if not NUMBER_WORDS.isdisjoint(words):
        words = merge_number_words(words)
    if not _ALIAS_STARTS.isdisjoint(words):
        words = _replace_aliases(words, keep)
    if not STATES_OF.isdisjoint(words):
        words = _drop_states(words)
    return tuple(words)


def _drop_states(words: list[str]) -> list[str]:
    """Leave out "Republic of" before the name of a country."""
    for place in range(len(words) - 2):
        if words[place] in STATES_OF and words[place + 1] == "of":
            name = place + 3 if words[place + 2] == "the" and place + 3 < len(words) else place + 2
            if words[name] in COUNTRIES and words[name] not in STATES_KEPT:
                start = place - 1 if place and words[place - 1] in _STATE_KINDS else place
                return words[:start] + words[name:]
    return words


def _number(word: str) -> str:
    if word.isdigit():
        return f"#{int(word)}" if len(word) < 20 else f"#{word}"
    if ordinal := _ORDINAL.fullmatch(word):
        return f"#{int(ordinal[1][:20])}"
    if _ROMAN.fullmatch(word):
        return f"#{roman_value(word)}"
    return word


def _join_letters(words: list[str]) -> list[str]:
    """Join letters spelt one by one: n a t o is one word, and so is j k before Rowling."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
        run = ""
        joined.append(word)
    return joined[:-1]


def _replace_aliases(words: list[str], keep: frozenset[str]) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(words):
        for length in _ALIAS_LENGTHS if words[place] in _ALIAS_STARTS else ():
            phrase = " ".join(words[place : place + length])
            short = ALIASES.get(phrase)
            if short is not None and short not in keep and phrase not in keep:
                out.extend(_number(word) for word in short.split())
                place += length
                break
        else:
            out.append(words[place])
            place += 1
    return out


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
        (r"(?<=l)l(?=ment|fil)", ""),
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
    if len(word) < 4 or not word.isalpha():
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
    if one[:3] != other[:3] or min(len(one), len(other)) < 4:
        return False
    return _pair(one, other, _PLURALS) or (verbs and _pair(one, other, _VERB_FORMS))


_SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "z"), (r"^wh", "w"), (r"^rh", "r"), (r"^dj", "j"), (r"^ae", "e"),
        (r"ph", "f"), (r"tch", "ch"), (r"(t|s|c)i(?=on|an|ous|al)", "S"), (r"sch", "S"), (r"sh", "S"),
        (r"ck|cq|q(?=u)|kh|cch", "k"), (r"ch", "C"), (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"q", "k"),
        (r"x", "ks"), (r"z", "s"), (r"dg(?=[eiy])", "j"), (r"g(?=[eiy])", "j"), (r"gh(?=t|$)", ""),
        (r"gh", "g"), (r"mb$", "m"), (r"ts(?=$|[^aeiou])", "ts"), (r"th", "T"), (r"(?<=[^aeiouCST])h", ""),
        (r"y", "i"), (r"([^aeiou])\1+", r"\1"), (r"aa|uu|ii", "a"), (r"(?<=[a-zA-Z]{2})e$", ""),
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


# First letters that languages and ears take for one another.
_START = {"w": "v", "y": "j", "i": "j", "q": "k", "c": "k", "z": "s"}


def budget(word: str) -> int:
    """Return how many edits a word forgives."""
    return 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 9 else 2


def edits(one: str, other: str, most: int) -> int:
    """Return the number of edits between two words, or `most` + 1 if there are more; a swap is one."""
    return OSA.distance(one, other, score_cutoff=most)


def is_misspelt(typed: str, word: str) -> bool:
    """Tell whether the typed word can be a slip of the pen for the word, or its spelling by ear."""
    most = budget(word)
    if not most or abs(len(typed) - len(word)) > most + 1 or not typed.isalpha():
        return False
    if edits(typed, word, most) <= most and (typed[0] == word[0] or typed[:2] == word[1::-1]):
        return True
    if sound(typed) == sound(word):
        return True
    same_start = (
        _START.get(typed[0], typed[0]) == _START.get(word[0], word[0]) or sound(typed)[:1] == sound(word)[:1]
    )
    if same_start and edits(typed, word, most) <= most:
        return True
    return same_start and rough_sound(typed) == rough_sound(word) and edits(typed, word, most + 1) <= most + 1
