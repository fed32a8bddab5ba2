"""People in the store: their names, what they let us keep and show, and their right to see it and have it gone."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from bot.core.ledger import Consent
from bot.core.quiz.forgetting import without
from bot.store.sessions import keep_rounds, load
from bot.store.snapshot import FORMAT, SnapshotError, state_of
from bot.store.statements import (
    ANONYMISE,
    ATTEMPTS_OF,
    AUDIT_OF,
    AWARDS_OF,
    CONSENT,
    CONSENTS,
    DAILY_ANSWERS_OF,
    DROP_CONSENT,
    DROP_SNAPSHOT,
    ERASE,
    HAS_TRACES,
    KEEP_NAME,
    KEEP_NAMES,
    NAMES,
    NEXT_NUMBER,
    PUT_CONSENT,
    RULINGS_BY,
    SAVE_SESSION,
    SCHEDULES_BY,
    SNAPSHOTS_OF,
)
from bot.store.steps import Database, Steps, each, moment, storable

AT_ONCE = 16
"""Players whose names one statement asks for."""

ANONYMOUS = "anonymous-"
"""How the id of an anonymous player begins; a number follows, which says nothing about who it was."""


class People:
    """The verbs about people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
        """Keep names as last seen, by guild and player."""
        lines = [(*key, storable(name)) for key, name in names.items()]
        await self._database.write(each(KEEP_NAME, KEEP_NAMES, lines))

    async def names(self, guild: str, players: Iterable[str]) -> Mapping[str, str]:
        """Return the names last seen of those players."""
        return await self._database.read(_names(guild, players))

    async def consents(self) -> Mapping[tuple[str, str], Consent]:
        """Return every choice that differs from full, by (guild, player)."""
        rows = await self._database.look(CONSENTS)
        return {(guild, player): Consent(consent) for guild, player, consent in rows}

    async def choose(self, guild: str, player: str, consent: Consent) -> None:
        """Keep what a player lets us keep and show; what is kept already stays until it is erased."""
        if consent is Consent.FULL:
            await self._database.once(DROP_CONSENT, guild, player)
        else:
            await self._database.once(PUT_CONSENT, guild, player, consent.value)

    async def export(self, guild: str, player: str) -> Mapping[str, object]:
        """Return everything that is kept about a player in a guild, ready for JSON."""
        return await self._database.read(_export(guild, player))

    async def erase(self, guild: str, player: str) -> None:
        """Delete a player's name and attempts; sums stay as an anonymous player, so that others' ranks hold.

        The player's choice of what may be kept stays, for it says what not to keep from now on.
        """
        await self._database.write(_erase(guild, player))


def name_of(guild: str, player: str) -> Steps[str]:
    """Return the name last seen of a player, or an empty string."""
    names = yield from _names(guild, [player])
    return names.get(player, "")


def _names(guild: str, players: Iterable[str]) -> Steps[dict[str, str]]:
    found: dict[str, str] = {}
    left = iter(dict.fromkeys(players))
    while some := list(islice(left, AT_ONCE)):
        padded = [*some, *[some[0]] * (AT_ONCE - len(some))]
        rows = yield NAMES, (guild, *padded)
        found.update((player, name) for player, name in rows)
    return found


_LISTS = {
    "attempts": (ATTEMPTS_OF, ("id", "session", "round", "room", "item", "verdict", "reason", "at", "text")),
    "awards": (AWARDS_OF, ("session", "source", "number", "room", "item", "points", "right", "asked", "at")),
    "daily": (DAILY_ANSWERS_OF, ("day", "right")),
    "audit": (AUDIT_OF, ("at", "by", "what", "player", "points", "detail")),
    "rulings": (RULINGS_BY, ("item", "answer", "accepted", "at")),
    "schedules": (SCHEDULES_BY, ("id", "room", "time", "topic")),
}
"""What an export lists, and the names of the columns in it."""


def _export(guild: str, player: str) -> Steps[Mapping[str, object]]:
    name = yield from name_of(guild, player)
    chosen = yield CONSENT, (guild, player)
    found: dict[str, object] = {
        "guild": guild,
        "player": player,
        "name": name,
        "consent": chosen[0][0] if chosen else Consent.FULL.value,
    }
    for title, (statement, columns) in _LISTS.items():
        rows = yield statement, (guild, player)
        found[title] = [_readable(dict(zip(columns, row, strict=True))) for row in rows]
    return found


def _readable(line: dict[str, Any]) -> dict[str, Any]:
    if "at" in line:
        line["at"] = moment(line["at"]).isoformat()
    # JSON's numbers lose the last digits of a platform's id.
    return line | {key: str(line[key]) for key in ("id", "number") if key in line}


def _erase(guild: str, player: str) -> Steps[None]:
    yield from _leave_snapshots(guild, player)
    for statement in ERASE:
        yield statement, (guild, player)
    if (yield HAS_TRACES, (guild, player)):
        ((number,),) = yield NEXT_NUMBER, (guild,)
        for statement in ANONYMISE:
            yield statement, (guild, player, f"{ANONYMOUS}{number}")


def _leave_snapshots(guild: str, player: str) -> Steps[None]:
    """Take a player out of the sessions that are over."""
    found = yield SNAPSHOTS_OF, (guild, player)
    for id_, *snapshot in found:
        try:
            session = without((yield from load(guild, id_, *snapshot)), {player})
        except SnapshotError:
            for statement in DROP_SNAPSHOT:
                yield statement, (guild, id_)
        else:
            yield SAVE_SESSION, (guild, id_, FORMAT, state_of(session))
            yield from keep_rounds(session, session.rounds)
