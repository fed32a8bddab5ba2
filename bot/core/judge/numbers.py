"""Amounts: what number a text states, in which unit, and whether two amounts are the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.core.judge.spoken import NUMBER_WORDS, SCALES, SMALL, read_number
from bot.core.judge.units import UNITS, join_units, unit_of
from bot.core.judge.words import LETTERED, roman_value

_MULTIPLIERS = {word: Fraction(value) for word, value in SCALES.items()} | {
    "k": Fraction(1000), "mn": Fraction(10**6), "mln": Fraction(10**6), "mio": Fraction(10**6),
    "mil": Fraction(10**6), "bn": Fraction(10**9), "bln": Fraction(10**9), "b": Fraction(10**9),
    "tn": Fraction(10**12), "thousands": Fraction(1000), "millions": Fraction(10**6),
    "billions": Fraction(10**9), "dozen": Fraction(12), "grand": Fraction(1000),
}  # fmt: skip
_MILLION = Fraction(10**6)
_SCAN = re.compile(
    r"(?P<number>\d{1,3}(?:[ '_]\d{3})+(?:[.,]\d+)?(?![\d])"
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d,])"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])"
    r"|\d*[.,]\d+|\d+)"
    r"|(?P<word>km/h|m/s|(?:k?m|cm)\^?2(?!\d)|[^\W\d_]+)"
    r"|(?P<sign>[-+~<>≤≥=/:^%$€£¥°*])"
)
_FRACTIONS = {
    "half": 2, "halve": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_ONE_OF = frozenset({"a", "an", "one"})
_BOUNDS = {
    "over": ">", "above": ">", "exceeding": ">", "least": ">", "minimum": ">", "more": ">", ">": ">", "≥": ">",
    "under": "<", "below": "<", "less": "<", "fewer": "<", "most": "<", "maximum": "<", "<": "<", "≤": "<",
    "nearly": "", "almost": "",
}  # fmt: skip
AMOUNT_WORDS = frozenset(_MULTIPLIERS) | frozenset(_FRACTIONS) | frozenset(_BOUNDS) | frozenset(UNITS)
"""Every word that an amount may hold, but number words."""

_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
# Thousands are written 5k or 5K, kelvins 373 K.
_KELVIN = re.compile(r"(?<=\d) K\b")
_CENTURY = re.compile(r"(?<=\d)(?:st|nd|rd|th) ?c\b\.?")
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_AMBIGUOUS = re.compile(r"\d[.,]\d{3}(?!\d)")
_ROMAN = re.compile(r"(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_MOST_POWER = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the unit that is said with it, or no unit."""

    value: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text as amounts: the amounts in order, the words beside them, and ">" or "<"."""

    amounts: tuple[Amount, ...]
    words: tuple[str, ...] = ()
    bound: str = ""


def read_amounts(text: str) -> tuple[Reading, ...]:
    """Return the ways to read cleaned text as amounts, the British way first; none if it states no number.

    1.600 and 1,600 are read both as grouped and as decimal, so a caller accepts if one reading fits.
    """
    text = _ORDINAL_ENDING.sub("", _CENTURY.sub(" century", _KELVIN.sub(" kelvin", text).casefold()))
    if LETTERED.search(text):
        return ()
    text = _HYPHEN.sub(" ", join_units(text))
    ways = (False, True) if _AMBIGUOUS.search(text) else (False,)
    readings = (_Reader(tuple(_pieces(text, continental=way))).read() for way in ways)
    return tuple(dict.fromkeys(reading for reading in readings if reading is not None))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number, a word or a sign of a text; `part` says that the number is a fraction in words."""

    text: str
    value: Fraction | None = None
    part: bool = False
    joined: bool = False


