"""PostgreSQL as we speak with it: our statements in its dialect, and what we use of asyncpg."""

import re
from collections.abc import AsyncIterable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Protocol

from bot.store.steps import Rows, Value

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
