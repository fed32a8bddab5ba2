"""The groups' settings, kept in memory as the store has them: guild, then room."""

from collections import defaultdict
from collections.abc import Callable

from bot.core.customs import GUILD_ONLY, READERS, Customs, customs
from bot.core.ledger import Entry
from bot.service.audit import note
from bot.service.people import Asker
from bot.service.ports import Store

Knows = Callable[[str, str, str], bool]
"""Whether a platform knows of what a guild's setting, by its name, is to be: its channels, its roles."""


class Settings:
    """What holds where; reading is free, changing goes through the store and the audit list.

    A front end that has channels and roles says with `knows` which there are.
    """

    def __init__(self, store: Store, prefix: str) -> None:
        self._store = store
        self._default = Customs(prefix=prefix)
        self._changed: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._cache: dict[tuple[str, str], Customs] = {}
        self.knows: Knows = lambda _guild, _name, _value: True

    async def load(self) -> None:
        """Read what was changed from the store."""
        self._changed.clear()
        self._cache.clear()
        for where, values in (await self._store.settings()).items():
            self._changed[where] = dict(values)

    def of(self, guild: str, room: str = "") -> Customs:
        """Return what holds in a room."""
        found = self._cache.get((guild, room))
        if found is None:
            found = customs(self._changed.get((guild, ""), {}), self._default)
            if room:
                own = self._changed.get((guild, room), {})
                found = customs({name: text for name, text in own.items() if name not in GUILD_ONLY}, found)
            self._cache[guild, room] = found
        return found

    def remembered(self, guild: str, room: str, name: str) -> str:
        """Return a value that was kept for a room, or an empty string."""
        return self._changed.get((guild, room), {}).get(name, "")

    def changed(self, guild: str, room: str) -> frozenset[str]:
        """Return the names of the settings that a guild (room empty) or a room changed."""
        return frozenset(self._changed.get((guild, room), {})) & READERS.keys()

    async def remember(self, guild: str, room: str, name: str, value: str | None) -> None:
        """Keep a value, None to forget it, without a line in the audit list."""
        await self._store.put_setting(guild, room, name, value)
        values = self._changed[guild, room]
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
        self._cache = {where: kept for where, kept in self._cache.items() if where[0] != guild}

    async def change(self, asker: Asker, room: str, name: str, value: str | None) -> None:
        """Change a setting of a guild (room empty) or a room; raise ValueError if the value cannot be read."""
        if value is not None:
            READERS[name](value)
            if not self.knows(asker.guild, name, value):
                raise ValueError(value)
        await self.remember(asker.guild, room, name, value)
        detail = f"{name}={value if value is not None else 'default'}" + (f" room={room}" if room else "")
        await note(self._store, asker.guild, Entry(asker.at, asker.player, "settings", detail=detail))
