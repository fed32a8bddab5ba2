"""The soak: `make soak` plays an hour, SOAK_MINUTES=5 that many minutes, `make test` a little of it."""

import gc
import logging
import os
import tracemalloc
from collections.abc import Generator
from pathlib import Path
from random import Random, SystemRandom
from statistics import linear_regression

import pytest

from tests.soak.soak import Crowd, Soak

SEED = int(os.environ.get("SOAK_SEED", SystemRandom().getrandbits(32)))
MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))


@pytest.fixture(autouse=True)
def _quiet() -> Generator[None]:
    """Say nothing of what goes wrong on purpose: pytest would keep every line of it in memory."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


MOMENT = 4.0
"""Minutes that are played in every run of the tests: some twenty seconds of ours."""

CHECKS, SUMS = 20, 200
"""Seconds of play between two looks at what must hold, and at the sums of all points."""

LAST_LIFE = 60_000
"""Lines after which the program is started anew and lives on, with its memory traced from its first moment."""

SETTLED = 40_000
"""Lines of that life after which everything that is built once is built."""

APART = 4_000
"""Lines between two looks at the memory."""

FRAMES = 4
"""Calls by which an allocation is known as ours: dataclasses and the like stand between."""


class Memory:
    """What the bot's own code holds, looked at again and again in one life of the program.

    How much is open differs from look to look, so that no two of them tell growth: all of them together do.
    """

    def __init__(self) -> None:
        self._lines: list[int] = []
        self._held: list[float] = []

    @property
    def is_known(self) -> bool:
        """Whether there were enough looks to tell growth."""
        return len(self._lines) > 10

    def is_due(self, said: int) -> bool:
        """Whether a look after so many lines says something new."""
        return said >= (self._lines[-1] + APART if self._lines else LAST_LIFE + SETTLED)

    def look(self, said: int) -> None:
        """Note what is held after so many lines."""
        gc.collect()
        ours = tracemalloc.Filter(inclusive=True, filename_pattern="*/bot/*", all_frames=True)
        snapshot = tracemalloc.take_snapshot().filter_traces([ours])
        self._lines.append(said)
        self._held.append(sum(trace.size for trace in snapshot.traces) / 1e6)

    def growth(self) -> float:
        """Return how many MB more are held after 100,000 lines: the slope of the line through all looks."""
        return linear_regression(self._lines, self._held).slope * 100_000

    def __str__(self) -> str:
        looks = " ".join(f"{held:.1f}" for held in self._held)
        return f"memory grows by {self.growth():.2f} MB for 100,000 lines; MB held at each look: {looks}"


async def play(folder: Path, minutes: float, seed: int, memory: Memory | None = None) -> Soak:
    """Play so many minutes, or until something is wrong; look at the memory in the last life of the program."""
    soak = Soak(folder / "study.sqlite3", Random(seed))
    await soak.start()
    seconds = round(minutes * 60)
    for number in range(1, seconds + 1):
        await soak.second(number)
        if number % CHECKS == 0:
            await soak.check(sums=number % SUMS == 0)
        if memory is not None and tracemalloc.is_tracing():
            if memory.is_due(soak.said) and not soak.store.is_away:
                await soak.stop_own()
                memory.look(soak.said)
        elif memory is not None and soak.said > LAST_LIFE and not soak.is_dead:
            soak.lives_on = True
            await soak.die()
            tracemalloc.start(FRAMES)
            await soak.start()
        if soak.wrong:
            break
    await soak.end(seconds)
    return soak


def summary(soak: Soak) -> str:
    """Return one line for people."""
    return (
        f"seed {SEED}: {soak.said:,} lines said, {soak.chat.sent:,} replies, {soak.rounds:,} reveals, "
        f"{soak.restarts} restarts, {len(soak.wrong)} violations"
    )


async def test_two_hundred_rooms_survive_a_moment_of_everything(tmp_path: Path) -> None:
    soak = await play(tmp_path, MOMENT, SEED)
    print(summary(soak))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"


async def test_eight_players_play_sixty_rounds_in_every_mode(tmp_path: Path) -> None:
    crowd = Crowd(guilds=1, rooms=1, players=8, actions=2, calm=True)
    soak = Soak(tmp_path / "study.sqlite3", Random(SEED), crowd)
    await soak.start()
    seconds = 0
    while soak.rounds < 60 and not soak.wrong:
        seconds += 1
        await soak.second(seconds)
        if seconds % 20 == 0:
            await soak.check()
    await soak.end(seconds)
    print(summary(soak))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"


@pytest.mark.soak
async def test_two_hundred_rooms_survive_an_hour_of_everything(tmp_path: Path) -> None:
    memory = Memory()
    soak = await play(tmp_path, MINUTES, SEED, memory)
    tracemalloc.stop()
    print(summary(soak))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"
    if memory.is_known:
        print(memory)
        assert memory.growth() < 1
