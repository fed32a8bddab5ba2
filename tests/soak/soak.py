"""Hundreds of rooms that play at once while store, rooms and program fail at random; whatever must hold is checked."""

import asyncio
import re
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import cast

from bot.commands import say
from bot.core.answers import display, right_letters
from bot.core.pack import Item
from bot.core.quiz import Session
from bot.core.quiz.session import Phase
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Obstacle, Store
from bot.service.study import Study
from bot.store import open_store
from tests.quizzing import START
from tests.soak.surroundings import FaultyStore, SoakChat, SoakClock
from tests.studying import LIBRARY

MODES = ("everyone", "race", "survival", "teams", "3teams", "exam", "flash", "")
TALK = (
    "ok",
    "no idea",
    "carbon dioxide",
    "1817",
    "3",
    "A",
    "B C",
    "was that in the second chapter, or later?",
)
ORDERS = ("!hint", "!skip", "!pause", "!resume", "!resume", "!join", "!join B", "!leave", "!scores", "!me")
REVEAL = re.compile(r"([a-z]+\d+) \+(\d+)")
PARKING = 5
"""Seconds that a program has to take its leave."""

STUCK = timedelta(seconds=90)
"""How long after its deadline a session may still stand there, with a store that comes and goes."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who plays: guilds, rooms of each, players of each room, things said in a second; `calm` means without faults."""

    guilds: int = 10
    rooms: int = 20
    players: int = 5
    actions: int = 60
    calm: bool = False


