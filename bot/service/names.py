"""What players are called, and what they let us keep."""

from collections.abc import Iterable, Mapping

from bot.core.ledger import Consent, StoreAwayError
from bot.service.people import Asker
from bot.service.ports import Store
from bot.words import lines


class Names:
    """Names as last seen, by guild and player, and every consent that differs from full."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[tuple[str, str], str] = {}
        self._unsaved: set[tuple[str, str]] = set()
        self._erased: set[tuple[str, str]] = set()
        self._consents: dict[tuple[str, str], Consent] = {}

    @property
    def known(self) -> Mapping[tuple[str, str], str]:
        """The names met since the start."""
        return self._names

    def of(self, guild: str, player: str) -> str:
        """Return what to call a player on the screen."""
        return lines.person(self._names.get((guild, player), ""))

    def load(self, consents: Mapping[tuple[str, str], Consent]) -> None:
        """Take up what players chose, as the store has it."""
        self._consents = dict(consents)

    def consent(self, guild: str, player: str) -> Consent:
        """Return what a player lets us keep and show; who chose nothing lets us do both."""
        return self._consents.get((guild, player), Consent.FULL)

    def chose(self, guild: str, player: str, consent: Consent) -> None:
        """A player chose what we may keep and show."""
        self._consents[guild, player] = consent
        if consent is Consent.FULL:
            del self._consents[guild, player]

    def is_unkept(self, guild: str, player: str) -> bool:
        """Whether a player wants nothing kept, or had everything deleted and has done nothing since."""
        key = (guild, player)
        return not self.all_kept and (self.is_erased(*key) or self.consent(*key) is Consent.OFF)

    @property
    def all_kept(self) -> bool:
        """Whether there is nobody of whom something may not be kept."""
        return not (self._consents or self._erased)

    def is_erased(self, guild: str, player: str) -> bool:
        """Whether a player had everything deleted and has done nothing since."""
        return (guild, player) in self._erased

    def is_met(self, asker: Asker) -> bool:
        """Whether a player is known by the name that they bear now, and the store knows it."""
        key = (asker.guild, asker.player)
        known = bool(asker.name) and self._names.get(key) == asker.name
        return known and key not in self._unsaved and key not in self._erased

    async def meet(self, asker: Asker) -> None:
        """Remember a player's name as last seen, unless they want nothing kept; who has none here stays unknown."""
        if self.is_met(asker):
            return
        self.note(asker)
        await self._save([(asker.guild, asker.player)])

    def note(self, asker: Asker) -> None:
        """Know a player by the name that they bear now, as `meet` does; the store is told with the next `save`."""
        key = (asker.guild, asker.player)
        if not asker.name:
            return
        self._erased.discard(key)
        self._names[key] = asker.name
        if not self.is_unkept(*key):
            self._unsaved.add(key)

    async def save(self) -> bool:
        """Let the store keep the names that it lacks, all at once; return whether it did."""
        return await self._save(self._unsaved)

    async def _save(self, keys: Iterable[tuple[str, str]]) -> bool:
        names = {key: self._names[key] for key in keys if key in self._unsaved}
        if names:
            try:
                await self._store.remember_names(names)
            except StoreAwayError:
                return False
            # Whoever bears another name by now is saved under that one.
            self._unsaved -= {key for key, name in names.items() if self._names.get(key) == name}
        return True

    def forget(self, guild: str, player: str) -> None:
        """Forget a player, and keep nothing of what they did so far, until they are met again."""
        self._names.pop((guild, player), None)
        self._unsaved.discard((guild, player))
        self._erased.add((guild, player))

    async def learn(self, guild: str, players: Iterable[str]) -> None:
        """Look up the names of players who were not met since the start."""
        unknown = [player for player in players if (guild, player) not in self._names]
        if unknown:
            for player, name in (await self._store.names(guild, unknown)).items():
                self._names[guild, player] = name