def _pieces(text: str, *, continental: bool) -> Iterator[_Piece]:
    """Yield the pieces of a text, with each number in words as one number."""
    found = list(_SCAN.finditer(text))
    words = [match[0] for match in found]
    place = 0
    while place < len(found):
        word, match = words[place], found[place]
        place += 1
        if match.lastgroup == "number":
            yield _Piece(word, _value(word, continental=continental))
        elif match.lastgroup == "sign":
            yield _Piece(word, joined=text[match.start() - 1 : match.start()].isalnum())
        elif (
            word in _MULTIPLIERS
            and place > 1
            and (words[place - 2][-1].isdigit() or words[place - 2] == "half")
        ):
            yield _Piece(word)
        elif part := _fraction(words, place - 1):
            yield _Piece(word, part, part=True)
        elif word in NUMBER_WORDS and (spoken := read_number(words, place - 1)):
            value, end = spoken
            decimals, place = _decimals(words, end)
            yield _Piece(word, value + decimals)
            if place > end and words[place : place + 1] and words[place] in _MULTIPLIERS:
                yield _Piece(words[place])
                place += 1
        else:
            yield _Piece(word)


def _fraction(words: Sequence[str], place: int) -> Fraction | None:
    """Return a half, a quarter, or what two thirds and one fifth are made of."""
    word = words[place]
    below = _FRACTIONS.get(word) or _FRACTIONS.get(word.removesuffix("s"))
    previous = words[place - 1] if place else ""
    if below and (word in {"half", "quarter"} or word.endswith("s") or previous in _ONE_OF):
        return Fraction(1, below)
    return None


def _decimals(words: Sequence[str], place: int) -> tuple[Fraction, int]:
    """Return what stands behind a spoken point, and the place after it: point one four."""
    if words[place : place + 1] != ["point"]:
        return Fraction(0), place
    end = place + 1
    while end < len(words) and words[end] in SMALL:
        end += 1
    digits = "".join(str(SMALL[word]) for word in words[place + 1 : end])
    return Fraction(int(digits or 0), 10 ** len(digits)), end


def _value(raw: str, *, continental: bool) -> Fraction:
    for mark in " '_":
        raw = raw.replace(mark, "")
    group, point = (".", ",") if continental else (",", ".")
    if raw.count(point) > 1 or (group in raw and point in raw and raw.index(point) < raw.index(group)):
        group, point = point, group
    if (
        group in raw
        and point not in raw
        and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{2,3}})*\{group}\d{{3}}", raw)
    ):
        group, point = point, group
    raw = raw.replace(group, "").replace(point, ".")
    return Fraction(f"0{raw}")


