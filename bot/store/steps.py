"""A verb as a conversation with a database: it yields statements, is sent their rows, and returns its result.

So a verb is written once, whether its statements run in a thread or over a socket.
"""

from collections.abc import Generator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.store.statements import MANY

Value = str | int | None
Ask = tuple[str, Sequence[Value]]
"""A statement, with parameters numbered ?1, ?2, …, and their values."""

Rows = Sequence[Sequence[Any]]
T = TypeVar("T")
Steps = Generator[Ask, Rows, T]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
QUARTER = 15 * 60 * 1_000_000
"""A quarter of an hour in microseconds: every offset of a time zone in use is a number of them."""


FEW = 8
"""Lines that are cheaper one by one than among MANY."""


class Database(Protocol):
    """A driver. Each call is one transaction and may raise StoreAwayError, having changed nothing."""

    at_once: bool
    """Whether a step of a session is best kept by one statement, because each statement is a journey."""

    async def look(self, statement: str, *values: Value) -> Rows:
        """Run one statement that changes nothing."""
        ...

    async def read(self, steps: Steps[T]) -> T:
        """Run a verb that changes nothing, all on one view of the data."""
        ...

    async def write(self, steps: Steps[T]) -> T:
        """Run a verb and commit what it did."""
        ...

    async def once(self, statement: str, *values: Value) -> Rows:
        """Run one statement, which may write, and commit."""
        ...

    async def backup(self, target: Path) -> None:
        """Write everything to a file that is not there yet, as it stands at one moment, while others go on."""
        ...

    async def damage(self) -> Sequence[str]:
        """Return what the database itself finds wrong with its data."""
        ...


def one(statement: str, *values: Value) -> Steps[Rows]:
    """The verb that is a single statement; it returns the rows."""
    return (yield statement, values)


def each(single: str, several: str, lines: Iterable[tuple[Any, ...]]) -> Steps[None]:
    """The verb that is one statement for each of many lines of values, or another for up to MANY of them."""
    # In the order of the tables: neighbours are written together, and two who write do not wait for each other.
    ordered = sorted(lines)
    for start in range(0, len(ordered), MANY):
        some = ordered[start : start + MANY]
        if len(some) < FEW:
            for values in some:
                yield single, values
        else:
            yield several, tuple(chain.from_iterable((*some, *[some[-1]] * (MANY - len(some)))))


def stamp(at: datetime) -> int:
    """Return a time as it is kept, in microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def moment(kept: int) -> datetime:
    """Return a time that was kept, in UTC."""
    return EPOCH + timedelta(microseconds=kept)


def storable(text: str) -> str:
    """Return text as every database takes it: without half characters and without NUL."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "")
