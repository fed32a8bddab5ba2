"""`python -m bot export`: what the database holds, for other programs."""

import csv
import io
import json
from typing import Literal

import click

from bot.cli.db import run
from bot.config import load_settings
from bot.core.ledger import BoardQuery, Line

COLUMNS = ("rank", "player", "name", "points", "right", "asked")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""

EVERYBODY = 1 << 31


@click.group(epilog="Example: python -m bot export scores --guild 123456789012345678")
def export_command() -> None:
    """Write scores to standard output, for a spreadsheet or a program."""


@export_command.command(
    epilog="Example: python -m bot export scores --guild 123456789012345678 --format json"
)
@click.option("--guild", required=True, help="The id of the server whose scores are wanted.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="What to write.",
)
def scores(guild: str, form: Literal["csv", "json"]) -> None:
    """Write the scores of a server over all time, without members who chose to be on no board.

    The bot may run meanwhile. In CSV, a name that a spreadsheet would take for a formula has an apostrophe in
    front of it.
    """
    from bot.store import visit_store  # noqa: PLC0415 - the help need not wait for the store

    settings = load_settings()

    async def work() -> tuple[Line, ...]:
        async with visit_store(settings.database_url.get_secret_value()) as store:
            return (await store.board(BoardQuery(guild, limit=EVERYBODY), asker="")).lines

    lines = run(work())
    click.echo(_csv(lines) if form == "csv" else _json(lines), nl=False)


def _rows(lines: tuple[Line, ...]) -> list[tuple[str | int, ...]]:
    return [(line.rank, line.player, line.name, line.points, line.right, line.asked) for line in lines]


def _csv(lines: tuple[Line, ...]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in _rows(lines))
    return written.getvalue()


def _safe(cell: str | int) -> str | int:
    """Return a cell that no spreadsheet runs; numbers are numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _json(lines: tuple[Line, ...]) -> str:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(lines)]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
