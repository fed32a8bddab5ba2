"""What managers do to scores, and the audit list of it."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.ledger import Entry, Period, Undone
from bot.store.kept import MANAGER, given
from bot.store.sessions import keep_award
from bot.store.statements import (
    ADD_AUDIT,
    ADD_SUMS,
    AUDIT,
    AUDITED,
    COUNT_AWARDS,
    DROP_AWARDS,
    DROP_EMPTY_SUMS,
    LAST_AWARD,
    NEXT_NUMBER,
    OPEN_IN_ROOM,
    TAKE_AWARD,
    TAKE_SUMS,
)
from bot.store.steps import QUARTER, Database, Steps, moment, stamp, storable

BEGINNING, END = -(1 << 62), 1 << 62


class Managers:
    """The verbs that managers use."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def award(self, guild: str, room: str, entry: Entry, id: int) -> None:  # noqa: A002 - the platform's id
        """Keep points that a manager gave or took, keyed by (guild, id), with its line in the audit list."""
        await self._database.write(_award(guild, room, entry, id))

    async def undo(self, guild: str, room: str, by: str, at: datetime) -> Undone | None:
        """Take back the last award in a room that stands, with its line in the audit list.

        The round counts as asked and not known from then on.
        """
        return await self._database.write(_undo(guild, room, by, at))

    async def reset(self, guild: str, period: Period, session: str, entry: Entry) -> int:
        """Take away the awards of a session (if one is given) or of a period; return how many; audit it.

        Rounds that brought no points go with them and are not counted.
        """
        return await self._database.write(_reset(guild, period, session, entry))

    async def note(self, guild: str, entry: Entry) -> None:
        """Add a line to the audit list."""
        await self._database.write(_note(guild, entry))

    async def audit(self, guild: str, limit: int = 20) -> Sequence[Entry]:
        """Return the newest lines of the audit list, newest first."""
        rows = await self._database.look(AUDIT, guild, limit)
        return [Entry(moment(at), *line) for at, *line in rows]


def _note(guild: str, entry: Entry, award: int | None = None) -> Steps[None]:
    ((number,),) = yield NEXT_NUMBER, (guild,)
    said = (entry.by, entry.what, entry.player, entry.points, storable(entry.detail))
    yield ADD_AUDIT, (guild, number, stamp(entry.at), *said, award)


def _award(guild: str, room: str, entry: Entry, id_: int) -> Steps[None]:
    held = yield OPEN_IN_ROOM, (guild, room)
    session = held[0][0] if held else ""
    yield from keep_award(guild, room, session, given(entry.player, entry.points, id_, entry.at))
    if not (yield AUDITED, (guild, id_)):
        yield from _note(guild, entry, id_)


def _undo(guild: str, room: str, by: str, at: datetime) -> Steps[Undone | None]:
    while last := (yield LAST_AWARD, (guild, room)):
        ((source, number, player, points, had, won, pack, topic, session, name),) = last
        # Another manager may have been quicker between the two statements; then the one before is the last.
        if (yield TAKE_AWARD, (guild, source, number, player)):
            yield ADD_SUMS, (guild, player, won // QUARTER, pack, topic, -points, -had, 0, 0)
            yield from _note(guild, Entry(at, by, "undo", player, -points))
            return Undone(player, name, points, session, 0 if source == MANAGER else number)
    return None


def _reset(guild: str, period: Period, session: str, entry: Entry) -> Steps[int]:
    start = BEGINNING if period.start is None else stamp(period.start)
    end = END if period.end is None else stamp(period.end)
    which = (guild, session, start, end)
    ((count,),) = yield COUNT_AWARDS, which
    yield TAKE_SUMS, which
    yield DROP_AWARDS, which
    yield DROP_EMPTY_SUMS, (guild,)
    yield from _note(guild, entry)
    return count
