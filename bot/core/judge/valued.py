"""Accepted answers that are numbers or dates, compiled: which of them an item has, and how they are read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.core.judge.dates import Span, read_dates
from bot.core.judge.forms import Question, is_formula
from bot.core.judge.numbers import Reading, in_millions, read_amounts
from bot.core.judge.spelling import stem
from bot.core.judge.spoken import NUMBER_WORDS, ORDINAL
from bot.core.judge.tables import NUMBER_FREE, STOP, word_set
from bot.core.judge.units import UNITS, unit_of
from bot.core.pack import AnswerKind, Item, ItemType
from bot.core.text import fold, plain

_RATIO_WORDS = word_set("percent percentage share proportion cent %")
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|far|long|large|big|tall|high|old|often|fast|heavy|deep)\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\bwhen\b|\byear\b|\bdate\b|\bmonth\b|\bday\b|\bdecade\b|\bcentury\b|\bsince\b", re.IGNORECASE
)
_LENGTH = re.compile(
    r"\b(?:long|far|tall|high|deep|wide|length|height|depth|width|distance)\b", re.IGNORECASE
)
_EQUATION = re.compile(r"[A-Za-z] ?= ?([^=]+)")
_DECADE = re.compile(r"\b\d{3}0'?s\b")
_BARE = re.compile(r"\W*(\d+)\W*")
_TIME = frozenset({"time", "months"})
_EARLIER = word_set("before earlier prior previously beforehand")
_LATER = word_set("after later afterwards")
TIME_WORDS = _EARLIER | _LATER
"""Words that say on which side of something a length of time lies."""

_MOST_NOUNS = 2
_FIRST_YEAR, _LAST_YEAR = 1000, 2200


@dataclass(frozen=True, slots=True)
class AmountKey:
    """One accepted amount: its reading, the units that the question fixes, and how far off an answer may be.

    `metric` says that a length is asked for, so that 5 m are metres, not millions. Beside it may stand what
    has the stems `own`: what it counts and, for a length of time, before or after as the question says; `against` are
    the words that say the opposite.
    """

    place: int
    reading: Reading
    tolerance: Fraction
    asked: Mapping[str, str]
    metric: bool
    own: frozenset[str]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateKey:
    """One accepted date, in each way that it can be read."""

    place: int
    spans: tuple[Span, ...]


def read_tolerance(tolerance: str, value: Fraction) -> Fraction:
    """Return how far an answer may be off: "5" is absolute, "5%" is of the value."""
    readings = read_amounts(tolerance) if tolerance else ()
    if not readings:
        return Fraction(0)
    amount = readings[0].amounts[0]
    return abs(value) * amount.value / 100 if amount.unit in {"%", "percent"} else abs(amount.value)


def amount_key(place: int, answer: str, tolerance: str, question: Question) -> AmountKey | None:
    """Return the key of an answer that is an amount: a number, a unit, and at most a plain noun or two."""
    words = fold(answer).split()
    digits = any(map(str.isdigit, answer))
    roman = answer.isupper() and answer.isalpha() and len(answer) > 1
    readings = read_amounts(answer) if digits or roman or not NUMBER_WORDS.isdisjoint(words) else ()
    if not readings or _DECADE.search(answer):
        return None
    reading = readings[0]
    nouns = {
        word for word in reading.words if word not in STOP and word not in NUMBER_FREE and word != "than"
    }
    lower = {fold(word) for word in re.findall(r"\b[a-z]+\b", answer)}
    if len(nouns) > _MOST_NOUNS or not nouns <= lower:
        return None
    # The second law is a name; two laws are a number.
    if nouns and not digits and (len(reading.amounts) > 1 or not ORDINAL.keys().isdisjoint(words)):
        return None
    asked = asked_units(question)
    metric = "length" in asked or bool(_LENGTH.search(question.text))
    reading = reading if metric else in_millions(reading)
    within = read_tolerance(tolerance, next(iter(reading.amounts)).value)
    measured = asked.keys() | {UNITS[each.unit][0] for each in reading.amounts if each.unit}
    timed = bool(_HOW_MANY.search(question.text)) and not _TIME.isdisjoint(measured)
    towards = _directions(question) if timed else frozenset[str]()
    against = TIME_WORDS - towards if timed else frozenset[str]()
    own = frozenset(map(stem, (*towards, *reading.words)))
    return AmountKey(place, reading, within, asked, metric, own, against)


def _directions(question: Question) -> frozenset[str]:
    """Return the words for before or after that a length of time may have beside it; later, unless before is asked."""
    asked = question.sequence.split()
    before, after = not _EARLIER.isdisjoint(asked), not _LATER.isdisjoint(asked)
    return (_EARLIER if before else frozenset[str]()) | (_LATER if after or not before else frozenset[str]())


def date_key(place: int, answer: str) -> DateKey | None:
    """Return the key of an answer that is a date, a month, a year or a span of them."""
    spans = tuple(
        span for span in read_dates(answer) if not span.words and (span.start.year or span.start.month)
    )
    return DateKey(place, spans) if spans else None


def asks_how_many(question: str) -> bool:
    """Tell whether a question asks for a count or a measure, not for a date."""
    return bool(_HOW_MANY.search(question)) and not _WHEN.search(question.partition("?")[0].split(",")[0])


def asked_units(question: Question) -> Mapping[str, str]:
    """Return what the question measures in: dimension -> the unit that it names."""
    words = [word for word in fold(question.text).split() if len(word) > 1]
    asked = {UNITS[unit][0]: unit for word in words if (unit := unit_of(word))}
    if not _RATIO_WORDS.isdisjoint(words) or "%" in question.text:
        asked["ratio"] = "%"
    return asked


_VALUE_KINDS = {
    AnswerKind.NUMBER: "amount", AnswerKind.QUANTITY: "amount", AnswerKind.DATE: "date",
    AnswerKind.YEAR: "date", AnswerKind.RANGE: "both",
}  # fmt: skip


def read_values(
    item: Item, texts: Iterable[tuple[int, str]], question: Question
) -> tuple[tuple[AmountKey, ...], tuple[DateKey, ...]]:
    """Return the accepted texts of an item that are amounts, and those that are dates; a bare number may be both."""
    kind = _VALUE_KINDS.get(item.answer_kind, "") if item.answer_kind else _guess(item)
    amounts, dates = list[AmountKey](), list[DateKey]()
    for place, written in texts if kind else ():
        equation = _EQUATION.fullmatch(plain(written))
        text = equation[1] if equation else plain(written)
        if is_formula(text):
            continue
        bare = _BARE.fullmatch(text)
        if (
            kind != "amount"
            and (not bare or _is_year(bare[1], kind, item.stem))
            and (date := date_key(place, text))
        ):
            dates.append(date)
        elif kind == "date":
            continue
        if (bare or not dates or dates[-1].place != place) and kind != "date":
            amount = amount_key(place, text, item.tolerance, question)
            amounts += [amount] if amount else []
    return tuple(amounts), tuple(dates)


def _is_year(number: str, kind: str, question: str) -> bool:
    """Tell whether a number alone may be meant as a year."""
    return kind == "date" or bool(_WHEN.search(question)) or _FIRST_YEAR <= int(number) <= _LAST_YEAR


def _guess(item: Item) -> str:
    if item.type is ItemType.NUMBER or asks_how_many(item.stem):
        return "amount"
    return "date" if item.type is ItemType.DATE else "both"
