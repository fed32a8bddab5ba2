"""PostgreSQL: a pool of connections; what a step of a session leaves behind goes over in one statement."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import asyncpg

from bot.crash import reached
from bot.store.dialect import ERRORS, OUT_OF_STEP, SECONDS, Connection, Pool, dialect, told
from bot.store.hold import NAME, Hold, holding
from bot.store.schema import load_migrations, migrate, missing, refuse_older
from bot.store.steps import Rows, Steps, T, Value
from bot.store.transfer import put_all, take_all

CONNECTIONS = 20

KNOWN = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"


class Postgres:
    """The driver for PostgreSQL."""

    at_once = True

    def __init__(self, pool: Pool, hold: Hold | None = None) -> None:
        self._pool = pool
        self._hold = hold

    async def look(self, statement: str, *values: Value) -> Rows:
        """Run one statement that changes nothing."""
        async with self._lent() as connection:
            return await connection.fetch(dialect(statement), *values)

    async def read(self, steps: Steps[T]) -> T:
        """Run a verb that changes nothing, all on one view of the data."""
        async with (
            self._lent() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            return await drive(connection, steps)

    async def write(self, steps: Steps[T]) -> T:
        """Run a verb and commit what it did."""
        async with self._lent() as connection:
            async with connection.transaction():
                result = await drive(connection, steps)
                reached("store.before_commit")
            reached("store.after_commit")
            return result

    async def once(self, statement: str, *values: Value) -> Rows:
        """Run one statement, which may write, and commit."""
        reached("store.before_commit")
        rows = await self.look(statement, *values)
        reached("store.after_commit")
        return rows

    async def backup(self, target: Path) -> None:
        """Write everything to a file that is not there yet, as it stands at one moment, while others go on."""
        async with (
            self._lent() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            await take_all(connection, target)

    async def damage(self) -> Sequence[str]:
        """Return nothing: PostgreSQL watches over its own files."""
        return []

    async def restore(self, backup: Path) -> None:
        """Put a backup, which was checked, in the place of everything, all or nothing."""
        async with self._lent() as connection, connection.transaction():
            await put_all(connection, backup)

    @asynccontextmanager
    async def _lent(self) -> AsyncGenerator[Connection, None]:
        """Lend a connection, tell what goes wrong with it, and take none back that may be out of step."""
        if self._hold:
            self._hold.check()
        try:
            async with self._pool.acquire(timeout=SECONDS) as connection:
                try:
                    yield connection
                except OUT_OF_STEP:
                    connection.terminate()
                    raise
        except ERRORS as error:
            raise told(error) from error


@asynccontextmanager
async def open_postgres(url: str) -> AsyncGenerator[Postgres, None]:
    """Reach a database, bring its schema up to date, and keep other processes out.

    The pool, and the lock, find back by themselves when the server was away. Raises AlreadyRunningError,
    StoreBrokenError or StoreAwayError, and then has changed nothing; AlreadyRunningError also later, in the task that
    opened it, if another process has taken the database while the server was away.
    """
    async with holding(url) as hold, _working(url, NAME) as pool:
        await _bring_up(pool)
        yield Postgres(pool, hold)


@asynccontextmanager
async def visit_postgres(url: str) -> AsyncGenerator[Postgres, None]:
    """Reach a database beside the bot; raise StoreBrokenError unless its schema is this program's."""
    async with _working(url, f"{NAME} visitor") as pool:
        database = Postgres(pool)
        known = bool(await database.look(KNOWN))
        refuse_older(await database.read(missing(load_migrations(), known=known)))
        yield database


@asynccontextmanager
async def _working(url: str, name: str) -> AsyncGenerator[Pool, None]:
    pool = await _connect(url, name)
    try:
        yield pool
    finally:
        try:
            async with asyncio.timeout(SECONDS):
                await pool.close()
        except TimeoutError:
            pool.terminate()


async def _connect(url: str, name: str) -> Pool:
    try:
        # asyncpg says nothing of its types.
        pool: object = await asyncpg.create_pool(  # pyright: ignore[reportUnknownMemberType]
            url,
            min_size=1,
            max_size=CONNECTIONS,
            command_timeout=SECONDS,
            timeout=SECONDS,
            server_settings={"application_name": name},
            # Nothing of ours outlives a transaction, so there is nothing to reset: one journey less each time.
            reset=_leave,
        )
        return cast("Pool", pool)
    except ERRORS as error:
        raise told(error) from error


async def _leave(connection: object) -> None:
    del connection


async def _bring_up(pool: Pool) -> None:
    try:
        async with pool.acquire() as connection, connection.transaction():
            known = bool(await connection.fetch(KNOWN))
            lacking = await drive(connection, missing(load_migrations(), known=known))
            if lacking:
                await drive(connection, migrate(lacking, known=known))
    except ERRORS as error:
        raise told(error) from error


async def drive(connection: Connection, steps: Steps[T]) -> T:
    """Run a verb's statements one after another."""
    try:
        statement, values = next(steps)
        while True:
            rows = await connection.fetch(dialect(statement), *values)
            statement, values = steps.send(rows)
    except StopIteration as end:
        return end.value
