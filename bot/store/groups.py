"""Groups in the store: settings, rulings, look-ups that found nothing, and housekeeping."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from time import perf_counter

from bot.core.judge import Ruling
from bot.core.ledger import KEPT
from bot.store.statements import (
    ADD_MISS,
    BEAT,
    DROP_GUILD,
    DROP_SETTING,
    DROP_SNAPSHOTS,
    DROP_TEXTS,
    GUILD_LEFT,
    GUILDS_LEFT,
    LONG_GONE,
    MOST_MISSED,
    PUT_RULING,
    PUT_SETTING,
    RULINGS,
    SETTINGS,
)
from bot.store.steps import Database, Steps, stamp, storable


class Groups:
    """The verbs about a group as a whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rule(self, guild: str, ruling: Ruling, by: str, at: datetime) -> None:
        """Keep a ruling; a later one on the same item and answer replaces it."""
        await self._database.once(
            PUT_RULING, guild, ruling.item, storable(ruling.answer), int(ruling.accepted), by, stamp(at)
        )

    async def rulings(self) -> Mapping[str, Sequence[Ruling]]:
        """Return every guild's rulings."""
        found: defaultdict[str, list[Ruling]] = defaultdict(list)
        for guild, item, answer, accepted in await self._database.look(RULINGS):
            found[guild].append(Ruling(item, answer, bool(accepted)))
        return dict(found)

    async def settings(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Return every setting that was changed, by (guild, room)."""
        found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for guild, room, name, value in await self._database.look(SETTINGS):
            found[guild, room][name] = value
        return dict(found)

    async def put_setting(self, guild: str, room: str, name: str, value: str | None) -> None:
        """Keep a setting; None goes back to the default."""
        if value is None:
            await self._database.once(DROP_SETTING, guild, room, name)
        else:
            await self._database.once(PUT_SETTING, guild, room, name, storable(value))

    async def missed(self, guild: str, folded: str) -> None:
        """Count a look-up that found nothing."""
        await self._database.once(ADD_MISS, guild, storable(folded))

    async def most_missed(self, guild: str, limit: int = 10) -> Sequence[tuple[str, int]]:
        """Return the look-ups that most often found nothing, with their counts."""
        rows = await self._database.look(MOST_MISSED, guild, limit)
        return [(folded, times) for folded, times in rows]

    async def guild_left(self, guild: str, at: datetime | None) -> None:
        """Note that a guild removed the bot (or, with None, has it again)."""
        await self._database.once(GUILD_LEFT, guild, None if at is None else stamp(at))

    async def guilds_left(self) -> Sequence[str]:
        """Return the guilds that are noted as having removed the bot."""
        return [guild for (guild,) in await self._database.look(GUILDS_LEFT)]

    async def purge(self, now: datetime) -> None:
        """Delete texts of attempts older than 30 days and guilds that left 30 days ago.

        Snapshots of sessions that are over go after 30 days, too; their scores stay.
        """
        await self._database.write(_purge(stamp(now - KEPT)))

    async def ping(self) -> float:
        """Return how many seconds a trivial transaction takes."""
        start = perf_counter()
        await self._database.once(BEAT)
        return perf_counter() - start


def _purge(before: int) -> Steps[None]:
    yield DROP_TEXTS, (before,)
    for statement in DROP_SNAPSHOTS:
        yield statement, (before,)
    gone = yield LONG_GONE, (before,)
    for (guild,) in gone:
        for statement in DROP_GUILD:
            yield statement, (guild,)
