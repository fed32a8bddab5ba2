"""People in the store: their names, and what they let us keep and show."""

from collections.abc import Iterable, Mapping
from itertools import islice

from bot.core.ledger import Consent
from bot.store.statements import CONSENTS, DROP_CONSENT, KEEP_NAME, NAMES, PUT_CONSENT
from bot.store.steps import Database, Steps, one

AT_ONCE = 16
"""Players whose names one statement asks for."""


class People:
    """The verbs about people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember_name(self, guild: str, player: str, name: str) -> None:
        """Keep a player's name as last seen."""
        await self._database.once(KEEP_NAME, guild, player, name)

    async def names(self, guild: str, players: Iterable[str]) -> Mapping[str, str]:
        """Return the names last seen of those players."""
        return await self._database.read(_names(guild, players))

    async def consents(self) -> Mapping[tuple[str, str], Consent]:
        """Return every choice that differs from full, by (guild, player)."""
        rows = await self._database.read(one(CONSENTS))
        return {(guild, player): Consent(consent) for guild, player, consent in rows}

    async def choose(self, guild: str, player: str, consent: Consent) -> None:
        """Keep what a player lets us keep and show."""
        if consent is Consent.FULL:
            await self._database.once(DROP_CONSENT, guild, player)
        else:
            await self._database.once(PUT_CONSENT, guild, player, consent.value)


def _names(guild: str, players: Iterable[str]) -> Steps[dict[str, str]]:
    found: dict[str, str] = {}
    left = iter(dict.fromkeys(players))
    while some := list(islice(left, AT_ONCE)):
        padded = [*some, *[some[0]] * (AT_ONCE - len(some))]
        found.update({player: name for player, name in (yield NAMES, (guild, *padded))})
    return found
