"""When something that comes round is due next, by the clock on the group's own wall."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

TOO_LATE = timedelta(minutes=15)
"""How long after its time something is still started; what was due earlier, while the program was away, is skipped."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")
_HALF_DAY = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}")


def read_time(text: str) -> str:
    """Return a time of the day as HH:MM, read from 18:00, 18.00, 18h00, 9:05, 6pm or 6:30 pm.

    Raises ValueError for any other.
    """
    if half := _HALF_DAY.fullmatch(text.lower()):
        return f"{int(half[1]) % 12 + 12 * (half[3] == 'p'):02}:{half[2] or '00'}"
    found = _TIME.fullmatch(text.lower())
    if found is None:
        raise ValueError(text)
    return f"{int(found[1]):02}:{found[2]}"


def read_days(text: str) -> tuple[int, ...]:
    """Return the days of the week, Monday 0, that are named with commas between; raise ValueError for any other."""
    found = [_DAY.fullmatch(part) for part in text.lower().split(",") if part]
    days = {WEEKDAYS.index(match[1]) for match in found if match}
    if not days or not all(found):
        raise ValueError(text)
    return tuple(sorted(days))


def next_due(at: str, days: Sequence[int], zone: str, after: datetime) -> datetime:
    """Return the first time after a moment at which the local clock shows HH:MM, on one of the days if any are given.

    A time that the clocks skip comes as much later as they skip; one that they show twice comes the first time.
    """
    local = ZoneInfo(zone)
    hour, minute = map(int, at.split(":"))
    today = after.astimezone(local).date()
    # A day that a zone leaves out altogether may cost a week, and the day before counts where clocks were put back.
    for ahead in range(-1, 16):
        date = today + timedelta(days=ahead)
        due = datetime.combine(date, time(hour, minute), local).astimezone(UTC)
        if due > after and (not days or date.weekday() in days):
            return due
    raise ValueError(at)  # pragma: no cover - sixteen days hold each day of the week


def is_now(at: str, days: Sequence[int], zone: str, now: datetime) -> bool:
    """Return whether a due time is now, or so little ago that it is not too late."""
    return next_due(at, days, zone, now - TOO_LATE) <= now


def meets(at: str, days: Sequence[int], other_at: str, other_days: Sequence[int]) -> bool:
    """Return whether two schedules ever come at one and the same time; no days are all days."""
    return at == other_at and not (days and other_days and set(days).isdisjoint(other_days))
