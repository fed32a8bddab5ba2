"""The soak: `make soak` plays an hour, SOAK_MINUTES=5 that many minutes, `make test` a little of it."""

import gc
import logging
import os
import tracemalloc
from collections.abc import Generator
from pathlib import Path
from random import Random, SystemRandom

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

WARM = 100_000
"""Lines after which everything that is built once is built."""

FRAMES = 4
"""Calls by which an allocation is known as ours: dataclasses and the like stand between."""


async def play(folder: Path, minutes: float, seed: int) -> Soak:
    """Play so many minutes, or until something is wrong; memory is traced from `WARM` lines on."""
    soak = Soak(folder / "study.sqlite3", Random(seed))
    await soak.start()
    seconds = round(minutes * 60)
    for number in range(1, seconds + 1):
        await soak.second(number)
        if number % 20 == 0:
            await soak.check()
        if soak.said > WARM and not (soak.is_dead or tracemalloc.is_tracing()):
            # What a start builds anew would count as growth.
            soak.lives_on = True
            gc.collect()
            tracemalloc.start(FRAMES)
        if soak.wrong:
            break
    await soak.end(seconds)
    return soak


def held() -> float:
    """Return how many MB the bot's own code took since memory is traced, and holds still."""
    gc.collect()
    ours = tracemalloc.Filter(inclusive=True, filename_pattern="*/bot/*", all_frames=True)
    snapshot = tracemalloc.take_snapshot().filter_traces([ours])
    tracemalloc.stop()
    return sum(trace.size for trace in snapshot.traces) / 1e6


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
    soak = await play(tmp_path, MINUTES, SEED)
    print(summary(soak))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"
    if tracemalloc.is_tracing():
        growth = held() / (soak.said - WARM) * 100_000
        print(f"memory grows by {growth:.2f} MB for 100,000 lines")
        assert growth < 1
