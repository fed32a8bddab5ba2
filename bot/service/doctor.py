"""Looking at what a group needs to work: the database, the packs, the clock; and what the platform adds."""

import platform
from collections.abc import Awaitable, Callable, Sequence
from zoneinfo import ZoneInfo

from bot import __version__
from bot.core.ledger import StoreAwayError
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.words import doctor as words
from bot.words.doctor import Check
from bot.words.reply import Reply

SLOW = 0.25
"""Seconds for a trivial transaction from which on answers are felt to be slow."""

MISSED = 5
"""Look-ups in vain that are listed."""

Looks = Callable[[Asker], Awaitable[Sequence[Check]]]
"""What a front end looks at for somebody in a room: its permissions there, its intents, its latency."""


class Doctor:
    """The use case of `!doctor`; `more` is what front ends add to it, each in its turn."""

    def __init__(self, shelf: Shelf, store: Store, settings: Settings, quizzes: Quizzes) -> None:
        self._shelf = shelf
        self._store = store
        self._settings = settings
        self._quizzes = quizzes
        self.more: list[Looks] = []

    async def examine(self, asker: Asker) -> Reply:
        """Look at everything, and say of each whether it is well or what to do."""
        seen = [check for look in self.more for check in await look(asker)]
        try:
            seconds = await self._store.ping()
            missed = await self._store.most_missed(asker.guild, MISSED)
        except StoreAwayError:
            seconds, missed = None, ()
        held = self._settings.of(asker.guild)
        on = [pack for pack in self._shelf.library.packs if pack.key not in held.packs_off]
        running = sum(session.plan.guild == asker.guild for session in self._quizzes.sessions())
        own = (
            words.room(allowed=not held.channels or asker.room in held.channels),
            words.database(seconds, SLOW),
            words.packs(
                [pack.key for pack in on],
                sum(len(pack.facts) for pack in on),
                sum(len(pack.items) for pack in on),
            ),
            words.clock(held.zone, f"{asker.at.astimezone(ZoneInfo(held.zone)):%H:%M}"),
            words.running(running),
            words.versions(__version__, platform.python_version()),
        )
        return words.report((*seen, *own), missed)
