"""What must outlive a restart: the verbs of service's port Store, on SQLite or PostgreSQL."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.boards import Boards
from bot.store.diary import Diary
from bot.store.errors import AlreadyRunningError, StoreBrokenError
from bot.store.groups import Groups
from bot.store.managers import Managers
from bot.store.people import People
from bot.store.sessions import Sessions
from bot.store.sqlite import open_sqlite

__all__ = ["AlreadyRunningError", "SqlStore", "StoreBrokenError", "open_store"]


class SqlStore(Sessions, People, Boards, Managers, Diary, Groups):
    """All verbs, over a database."""


@asynccontextmanager
async def open_store(database_url: str) -> AsyncGenerator[SqlStore, None]:
    """Open the database, with its schema brought up to date, and close it again.

    `sqlite:///FILE` is made if it is not there; `postgresql://…` needs the extra colloquy[postgres]. Raises
    AlreadyRunningError, StoreBrokenError or core's StoreAwayError, and then has changed nothing.
    """
    file = Path(database_url.partition(":///")[2])
    async with open_sqlite(file) as database:
        yield SqlStore(database)
