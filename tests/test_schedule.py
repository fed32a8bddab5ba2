"""When something that comes round is due next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.schedule import TOO_LATE, is_now, next_due, read_days, read_time


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "days", "zone", "after", "due"),
    [
        ("18:00", (), "UTC", "2026-01-01T12:00", "2026-01-01T18:00"),
        ("18:00", (), "UTC", "2026-01-01T18:00", "2026-01-02T18:00"),
        ("18:00", (), "UTC", "2026-01-01T17:59:59", "2026-01-01T18:00"),
        ("18:00", (0, 3), "UTC", "2026-01-01T18:00", "2026-01-05T18:00"),  # from Thursday to Monday
        ("18:00", (3,), "UTC", "2026-01-01T18:00", "2026-01-08T18:00"),
        ("00:30", (), "Asia/Tokyo", "2026-01-01T15:00", "2026-01-01T15:30"),
        # The same time on the wall, an hour earlier in UTC, from the day on which the clocks go forward.
        ("18:00", (), "Europe/Berlin", "2026-03-28T17:00", "2026-03-29T16:00"),
        ("18:00", (), "Europe/Berlin", "2026-10-24T16:00", "2026-10-25T17:00"),
        # A time that the clocks skip comes an hour later; one that they show twice comes once.
        ("02:30", (), "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:30"),
        ("02:30", (), "Europe/Berlin", "2026-03-29T01:30", "2026-03-30T00:30"),
        ("02:30", (), "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T00:30"),
        ("02:30", (), "Europe/Berlin", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("02:15", (), "Australia/Lord_Howe", "2026-10-03T00:00", "2026-10-03T15:45"),
        # Samoa had no 30 December 2011: Friday's time comes on Saturday, and then a week later.
        ("18:00", (), "Pacific/Apia", "2011-12-30T04:00", "2011-12-31T04:00"),
        ("18:00", (), "Pacific/Apia", "2011-12-31T04:00", "2012-01-01T04:00"),
    ],
)
def test_the_next_time_by_the_clock_on_the_wall(
    time: str, days: tuple[int, ...], zone: str, after: str, due: str
) -> None:
    assert next_due(time, days, zone, at(after)) == at(due)


@given(
    after=st.datetimes(datetime(2012, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.integers(0, 1439),
    days=st.sets(st.integers(0, 6)).map(lambda found: tuple(sorted(found))),
    zone=st.sampled_from(
        ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
    ),
)
def test_it_comes_within_a_week_on_its_day_and_once_a_day(
    after: datetime, minutes: int, days: tuple[int, ...], zone: str
) -> None:
    time = f"{minutes // 60:02}:{minutes % 60:02}"
    due = next_due(time, days, zone, after)
    local = due.astimezone(ZoneInfo(zone))
    assert timedelta() < due - after <= timedelta(days=8)
    assert not days or local.weekday() in days
    again = next_due(time, days, zone, due).astimezone(ZoneInfo(zone))
    assert again.date() > local.date()


def test_what_is_late_by_a_quarter_of_an_hour_is_left() -> None:
    due = at("2026-01-01T18:00")
    assert not is_now("18:00", (), "UTC", due - timedelta(seconds=1))
    assert is_now("18:00", (), "UTC", due)
    assert is_now("18:00", (), "UTC", due + TOO_LATE - timedelta(seconds=1))
    assert not is_now("18:00", (), "UTC", due + TOO_LATE)
    assert not is_now("18:00", (0,), "UTC", due)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("18:00", "18:00"),
        ("9:05", "09:05"),
        ("18.30", "18:30"),
        ("7h15", "07:15"),
        ("00:00", "00:00"),
        ("6pm", "18:00"),
        ("6:30 PM", "18:30"),
        ("11.15p.m.", "23:15"),
        ("9 am", "09:00"),
        ("12am", "00:00"),
        ("12:05pm", "12:05"),
    ],
)
def test_times_are_read(text: str, time: str) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize("text", ["", "24:00", "18", "18:60", "six", "18:00:00", "１８:00", "-1:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its type is what is promised
        read_time(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [("mon", (0,)), ("mon,thu", (0, 3)), ("Thursday,monday", (0, 3)), ("sun,sun", (6,)), ("wed,", (2,))],
)
def test_days_are_read(text: str, days: tuple[int, ...]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", ",", "m", "mon;thu", "mon,friyay!", "daily"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its type is what is promised
        read_days(text)
