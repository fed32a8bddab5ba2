"""The soak: `make soak` plays an hour, SOAK_MINUTES=5 that many minutes, `make test` a little of it."""

import logging
import os
from collections.abc import Generator
from pathlib import Path
from random import Random, SystemRandom

import psutil
import pytest

from tests.soak.soak import Soak

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


async def play(folder: Path, minutes: float, seed: int) -> tuple[Soak, list[tuple[int, float]]]:
    """Play so many minutes; return the soak and, now and then, lines said and memory in MB."""
    soak = Soak(folder / "study.sqlite3", Random(seed))
    await soak.start()
    samples: list[tuple[int, float]] = []
    seconds = round(minutes * 60)
    for number in range(1, seconds + 1):
        await soak.second(number)
        if number % 20 == 0:
            await soak.check()
            samples.append((soak.said, psutil.Process().memory_info().rss / 1e6))
        if soak.wrong:
            break
    await soak.end(seconds)
    return soak, samples


def summary(soak: Soak, samples: list[tuple[int, float]], seed: int) -> str:
    """Return one line for people."""
    first, last = (samples[0], samples[-1]) if samples else ((0, 0.0), (0, 0.0))
    return (
        f"seed {seed}: {soak.said:,} lines said, {soak.chat.sent:,} replies, {soak.rounds:,} reveals, "
        f"{soak.restarts} restarts, {len(soak.wrong)} violations, memory {first[1]:.1f} -> {last[1]:.1f} MB"
    )


async def test_two_hundred_rooms_survive_a_moment_of_everything(tmp_path: Path) -> None:
    soak, samples = await play(tmp_path, MOMENT, SEED)
    print(summary(soak, samples, SEED))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"


@pytest.mark.soak
async def test_two_hundred_rooms_survive_an_hour_of_everything(tmp_path: Path) -> None:
    soak, samples = await play(tmp_path, MINUTES, SEED)
    print(summary(soak, samples, SEED))
    assert not soak.wrong, f"seed {SEED}: {soak.wrong[:5]}"
    warm = [sample for sample in samples if sample[0] > WARM]
    if len(warm) > 10:
        (before, least), (after, most) = warm[0], warm[-1]
        slope = (most - least) / (after - before) * 100_000
        print(f"memory grows by {slope:.2f} MB for 100,000 lines")
        assert slope < 1
