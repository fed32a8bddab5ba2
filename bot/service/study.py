"""The study: all use cases in one place, for the front ends."""

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from random import Random

from bot.core.ledger import StoreAwayError
from bot.service.boards import Boards
from bot.service.cooldown import Cooldown
from bot.service.customs import Settings
from bot.service.dailies import Dailies
from bot.service.doctor import Doctor
from bot.service.housekeeping import Housekeeping
from bot.service.library import Shelf
from bot.service.lookups import Lookups
from bot.service.managing import Managing
from bot.service.ports import Chat, Clock, Store, Watch
from bot.service.privacy import Privacy
from bot.service.quizzes import Quizzes
from bot.service.rulings import Rulings
from bot.service.starting import Starting
from bot.service.timetable import Timetable

log = logging.getLogger(__name__)


class Study:
    """What members can do. Built once, by app, from its parts."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        chat: Chat,
        clock: Clock,
        dice: Random,
        prefix: str,
        watch: Watch | None = None,
    ) -> None:
        self.watch = watch
        self.cooldown: Cooldown | None = None
        self.shelf = shelf
        self.store = store
        self.chat = chat
        self.clock = clock
        self.dice = dice
        self.settings = Settings(store, prefix)
        self.lookups = Lookups(shelf, store, dice)
        self.quizzes = Quizzes(shelf, store, chat, clock, watch)
        self.quizzes.prefix_of = lambda guild, room: self.settings.of(guild, room).prefix
        self.starting = Starting(shelf, store, chat, clock, dice, self.quizzes, self.settings)
        self.boards = Boards(shelf, store, self.settings, self.quizzes, self.starting)
        self.managing = Managing(shelf, store, self.settings, self.quizzes)
        self.rulings = Rulings(store, self.settings, self.quizzes)
        self.timetable = Timetable(shelf, store, clock, self.settings, self.quizzes, self.starting)
        self.privacy = Privacy(store, self.quizzes, self.timetable)
        self.dailies = Dailies(shelf, store, self.settings, self.quizzes)
        self.doctor = Doctor(shelf, store, self.settings, self.quizzes)
        self.housekeeping = Housekeeping(store, clock)

    async def open(self) -> None:
        """Load what the store keeps for all rooms; to be called once, before anything is heard."""
        await self.settings.load()
        self.quizzes.names.load(await self.store.consents())
        self.quizzes.judging.load(await self.store.rulings())
        await self.quizzes.restore()
        await self.timetable.open()
        self.housekeeping.open()

    async def room_gone(self, room: str) -> None:
        """A room is no more: end what runs in it, and let nothing start there by itself."""
        await self.quizzes.gone(room)
        await self.timetable.room_gone(room)

    async def guild_gone(self, guild: str) -> None:
        """A guild has the bot no more: end what runs in it, and let nothing start; what is kept stays for some time."""
        self.timetable.guild_gone(guild)
        for session in self.quizzes.sessions():
            if session.plan.guild == guild:
                await self.quizzes.gone(session.plan.room)
        await self._note_guild(guild, self.clock.now())

    async def guild_back(self, guild: str) -> None:
        """A guild has the bot, perhaps again: what is still kept of it counts."""
        await self._note_guild(guild, None)
        with suppress(StoreAwayError):
            await self.timetable.reload(guild)

    async def guilds_here(self, guilds: Collection[str]) -> None:
        """These guilds have the bot: some may have taken it again while nobody was there to hear of it."""
        with suppress(StoreAwayError):
            for guild in await self.store.guilds_left():
                if guild in guilds:
                    await self.guild_back(guild)

    async def _note_guild(self, guild: str, left: datetime | None) -> None:
        try:
            await self.store.guild_left(guild, left)
        except StoreAwayError:
            log.warning("not noted that a guild came or went: guild=%s", guild)
