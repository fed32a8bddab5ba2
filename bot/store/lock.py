"""A lock on a database file, which says who holds it."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.core.ledger import StoreAwayError
from bot.store.errors import AlreadyRunningError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    from msvcrt import LK_NBLCK, locking

    def _try(held: int) -> None:
        # Windows locks bytes, also against reading: one far behind the number that a second process reads.
        os.lseek(held, 1024, os.SEEK_SET)
        locking(held, LK_NBLCK, 1)
else:

    def _try(held: int) -> None:
        flock(held, LOCK_EX | LOCK_NB)


@contextmanager
def locked(file: Path) -> Generator[None, None, None]:
    """Hold a database file for this process; raise AlreadyRunningError if another does.

    The lock is the system's, on a file next to it, so that it ends with the process however that ends.
    """
    beside = file.with_name(f"{file.name}-lock")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreAwayError(f"{beside}: {error.strerror}") from error
    try:
        _take(held, beside, file)
        yield
    finally:
        os.close(held)


def _take(held: int, beside: Path, file: Path) -> None:
    try:
        _try(held)
    except OSError:
        pid = 0
        with suppress(OSError, ValueError):
            pid = int(beside.read_text(encoding="ascii"))
        raise AlreadyRunningError(pid, str(file)) from None
    os.ftruncate(held, 0)
    os.lseek(held, 0, os.SEEK_SET)
    os.write(held, str(os.getpid()).encode())
