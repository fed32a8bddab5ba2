"""Words of an answer: how they are read, so that numbers, initials and names compare equal in any spelling."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from bot.core.judge.spoken import NUMBER_WORDS, merge_number_words
from bot.core.judge.tables import ALIASES, COUNTRIES, STATES_KEPT, STATES_OF
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
