"""A short quiz of three players with a program that dies at named points and is started again."""

import asyncio
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bot.crash import KILLED
from tests.wire.databases import open_sessions, rows
from tests.wire.journal import Sent
from tests.wire.process import ROOT, STUDY_BOT, BotProcess, start
from tests.wire.rest import pause
from tests.wire.standin import TOKEN, StandIn, running

CELLS = {
    "BOT_CONTENT": str(ROOT / "tests" / "packs" / "cells"),
    "BOT_SEEDS": str(ROOT / "tests" / "packs" / "seeds"),
}
"""A small pack whose answers a test knows."""

QUIZ = "!quiz 2 10s plants typed ordered everyone"
FIRST, SECOND = "Question 1 of 2", "Question 2 of 2"
FIRST_TOLD, SECOND_TOLD, OVER = "Answer: oxygen", "Answer: 1893", "its scores stand"

POINTS = {(1, "bob"): 10, (1, "cem"): 10, (1, "ann"): 10, (2, "cem"): 15}
"""Who is to have what in the end, by round, wherever the program dies."""

GAP = 0.3
"""Seconds for which nobody starts a dead program again, so that things are said meanwhile."""


@dataclass
class Quiz:
    """One quiz on a stand-in of its own. `deaths` are the points at which the program dies, one in each life."""

    standin: StandIn
    database: str
    folder: Path
    deaths: Sequence[str]
    lives: list[BotProcess] = field(default_factory=list[BotProcess])
    began: list[float] = field(default_factory=list[float])
    answers: set[int] = field(default_factory=set[int])
    wrong: list[str] = field(default_factory=list[str])

    async def keep_alive(self) -> None:
        """Start the program, and again when it has died where it was to die; note any other end."""
        for point in (*self.deaths, ""):
            self.began.append(perf_counter())
            self.lives.append(await self._start(point))
            code = await self.lives[-1].process.wait()
            if code != KILLED:
                self.wrong.append(f"ended with {code}: {self.lives[-1].output[-2000:]}")
                return
            await pause(GAP)

    async def _start(self, point: str) -> BotProcess:
        env = {
            **CELLS,
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": self.standin.url,
            "DATABASE_URL": self.database,
            "CRASH_AT": point,
        }
        return await start(STUDY_BOT, env, self.folder, len(self.lives) + 1)

    @property
    def died(self) -> int:
        """How often the program has died."""
        return sum(life.process.returncode is not None for life in self.lives)

    async def play(self) -> None:
        """Let three players play to the end; what a dying program swallowed of commands, they say again."""
        await self.insist(QUIZ, FIRST)
        for who, text in (("bob", "nitrogen"), ("cem", "oxygen"), ("ann", "oxygen"), ("bob", "O2")):
            await self.answer(who, text)
        await self.until(SECOND)
        for who, text in (("cem", "1893"), ("ann", "1901")):
            await self.answer(who, text)
        await pause(GAP)
        await self.insist("!stop", OVER)
        while await open_sessions(self.database) or self.died == len(self.lives):
            await pause(0.1)
        # What would be said twice is said at once.
        await pause(GAP)

    async def answer(self, who: str, text: str) -> None:
        said = await self.standin.say(who, text)
        self.answers.add(int(said["id"]))
        await pause(0.05)

    async def until(self, text: str) -> None:
        """Wait until something is shown."""
        while not self.shown(text):
            await pause(0.05)

    async def insist(self, command: str, text: str) -> None:
        """Give a command until it shows: again when the program has been back for a second and nothing came."""
        while not self.shown(text):
            if self._back_since() is not None:
                await self.standin.say("ann", command)
            said = perf_counter()
            while not self.shown(text) and not said < (self._back_since() or 0) < perf_counter() - 1:
                await pause(0.05)

    def _back_since(self) -> float | None:
        """Return when the program that runs now logged in, if it has."""
        logins = self.standin.journal.logins
        return logins[-1].at if logins and self.began and logins[-1].at > self.began[-1] else None

    def shown(self, text: str) -> list[Sent]:
        """Return the messages that hold a text."""
        return [sent for sent in self.standin.journal.sent if text in sent.text]

    async def violations(self) -> list[str]:
        """Return everything that must not be and is."""
        return [
            *self.wrong,
            *self._not_once(),
            *self._told_wrongly(),
            *self._too_short(),
            *(f"logged: {life.output[-2000:]}" for life in self.lives if "ERROR" in life.output),
            *await self._kept_wrongly(),
        ]

    async def _kept_wrongly(self) -> list[str]:
        found: list[str] = []
        names = {str(self.standin.world.user(name)["id"]): name for name in PLAYERS}
        awards = await rows(self.database, "SELECT number, player, points FROM awards WHERE points <> 0")
        if sorted(((number, names[player]), points) for number, player, points in awards) != sorted(
            POINTS.items()
        ):
            found.append(f"points are {awards}")
        sums = await rows(self.database, "SELECT player, points FROM sums WHERE bucket = -1 AND pack = ''")
        if sorted((names[player], points) for player, points in sums if points) != SUMS:
            found.append(f"sums are {sums}")
        attempts = await rows(self.database, "SELECT id FROM attempts")
        if sorted(id_ for (id_,) in attempts) != sorted(self.answers):
            found.append(f"{len(attempts)} attempts are kept of {len(self.answers)}")
        return found

    def _not_once(self) -> list[str]:
        texts = (FIRST, SECOND, FIRST_TOLD, SECOND_TOLD, OVER)
        counts = [(text, len(self.shown(text))) for text in texts]
        return [f"{text!r} was shown {count} times" for text, count in counts if count != 1]

    def _told_wrongly(self) -> list[str]:
        had = {
            (number, who, int(gained))
            for number, text in enumerate((FIRST_TOLD, SECOND_TOLD), start=1)
            for sent in self.shown(text)
            for who, gained in re.findall(r"(\w+) \+(\d+)", sent.text)
        }
        return [] if had == {(*key, points) for key, points in POINTS.items()} else [f"told were {had}"]

    def _too_short(self) -> list[str]:
        """Return the questions that were left less than ten seconds, from when that was said, rounded down."""
        found = [(sent, re.search(r"<t:(\d+):R>", sent.text)) for sent in self.standin.journal.sent]
        left = [(sent, int(closes[1]) - sent_at(sent)) for sent, closes in found if closes]
        return [f"{seconds:.1f} s are left: {sent.text}" for sent, seconds in left if seconds < LEAST]


LEAST = 8.5
"""Ten seconds, less the fraction that the screen does not show, and the time that a message takes on a busy machine."""

PLAYERS = ("ann", "bob", "cem")
SUMS = sorted(
    (player, sum(points for (_, who), points in POINTS.items() if who == player)) for player in PLAYERS
)


def sent_at(sent: Sent) -> float:
    """Return when a message came to be, as its id says."""
    return ((sent.id >> 22) + 1420070400000) / 1000


async def played(
    database: str, folder: Path, deaths: Sequence[str], within: float = 60.0
) -> tuple[int, list[str]]:
    """Play one quiz; return how often the program died, and everything that was wrong."""
    async with running() as standin:
        quiz = Quiz(standin, database, folder, deaths)
        tasks = asyncio.create_task(quiz.keep_alive()), asyncio.create_task(quiz.play())
        try:
            done, _ = await asyncio.wait(tasks, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            died, wrong = quiz.died, await quiz.violations()
            if tasks[1] not in done:
                wrong += [f"not over within {within} s", *(life.output[-1500:] for life in quiz.lives)]
            return died, wrong
        finally:
            for task in tasks:
                task.cancel()
            for life in quiz.lives:
                await life.kill()
