"""What must outlive a restart: the verbs of service's port Store, on SQLite or PostgreSQL."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType

from bot.store.backups import checked, next_backup, restore_sqlite
from bot.store.boards import Boards
from bot.store.checks import Checks
from bot.store.diary import Diary
from bot.store.errors import AlreadyRunningError, StoreBrokenError
from bot.store.groups import Groups
from bot.store.managers import Managers
from bot.store.people import People
from bot.store.sessions import Sessions
from bot.store.sqlite import open_sqlite, visit_sqlite
from bot.store.steps import Database

__all__ = [
    "AlreadyRunningError",
    "SqlStore",
    "StoreBrokenError",
    "open_store",
    "restore_store",
    "visit_store",
]


class SqlStore(Sessions, People, Boards, Managers, Diary, Groups, Checks):
    """All verbs, over a database."""

    def __init__(self, database: Database, backups: Path | None = None) -> None:
        super().__init__(database)
        self._backups = backups

    async def backup(self, reason: str) -> str:
        """Make a backup of everything, before something cannot be undone; return what to call it when asking for it.

        The reason, a word in small letters, becomes part of that name, which is that of a file among the backups.
        """
        target = next_backup(self._backups, reason)
        await self.backup_to(target)
        return target.name

    async def backup_to(self, target: Path) -> None:
        """Write everything to a file that is not there yet, as it stands at one moment, while others go on."""
        await self._database.backup(target)


@asynccontextmanager
async def open_store(database_url: str, backups: Path | None = None) -> AsyncGenerator[SqlStore, None]:
    """Open the database, with its schema brought up to date, and close it again.

    `sqlite:///FILE` is made if it is not there; `postgresql://…` needs the extra colloquy[postgres]. `backups` is
    the folder for backups of a PostgreSQL; a SQLite file has such a folder beside it. Raises AlreadyRunningError,
    StoreBrokenError or core's StoreAwayError, and then has changed nothing.
    """
    file = sqlite_file(database_url)
    opened: AbstractAsyncContextManager[Database] = (
        _postgres().open_postgres(database_url) if file is None else open_sqlite(file)
    )
    async with opened as database:
        yield SqlStore(database, file.parent / "backups" if file else backups)


@asynccontextmanager
async def visit_store(database_url: str) -> AsyncGenerator[SqlStore, None]:
    """Open a database as it is, also while the bot has it, to look at it or to back it up.

    Raises StoreBrokenError unless its schema is this program's.
    """
    file = sqlite_file(database_url)
    opened: AbstractAsyncContextManager[Database] = (
        _postgres().visit_postgres(database_url) if file is None else visit_sqlite(file)
    )
    async with opened as database:
        yield SqlStore(database)


async def restore_store(database_url: str, backup: Path) -> Path | None:
    """Put a backup in the place of a database; return where a SQLite file is kept that was there before.

    Raises AlreadyRunningError while the bot runs, and StoreBrokenError for a backup that cannot be used.
    """
    file = sqlite_file(database_url)
    if file is not None:
        return await asyncio.to_thread(restore_sqlite, backup, file)
    with checked(backup, Path(gettempdir())) as copy:
        async with _postgres().open_postgres(database_url) as database:
            await database.restore(copy)
    return None


def sqlite_file(database_url: str) -> Path | None:
    """Return the file that an address of a database names, or None if it is PostgreSQL's."""
    scheme, _, path = database_url.partition(":///")
    return Path(path) if scheme == "sqlite" else None


def _postgres() -> ModuleType:
    """Return the module for PostgreSQL; raise StoreBrokenError if the extra that it needs is not installed."""
    try:
        return import_module("bot.store.postgres")
    except ImportError as error:
        if error.name != "asyncpg":
            raise
        raise StoreBrokenError(
            "DATABASE_URL: PostgreSQL needs asyncpg. Install it with: pip install 'colloquy[postgres]'"
        ) from None
