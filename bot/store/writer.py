"""A thread that owns a connection to SQLite and runs what it is given, as much as is waiting in one transaction."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from bot.core.ledger import StoreAwayError
from bot.crash import reached
from bot.store.errors import StoreBrokenError
from bot.store.steps import Steps

T = TypeVar("T")

TOGETHER = 256
"""Calls after which a transaction takes no more; others wait for the next."""

PASSING = {
    sqlite3.SQLITE_BUSY: "it is locked by another program",
    sqlite3.SQLITE_LOCKED: "it is locked by another program",
    sqlite3.SQLITE_READONLY: "it cannot be written",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PROTOCOL: "it is locked by another program",
    sqlite3.SQLITE_PERM: "it cannot be opened",
}
"""What may pass, by SQLite's primary result codes (https://sqlite.org/rescode.html)."""

BROKEN = {sqlite3.SQLITE_CORRUPT: "is damaged", sqlite3.SQLITE_NOTADB: "is no database"}


@dataclass(slots=True)
class Job(Generic[T]):
    """A verb, and where its result is awaited."""

    steps: Steps[T]
    done: asyncio.Future[T]
    result: T | None = None
    error: BaseException | None = None

    def tell(self) -> None:
        """Hand over the result, unless nobody waits any more."""
        if self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.result)  # pyright: ignore[reportArgumentType] - None only where T is None


class Writer:
    """Runs verbs in the order in which they come, on a connection of its own."""

    def __init__(
        self, file: str, connect: Callable[[], sqlite3.Connection], *, reading: bool = False
    ) -> None:
        self._file = file
        self._reading = reading
        self._connect = connect
        self._loop = asyncio.get_running_loop()
        self._stopped = False
        self._alone = True
        self._gathered: list[Job[Any]] = []
        self._jobs: SimpleQueue[list[Job[Any]] | None] = SimpleQueue()
        self._thread = Thread(
            target=self._work, name="store reader" if reading else "store writer", daemon=True
        )
        self._thread.start()

    async def run(self, steps: Steps[T]) -> T:
        """Run a verb in a transaction that may hold others too; one that fails takes none along."""
        if self._stopped:
            raise StoreAwayError(f"{self._file}: it is closed")
        done: asyncio.Future[T] = self._loop.create_future()
        self._gathered.append(Job(steps, done))
        if self._alone:
            self._hand_over()
        elif len(self._gathered) == 1:
            # Whoever else is ready now comes along: rooms that were told together go on together.
            self._loop.call_soon(self._hand_over)
        return await done

    def _hand_over(self) -> None:
        if self._gathered:
            self._jobs.put(self._gathered)
            self._gathered = []

    async def stop(self) -> None:
        """Finish what waits and close the connection."""
        self._stopped = True
        self._hand_over()
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        going = True
        while going:
            jobs, going = self._waiting()
            # Where one came at a time, the next need not wait for company.
            self._alone = len(jobs) == 1
            if jobs:
                try:
                    connection = connection or self._connect()
                    self._together(connection, jobs)
                except Exception as error:  # noqa: BLE001 - whoever waits is told, and the thread must live
                    self._fail(jobs, error)
                    if connection is not None:
                        # Whatever it has begun ends with it; the next jobs get a fresh one.
                        connection.close()
                        connection = None
                self._loop.call_soon_threadsafe(_tell, jobs)
        if connection is not None:
            connection.close()

    def _waiting(self) -> tuple[list[Job[Any]], bool]:
        """Return everything that waits, and whether more may come."""
        jobs: list[Job[Any]] = []
        more = self._jobs.get()
        while more is not None:
            jobs += more
            if self._jobs.empty() or len(jobs) >= TOGETHER:
                return jobs, True
            more = self._jobs.get()
        return jobs, False

    def _together(self, connection: sqlite3.Connection, jobs: Sequence[Job[Any]]) -> None:
        """Run jobs in one transaction, each in a savepoint, so that all is kept of those that do not fail."""
        try:
            connection.execute("BEGIN" if self._reading else "BEGIN IMMEDIATE")
            if len(jobs) == 1:
                # A savepoint costs a copy of each page that is changed after it.
                jobs[0].result = drive(connection, jobs[0].steps)
            else:
                for job in jobs:
                    self._run(connection, job)
            self._reached("store.before_commit")
            connection.execute("COMMIT")
            self._reached("store.after_commit")
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._fail(jobs, error)

    def _run(self, connection: sqlite3.Connection, job: Job[Any]) -> None:
        connection.execute("SAVEPOINT job")
        try:
            job.result = drive(connection, job.steps)
        except Exception as error:
            # A full disk may have rolled everything back: then nobody's changes are left.
            if not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO job")
            job.error = told(self._file, error)
        connection.execute("RELEASE job")

    def _reached(self, point: str) -> None:
        if not self._reading:
            reached(point)

    def _fail(self, jobs: Sequence[Job[Any]], error: Exception) -> None:
        for job in jobs:
            job.error = job.error or told(self._file, error)


def _tell(jobs: Sequence[Job[Any]]) -> None:
    for job in jobs:
        job.tell()


def drive(connection: sqlite3.Connection, steps: Steps[T]) -> T:
    """Run a verb's statements one after another."""
    try:
        statement, values = next(steps)
        while True:
            rows = connection.execute(statement, values).fetchall()
            statement, values = steps.send(rows)
    except StopIteration as end:
        return end.value


def told(file: str, error: Exception) -> Exception:
    """Return the error of ours that says what an error of SQLite means, or the error itself."""
    if isinstance(error, OSError):
        return StoreAwayError(f"{file}: {error.strerror}")
    if not isinstance(error, sqlite3.Error):
        return error
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in PASSING:
        return StoreAwayError(f"{file}: {PASSING[code]}")
    if code in BROKEN:
        return StoreBrokenError(
            f"{file}: the file {BROKEN[code]}. It was not touched. Stop the bot and restore a backup: "
            "python -m bot db restore FILE"
        )
    return error
