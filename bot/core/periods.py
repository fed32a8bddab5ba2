"""Periods of a group's own calendar: days, ISO weeks and months of its time zone, daylight saving included."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.ledger import Period

WEEK = "week"
MONTH = "month"
ALL = "all"
NAMES = (WEEK, MONTH, ALL)


def day(at: datetime, zone: str) -> date:
    """Return the date of a moment where the group lives."""
    return at.astimezone(ZoneInfo(zone)).date()


def midnight(when: date, zone: str) -> datetime:
    """Return when a day begins, in UTC; where the clocks skip midnight, the day begins when they do."""
    return datetime.combine(when, time(), ZoneInfo(zone)).astimezone(UTC)


def period(name: str, now: datetime, zone: str) -> Period:
    """Return the ISO week (from Monday) or the month that holds a moment, or all of time."""
    today = day(now, zone)
    match name:
        case "week":
            first = today - timedelta(days=today.weekday())
            return _between(name, first, first + timedelta(days=7), zone)
        case "month":
            first = today.replace(day=1)
            return _between(name, first, _next_month(first), zone)
        case _:
            return Period()


def before(name: str, now: datetime, zone: str) -> Period | None:
    """Return the period of that name before the one that holds a moment; all of time has none."""
    current = period(name, now, zone)
    return period(name, current.start - timedelta(hours=1), zone) if current.start else None


def streak(days: Iterable[str], today: date) -> int:
    """Return on how many days in a row there was play, up to today; a day that is not over breaks nothing."""
    played = set(days)
    last = today if today.isoformat() in played else today - timedelta(days=1)
    length = 0
    while (last - timedelta(days=length)).isoformat() in played:
        length += 1
    return length


def _between(name: str, first: date, end: date, zone: str) -> Period:
    return Period(name, midnight(first, zone), midnight(end, zone))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def last_days(today: date, count: int) -> tuple[date, ...]:
    """Return that many days up to today, oldest first."""
    return tuple(today - timedelta(days=ago) for ago in reversed(range(count)))
