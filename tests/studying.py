"""A study to test with: the sample pack, a store in memory, a clock moved by hand, rooms that keep what is said."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from bot.app import shelve
from bot.clock import HandClock
from bot.core.quiz import Options, Session
from bot.core.quiz.session import ModeName
from bot.packs.loader import load_packs
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.study import Study
from bot.words.reply import Reply
from tests.fakes.chat import Rooms
from tests.fakes.dict_store import DictStore
from tests.quizzing import START

HOUR, DAY = 3600.0, 24 * 3600.0
"""In seconds."""

PACKS = Path(__file__).parent / "packs"
LIBRARY = shelve(load_packs([PACKS / "cells"], PACKS / "seeds"), None)

QUICK = Options(mode=ModeName.RACE, rounds=3, seconds=30, grace=0.0, shuffled=False, topics=("plants",))
"""A race in the authors' order, which begins with oxygen, 1893 and 2."""


@dataclass
class World:
    """A study and the parts of it that a test moves or looks at."""

    study: Study
    store: Store
    chat: Rooms
    clock: HandClock
    ids: "count[int]"

    def asker(self, player: str, room: str = "room", guild: str = "guild", *, manager: bool = False) -> Asker:
        """Who speaks now."""
        return Asker(guild, room, player, player, self.clock.now(), next(self.ids), manager)

    async def start(self, room: str = "room", options: Options = QUICK, guild: str = "guild") -> Reply | None:
        """Let ann start a quiz and the first question be asked."""
        refusal = await self.study.starting.start(self.asker("ann", room, guild), options)
        await self.settle()
        return refusal

    async def settle(self) -> None:
        """Wait until everything is said."""
        await self.study.quizzes.outbox.settle()

    async def passes(self, seconds: float) -> None:
        """Let time pass."""
        await self.clock.advance(seconds, self.settle)

    def session(self, room: str = "room") -> Session:
        """The session that is open in a room."""
        session = self.study.quizzes.session(room)
        assert session is not None
        return session

    def points(self, room: str = "room") -> dict[str, int]:
        """Who has points in a room's session."""
        tallies = self.session(room).tallies
        return {player: tally.points for player, tally in tallies.items() if tally.points}


async def world(
    store: Store | None = None, clock: HandClock | None = None, chat: Rooms | None = None
) -> World:
    """Return a study that is open, on a fresh store or on one that was used before."""
    clock = clock or HandClock(START)
    chat = chat or Rooms(clock)
    store = store or DictStore()
    study = Study(Shelf(LIBRARY, lambda: LIBRARY), store, chat, clock, Random(1), "!")
    await study.open()
    return World(study, store, chat, clock, count(int((clock.now() - START) / timedelta(microseconds=1)) + 1))


def titles(here: World, room: str = "room") -> list[str]:
    """What a room heard, the first words of each."""
    return [(reply.title or reply.text)[:17] for reply in here.chat.said.get(room, [])]
