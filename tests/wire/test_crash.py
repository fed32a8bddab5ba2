"""The program is killed at each point at which something of it is done and something is not, and goes on."""

import asyncio
from pathlib import Path

import pytest

from tests.wire.databases import make_databases
from tests.wire.lives import played

pytestmark = pytest.mark.wire

TIMES = {
    "store.before_commit": 28,
    "store.after_commit": 28,
    "outbox.before_send": 5,
    "outbox.after_send": 5,
    "quizzes.before_note": 4,
    "quizzes.after_note": 4,
    "quizzes.before_close": 2,
    "quizzes.after_close": 2,
}
"""How often each point is passed in one quiz, and once more: at its last number nobody dies, so none is left out."""

COMING_BACK = {
    "store.before_commit": 26,
    "store.after_commit": 26,
    "outbox.before_send": 5,
    "outbox.after_send": 5,
    "quizzes.before_history": 2,
    "quizzes.after_history": 2,
}
"""The same points where the program has died before, and dies again while it reads what was said meanwhile."""

TOGETHER = 8
"""Quizzes that are played at the same time; most of it is waiting."""

PART = 8
"""A way takes two starts of the program and ten seconds: `make test` takes every eighth of each, `make soak` all."""


def deaths() -> list[tuple[str, ...]]:
    """Return all ways to die: once, or a second time on coming back."""
    once = [(f"{name}:{number}",) for name, most in TIMES.items() for number in range(1, most + 1)]
    again = [
        ("outbox.after_send:1", f"{name}:{number}")
        for name, most in COMING_BACK.items()
        for number in range(1, most + 1)
    ]
    return once + again


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        ("sqlite", slice(0, None, PART)),
        ("postgres", slice(PART // 2, None, PART)),
        pytest.param("sqlite", slice(None), marks=pytest.mark.soak),
        pytest.param("postgres", slice(None), marks=pytest.mark.soak),
    ],
)
async def test_wherever_the_program_dies_the_quiz_goes_on_and_nothing_is_lost_or_doubled(
    kind: str, ways: slice, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chosen = deaths()[ways]
    folders = [tmp_path / f"way-{number}" for number in range(len(chosen))]
    for folder in folders:
        folder.mkdir()
    urls = [f"sqlite:///{folder / 'study.sqlite3'}" for folder in folders]
    if kind == "postgres":
        server: str = request.getfixturevalue("postgres_url")
        urls = await make_databases(server, [f"{folder.name}-{len(chosen)}" for folder in folders])
    turns = asyncio.Semaphore(TOGETHER)

    async def one(way: tuple[str, ...], url: str, folder: Path) -> tuple[int, list[str]]:
        async with turns:
            return await played(url, folder, way)

    ends = dict(zip(chosen, await asyncio.gather(*map(one, chosen, urls, folders)), strict=True))
    wrong = {way: found for way, (_, found) in ends.items() if found}
    died = sum(count for count, _ in ends.values())
    print(f"{kind}: {len(chosen)} ways to die, {died} deaths, {len(wrong)} violations")
    assert not wrong
    # Where the last number of a point is taken and still somebody dies, there are more than are listed.
    lasts = {f"{name}:{most}" for points in (TIMES, COMING_BACK) for name, most in points.items()}
    assert all(count < len(way) for way, (count, _) in ends.items() if way[-1] in lasts)
