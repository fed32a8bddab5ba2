"""Backups: always a SQLite file, whatever the database is, so that each can be restored into either."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.ledger import StoreAwayError
from bot.store.errors import StoreBrokenError
from bot.store.lock import locked
from bot.store.sqlite import connect, prepare
from bot.store.writer import told


def next_backup(folder: Path | None, reason: str) -> Path:
    """Return where the next backup in a folder goes: NUMBER-REASON.db, one number after the last."""
    if folder is None:
        raise StoreAwayError("no folder for backups was named")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        numbers = [file.name.partition("-")[0] for file in folder.iterdir()]
    except OSError as error:
        raise StoreAwayError(f"{folder}: {error.strerror}") from error
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return folder / f"{last + 1:04}-{reason}.db"


@contextmanager
def checked(backup: Path, beside: Path) -> Generator[Path, None, None]:
    """Yield a copy of a backup, in a folder's own file system, that is sound and has this program's schema.

    Raises StoreBrokenError if the backup is damaged, is none, or was made by a newer program.
    """
    if not backup.is_file():
        raise StoreBrokenError(f"{backup}: there is no such file.")
    with TemporaryDirectory(dir=beside, prefix="restoring-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            _copy(backup, copy)
            prepare(copy)
            with closing(connect(copy)) as target:
                target.execute("PRAGMA journal_mode = DELETE")
        except (OSError, sqlite3.Error) as error:
            raise told(str(backup), error) from error
        copy.chmod(0o600)
        yield copy


def _copy(backup: Path, copy: Path) -> None:
    """Copy a backup without touching it."""
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
        ((problem,),) = source.execute("PRAGMA integrity_check(1)").fetchall()
        if problem != "ok":
            raise StoreBrokenError(f"{backup}: the backup is damaged: {problem}. Use another.")
        if not source.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchall():
            raise StoreBrokenError(f"{backup}: the file is no backup of this program.")
        with closing(sqlite3.connect(copy)) as target:
            source.backup(target)


def restore_sqlite(backup: Path, file: Path) -> Path | None:
    """Put a backup in the place of a database; return where the database is kept that was there, if there was one.

    Raises AlreadyRunningError while the bot runs, and StoreBrokenError for a backup that cannot be used.
    """
    with locked(file), checked(backup, file.parent) as copy:
        kept = _put_aside(file)
        copy.replace(file)
        return kept


def _put_aside(file: Path) -> Path | None:
    """Give a database a second name, and leave nothing beside it that SQLite would take for the new one's."""
    if not file.exists():
        return None
    # A database that cannot be read is put aside as it is.
    with suppress(sqlite3.Error), closing(connect(file)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    number = 1
    while (kept := file.with_name(f"{file.stem}-before-restore-{number}{file.suffix}")).exists():
        number += 1
    kept.hardlink_to(file)
    for beside in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{beside}").replace(kept.with_name(f"{kept.name}{beside}"))
    return kept
