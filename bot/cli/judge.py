"""`python -m bot judge`: how an answer is judged and why, one by one, in bulk, or as a report."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
import orjson

from bot.config import load_settings
from bot.exits import Exit, Stop

if TYPE_CHECKING:
    from bot.core.judge import Explanation, Judge
    from bot.packs.cases import Case


@click.command(epilog='Example: python -m bot judge pfp-year "in 1994"')
@click.argument("item", required=False)
@click.argument("answer", required=False)
@click.option("--jsonl", is_flag=True, help="Judge the cases on standard input, one JSON object a line.")
@click.option(
    "--report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score the labelled cases of a file.",
)
@click.option("--bank", is_flag=True, help="Let the cases of one run be each other's confusables.")
def judge_command(
    item: str | None, answer: str | None, report: Path | None, *, jsonl: bool, bank: bool
) -> None:
    """Show how an answer is judged, and by which rule.

    ITEM is the id of an item of the content and ANSWER what a player would type. With --jsonl or --report the
    items are those of the cases: see bot/packs/cases.py for the format; a report also reads tables (.tsv).
    """
    if jsonl + (report is not None) + (item is not None) != 1 or (item is None) != (answer is None):
        raise click.UsageError("Give an item and an answer, or --jsonl, or --report FILE.")
    if jsonl:
        _judge_lines(sys.stdin, bank=bank)
    elif report:
        _print_report(report, bank=bank)
    elif item and answer is not None:
        _explain(item, answer)


def _judge_of(cases: "Sequence[Case]", *, bank: bool) -> "Judge":
    from bot.core.judge import Judge  # noqa: PLC0415 - the help need not wait for the judge
    from bot.packs.wordlist import load_words  # noqa: PLC0415

    return Judge([case.item for case in cases] if bank else [], load_words())


def _read(lines: TextIO, *, table: bool) -> "tuple[Case, ...]":
    from bot.packs.cases import CaseError, read_cases, read_table  # noqa: PLC0415

    try:
        return tuple(read_table(lines) if table else read_cases(lines))
    except (CaseError, KeyError) as error:
        raise Stop(Exit.USAGE, [str(error)]) from error


def _judge_lines(lines: TextIO, *, bank: bool) -> None:
    cases = _read(lines, table=False)
    judge = _judge_of(cases, bank=bank)
    for case in cases:
        verdict = judge.judge(case.item, case.given)
        said = {"id": case.id, "verdict": verdict.kind, "reason": verdict.reason}
        click.echo(orjson.dumps(said).decode())


def _print_report(path: Path, *, bank: bool) -> None:
    from bot.packs.trial import hold_trial, report  # noqa: PLC0415

    with path.open(encoding="utf-8") as lines:
        cases = _read(lines, table=path.suffix == ".tsv")
    for line in report(hold_trial(_judge_of(cases, bank=bank), cases)):
        click.echo(line)


def _explain(name: str, answer: str) -> None:
    from bot.core.judge import Judge  # noqa: PLC0415
    from bot.packs.loader import load_packs  # noqa: PLC0415
    from bot.packs.problems import PackError  # noqa: PLC0415
    from bot.packs.wordlist import load_words  # noqa: PLC0415

    settings = load_settings()
    try:
        packs = load_packs(settings.bot_content, settings.bot_seeds)
    except PackError as error:
        raise Stop(Exit.CONFIG, map(str, error.problems)) from error
    items = [item for pack in packs for item in pack.items]
    found = [item for item in items if item.id == name]
    if not found:
        raise Stop(Exit.USAGE, [f"there is no item {name!r}"])
    judge = Judge(items, load_words())
    for item in found:
        for line in _lines(judge.explain(item, answer)):
            click.echo(line)


def _lines(explained: "Explanation") -> Iterator[str]:
    verdict = explained.verdict
    detail = f" ({verdict.detail})" if verdict.detail else ""
    yield f"{verdict.kind}: {verdict.reason}{detail}, decided by {explained.rule}"
    for step in explained.steps:
        said = f"{step.verdict.kind}, {step.verdict.reason}" if step.verdict else "does not apply"
        yield f"  {step.rule:12} {said}"
