"""Amounts: what number a text states, in which unit, and whether two amounts are the same."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.core.judge.spoken import NUMBER_WORDS, SCALES, SMALL, read_number
from bot.core.judge.words import roman_value

ONE = Fraction(1)
_MULTIPLIERS = {word: Fraction(value) for word, value in SCALES.items()} | {
    "k": Fraction(1000), "mn": Fraction(10**6), "mln": Fraction(10**6), "mio": Fraction(10**6),
    "mil": Fraction(10**6), "bn": Fraction(10**9), "bln": Fraction(10**9), "b": Fraction(10**9),
    "tn": Fraction(10**12), "thousands": Fraction(1000), "millions": Fraction(10**6),
    "billions": Fraction(10**9), "dozen": Fraction(12), "grand": Fraction(1000),
}  # fmt: skip
_MILLION = Fraction(10**6)

# word -> (what is measured, how many of the base unit one of it is)
UNITS: dict[str, tuple[str, Fraction]] = {
    word: (dimension, Fraction(factor))
    for dimension, units in {
        "length": {"mm millimeter": "1/1000", "cm centimeter": "1/100", "dm decimeter": "1/10", "m meter": "1",
                   "km kilometer": "1000"},
        "mile": {"mi mile": "1"}, "foot": {"ft foot feet": "1", "inch inche": "1/12", "yd yard": "3"},
        "area": {"sqm m2 m^2": "1", "sqkm km2 km^2": "1000000", "ha hectare": "10000"},
        "volume": {"ml milliliter": "1/1000", "cl centiliter": "1/100", "l liter": "1"},
        "mass": {"mg milligram": "1/1000", "g gram": "1", "kg kilogram kilo": "1000", "t ton tonne": "1000000"},
        "pound": {"lb pound-weight": "1", "oz ounce": "1/16"},
        "time": {"s sec second": "1", "min minute": "60", "h hr hour": "3600", "day": "86400", "week": "604800",
                 "fortnight": "1209600"},
        "months": {"month": "1", "year yr annum": "12", "decade": "120", "century centurie": "1200",
                   "millennium millennia": "12000"},
        "ratio": {"% percent percentage": "1/100"},
        "dollar": {"$ dollar usd buck": "1", "cent": "1/100"}, "euro": {"€ euro eur": "1"},
        "sterling": {"£ pound gbp quid": "1"}, "yen": {"¥ yen": "1"}, "rouble": {"rouble ruble": "1"},
        "celsius": {"°c c celsius centigrade": "1"}, "fahrenheit": {"°f f fahrenheit": "1"},
        "kelvin": {"kelvin": "1"}, "angle": {"° deg degree": "1"},
        "speed": {"km/h kmh kph": "1"}, "mph": {"mph": "1"}, "m/s": {"m/s": "1"},
        "watt": {"w watt": "1", "kw kilowatt": "1000", "mw megawatt": "1000000", "gw gigawatt": "1000000000"},
        "joule": {"j joule": "1", "kj kilojoule": "1000"}, "hertz": {"hz hertz": "1", "khz kilohertz": "1000",
                  "mhz megahertz": "1000000", "ghz gigahertz": "1000000000"},
        "volt": {"volt": "1"}, "newton": {"newton": "1"}, "mole": {"mol mole": "1"}, "ampere": {"amp ampere": "1"},
        "byte": {"byte": "1", "kb kilobyte": "1000", "mb megabyte": "1000000", "gb gigabyte": "1000000000"},
    }.items()
    for words, factor in units.items()
    for word in words.split()
}  # fmt: skip

_JOINED_UNITS = (
    (re.compile(r"\bper ?cent\b|\bpct\b|\bpercentage points?\b"), "%"),
    (re.compile(r"\b(?:sq|square)\.? (?:km|kilomet(?:er|re)s?)\b"), "km2"),
    (re.compile(r"\b(?:sq|square)\.? (?:m|met(?:er|re)s?)\b"), "m2"),
    (re.compile(r"(?:°|\bdeg\b\.?|\bdegrees?\b) ?(?:c|celsius|centigrade)\b"), "celsius"),
    (re.compile(r"(?:°|\bdeg\b\.?|\bdegrees?\b) ?(?:f|fahrenheit)\b"), "fahrenheit"),
    (re.compile(r"\bk(?:ilo)?m(?:et(?:er|re)s)? (?:per|an) hour\b"), "km/h"),
    (re.compile(r"\bmiles? (?:per|an) hour\b"), "mph"),
    (re.compile(r"\bm(?:et(?:er|re)s)? (?:per|a) second\b"), "m/s"),
    (re.compile(r"\bus ?(?=\$)|\bus dollars?\b|\bamerican dollars?\b"), "$ "),
    (re.compile(r"\bpounds? sterling\b"), "£"),
    (re.compile(r"\bhalf an? (?=[hmbdt])"), "0.5 "),
    (re.compile(r"\b(?:a )?quarter of an? (?=[hmbdt])"), "0.25 "),
)
_SCAN = re.compile(
    r"(?P<group>\d{1,3}(?:[ '_]\d{3})+(?:[.,]\d+)?(?![\d])"
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d,])"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])"
    r"|\d*[.,]\d+|\d+)"
    r"|(?P<word>km/h|m/s|(?:k?m|cm)\^?2(?!\d)|[^\W\d_]+)"
    r"|(?P<sign>[-+~<>≤≥=/:^%$€£¥°*])"
)
_FRACTION_WORDS = {"half": 2, "halve": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "seventh": 7,
                   "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}  # fmt: skip
_COMPARATIVE = {
    "over": ">", "above": ">", "exceeding": ">", "least": ">", "minimum": ">", "more": ">", ">": ">", "≥": ">",
    "under": "<", "below": "<", "less": "<", "fewer": "<", "most": "<", "maximum": "<", "<": "<", "≤": "<",
    "nearly": "", "almost": "",
}  # fmt: skip
# Thousands are written 5k or 5K, kelvins 373 K.
_KELVIN = re.compile(r"(?<=\d) K\b")
_CENTURY = re.compile(r"(?<=\d)(?:st|nd|rd|th) ?c\b\.?")
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_ROMAN = re.compile(r"(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


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


def unit_of(word: str) -> str:
    """Return the word if it, or its singular, is a unit; else nothing."""
    for form in (
        word,
        word.removesuffix("s"),
        word.replace("metre", "meter").replace("litre", "liter").removesuffix("s"),
    ):
        if form in UNITS:
            return form
    return ""


def read_amounts(text: str) -> tuple[Reading, ...]:
    """Return the ways to read cleaned text as amounts, the British way first; none if it states no number.

    1.600 and 1,600 are read both as grouped and as decimal, so a caller accepts if one reading fits.
    """
    text = _ORDINAL_ENDING.sub("", _CENTURY.sub(" century", _KELVIN.sub(" kelvin", text).casefold()))
    for pattern, into in _JOINED_UNITS:
        text = pattern.sub(into, text)
    found = [(match.lastgroup or "", match[0], match.start()) for match in _SCAN.finditer(text)]
    readings = [_read(found, text, continental=False)]
    if re.search(r"\d[.,]\d{3}(?!\d)", text):
        readings.append(_read(found, text, continental=True))
    return tuple(dict.fromkeys(reading for reading in readings if reading is not None))


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


class _Scan:
    """The pieces of a text, read from left to right into amounts and words."""

    def __init__(self, found: list[tuple[str, str, int]], text: str, *, continental: bool) -> None:
        self.found = found
        self.text = text
        self.continental = continental
        self.amounts: list[Amount] = []
        self.words: list[str] = []
        self.bound = ""
        self.negative = False
        self.prefix = ""

    def add(self, value: Fraction) -> None:
        self.amounts.append(Amount(-value if self.negative else value, self.prefix))
        self.negative, self.prefix = False, ""

    def scale(self, factor: Fraction) -> None:
        self.amounts[-1] = replace(self.amounts[-1], value=self.amounts[-1].value * factor)


def _read(found: list[tuple[str, str, int]], text: str, *, continental: bool) -> Reading | None:
    scan = _Scan(found, text, continental=continental)
    place = 0
    after_number = False
    while place < len(found):
        kind = found[place][0]
        if kind == "group":
            place, after_number = _take_digits(scan, place), True
        elif kind == "sign":
            after_number = _take_sign(scan, place, after_number=after_number)
            place += 1
        else:
            place, after_number = _take_word(scan, place, after_number=after_number)
    if not scan.amounts:
        roman = [word for word in scan.words if _ROMAN.fullmatch(word)]
        if len(roman) != 1 or (len(scan.words) > 1 and len(roman[0]) == 1):
            return None
        scan.words.remove(roman[0])
        scan.add(Fraction(roman_value(roman[0])))
    return Reading(tuple(scan.amounts), tuple(scan.words), scan.bound)


def _take_digits(scan: _Scan, place: int) -> int:
    """Read a numeral with the fraction or the power behind it."""
    value = _value(scan.found[place][1], continental=scan.continental)
    signs = [piece for _, piece, _ in scan.found[place + 1 : place + 5]]
    digits = [kind == "group" for kind, _, _ in scan.found[place + 1 : place + 5]]
    if signs[:1] == ["/"] and digits[1:2] == [True] and (below := _whole(signs[1])):
        if (
            scan.amounts
            and place
            and scan.found[place - 1][0] == "group"
            and scan.amounts[-1].value.denominator == 1
        ):
            scan.amounts[-1] = replace(scan.amounts[-1], value=scan.amounts[-1].value + value / below)
        else:
            scan.add(value / below)
        return place + 3
    if signs[:2] in (["x", "10"], ["*", "10"]) and signs[2:3] == ["^"] and digits[3:4] == [True]:
        scan.add(value * _power(Fraction(10), signs[3]))
        return place + 5
    if signs[:1] == ["^"] and digits[1:2] == [True]:
        scan.add(_power(value, signs[1]))
        return place + 3
    scan.add(value)
    return place + 1


_MOST_POWER = 40


def _whole(raw: str) -> int:
    return int(raw) if raw.isdigit() else 0


def _power(base: Fraction, raw: str) -> Fraction:
    exponent = _whole(raw[:3])
    return base**exponent if exponent <= _MOST_POWER and base < 10**6 else Fraction(-1)


def _take_sign(scan: _Scan, place: int, *, after_number: bool) -> bool:
    sign, start = scan.found[place][1:]
    if sign in "$€£¥":
        if after_number and not scan.amounts[-1].unit:
            scan.amounts[-1] = replace(scan.amounts[-1], unit=sign)
        else:
            scan.prefix = sign
    elif sign in "%°" and after_number:
        scan.amounts[-1] = replace(scan.amounts[-1], unit=sign)
    elif sign == "-":
        before = scan.text[start - 1 : start]
        scan.negative = not (before.isalnum() or after_number)
    elif sign in "<>≤≥":
        scan.bound = _COMPARATIVE[sign]
    return after_number and sign not in "-+"


def _take_word(scan: _Scan, place: int, *, after_number: bool) -> tuple[int, bool]:
    word = scan.found[place][1]
    if word in {"minus", "negative"}:
        scan.negative = True
        return place + 1, False
    if after_number and word in _MULTIPLIERS:
        scan.scale(_MULTIPLIERS[word])
        return place + 1, True
    if after_number and word == "m" and scan.amounts[-1].unit in {"$", "€", "£", "¥"}:
        scan.scale(_MILLION)
        return place + 1, True
    if after_number and not scan.amounts[-1].unit and (unit := unit_of(word)):
        scan.amounts[-1] = replace(scan.amounts[-1], unit=unit)
        return place + 1, True
    if word in _COMPARATIVE:
        scan.bound = _COMPARATIVE[word]
        return place + 1, False
    return _take_spoken(scan, place, word, after_number=after_number)


def _take_spoken(scan: _Scan, place: int, word: str, *, after_number: bool) -> tuple[int, bool]:
    """Read number words, with "point five" or "and a half" behind them."""
    below = _FRACTION_WORDS.get(word) or _FRACTION_WORDS.get(word.removesuffix("s"))
    previous = scan.found[place - 1][1] if place else ""
    if below and (word in {"half", "quarter"} or word.endswith("s") or previous in {"a", "one"}):
        part = Fraction(1, below)
        if scan.words[-1:] == ["a"] or scan.words[-1:] == ["an"]:
            scan.words.pop()
        if scan.words[-1:] == ["and"] and scan.amounts:
            scan.words.pop()
            scan.amounts[-1] = replace(scan.amounts[-1], value=scan.amounts[-1].value + part)
        elif after_number and scan.amounts:
            scan.scale(part)
        else:
            scan.add(part)
        return place + 1, True
    if word == "point" and after_number:
        return _take_decimals(scan, place)
    if word in NUMBER_WORDS and (
        spoken := read_number([piece for _, piece, _ in scan.found if piece != "-"], _shift(scan, place))
    ):
        value, end = spoken
        scan.add(Fraction(value))
        return _unshift(scan, end), True
    scan.words.append(word)
    return place + 1, False


def _shift(scan: _Scan, place: int) -> int:
    return place - sum(piece == "-" for _, piece, _ in scan.found[:place])


def _unshift(scan: _Scan, end: int) -> int:
    seen = 0
    for place, (_, piece, _) in enumerate(scan.found):
        if seen == end:
            return place
        seen += piece != "-"
    return len(scan.found)


def _take_decimals(scan: _Scan, place: int) -> tuple[int, bool]:
    digits = ""
    end = place + 1
    while end < len(scan.found):
        kind, piece, _ = scan.found[end]
        spoken = read_number([piece], 0) if piece in SMALL else None
        if kind != "group" and spoken is None:
            break
        digits += str(spoken[0]) if spoken else piece
        end += 1
    if digits.isdigit():
        scan.amounts[-1] = replace(
            scan.amounts[-1], value=scan.amounts[-1].value + Fraction(int(digits), 10 ** len(digits))
        )
    return end, True


def same_amount(one: Amount, other: Amount, within: Fraction = Fraction(0)) -> bool:
    """Tell whether two amounts are equal after conversion; a missing unit on either side is no difference."""
    return any(
        _same(left, right, within) for left in _as_million(one, other) for right in _as_million(other, one)
    )


def _as_million(amount: Amount, beside: Amount) -> tuple[Amount, ...]:
    """Return the amount, and where m may mean million, that too."""
    if amount.unit == "m" and UNITS.get(beside.unit, ("",))[0] != "length":
        return (amount, Amount(amount.value * _MILLION))
    return (amount,)


def _same(one: Amount, other: Amount, within: Fraction) -> bool:
    if one.unit and other.unit:
        if UNITS[one.unit][0] != UNITS[other.unit][0]:
            return False
        factor, into = UNITS[one.unit][1], UNITS[other.unit][1]
        return abs(one.value * factor - other.value * into) <= within * factor
    return abs(one.value - other.value) <= within


def same_unit(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts measure the same sort of thing, or one does not say."""
    return not one.unit or not other.unit or UNITS[one.unit][0] == UNITS[other.unit][0]
