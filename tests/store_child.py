"""A process that writes to a store until it is killed, or is held up by what a test does to its surroundings."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, cast

from bot.core.ledger import BoardQuery
from bot.core.quiz import Session, open_session
from bot.core.quiz.events import Adjusted, Attempted
from bot.store import SqlStore, open_store
from tests.quizzing import RIGHT, START, plan, typed

ROOMS = 4


def forks() -> ForkServerContext:
    """Return what starts processes that have all modules already: a test starts many."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store_child"])
    return context


@contextmanager
def child(
    work: Callable[..., None], *arguments: Any
) -> "Generator[tuple[ForkServerProcess, Connection[Any, Any]], None, None]":
    """Let a process do something; what it sends can be received. It is killed in the end, if it has not ended."""
    context = forks()
    # On Windows it is another class with the same methods.
    ours, theirs = cast("tuple[Connection[Any, Any], Connection[Any, Any]]", context.Pipe(duplex=False))
    process = context.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def session_in(room: int) -> Session:
    """Return the session of a room, whose first question stands."""
    fixed = replace(plan([typed(1)]), id=f"session-{room}", room=f"room-{room}")
    return open_session(fixed, "ann", START)[0]


def write(sender: "Connection[Any, Any]", url: str, crash_at: str, done: dict[int, int]) -> None:
    """Record steps in all rooms at once, each an attempt and a point for ann, and say of each that it is kept."""
    os.environ["CRASH_AT"] = crash_at
    asyncio.run(_write(sender, url, done))


async def _write(sender: "Connection[Any, Any]", url: str, done: dict[int, int]) -> None:
    async with open_store(url) as store, asyncio.TaskGroup() as rooms:
        for room in range(ROOMS):
            rooms.create_task(_record(sender, store, room, done.get(room, 0)))


async def _record(sender: "Connection[Any, Any]", store: SqlStore, room: int, done: int) -> None:
    session = session_in(room)
    await store.begin(session, ())
    while True:
        done += 1
        await record(store, session, room, done)
        sender.send((room, done))


async def record(store: SqlStore, session: Session, room: int, number: int) -> None:
    """Keep one step: an attempt and a point."""
    id_ = room * 1_000_000 + number
    outcomes = (Attempted(1, "ann", RIGHT, START, id_, "two"), Adjusted("ann", 1, id_))
    await store.record(replace(session, silent=number), outcomes, START)


async def fill(store: SqlStore, steps: int) -> None:
    """Keep so many steps in one room."""
    session = session_in(0)
    await store.begin(session, ())
    for number in range(1, steps + 1):
        await record(store, session, 0, number)


async def points(store: SqlStore) -> int:
    """Return what ann has."""
    board = await store.board(BoardQuery("guild"), "ann")
    return board.own.points if board.own else 0


def start(sender: "Connection[Any, Any]", url: str, crash_at: str) -> None:
    """Open a store, which may end the process, and say what came of it."""
    os.environ["CRASH_AT"] = crash_at
    asyncio.run(_start(sender, url))


async def _start(sender: "Connection[Any, Any]", url: str) -> None:
    try:
        async with open_store(url):
            sender.send("opened")
    except Exception as error:  # noqa: BLE001 - whatever it is, the test wants to know
        sender.send((type(error).__name__, str(error)))
