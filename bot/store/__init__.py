"""What must outlive a restart: the verbs of service's port Store, on SQLite or PostgreSQL."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.store.boards import Boards
from bot.store.diary import Diary
from bot.store.errors import AlreadyRunningError, StoreBrokenError
from bot.store.groups import Groups
from bot.store.managers import Managers
from bot.store.people import People
from bot.store.sessions import Sessions
from bot.store.sqlite import open_sqlite
from bot.store.steps import Database

__all__ = ["AlreadyRunningError", "SqlStore", "StoreBrokenError", "open_store"]


class SqlStore(Sessions, People, Boards, Managers, Diary, Groups):
    """All verbs, over a database."""


@asynccontextmanager
async def open_store(database_url: str) -> AsyncGenerator[SqlStore, None]:
    """Open the database, with its schema brought up to date, and close it again.

    `sqlite:///FILE` is made if it is not there; `postgresql://…` needs the extra colloquy[postgres]. Raises
    AlreadyRunningError, StoreBrokenError or core's StoreAwayError, and then has changed nothing.
    """
    scheme, _, path = database_url.partition(":///")
    opened = open_sqlite(Path(path)) if scheme == "sqlite" else _open_postgres(database_url)
    async with opened as database:
        yield SqlStore(database)


def _open_postgres(url: str) -> AbstractAsyncContextManager[Database]:
    try:
        from bot.store.postgres import open_postgres  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        if error.name != "asyncpg":
            raise
        raise StoreBrokenError(
            "DATABASE_URL: PostgreSQL needs asyncpg. Install it with: pip install colloquy[postgres]"
        ) from None
    return open_postgres(url)
