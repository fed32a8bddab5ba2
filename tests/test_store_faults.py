"""What the store keeps when it is killed, shared, or asked by many at once."""

import asyncio
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, cast

import asyncpg
import pytest

from bot.core.ledger import BoardQuery
from bot.core.quiz.events import Adjusted, Attempted
from bot.crash import KILLED
from bot.exits import Exit
from bot.store import AlreadyRunningError, open_store, visit_store
from bot.store.schema import load_migrations
from tests.quizzing import RIGHT, START
from tests.store_child import ROOMS, child, record, session_in, start, write

numbers = count(1)
ALL_STATEMENTS = [
    f"store.migration.{migration.number}.{place}"
    for migration in load_migrations()
    for place in range(1, len(migration.statements) + 1)
]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if cast("str", request.param) == "sqlite":
        return f"sqlite:///{tmp_path / 'colloquy.db'}"
    return asyncio.run(_new_database(request.getfixturevalue("postgres_url")))


async def _new_database(server: str) -> str:
    name = f"faults_{next(numbers)}"
    await _ask(server, f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


async def _ask(server: str, statement: str) -> list[Any]:
    # asyncpg says nothing of its types.
    connect = cast("Any", asyncpg).connect
    connection = await connect(server)
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


async def _settled(url: str) -> None:
    """Wait until a server has finished what a client that was killed had asked for."""
    theirs = "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'colloquy%' AND datname = current_database()"
    while url.startswith("postgres") and await _ask(url, theirs):
        pass


async def _kept(url: str) -> dict[int, int]:
    """Return how many steps of each room are kept, having looked whether all that is kept holds together."""
    await _settled(url)
    async with visit_store(url) as store:
        assert await store.problems() == []
        sessions = {session.plan.room: session.silent for session in await store.open_sessions()}
        counts = {room: sessions.get(f"room-{room}", 0) for room in range(ROOMS)}
        board = await store.board(BoardQuery("guild"), "ann")
        assert (board.own.points if board.own else 0) == sum(counts.values())
        assert (await store.counts())["attempts"] == sum(counts.values())
        return counts


def _write_and_die(
    url: str, seconds: float, crash_at: str, done: dict[int, int]
) -> tuple[dict[int, int], int | None]:
    """Let a process write until it dies; return what it said was kept, and its exit code."""
    said = dict(done)
    with child(write, url, crash_at, done) as (process, heard):
        end: float | None = None
        while True:
            try:
                if heard.poll(0.05 if end is None else max(0.0, end - time.perf_counter())):
                    room, number = heard.recv()
                    said[room] = number
                    end = end or time.perf_counter() + seconds
                elif end is not None and time.perf_counter() >= end:
                    process.kill()
                    end = time.perf_counter() + 5
            except EOFError:
                process.join(5)
                return said, process.exitcode


def _is_between(kept: Mapping[int, int], said: Mapping[int, int]) -> bool:
    """Nothing that was said to be kept is lost, and nothing but what was under way is kept beside it."""
    return all(said.get(room, 0) <= number <= said.get(room, 0) + 1 for room, number in kept.items())


def _die_often(url: str, times: int, dice: Random) -> None:
    kept: dict[int, int] = {}
    for _ in range(times):
        said, code = _write_and_die(url, dice.uniform(0.0, 0.1), "", kept)
        assert code == -9
        kept = asyncio.run(_kept(url))
        assert _is_between(kept, said)
    assert sum(kept.values()) > times


def test_kill_9_in_a_loop_of_commits_loses_and_doubles_nothing(url: str):
    _die_often(url, 15, Random(1))


@pytest.mark.soak
def test_kill_9_200_times_loses_and_doubles_nothing(url: str):
    _die_often(url, 200, Random(2))


@pytest.mark.parametrize("point", ["store.before_commit", "store.after_commit"])
@pytest.mark.parametrize("times", [1, 2, 9])
def test_dying_around_a_commit_keeps_it_whole_or_not_at_all(url: str, point: str, times: int):
    asyncio.run(_opened(url))
    said, code = _write_and_die(url, 5, f"{point}:{times}", {})
    assert code == KILLED
    kept = asyncio.run(_kept(url))
    assert _is_between(kept, said)
    said, code = _write_and_die(url, 0.05, "", kept)
    assert _is_between(asyncio.run(_kept(url)), said)


async def _opened(url: str) -> None:
    async with open_store(url):
        pass


def test_a_migration_that_dies_anywhere_is_as_if_it_had_not_begun(url: str):
    for point in ALL_STATEMENTS:
        with child(start, url, point) as (process, heard):
            process.join(20)
            assert process.exitcode == KILLED
            with pytest.raises(EOFError):
                heard.recv()
    asyncio.run(_opened(url))
    assert asyncio.run(_kept(url)) == dict.fromkeys(range(ROOMS), 0)


def test_a_second_process_is_told_who_has_the_database(url: str):
    async def first() -> None:
        async with open_store(url) as store, visit_store(url) as visitor:
            with child(start, url, "") as (_, heard):
                name, text = heard.recv()
            assert name == "AlreadyRunningError"
            assert f"process {os.getpid()}" in text
            with pytest.raises(AlreadyRunningError) as refused:
                await _opened(url)
            assert (refused.value.pid, refused.value.code) == (os.getpid(), Exit.RUNNING)
            assert await store.ping() < 5
            assert await visitor.problems() == []

    asyncio.run(first())
    with child(start, url, "") as (_, heard):
        assert heard.recv() == "opened"


def test_a_process_that_was_killed_leaves_the_database_to_the_next_at_once(url: str):
    for _ in range(3):
        with child(write, url, "", {}) as (process, heard):
            heard.recv()
            process.kill()
            process.join()
            with child(start, url, "") as (_, next_):
                assert next_.recv() == "opened"


async def test_one_call_that_fails_takes_no_other_along(url: str):
    async with open_store(url) as store:
        sessions = [session_in(room) for room in range(ROOMS)]
        for session in sessions:
            await store.begin(session, ())
        other = replace(sessions[0], plan=replace(sessions[0].plan, id="other"))
        results = await asyncio.gather(
            *(record(store, session, room, 1) for room, session in enumerate(sessions)),
            store.begin(other, ()),
            *(record(store, replace(session, silent=1), room, 1) for room, session in enumerate(sessions)),
            return_exceptions=True,
        )
        failed = [result for result in results if result is not None]
        assert [type(failure) for failure in failed] == [ValueError]
    assert await _kept(url) == dict.fromkeys(range(ROOMS), 1)


async def test_rooms_that_share_their_players_do_not_lock_each_other_out(url: str):
    people = [f"player-{number}" for number in range(12)]
    async with open_store(url) as store:

        async def play(room: int) -> None:
            session = replace(session_in(0), plan=replace(session_in(0).plan, id=f"s{room}", room=f"r{room}"))
            dice = Random(room)
            await store.begin(session, ())
            for step in range(20):
                dice.shuffle(people)
                at = START + timedelta(minutes=15 * dice.randrange(4))
                given = [Adjusted(player, 1, room * 1000 + step) for player in people]
                await store.record(session, given, at)

        await asyncio.gather(*map(play, range(12)))
        assert await store.problems() == []
        lines = (await store.board(BoardQuery("guild", limit=20), "")).lines
        assert {line.points for line in lines} == {12 * 20}


async def test_text_that_a_database_cannot_take_is_taken_without_what_is_wrong_with_it(url: str):
    async with open_store(url) as store:
        await store.remember_names({("guild", "ann"): "a\ud800b\0c"})
        assert await store.names("guild", ["ann"]) == {"ann": "a?bc"}
        session = session_in(0)
        await store.begin(session, ())
        await store.record(session, [Attempted(1, "ann", RIGHT, START, 1, "\0né\udfff")], START)
        assert [kept.text for kept in await store.attempts("guild", session.plan.id, 1)] == ["né?"]
