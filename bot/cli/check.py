"""`python -m bot check`: what is wrong with the content, what it holds, and what it covers."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.config import load_settings
from bot.words.language import many

if TYPE_CHECKING:
    from bot.packs.check import Report
    from bot.packs.coverage import Row

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog="Example: python -m bot check --coverage content")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--seeds", type=_FOLDER, help="The folder of the dossiers, if not that of the settings.")
@click.option("--essays", type=_FOLDER, help="A folder of the essays' texts, to compare with the dossiers.")
@click.option(
    "--coverage", is_flag=True, help="Show what rests on each paragraph, and demand that something does."
)
@click.option("--write-schemas", is_flag=True, help="First write the JSON Schemas for editors anew.")
def check_command(
    folders: tuple[Path, ...],
    seeds: Path | None,
    essays: Path | None,
    *,
    coverage: bool,
    write_schemas: bool,
) -> None:
    """List everything that is wrong with the content.

    FOLDERS are packs or hold packs; without any, those of the settings are checked. Each line says file, line,
    column and what is wrong, and the exit code is then 1.
    """
    # The help of all commands need not wait for pydantic, the judge and the packs.
    from bot.commands.options import is_option  # noqa: PLC0415
    from bot.commands.table import command_names  # noqa: PLC0415
    from bot.packs.check import check  # noqa: PLC0415
    from bot.packs.editors import write_schemas as write  # noqa: PLC0415

    settings = load_settings()
    content = tuple(map(_short, folders or settings.bot_content))
    seeds = _short(seeds or settings.bot_seeds)
    if write_schemas:
        write(content[0], seeds)
    # The texts of the settings are those of the packs of the settings.
    texts = essays if folders else essays or settings.bot_essays
    names, said = command_names(), is_option
    report = check(content, seeds, texts, with_coverage=coverage, commands=names, is_option=said)
    if coverage:
        _say(_table(report.rows))
    _say(map(str, report.problems))
    if report.verification:
        found = report.verification
        click.echo(f"{found.matching} of {found.paragraphs} paragraphs match")
    if report.problems:
        click.echo(many("{count} problem", "{count} problems", len(report.problems)), err=True)
        sys.exit(1)
    click.echo(_summary(report))


def _short(path: Path) -> Path:
    """Return the path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _summary(report: "Report") -> str:
    """Return one line: how many of everything."""
    packs = many("{count} pack", "{count} packs", len(report.packs))
    facts = many("{count} fact", "{count} facts", sum(len(pack.facts) for pack in report.packs))
    items = many("{count} item", "{count} items", sum(len(pack.items) for pack in report.packs))
    counts = {
        name: ", ".join(f"{key} {count}" for key, count in tally.items())
        for name, tally in report.counts.items()
    }
    return (
        f"{packs}, {facts} ({counts['kind']}), {items} ({counts['type']}; "
        f"difficulty {counts['difficulty']}; topics {counts['topic']})"
    )


def _table(rows: "Iterable[Row]") -> Iterator[str]:
    """Yield a line for each paragraph: what it is, how much rests on it, and which facts do."""
    yield f"{'paragraph':12} {'kind':10} {'facts':>5} {'items':>5}"
    for row in rows:
        name = f"{row.essay} {row.paragraph.number}"
        said = f"left out: {row.paragraph.left_out}" if row.paragraph.left_out else ", ".join(row.facts)
        argues = "*" if row.paragraph.argues else " "
        yield f"{name:12} {row.paragraph.kind:10} {len(row.facts):5} {len(row.items):5}{argues} {said}".rstrip()
