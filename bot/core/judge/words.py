"""Words of an answer: how they are read, so that numbers, initials and names compare equal in any spelling."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from bot.core.judge.names import SHOUTED, drop_states, shorten
from bot.core.judge.spoken import NUMBER_WORDS, merge_number_words
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

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.[ ]?){2,}(?:(?<=\.)[^\W\d_](?!\w))?(?!\w\w)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_LETTER_SYMBOLS = ((re.compile(r"(?<=\w) ?\+\+"), " plusplus"), (re.compile(r"(?<=\w)#"), " sharp"))
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROMAN = re.compile(r"(?=..)x{0,3}(?:ix|iv|v?i{0,3})")
# Co-operation and cooperation are one word. So are in-flexible and inflexible: without the hyphen a small word would be
# left that changes nothing. What is tied of more than two words (state-of-the-art) is a phrase, and UN is a name.
_CO = re.compile(r"\bco-(?=op|or)", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?<![\w-])((?-i:[Uu]n)|in|a|de|dis|re|mis|im|ir|il)-(?=[^\W\d_]{3,}(?![\w-]))", re.IGNORECASE
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_DECADE = re.compile(r"[3-9]0s")
LETTERED = re.compile(r"(?<![^\W_])[abd-lno-wyz](?=\d)")
"""A letter before figures that makes a name of them: G8, F16. (c1994 is a year, m2 and x10 belong to amounts.)"""

_MOST_DIGITS = 20
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(letters: str) -> int:
    """Return the number that Roman numerals, in lower case, stand for."""
    values = [_ROMAN_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def is_number(token: str) -> bool:
    """Tell whether a token is a number as `tokens` writes it."""
    return token[0] == "#"


def tie(text: str) -> str:
    """Return text with the words written as one that a hyphen parts only for the eye."""
    return _PREFIX.sub(r"\1", _CO.sub("co", text)) if "-" in text else text


def _in_full(name: str) -> str:
    return SHOUTED.get(name, name)


def tokens(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of cleaned text in canonical form: numbers as "#" and digits, names by their short form.

    Names whose short form is in `keep` stay as they are typed: what NATO stands for is not "NATO".
    """
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    if "," in text:
        text = _GROUPED.sub(lambda found: found[0].replace(",", ""), text)
    if "+" in text or "#" in text:
        for pattern, word in _LETTER_SYMBOLS:
            text = pattern.sub(word, text)
    if not text.islower() and any(map(text.__contains__, SHOUTED)):
        text = _CAPITALS.sub(
            lambda found: found[0] if found[0].casefold() in keep else _in_full(found[0]), text
        )
    words = fold(tie(text)).split()
    if sum(len(word) == 1 for word in words) > 1:
        words = _join_letters(words)
    words = [_number(word) if not word.isalpha() or word[0] in "ivx" else word for word in words]
    if not NUMBER_WORDS.isdisjoint(words):
        words = merge_number_words(words)
    return tuple(drop_states(shorten(words, keep)))


def _number(word: str) -> str:
    if word.isdigit():
        return f"#{int(word)}" if len(word) < _MOST_DIGITS else f"#{word}"
    if ordinal := _ORDINAL.fullmatch(word):
        return f"#{int(ordinal[1][:20])}"
    if _ROMAN.fullmatch(word):
        return f"#{roman_value(word)}"
    return f"19{word}" if _DECADE.fullmatch(word) else word


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
