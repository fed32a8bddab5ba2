"""The program is killed at each point at which something of it is done and something is not, and goes on."""

import asyncio
from pathlib import Path

import pytest

from tests.wire.databases import make_databases
from tests.wire.lives import played

pytestmark = pytest.mark.wire

TIMES = {
    "store.before_commit": 26,
    "store.after_commit": 26,
    "outbox.before_send": 5,
    "outbox.after_send": 5,
    "quizzes.before_note": 4,
    "quizzes.after_note": 4,
    "quizzes.before_close": 2,
    "quizzes.after_close": 2,
}
"""How often each point is passed in one quiz, and once more: at its last number nobody dies, so none is left out."""

COMING_BACK = {
    "store.before_commit": 12,
    "store.after_commit": 12,
    "outbox.before_send": 2,
    "outbox.after_send": 2,
    "quizzes.before_history": 1,
    "quizzes.after_history": 1,
}
"""The same points where the program has died before, and dies again while it reads what was said meanwhile."""

TOGETHER = 12
"""Quizzes that are played at the same time; most of it is waiting."""


def deaths() -> list[tuple[str, ...]]:
    """Return all ways to die: once, or a second time on coming back."""
    once = [(f"{name}:{number}",) for name, most in TIMES.items() for number in range(1, most + 1)]
    again = [
        ("outbox.after_send:1", f"{name}:{number}")
        for name, most in COMING_BACK.items()
        for number in range(1, most + 1)
    ]
    return once + again


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_wherever_the_program_dies_the_quiz_goes_on_and_nothing_is_lost_or_doubled(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ways = deaths()
    folders = [tmp_path / f"way-{number}" for number in range(len(ways))]
    for folder in folders:
        folder.mkdir()
    urls = [f"sqlite:///{folder / 'study.sqlite3'}" for folder in folders]
    if kind == "postgres":
        server: str = request.getfixturevalue("postgres_url")
        urls = await make_databases(server, [folder.name for folder in folders])
    turns = asyncio.Semaphore(TOGETHER)

    async def one(way: tuple[str, ...], url: str, folder: Path) -> tuple[int, list[str]]:
        async with turns:
            return await played(url, folder, way)

    ends = await asyncio.gather(*map(one, ways, urls, folders))
    wrong = {way: found for way, (_, found) in zip(ways, ends, strict=True) if found}
    died = sum(count for count, _ in ends)
    print(f"{kind}: {len(ways)} ways to die, {died} deaths, {len(wrong)} violations")
    assert not wrong
    survived = {way[-1] for way, (count, _) in zip(ways, ends, strict=True) if count < len(way)}
    print(sorted(survived))
