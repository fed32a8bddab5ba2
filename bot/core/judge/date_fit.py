"""How a typed date compares with the right one."""

import re
from enum import Enum

from bot.core.judge.dates import CENTURY, MONTH_NUMBERS, MONTHS, Date, Span


class Fit(Enum):
    """How a typed date compares with the right one."""

    SAME = "same"
    FINER = "finer"
    COARSER = "coarser"
    OTHER_YEAR = "other-year"
    OTHER = "other"


def compare(right: Span, typed: Span, context: Span | None = None) -> Fit:
    """Return how the typed date compares with the right one; what stands in the context need not be typed."""
    if (right.end is None) != (typed.end is None):
        if right.end is not None and any(
            _fit(edge, typed.start, None) is Fit.SAME for edge in (right.start, right.end)
        ):
            return Fit.COARSER
        return Fit.OTHER
    fit = _fit(right.start, typed.start, context)
    if right.end is None or typed.end is None:
        return fit
    return max((fit, _fit(right.end, typed.end, context)), key=list(Fit).index)


def _fit(right: Date, typed: Date, context: Span | None) -> Fit:
    if right.year and typed.year and not _same_year(right, typed):
        return Fit.OTHER_YEAR
    if (right.month and typed.month and right.month != typed.month) or (
        right.day and typed.day and right.day != typed.day
    ):
        return Fit.OTHER
    known = context.start if context else Date()
    missing = any(
        has and not said and has != given
        for has, said, given in (
            (right.year, typed.year, known.year),
            (right.month, typed.month, known.month),
            (right.day, typed.day, 0),
        )
    )
    if missing:
        overlap = any(
            has and said
            for has, said in ((right.year, typed.year), (right.month, typed.month), (right.day, typed.day))
        )
        return Fit.COARSER if overlap else Fit.OTHER
    finer = any(
        said and not has
        for has, said in ((right.year, typed.year), (right.month, typed.month), (right.day, typed.day))
    )
    return Fit.FINER if finer else Fit.SAME


def _same_year(right: Date, typed: Date) -> bool:
    if typed.short != right.short:
        return right.year % CENTURY == typed.year % CENTURY
    return right.year == typed.year


def read_context(question: str) -> Span:
    """Return the month and the year that a question names, as far as each is named once."""
    years = set(re.findall(r"(?<!\d)(?:1\d|20)\d\d(?!\d)", question))
    months = {
        MONTH_NUMBERS[word]
        for word in re.findall(r"[A-Z][a-z]+", question)
        for word in [word.lower()]
        if word in MONTHS
    }
    return Span(
        Date(int(next(iter(years))) if len(years) == 1 else 0, next(iter(months)) if len(months) == 1 else 0)
    )
