"""Days, ISO weeks and months where a group lives."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.periods import ALL, MONTH, WEEK, before, day, midnight, period, streak

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "now", "zone", "start", "end"),
    [
        # 2026-01-01 is a Thursday: its ISO week began on Monday in the old year.
        (WEEK, "2026-01-01T12:00", "UTC", "2025-12-29T00:00", "2026-01-05T00:00"),
        (WEEK, "2026-01-04T23:59", "UTC", "2025-12-29T00:00", "2026-01-05T00:00"),
        (WEEK, "2026-01-05T00:00", "UTC", "2026-01-05T00:00", "2026-01-12T00:00"),
        # Sunday evening in UTC is Monday already where it is later.
        (WEEK, "2026-01-04T20:00", "Asia/Tokyo", "2026-01-04T15:00", "2026-01-11T15:00"),
        # A week in which clocks go forward has 167 hours, one in which they go back 169.
        (WEEK, "2026-03-27T12:00", "Europe/Berlin", "2026-03-22T23:00", "2026-03-29T22:00"),
        (WEEK, "2026-10-22T12:00", "Europe/Berlin", "2026-10-18T22:00", "2026-10-25T23:00"),
        (WEEK, "2026-03-08T08:00", "America/New_York", "2026-03-02T05:00", "2026-03-09T04:00"),
        # Half an hour of daylight saving.
        (WEEK, "2026-04-03T00:00", "Australia/Lord_Howe", "2026-03-29T13:00", "2026-04-05T13:30"),
        (MONTH, "2026-03-31T21:59", "Europe/Berlin", "2026-02-28T23:00", "2026-03-31T22:00"),
        (MONTH, "2026-03-31T22:00", "Europe/Berlin", "2026-03-31T22:00", "2026-04-30T22:00"),
        (MONTH, "2026-12-15T00:00", "Asia/Kathmandu", "2026-11-30T18:15", "2026-12-31T18:15"),
        (MONTH, "2028-02-29T00:00", "UTC", "2028-02-01T00:00", "2028-03-01T00:00"),
    ],
)
def test_periods_follow_the_wall_clock(name: str, now: str, zone: str, start: str, end: str) -> None:
    found = period(name, at(now), zone)
    assert (found.name, found.start, found.end) == (name, at(start), at(end))


def test_all_of_time_is_open_and_has_none_before() -> None:
    found = period(ALL, at("2026-01-01T12:00"), "UTC")
    assert (found.name, found.start, found.end) == (ALL, None, None)
    assert before(ALL, at("2026-01-01T12:00"), "UTC") is None


def test_a_day_whose_midnight_the_clocks_skip_begins_when_they_do() -> None:
    # In São Paulo the clocks went from 00:00 to 01:00 on 4 November 2018.
    assert midnight(date(2018, 11, 4), "America/Sao_Paulo") == at("2018-11-04T03:00")
    assert day(at("2018-11-04T02:59"), "America/Sao_Paulo") == date(2018, 11, 3)
    assert day(at("2018-11-04T03:00"), "America/Sao_Paulo") == date(2018, 11, 4)


@pytest.mark.parametrize("zone", ZONES)
@given(
    now=st.datetimes(datetime(2010, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    name=st.sampled_from([WEEK, MONTH]),
)
def test_periods_hold_their_moment_and_follow_each_other(zone: str, now: datetime, name: str) -> None:
    current = period(name, now, zone)
    last = before(name, now, zone)
    assert current.start
    assert current.end
    assert last
    assert current.start <= now < current.end
    assert last.end == current.start
    assert period(name, current.end, zone).start == current.end
    # Sums are kept by the quarter of an hour, so a period must begin with one.
    assert int(current.start.timestamp()) % 900 == 0
    assert current.end - current.start > timedelta(days=5)


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ([], 0),
        (["2026-03-10"], 1),
        (["2026-03-09"], 1),
        (["2026-03-08"], 0),
        (["2026-03-10", "2026-03-09", "2026-03-08", "2026-03-06"], 3),
        (["2026-03-09", "2026-03-08"], 2),
        (["2026-03-10", "2026-03-08"], 1),
    ],
)
def test_a_streak_is_the_days_in_a_row_up_to_today_or_yesterday(days: list[str], length: int) -> None:
    assert streak(days, date(2026, 3, 10)) == length
