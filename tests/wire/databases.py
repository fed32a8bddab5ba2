"""What a test reads in the bot's own database while the bot runs, or after it died."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import asyncpg

Row = tuple[Any, ...]

# asyncpg says nothing of its types.
connect = cast("Any", asyncpg).connect


async def rows(url: str, query: str) -> list[Row]:
    """Return the rows of a query; of a SQLite file that is not there yet, none."""
    if not url.startswith("sqlite"):
        connection = await connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()
    file = Path(url.removeprefix("sqlite:///"))
    if not file.exists():  # noqa: ASYNC240 - nothing else waits
        return []
    with closing(sqlite3.connect(file, timeout=5)) as opened:
        return opened.execute(query).fetchall()


async def make_databases(server: str, names: Sequence[str]) -> list[str]:
    """Make empty databases on a PostgreSQL server and return their addresses."""
    connection = await connect(server)
    try:
        for name in names:
            await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return [server.replace("/postgres?", f"/{name}?") for name in names]


async def open_sessions(url: str) -> int:
    """Return how many sessions are open in the database."""
    return len(await rows(url, "SELECT id FROM sessions WHERE open = 1"))
