"""Looking after the database: how much it holds, and whether that holds together."""

from collections.abc import Mapping, Sequence

from bot.store.sessions import load
from bot.store.snapshot import SnapshotError
from bot.store.statements import COUNTS, SNAPSHOTS, WRONG_SUMS
from bot.store.steps import Database


class Checks:
    """What an operator asks of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self) -> Mapping[str, int]:
        """Return how much is kept, by what it is called."""
        ((groups, running, sessions, attempts, awards),) = await self._database.look(COUNTS)
        return {
            "groups": groups,
            "open sessions": running,
            "sessions": sessions,
            "attempts": attempts,
            "awards": awards,
        }

    async def problems(self) -> Sequence[str]:
        """Return one line for everything that is wrong: damage, sums that a recount denies, unreadable snapshots."""
        found = [f"damage: {problem}" for problem in await self._database.damage()]
        for guild, topic, bucket, player, pack in await self._database.look(WRONG_SUMS):
            which = f"pack={pack or '*'} topic={topic or '*'} quarter={'all' if bucket < 0 else bucket}"
            found.append(f"sum differs from a recount: guild={guild} player={player} {which}")
        for guild, id_, *snapshot in await self._database.look(SNAPSHOTS):
            try:
                await self._database.read(load(guild, id_, *snapshot))
            except SnapshotError as error:
                found.append(f"session cannot be read: guild={guild} session={id_}: {error}")
        return found
