"""SQLite: one file, one thread that writes and one that reads, and a lock against a second process."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from errno import EEXIST
from pathlib import Path

from bot.store.errors import StoreBrokenError
from bot.store.lock import locked
from bot.store.schema import load_migrations, migrate, missing, refuse_older
from bot.store.steps import Rows, Steps, T, Value, one
from bot.store.writer import Writer, drive, told

PATIENCE = 2.0
"""Seconds to wait for another program that has the file locked."""


class Sqlite:
    """The driver for SQLite."""

    at_once = False

    def __init__(self, file: Path, writer: Writer, reader: Writer) -> None:
        self._file = file
        self._writer = writer
        self._reader = reader

    async def look(self, statement: str, *values: Value) -> Rows:
        """Run one statement that changes nothing."""
        return await self._reader.run(one(statement, *values))

    async def read(self, steps: Steps[T]) -> T:
        """Run a verb that changes nothing, on what is committed."""
        return await self._reader.run(steps)

    async def write(self, steps: Steps[T]) -> T:
        """Run a verb and commit what it did, together with what others do at the time."""
        return await self._writer.run(steps)

    async def once(self, statement: str, *values: Value) -> Rows:
        """Run one statement, which may write, and commit."""
        return await self._writer.run(one(statement, *values))

    async def backup(self, target: Path) -> None:
        """Write everything to a file that is not there yet, as it stands at one moment, while others go on."""
        await asyncio.to_thread(self._copy, target)

    async def damage(self) -> Sequence[str]:
        """Return what the database itself finds wrong with its data."""
        return [str(found) for (found,) in await self.look(DAMAGE) if found != "ok"]

    def _copy(self, target: Path) -> None:
        try:
            with (
                new_file(target) as part,
                closing(connect(self._file, reading=True)) as source,
                closing(sqlite3.connect(part)) as copy,
            ):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        except (OSError, sqlite3.Error) as error:
            raise told(str(target), error) from error


@asynccontextmanager
async def open_sqlite(file: Path) -> AsyncGenerator[Sqlite, None]:
    """Open a file, which need not exist, bring its schema up to date, and keep other processes out.

    Raises AlreadyRunningError, StoreBrokenError or StoreAwayError, and then has changed nothing.
    """
    with locked(file):
        prepare(file)
        async with _working(file) as database:
            yield database


@asynccontextmanager
async def visit_sqlite(file: Path) -> AsyncGenerator[Sqlite, None]:
    """Open a file as it is, also while the bot has it; raise StoreBrokenError unless its schema is this program's."""
    _must_exist(file)
    async with _working(file) as database:
        known = bool(await database.look(KNOWN))
        refuse_older(await database.read(missing(load_migrations(), known=known)))
        yield database


def _must_exist(file: Path) -> None:
    if not file.exists():
        raise StoreBrokenError(f"{file}: there is no database yet. The first start of the bot makes it.")


@asynccontextmanager
async def _working(file: Path) -> AsyncGenerator[Sqlite, None]:
    writer = Writer(str(file), lambda: connect(file))
    reader = Writer(str(file), lambda: connect(file, reading=True), reading=True)
    try:
        yield Sqlite(file, writer, reader)
    finally:
        await reader.stop()
        await writer.stop()


def connect(file: Path, *, reading: bool = False) -> sqlite3.Connection:
    """Return a connection that keeps every commit through a power cut; transactions are the caller's."""
    connection = sqlite3.connect(
        file, timeout=PATIENCE, isolation_level=None, cached_statements=256, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32000")
        # What savepoints go back to would be written to a file as soon as it is a few pages.
        connection.execute("PRAGMA temp_store = MEMORY")
        if reading:
            connection.execute("PRAGMA query_only = 1")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(file: Path) -> None:
    """Make the file if there is none, for its owner alone, and bring its schema up to date."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        connection = connect(file)
    except (OSError, sqlite3.Error) as error:
        raise told(str(file), error) from error
    try:
        _bring_up(connection, file)
    except sqlite3.Error as error:
        raise told(str(file), error) from error
    finally:
        connection.close()


def _bring_up(connection: sqlite3.Connection, file: Path) -> None:
    tables = {name for (name,) in connection.execute(TABLES)}
    if tables and "migrations" not in tables:
        raise StoreBrokenError(f"{file}: the file holds other data. It was not touched. Name another file.")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    known = bool(tables)
    lacking = drive(connection, missing(load_migrations(), known=known))
    if lacking:
        drive(connection, migrate(lacking, known=known))
    connection.execute("COMMIT")


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
DAMAGE = "PRAGMA integrity_check"
KNOWN = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"


@contextmanager
def new_file(target: Path) -> Generator[Path, None, None]:
    """Yield a name to write to, for its owner alone; it becomes the target when all went well, and goes otherwise."""
    if target.exists():
        raise FileExistsError(EEXIST, "is there already, and is not written over", str(target))
    part = target.with_name(f"{target.name}-part")
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
