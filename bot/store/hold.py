"""Holding a database on a PostgreSQL server: a lock that the server keeps for as long as a connection lasts."""

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from secrets import token_hex
from typing import cast

import asyncpg

from bot.clock import LoopClock
from bot.core.ledger import StoreAwayError
from bot.store.dialect import ERRORS, SECONDS, Connection, told
from bot.store.errors import AlreadyRunningError, StoreBrokenError

log = logging.getLogger(__name__)

# asyncpg says nothing of its types.
connect = cast("Callable[..., Awaitable[Connection]]", asyncpg.connect)

NAME = "colloquy"
"""Under which the server lists our connections; the one with the lock has our number too."""

TRY = "SELECT pg_try_advisory_lock(672386455)"
"""Takes the lock, or says that it cannot be had; the number means nothing else."""

HOLDER = """
SELECT pid, COALESCE(application_name, ''), COALESCE(host(client_addr), ''), datname
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND objid = 672386455 AND objsubid = 1 AND granted AND datname = current_database()
"""

END = "SELECT pg_terminate_backend($1)"

SOON_NOTICED = """
SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false)
"""
"""Lets a server find out within half a minute that the whole machine of a process is gone; its own habit is two hours
(https://www.postgresql.org/docs/current/runtime-config-connection.html)."""

AGAIN = 0.2
"""Seconds between two tries."""

PATIENCE = 2.0
"""Seconds in which a server lets go of what a process held that has died just now."""

TRIES = round(PATIENCE / AGAIN)

BEAT = 10.0
"""Seconds after which a silent connection is asked whether it is still there."""


class Hold:
    """Our lock on a database; without it nothing may be asked of the database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._name = f"{NAME} lock {os.getpid()} {token_hex(4)}"
        self._connection: Connection | None = None
        self._ended = asyncio.Event()
        self._why = "the database server is away"

    def check(self) -> None:
        """Raise StoreAwayError unless the lock is ours, as far as can be known without asking."""
        if self._connection is None or self._connection.is_closed():
            raise StoreAwayError(self._why)

    async def take(self) -> None:
        """Take the lock; raise AlreadyRunningError if another process has it."""
        try:
            connection = await connect(
                self._url,
                timeout=SECONDS,
                command_timeout=SECONDS,
                server_settings={"application_name": self._name},
            )
            try:
                await self._seize(connection)
            except BaseException:
                connection.terminate()
                raise
        except ERRORS as error:
            raise told(error) from error
        self._connection, self._ended = connection, asyncio.Event()
        connection.add_termination_listener(_telling(self._ended))

    async def _seize(self, connection: Connection) -> None:
        await connection.fetch(SOON_NOTICED)
        for _ in range(TRIES):
            ((is_ours,),) = await connection.fetch(TRY)
            if is_ours:
                return
            await self._end_what_is_left(connection)
            await LoopClock().sleep(AGAIN)
        raise await _already_running(connection)

    async def _end_what_is_left(self, connection: Connection) -> None:
        """End a connection of our own that the server believes in, though we have lost it."""
        for backend, name, *_ in await connection.fetch(HOLDER):
            if name == self._name:
                await connection.fetch(END, backend)

    async def keep(self) -> None:
        """Take the lock again whenever its connection was lost; raise AlreadyRunningError if another process has it."""
        while True:
            await self._until_it_ends()
            log.warning("the lock on the database was lost with its connection")
            await self._find_back()
            log.info("the lock on the database is ours again")

    async def _until_it_ends(self) -> None:
        """Return when the connection has ended; a network may end one without a word, so it is asked now and then."""
        while self._connection and not self._connection.is_closed():
            try:
                async with asyncio.timeout(BEAT):
                    await self._ended.wait()
            except TimeoutError:
                await _ask(self._connection)

    async def _find_back(self) -> None:
        while True:
            try:
                return await self.take()
            except (StoreAwayError, StoreBrokenError) as error:
                self._why = str(error)
                await LoopClock().sleep(AGAIN)

    async def release(self) -> None:
        """Let others have the database."""
        if self._connection:
            with suppress(*ERRORS):
                await self._connection.close()


def _telling(ended: asyncio.Event) -> Callable[[Connection], None]:
    def tell(_: Connection) -> None:
        ended.set()

    return tell


async def _ask(connection: Connection) -> None:
    try:
        await connection.fetch("SELECT 1")
    except ERRORS:
        connection.terminate()


async def _already_running(connection: Connection) -> AlreadyRunningError:
    """Return the error that says which process has the lock."""
    holders = await connection.fetch(HOLDER)
    _, name, address, database = holders[0] if holders else (0, "", "", "")
    number = name.removeprefix(f"{NAME} lock ").partition(" ")[0]
    return AlreadyRunningError(
        int(number) if number.isdecimal() else 0, f"the database {database}".rstrip(), address
    )


@asynccontextmanager
async def holding(url: str) -> AsyncGenerator[Hold, None]:
    """Hold a database for this process, also when the server was away; raise AlreadyRunningError if another does.

    If another has taken it while the server was away, the task that entered is cancelled, and leaves with that error.
    """
    hold = Hold(url)
    await hold.take()
    holder = asyncio.current_task()
    keeping = asyncio.create_task(hold.keep())

    def end(kept: asyncio.Task[None]) -> None:
        if holder and not kept.cancelled():
            holder.cancel()

    keeping.add_done_callback(end)
    try:
        yield hold
    except asyncio.CancelledError:
        if holder and keeping.done():
            holder.uncancel()
            keeping.result()
        raise
    finally:
        keeping.cancel()
        await hold.release()
