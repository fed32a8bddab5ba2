"""Boards and profiles in the store, read from the kept sums."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.ledger import BoardQuery, Line, Page, Period, Profile, TopicScore
from bot.store.people import name_of
from bot.store.statements import BOARD, PLAYED, TOTALS, UNKNOWN_ITEMS
from bot.store.steps import QUARTER, Database, Rows, Steps, moment, stamp

EVER = (-1, 0)
"""The bucket in which the sums over all time are kept."""

NEVER = (0, 0)
LAST = 1 << 40
"""A bucket after every time that can be told."""


class Boards:
    """The verbs about standings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def board(self, query: BoardQuery, asker: str) -> Page:
        """Return a page of a board, with the asker's own line; its cost does not grow with the attempts.

        A period begins and ends with a quarter of an hour, as midnights do in every time zone. Players who chose to
        be on no board are on none, but see their own line. Equal values share a rank and stand by points, then by
        player.
        """
        start, end = _buckets(query.period)
        before = _buckets(query.before) if query.before else NEVER
        rows = await self._database.look(
            BOARD, query.guild, query.topic, query.pack, start, end, *before, query.order.value,
                query.minimum, asker, query.offset, query.limit,
            )  # fmt: skip
        lines: list[Line] = []
        own: Line | None = None
        total = 0
        for *line, listed, place, total in rows:  # noqa: B007 - every row has the total
            if line[1] == asker:
                own = Line(*line)
            if listed and query.offset < place <= query.offset + query.limit:
                lines.append(Line(*line))
        return Page(tuple(lines), total, own)

    async def profile(self, guild: str, player: str, zone: str) -> Profile:
        """Return what is known of a player; days are those of the time zone.

        Missed items come newest first, each until it was known; topics and days as in the promises of Profile.
        """
        return await self._database.read(_profile(guild, player, ZoneInfo(zone)))


def _buckets(period: Period) -> tuple[int, int]:
    """The buckets of a period: from, and until before."""
    if period.start is None and period.end is None:
        return EVER
    start = 0 if period.start is None else bucket(period.start)
    end = LAST if period.end is None else bucket(period.end)
    return start, end


def bucket(at: datetime) -> int:
    """Return the quarter of an hour, counted from 1970, in which a time is."""
    return stamp(at) // QUARTER


def _profile(guild: str, player: str, zone: ZoneInfo) -> Steps[Profile]:
    name = yield from name_of(guild, player)
    totals = yield TOTALS, (guild, player)
    played = yield PLAYED, (guild, player)
    missed = yield UNKNOWN_ITEMS, (guild, player)
    points, right, asked = next(
        ((p, r, a) for pack, topic, p, r, a in totals if not (pack or topic)), (0, 0, 0)
    )
    days, by_day = _days(played, zone)
    return Profile(
        player=player,
        name=name,
        points=points,
        right=right,
        asked=asked,
        topics=tuple(TopicScore(pack, topic, r, a, p) for pack, topic, p, r, a in totals if topic),
        days=days,
        missed=tuple(item for (item,) in missed),
        points_by_day=by_day,
    )


def _days(played: Rows, zone: ZoneInfo) -> tuple[tuple[str, ...], dict[str, int]]:
    """The days with play, newest first, and the points of each day, oldest first."""
    counted: dict[str, int] = {}
    by_day: dict[str, int] = {}
    for quarter, points, rounds in played:
        day = moment(quarter * QUARTER).astimezone(zone).date().isoformat()
        by_day[day] = by_day.get(day, 0) + points
        counted[day] = counted.get(day, 0) + rounds
    days = tuple(day for day in reversed(counted) if counted[day])
    # What was given and taken back on a day without play is as if it had never been.
    return days, {day: points for day, points in by_day.items() if points or counted[day]}