@dataclass
class Soak:
    """One long play. `wrong` holds all that must not be and was; while it `lives_on` the program does not die."""

    file: Path
    dice: Random
    crowd: Crowd = Crowd()
    clock: SoakClock = field(default_factory=lambda: SoakClock(START))
    wrong: list[str] = field(default_factory=list[str])
    said: int = 0
    restarts: int = 0
    rounds: int = 0
    lives_on: bool = False
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _store_back: int = 0
    _program_back: int = 0
    _refusing: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self.chat = SoakChat(self.clock)
        crowd = self.crowd
        self.rooms = [(f"guild{g}", f"room{g}-{r}") for g in range(crowd.guilds) for r in range(crowd.rooms)]
        self._last = {room: Asker("", "", "", "", START, 0) for _, room in self.rooms}

    @property
    def is_dead(self) -> bool:
        """Whether the program is down."""
        return self._program_back > 0

    async def start(self) -> None:
        """Start the program on its file and let what was open go on."""
        self._parts = AsyncExitStack()
        real = await self._parts.enter_async_context(open_store(f"sqlite:///{self.file}"))
        self.store = FaultyStore(real)
        shelf = Shelf(LIBRARY, lambda: LIBRARY)
        self.study = Study(shelf, cast("Store", self.store), self.chat, self.clock, self.dice, "!")
        await self.study.open()
        self.clock.spawn(self.study.quizzes.go_on())

    async def die(self) -> None:
        """Let the program die: all that it was at ends at once."""
        self.clock.forget()
        current = asyncio.current_task()
        doomed = [task for task in asyncio.all_tasks() if task is not current]
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)
        await self._parts.aclose()

    async def _park(self) -> None:
        """Let the program take its leave, for some seconds at most, as it does when it is told to stop."""
        parking = asyncio.ensure_future(self.study.quizzes.park())
        for _ in range(PARKING):
            self.clock.move(1)
            await self.drain()
            if parking.done():
                break

    async def drain(self) -> None:
        """Wait until nothing happens any more that does not wait for the clock."""
        quiet = 0
        while quiet < 10:
            await asyncio.sleep(0.0005 if self.store.busy else 0)  # noqa: TID251 - the store has a thread of its own
            quiet = 0 if self.store.busy else quiet + 1

    async def second(self, number: int) -> None:
        """Let one second pass, in which people talk and things go wrong."""
        if not self.crowd.calm:
            await self._go_wrong(number)
        for _ in range(self.crowd.actions):
            self._act()
        self.clock.move(1)
        if not self._program_back:
            await self.drain()

    async def _go_wrong(self, number: int) -> None:
        dice = self.dice
        if self._program_back:
            if number >= self._program_back:
                self._program_back = 0
                await self.start()
            return
        if not self.lives_on and dice.random() < 1 / 300:
            self._program_back = number + dice.randrange(1, 40)
            self.restarts += 1
            self.store.is_away = False
            if dice.random() < 0.5:
                await self._park()
            await self.die()
            return
        if not self.store.is_away and dice.random() < 1 / 120:
            self._store_back = number + dice.randrange(1, 40)
        self.store.is_away = number < self._store_back
        self._muddle(number)

    def _muddle(self, number: int) -> None:
        """Let rooms refuse for a while, or vanish."""
        guild_room = self.dice.choice(self.rooms)[1]
        if self.dice.random() < 1 / 20:
            self._refusing[guild_room] = number + self.dice.randrange(5, 60)
            self.chat.refuses[guild_room] = self.dice.choice((Obstacle.FORBIDDEN, Obstacle.FAILED))
        if self.dice.random() < 1 / 300:
            self.clock.spawn(self.study.quizzes.gone(guild_room))
        for room in [room for room, until in self._refusing.items() if until <= number]:
            del self._refusing[room], self.chat.refuses[room]

    def _act(self) -> None:
        """Let somebody say something: an order, talk, an answer, or the same line once more."""
        guild, room = self.dice.choice(self.rooms)
        name = f"{'abcdefghij'[int(guild[5:])]}{room.rpartition('-')[2]}{self.dice.randrange(self.crowd.players)}"
        private = self.study.quizzes.session(f"dm-{name}") is not None and self.dice.random() < 0.5
        if private:
            guild = room = f"dm-{name}"
        asker = Asker(guild, room, name, name, self.clock.now(), next(self._ids), private=private)
        session = self.study.quizzes.session(room)
        if session is None:
            self._say(asker, self._quiz())
        elif self.dice.random() < 0.03 and room in self._last and self._last[room].id:
            self._say(self._last[room], "oxygen", again=True)
        else:
            self._say(asker, self._line(session))

    def _quiz(self) -> str:
        mode, seconds = self.dice.choice(MODES), self.dice.choice((5, 10, 20, 30))
        return f"!quiz {self.dice.randrange(1, 8)} {seconds}s {mode}"

    def _line(self, session: Session) -> str:
        luck = self.dice.random()
        if luck < 0.004:
            return "!stop"
        if session.phase is Phase.PAUSED and luck < 0.5:
            return "!resume"
        if luck < 0.15:
            return self.dice.choice(ORDERS)
        if luck < 0.4 or not session.rounds:
            return self.dice.choice(TALK)
        return right_answer(session.item)

    def _say(self, asker: Asker, text: str, *, again: bool = False) -> None:
        self.said += 1
        if not again:
            self.chat.hear(asker, text)
            if text == "oxygen":
                self._last[asker.room] = asker
        if not self._program_back:
            self.clock.spawn(say(self.study, asker, text))

    async def check(self, *, sums: bool = True) -> None:
        """Note everything that is not as it must be; to be called when the store is there.

        To hold all `sums` against all awards takes longer with each award.
        """
        if self._program_back or self.store.is_away:
            return
        now = self.clock.now()
        for session in self.study.quizzes.sessions():
            if session.deadline is not None and session.deadline < now - STUCK:
                self.wrong.append(f"stuck in {session.phase} since {session.deadline}: {session.plan.id}")
            if len({round_.number for round_ in session.rounds}) != len(session.rounds):
                self.wrong.append(f"rounds are not one after another: {session.plan.id}")
        with closing(sqlite3.connect(self.file)) as database:
            if sums:
                self._check_points(database)
            self._check_told(database)

    def _check_points(self, database: sqlite3.Connection) -> None:
        awards = dict(database.execute("SELECT player, SUM(points) FROM awards GROUP BY player").fetchall())
        sums = database.execute(
            "SELECT player, SUM(points) FROM sums WHERE bucket = -1 AND pack = '' GROUP BY player"
        )
        if {player: points for player, points in sums if points} != {p: n for p, n in awards.items() if n}:
            self.wrong.append("sums differ from awards")
        twice = database.execute(
            "SELECT room FROM sessions WHERE open = 1 GROUP BY guild, room HAVING COUNT(*) > 1"
        )
        self.wrong.extend(f"two sessions in {room}" for (room,) in twice)

    def _check_told(self, database: sqlite3.Connection) -> None:
        """Whatever points were shown are kept, by session, round and player."""
        for key, (room, reply) in self.chat.shown.items():
            guild = next((guild for guild, of_guild in self.rooms if of_guild == room), room)
            session, _, number = key.removesuffix(":told").partition(":")
            if not key.endswith(":told"):
                continue
            self.rounds += 1
            for player, points in REVEAL.findall(reply.text):
                query = (
                    "SELECT points FROM awards WHERE guild = ? AND source = ? AND number = ? AND player = ?"
                )
                kept = database.execute(query, (guild, session, int(number), player)).fetchone()
                if kept is None or kept[0] < int(points):
                    self.wrong.append(f"{player} was told +{points} in {key}, kept is {kept}")
        self.chat.shown.clear()

    async def stop_own(self) -> None:
        """Let all stop what they play alone, of which there would be ever more: few come back to it."""
        await self.stop_all([session for session in self.study.quizzes.sessions() if session.plan.private])

    async def stop_all(self, sessions: Sequence[Session]) -> None:
        """Let managers stop sessions, and wait until these are over."""
        for session in sessions:
            asker = Asker(
                session.plan.guild, session.plan.room, session.starter, "", self.clock.now(), next(self._ids),
                manager=True, private=session.plan.private,
            )  # fmt: skip
            self.clock.spawn(say(self.study, asker, "!stop"))
        for _ in range(20):
            self.clock.move(1)
            await self.drain()

    async def end(self, number: int) -> None:
        """Let everything come to rest, stop all that runs, and check that nothing is left."""
        self.chat.refuses.clear()
        if self._program_back:
            self._program_back = 0
            await self.start()
        self.store.is_away, self._store_back = False, number
        for _ in range(60):
            self.clock.move(1)
            await self.drain()
        await self.check()
        await self.stop_all(self.study.quizzes.sessions())
        left = [(session.plan.room, session.phase) for session in self.study.quizzes.sessions()]
        if left or self.study.quizzes.outbox.depth:
            self.wrong.append(f"left over: {left}, {self.study.quizzes.outbox.depth} replies")
        await self.check()
        with closing(sqlite3.connect(self.file)) as database:
            open_ = database.execute("SELECT COUNT(*) FROM sessions WHERE open = 1").fetchone()[0]
        if open_:
            self.wrong.append(f"{open_} sessions are open in the database")
        await self.die()


def right_answer(item: Item) -> str:
    """Return a right answer to any item."""
    if item.elements:
        return ", ".join(display(element[0]) for element in item.elements[: item.need])
    return right_letters(item) or display(item.answers[0])
