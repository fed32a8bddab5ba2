"""`python -m bot db`: the database's schema, backups, and whether all is well with it."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

import click

from bot.config import Settings, load_settings
from bot.core.ledger import StoreAwayError
from bot.exits import Exit, Stop

T = TypeVar("T")


@click.group(epilog="Example: python -m bot db backup scores.db")
def db_command() -> None:
    """Look after the database: migrate, status, backup, restore, verify.

    DATABASE_URL names it. A backup is one file, the same for SQLite and PostgreSQL, and may be restored into
    either.
    """


@db_command.command(epilog="Example: python -m bot db migrate")
def migrate() -> None:
    """Bring the schema up to date, as every start of the bot does.

    Exit code 75 says that the bot has the database, and 78 that the database is newer than this program.
    """
    from bot.store import open_store  # noqa: PLC0415 - the help need not wait for the store

    settings = load_settings()

    async def work() -> None:
        async with open_store(settings.database_url.get_secret_value()):
            pass

    run(work())
    click.echo(f"{settings.database_shown}: the schema is up to date.")


@db_command.command(epilog="Example: python -m bot db status")
def status() -> None:
    """Say what the database holds. The bot may run meanwhile."""
    from bot.store import visit_store  # noqa: PLC0415
    from bot.store.schema import load_migrations  # noqa: PLC0415

    settings = load_settings()

    async def work() -> None:
        async with visit_store(settings.database_url.get_secret_value()) as store:
            click.echo(f"schema: {load_migrations()[-1].number}, up to date")
            for what, count in (await store.counts()).items():
                click.echo(f"{what}: {count:,}")

    click.echo(settings.database_shown)
    run(work())


@db_command.command(epilog="Example: python -m bot db backup scores.db")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything to FILE, which must not be there yet. The bot may run meanwhile, and quizzes go on."""
    from bot.store import visit_store  # noqa: PLC0415

    settings = load_settings()
    if file.exists():
        raise click.UsageError(f"{file} is there already. Name another file.")

    async def work() -> None:
        async with visit_store(settings.database_url.get_secret_value()) as store:
            await store.backup_to(file)

    run(work())
    click.echo(
        f"{file}: {file.stat().st_size:,} bytes, readable by you alone. It holds what members said and scored."
    )


@db_command.command(epilog="Example: python -m bot db restore scores.db")
@click.argument("file", type=click.Path(path_type=Path))
@click.confirmation_option("--yes", help="Do not ask.", prompt="Put the backup in the place of everything?")
def restore(file: Path) -> None:
    """Put a backup in the place of everything. The bot must be stopped.

    A SQLite file that was there is kept beside it. A backup from an older program is brought up to date.
    """
    from bot.store import restore_store  # noqa: PLC0415

    settings = load_settings()
    kept = run(restore_store(settings.database_url.get_secret_value(), file))
    click.echo(f"{settings.database_shown}: restored from {file}.")
    if kept:
        click.echo(f"What was there before is in {kept}.")


@db_command.command(epilog="Example: python -m bot db verify")
def verify() -> None:
    """Check the file, recount all sums and read all sessions. The bot may run meanwhile.

    Exit code 78 says that something is wrong; each line says what.
    """
    from bot.store import visit_store  # noqa: PLC0415

    settings = load_settings()

    async def work() -> list[str]:
        async with visit_store(settings.database_url.get_secret_value()) as store:
            return list(await store.problems())

    if problems := run(work()):
        raise Stop(Exit.CONFIG, [*problems, _advice(settings)])
    click.echo(f"{settings.database_shown}: all is well.")


def _advice(settings: Settings) -> str:
    return f"{settings.database_shown}: restore a backup with `python -m bot db restore FILE`."


def run(work: Coroutine[object, object, T]) -> T:
    """Run something that needs the store; raise Stop where the store is away."""
    try:
        return asyncio.run(work)
    except StoreAwayError as error:
        raise Stop(Exit.AWAY, [str(error)]) from error
