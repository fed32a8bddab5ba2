"""Dates: every way to read a text as a day, a month, a year or a span of them, and how two dates compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from bot.core.judge.spelling import is_misspelt
from bot.core.judge.spoken import DECADES, NUMBER_WORDS, ORDINAL, read_number
from bot.core.judge.tables import word_list, word_set
from bot.core.judge.words import LETTERED, roman_value

MONTHS = word_list("january february march april may june july august september october november december")
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9, "janu": 1, "febr": 2}
_GERMAN = {"marz": 3, "maerz": 3, "mai": 5, "juni": 6, "juli": 7, "okt": 10, "dez": 12, "dezember": 12}
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | _SHORT | _GERMAN
_WEEKDAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_FREE = word_set(
    "the of in on at day date year month around about circa ca approximately c since during from"
)
_ERAS = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
_MOST_DAYS, _MOST_MONTHS = 31, 12
# The first is for a day whose month is not said.
_DAYS = (31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DECADE, CENTURY = 10, 100


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month or a year; what is not said is 0. `short` says that the year has lost its century."""

    year: int = 0
    month: int = 0
    day: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another; a single date has no end. `words` stood beside it."""

    start: Date
    end: Date | None = None
    words: tuple[str, ...] = ()


_ISO = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(1[0-2]|0?[1-9])(?:\2(\d{1,2}))?(?![\d/.-])")
_COMPACT = re.compile(r"(?<!\d)(1\d|20)(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2}) ?([-/. ]) ?(\d{1,2}|[ivx]{1,4}) ?\2 ?('?\d{2}|\d{4})(?![\d/.-])"
)
_DECADES = re.compile(r"(?<!\d)(\d{2})?(\d)0'?s\b")
DATE_WORDS = (
    *(MONTH_NUMBERS.keys() | _WEEKDAYS | _FREE | _ERAS.keys() | DECADES.keys()),
    *word_set("from between until till through century centuries decade early mid late onward onwards"),
)
"""Every word that a date may hold."""

_RANGE = re.compile(r"\s*(?:\b(?:to|until|till|through)\b|(?<=\d)\s?->?\s?(?=[\w'])|\s->?\s)\s*")
_BETWEEN = re.compile(r"\bbetween\b(.+?)\band\b(.+)")
_SIGNED = re.compile(r"(?:^|[\s(])-\d|[%$€£°=<>+^*]")
_ERA = re.compile(r"\b([bac])\. ?([cde])\.(?: ?(e)\.)?")
_MONTH_YEAR = re.compile(r"(?<![\d/.-])(1[0-2]|0?[1-9]) ?[-/.] ?(\d{4})(?![\d/.-])")
_SLASH_YEARS = re.compile(r"(?<![\d/])(\d{4})/(\d{2}|\d{4})(?![\d/])")
_PIECES = re.compile(r"'\d\d(?!\d)|\d+(?:st|nd|rd|th)?|[^\W\d_]+")
_FROM = re.compile(r"^(?:from|between)\b")
_ONWARDS = re.compile(r"^(?:from )?(.+) on(?:wards?)?$")


def read_dates(text: str) -> tuple[Span, ...]:
    """Return the ways to read cleaned text as a date or a span of dates; none if it is neither.

    2012-07-14 is read in one way only; 4/7/2012 is read in both orders.
    """
    if _SIGNED.search(text):
        return ()
    text = text.casefold()
    if LETTERED.search(text):
        return ()
    text = _ERA.sub(lambda found: "".join(filter(None, found.groups())) + " ", text)
    text = text.replace(",", " ").replace("?", " ").replace("!", " ").lstrip(' .\n";:()')
    text = text.rstrip(" .\n\"';:()")
    text = _ONWARDS.sub(r"\1", text)
    if decades := _read_decades(text):
        return decades
    readings = _spans(text) + [Span(date, None, words) for date, words in _read_date(text)]
    return tuple(dict.fromkeys(readings))


def _read_decades(text: str) -> tuple[Span, ...]:
    found = _DECADES.search(text)
    words = (
        tuple(re.findall(r"[^\W\d_]+", text[: found.start()] + text[found.end() :]))
        if found
        else tuple(text.replace("-", " ").split())
    )
    if found is None:
        spoken = [word for word in words if word in DECADES]
        if len(spoken) != 1:
            return ()
        rest = tuple(word for word in words if word not in DECADES and word not in _FREE)
        begins = 1900 if rest[:1] in ((), ("nineteen",)) else 1800 if rest[:1] == ("eighteen",) else 0
        if not begins or len(rest) > 1:
            return ()
        begins += DECADES[spoken[0]]
        return (Span(Date(begins), Date(begins + 9)),)
    if re.search(r"\d", text[: found.start()] + text[found.end() :]):
        return ()
    begins = int(f"{found[1] or 19}{found[2]}0")
    rest = tuple(word for word in words if word not in _FREE)
    spans = [Span(Date(begins), Date(begins + 9), rest)]
    if found[2] == "0" and found[1]:
        spans.append(Span(Date(begins), Date(begins + 99), rest))
    return tuple(spans)


def _spans(text: str) -> list[Span]:
    if found := _SLASH_YEARS.search(text):
        text = f"{text[: found.start()]} {found[1]} to {found[2]} {text[found.end() :]}"
    if _ISO.search(text) or _COMPACT.search(text):
        parts = re.split(r"\s+(?:to|until|till|and|-)\s+", text)
    else:
        between = _BETWEEN.search(text)
        parts = [text[: between.start()] + between[1], between[2]] if between else _RANGE.split(text)
    if len(parts) != len(("from", "to")):
        return []
    left = _FROM.sub("", parts[0]).strip()
    return [
        Span(_complete(start, end), _expand(start, end), before + after)
        for (start, before), (end, after) in product(_read_date(left), _read_date(parts[1]))
        if _granularity(start) <= _granularity(end) or start.day
    ]


def _granularity(date: Date) -> int:
    return 3 if date.day else 2 if date.month else 1


def _complete(start: Date, end: Date) -> Date:
    """Return the start with the month and year that are said only once: 12 to 14 July 2012."""
    return replace(start, month=start.month or (end.month if start.day else 0), year=start.year or end.year)


def _expand(start: Date, end: Date) -> Date:
    """Return the end with the century of the start: 1991-94."""
    if start.year and not end.year and end.day and not end.month and not start.day:
        end = Date(end.day, short=True)
    if end.short and start.year > CENTURY and not start.short:
        return replace(end, year=start.year // CENTURY * CENTURY + end.year, short=False)
    return end


def _read_date(text: str) -> list[tuple[Date, tuple[str, ...]]]:
    if found := _ISO.search(text):
        date = Date(int(found[1]), int(found[3]), int(found[4] or 0))
        return _with_rest([date], text, found)
    if found := _COMPACT.search(text):
        return _with_rest([Date(int(found[1] + found[2]), int(found[3]), int(found[4]))], text, found)
    if found := _NUMERIC.search(text):
        return _with_rest(list(_numeric(found)), text, found)
    if found := _MONTH_YEAR.search(text):
        return _with_rest([Date(int(found[2]), int(found[1]))], text, found)
    return _read_words(text)


def _with_rest(dates: list[Date], text: str, found: re.Match[str]) -> list[tuple[Date, tuple[str, ...]]]:
    rest = text[: found.start()] + " " + text[found.end() :]
    if re.search(r"\d", rest):
        return []
    words = tuple(word for word in _PIECES.findall(rest) if word not in _FREE and word not in _WEEKDAYS)
    return [(date, words) for date in dates if _exists(date)]


def _exists(date: Date) -> bool:
    return date.month <= _MOST_MONTHS and date.day <= _DAYS[date.month]


def _numeric(found: re.Match[str]) -> Iterator[Date]:
    """Yield day/month and month/day, if both exist."""
    year = int(found[4].strip("'"))
    short = year < CENTURY
    if not found[3].isdigit():
        yield Date(year, roman_value(found[3]), int(found[1]), short)
        return
    first, second = int(found[1]), int(found[3])
    for day, month in dict.fromkeys(((first, second), (second, first))):
        if 0 < month <= _MOST_MONTHS and 0 < day <= _MOST_DAYS:
            yield Date(year, month, day, short)


@lru_cache(maxsize=4096)
def _month(word: str) -> int:
    number = MONTH_NUMBERS.get(word, 0)
    return number or next((place for place, name in enumerate(MONTHS, 1) if is_misspelt(word, name)), 0)


def _read_words(text: str) -> list[tuple[Date, tuple[str, ...]]]:
    """Read "14 July 2012", "July 14th, '12", "the fourteenth of July", "1994" and what lies between."""
    numbers: list[tuple[int, str]] = []
    month, era, words = 0, 0, list[str]()
    pieces = _PIECES.findall(text.replace("-", " ").replace("/", " "))
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        place += 1
        if piece[0].isdigit() or piece[0] == "'":
            numbers.append((int(piece.strip("'sthndr")[:9] or 0), piece))
        elif piece in NUMBER_WORDS and (spoken := read_number(pieces, place - 1)):
            ordinal = pieces[spoken[1] - 1] in ORDINAL
            numbers.append((spoken[0], f"{spoken[0]}th" if ordinal else str(spoken[0])))
            place = spoken[1]
        elif not month and (number := _month(piece)):
            month = number
        elif piece in _ERAS:
            era = _ERAS[piece]
        elif piece not in _FREE and piece not in _WEEKDAYS:
            words.append(piece)
    dates = [Date(numbers[0][0])] if era and not month and len(numbers) == 1 else _assemble(numbers, month)
    return [(replace(date, year=(era or 1) * date.year), tuple(words)) for date in dates if _exists(date)]


def _assemble(numbers: list[tuple[int, str]], month: int) -> list[Date]:
    match numbers:
        case [] if month:
            return [Date(month=month)]
        case [(value, raw)]:
            return list(_one_number(value, raw, month))
        case [(first, raw), (second, other)] if month:
            return [
                Date(year, month, day, year < CENTURY)
                for day, year, text in ((first, second, other), (second, first, raw))
                if 0 < day <= _MOST_DAYS and not text.endswith(("th", "st", "nd", "rd")) and year
            ]
        case _:
            return []


def _one_number(value: int, raw: str, month: int) -> Iterator[Date]:
    ordinal = raw.endswith(("th", "st", "nd", "rd"))
    if 0 < value <= _MOST_DAYS and raw[0] != "'":
        yield Date(month=month, day=value)
    if not ordinal and value >= CENTURY:
        yield Date(value, month)
    if raw[0] == "'" or (not ordinal and _MOST_DAYS < value < CENTURY):
        yield Date(value, month, short=True)
