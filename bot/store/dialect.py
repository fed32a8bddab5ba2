"""PostgreSQL as we speak with it: our statements in its dialect, what we use of asyncpg, and what its errors mean."""

import re
from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Protocol

import asyncpg

from bot.core.ledger import StoreAwayError
from bot.store.errors import StoreBrokenError
from bot.store.steps import Rows, Value

SECONDS = 10.0
"""How long to wait for a connection, and for an answer."""

PASSING = {"08", "25", "40", "53", "55", "57", "58"}
"""What may pass, by the class of SQLSTATE: connection, read-only, conflict, resources, locks, shutdown, disk
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

TO_DO = {
    "28": "the server refuses this user or password: mend DATABASE_URL",
    "3D": "the server has no such database: make it, or mend DATABASE_URL",
    "42": "the database holds other data, or this user may not make tables: give the bot a database of its own",
    "XX": "the server says that the data is damaged: restore a backup with `python -m bot db restore FILE`",
}
"""What only a person can mend."""

OUT_OF_STEP = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises when a connection broke while it was at work."""

ERRORS = (asyncpg.PostgresError, *OUT_OF_STEP, OSError, TimeoutError)

PARAMETER = re.compile(r"\?(?=\d)")


@cache
def dialect(statement: str) -> str:
    """Return a statement of ours as PostgreSQL reads it.

    Text is ordered by code point, as SQLite does it, and the server's language has no say.
    """
    said = PARAMETER.sub("$", statement)
    if "CREATE TABLE" in said:
        said = said.replace(" TEXT NOT NULL", ' TEXT COLLATE "C" NOT NULL').replace(") WITHOUT ROWID", ")")
    return said


class Connection(Protocol):
    """What we use of asyncpg's connection, which says nothing of its types."""

    async def execute(self, query: str) -> str:
        """Run a statement."""
        ...

    async def fetch(self, query: str, *args: Value) -> Rows:
        """Run a statement and return its rows."""
        ...

    def terminate(self) -> None:
        """Close at once."""
        ...

    async def close(self) -> None:
        """Take leave of the server, and close."""
        ...

    def is_closed(self) -> bool:
        """Return whether either side has closed it, as far as can be known without asking."""
        ...

    def add_termination_listener(self, callback: Callable[["Connection"], None]) -> None:
        """Call that when either side has closed it."""
        ...

    async def executemany(self, command: str, args: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each of many lists of values."""
        ...

    def cursor(self, query: str, *, prefetch: int) -> AsyncIterable[Sequence[Value]]:
        """Return the rows of a statement, fetched some at a time."""
        ...

    def transaction(
        self, *, isolation: str | None = None, readonly: bool = False
    ) -> AbstractAsyncContextManager[None]:
        """Return a transaction, to be entered."""
        ...


class Pool(Protocol):
    """What we use of asyncpg's pool."""

    def acquire(self, *, timeout: float | None = None) -> AbstractAsyncContextManager[Connection]:
        """Return a connection, to be entered."""
        ...

    async def close(self) -> None:
        """Wait for what is under way, then close."""
        ...

    def terminate(self) -> None:
        """Close at once."""
        ...


def told(error: Exception) -> Exception:
    """Return the error of ours that says what an error means, or the error itself."""
    if not isinstance(error, asyncpg.PostgresError):
        return StoreAwayError(f"the database server is away: {str(error) or 'it does not answer'}")
    kind = str(getattr(error, "sqlstate", ""))[:2]
    if kind in PASSING:
        return StoreAwayError(f"the database server cannot help now: {error}")
    if kind in TO_DO:
        return StoreBrokenError(f"{TO_DO[kind]} ({error})")
    return error
