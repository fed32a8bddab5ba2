"""What a board costs, and that it does not grow with what was played: `python -m tests.bench.bench_boards`.

Prints a table for 250,000 and 1,000,000 awards of 2,000 players over a year, on a SQLite file and on a PostgreSQL of
its own; keeps nothing.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.core.ledger import BoardQuery, Order, Period
from bot.store import SqlStore, open_store, restore_store
from bot.store.sqlite import connect, prepare
from bot.store.steps import QUARTER, Value, stamp
from tests.postgres import serving_postgres
from tests.quizzing import START

MEMBERS = 2000
TOPICS = tuple(f"topic-{number}" for number in range(10))
YEAR = 365 * 86_400


def fill(file: Path, awards: int, dice: random.Random) -> None:
    """Make a database in which 2,000 members have played for a year, ten answers at a sitting."""
    prepare(file)
    rows: list[tuple[Value, ...]] = []
    sums: Counter[tuple[Value, ...]] = Counter()
    for number in range(awards // 10):
        player = f"{10**17 + dice.randrange(MEMBERS)}"
        at = stamp(START) + dice.randrange(YEAR) * 1_000_000
        for round_ in range(10):
            topic, had = dice.choice(TOPICS), dice.randrange(2)
            rows.append(
                ("guild", f"{number:x}", round_, player, f"{number:x}", "hall", f"item-{dice.randrange(300)}", "nato",
                 topic, had * 10, had, 1, 1, had, at)
            )  # fmt: skip
            for where in (("", ""), ("", "nato"), (topic, "nato")):
                for bucket in (-1, at // QUARTER):
                    key = ("guild", where[0], bucket, player, where[1])
                    sums[*key, "points"] += had * 10
                    sums[*key, "had"] += had
                    sums[*key, "asked"] += 1
    keys = sorted({key[:-1] for key in sums}, key=repr)
    with closing(connect(file)) as connection:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO awards VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
        connection.executemany(
            "INSERT INTO sums VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (*key, sums[*key, "points"], sums[*key, "had"], sums[*key, "asked"], sums[*key, "asked"])
                for key in keys
            ),
        )
        connection.executemany(
            "INSERT INTO names VALUES (?,?,?)",
            (("guild", f"{10**17 + n}", f"name {n}") for n in range(MEMBERS)),
        )
        connection.execute("COMMIT")


def week(number: int) -> Period:
    """Return a week of that year."""
    start = START.replace(hour=0) + timedelta(days=7 * number, hours=-2)
    return Period("week", start, start + timedelta(days=7))


def month() -> Period:
    """Return a month of that year."""
    start: datetime = START.replace(month=5, day=1, hour=0) - timedelta(hours=2)
    return Period("month", start, start + timedelta(days=31))


BOARDS = {
    "all": BoardQuery("guild"),
    "all, page 100": BoardQuery("guild", offset=990),
    "all, one topic": BoardQuery("guild", topic="topic-3"),
    "all, percent": BoardQuery("guild", order=Order.PERCENT),
    "week": BoardQuery("guild", week(20)),
    "month": BoardQuery("guild", month()),
    "improved": BoardQuery("guild", week(20), order=Order.IMPROVED, before=week(19)),
}


async def spent(ask: Callable[[], Awaitable[object]], times: int = 60) -> tuple[float, float]:
    """Return the median and the 99th percentile, in milliseconds, of what something takes."""
    taken: list[float] = []
    for _ in range(times):
        begin = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken), sorted(taken)[times * 99 // 100]


async def boards(store: SqlStore, title: str) -> None:
    """Print what each board costs, with the rank of one who asks."""
    for name, query in BOARDS.items():
        middle, worst = await spent(lambda query=query: store.board(query, f"{10**17 + 777}"))
        print(f"{title:<34} {name:<16} {middle:6.2f} ms  99 %: {worst:6.2f} ms")
    middle, worst = await spent(lambda: store.profile("guild", f"{10**17 + 777}", "Europe/Berlin"))
    print(f"{title:<34} {'profile':<16} {middle:6.2f} ms  99 %: {worst:6.2f} ms")


async def main() -> None:
    """Measure everything."""
    with TemporaryDirectory() as folder, serving_postgres() as server:
        for awards in (250_000, 1_000_000):
            file = Path(folder) / f"{awards}.db"
            fill(file, awards, random.Random(1))
            async with open_store(f"sqlite:///{file}") as store:
                await boards(store, f"SQLite, {awards:,} awards")
                begin = time.perf_counter()
                assert await store.problems() == []
                print(
                    f"verified in {time.perf_counter() - begin:.1f} s; the file has {file.stat().st_size / 1e6:.0f} MB"
                )
            await restore_store(server.get_uri(), file)
            server.psql("ANALYZE;")
            async with open_store(server.get_uri()) as store:
                await boards(store, f"PostgreSQL, {awards:,} awards")


if __name__ == "__main__":
    asyncio.run(main())