class _Reader:
    """Reads pieces from left to right into amounts and words."""

    def __init__(self, pieces: tuple[_Piece, ...]) -> None:
        self._pieces = pieces
        self._amounts: list[Amount] = []
        self._words: list[str] = []
        self._bound = ""
        self._prefix = ""
        self._negative = False
        self._after = False

    def read(self) -> Reading | None:
        """Return what the pieces state, or None if that is no number."""
        place = 0
        while place < len(self._pieces):
            piece = self._pieces[place]
            if piece.part:
                self._take_part(piece)
            elif piece.value is not None:
                place += self._take_number(place, piece.value)
            elif piece.text.isalpha() or len(piece.text) > 1:
                self._take_word(piece.text)
            else:
                self._take_sign(piece)
            place += 1
        if not self._amounts and not self._take_roman():
            return None
        return Reading(tuple(self._amounts), tuple(self._words), self._bound)

    def _add(self, value: Fraction) -> None:
        self._amounts.append(Amount(-value if self._negative else value, self._prefix))
        self._prefix, self._negative, self._after = "", False, True

    def _change(self, *, times: Fraction = Fraction(1), plus: Fraction = Fraction(0), unit: str = "") -> None:
        last = self._amounts[-1]
        self._amounts[-1] = replace(last, value=last.value * times + plus, unit=unit or last.unit)
        self._after = True

    def _take_number(self, place: int, value: Fraction) -> int:
        """Take a number with the fraction or the power behind it; return how many more pieces that took."""
        texts = [piece.text for piece in self._pieces[place + 1 : place + 5]]
        if texts[:1] == ["/"] and (below := _whole(texts[1:2])):
            if self._after and self._pieces[place - 1].value is not None:
                self._change(plus=value / below)
            else:
                self._add(value / below)
            return 2
        if texts[:3] in (["x", "10", "^"], ["*", "10", "^"]) and texts[3:4]:
            self._add(value * _power(Fraction(10), _whole(texts[3:4])))
            return 4
        if texts[:1] == ["^"] and texts[1:2] and texts[1].isdigit():
            self._add(_power(value, _whole(texts[1:2])))
            return 2
        self._add(value)
        return 0

    def _take_part(self, piece: _Piece) -> None:
        """Take a fraction in words: two thirds, two and a half, a quarter."""
        if self._words[-1:] in (["a"], ["an"]):
            self._words.pop()
        part = piece.value or Fraction(1)
        if self._words[-1:] == ["and"] and self._amounts:
            self._words.pop()
            self._change(plus=part)
        elif self._after:
            self._change(times=part)
        else:
            self._add(part)

    def _take_sign(self, piece: _Piece) -> None:
        sign = piece.text
        if sign in "$€£¥" and not (self._after and not self._amounts[-1].unit):
            self._prefix = sign
        elif sign in "$€£¥%°" and self._after:
            self._change(unit=sign)
        elif sign == "-":
            self._negative = not (piece.joined or self._after)
        elif sign in _BOUNDS:
            self._bound = _BOUNDS[sign]
        self._after = self._after and sign not in "-+"

    def _take_word(self, word: str) -> None:
        after, self._after = self._after, False
        if word in {"minus", "negative"}:
            self._negative = True
        elif after and word in _MULTIPLIERS:
            self._change(times=_MULTIPLIERS[word])
        elif after and word == "m" and self._amounts[-1].unit in {"$", "€", "£", "¥"}:
            self._change(times=_MILLION)
        elif after and not self._amounts[-1].unit and (unit := unit_of(word)):
            self._change(unit=unit)
        elif word in _BOUNDS:
            self._bound = _BOUNDS[word]
        else:
            self._words.append(word)

    def _take_roman(self) -> bool:
        """Take the one word that is a Roman numeral, if there is one; a single letter only if it stands alone."""
        roman = [word for word in self._words if _ROMAN.fullmatch(word)]
        if len(roman) != 1 or (len(self._words) > 1 and len(roman[0]) == 1):
            return False
        self._words.remove(roman[0])
        self._add(Fraction(roman_value(roman[0])))
        return True


def _whole(texts: Sequence[str]) -> int:
    return int(texts[0][:9]) if texts and texts[0].isdigit() else 0


def _power(base: Fraction, exponent: int) -> Fraction:
    """Return the power, or -1 where it is too large to be meant."""
    return base**exponent if exponent <= _MOST_POWER and base < _MILLION else Fraction(-1)


def in_millions(reading: Reading) -> Reading:
    """Return the reading with each m taken for million, not for metre."""
    amounts = (Amount(each.value * _MILLION) if each.unit == "m" else each for each in reading.amounts)
    return replace(reading, amounts=tuple(amounts))


def same_amount(one: Amount, other: Amount, within: Fraction = Fraction(0)) -> bool:
    """Tell whether two amounts are equal after conversion; a missing unit on either side is no difference."""
    if not (one.unit and other.unit):
        return abs(one.value - other.value) <= within
    factor, into = UNITS[one.unit][1], UNITS[other.unit][1]
    return same_unit(one, other) and abs(one.value * factor - other.value * into) <= within * factor


def same_unit(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts measure the same sort of thing, or one does not say."""
    return not one.unit or not other.unit or UNITS[one.unit][0] == UNITS[other.unit][0]
