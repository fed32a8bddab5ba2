"""Everything that PostgreSQL holds, to and from the SQLite file that every backup is."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.dialect import Connection, dialect
from bot.store.sqlite import connect, new_file, prepare
from bot.store.statements import COPIES, EMPTY
from bot.store.steps import Value
from bot.store.writer import told

SOME = 1000
"""Rows that are carried at once."""


async def take_all(connection: Connection, target: Path) -> None:
    """Write all rows to a file that is not there yet; the transaction is the caller's."""
    try:
        with new_file(target) as part:
            prepare(part)
            with closing(connect(part)) as copy:
                await _take(connection, copy)
    except (OSError, sqlite3.Error) as error:
        raise told(str(target), error) from error


async def _take(connection: Connection, copy: sqlite3.Connection) -> None:
    copy.execute("BEGIN")
    for take, put in COPIES:
        rows: list[list[Value]] = []
        async for row in connection.cursor(take, prefetch=SOME):
            rows.append(list(row))
            if len(rows) == SOME:
                # The disk must not hold up the rooms that play meanwhile.
                await asyncio.to_thread(copy.executemany, put, rows)
                rows = []
        await asyncio.to_thread(copy.executemany, put, rows)
    await asyncio.to_thread(copy.execute, "COMMIT")
    copy.execute("PRAGMA journal_mode = DELETE")


async def put_all(connection: Connection, backup: Path) -> None:
    """Put all rows of a backup in the place of all that there are; the transaction is the caller's."""
    await connection.execute(EMPTY)
    with closing(connect(backup, reading=True)) as source:
        for take, put in COPIES:
            rows = source.execute(take)
            while some := rows.fetchmany(SOME):
                await connection.executemany(dialect(put), some)
