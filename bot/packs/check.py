"""Everything that can be said of content at once: what is wrong with it, what it holds, what it covers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.judge import Judge
from bot.core.pack import Pack
from bot.packs.coverage import Row, coverage, uncovered
from bot.packs.editors import stale_schemas
from bot.packs.essays import Verification, verify
from bot.packs.lint import lint
from bot.packs.loader import survey
from bot.packs.problems import Problem, in_order
from bot.packs.wordlist import load_words


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.

    `counts` says how many facts there are of each kind, and items of each type, difficulty and topic. `rows` are
    the paragraphs with what rests on them; `verification` compares the essays' texts, where they were given.
    """

    packs: tuple[Pack, ...]
    problems: tuple[Problem, ...]
    counts: Mapping[str, Mapping[str, int]]
    rows: tuple[Row, ...]
    verification: Verification | None


def check(
    folders: Sequence[Path],
    seeds: Path,
    essays: Path | None = None,
    *,
    with_coverage: bool = False,
    commands: Collection[str] = (),
    is_option: Callable[[str], bool] = lambda _name: False,
) -> Report:
    """Return the report on the packs in the folders; never raises.

    Coverage is a matter of problems only if asked for, and only once everything else can be loaded.
    `essays` is a folder of texts to compare with the dossiers; `commands` are the words that facts cannot have for
    names, and `is_option` says which names topics cannot have. Answers are judged as they will be in a quiz.
    """
    found = survey(folders, seeds)
    items = [item for pack in found.packs for item in pack.items]
    rows = coverage(found.packs)
    verification = None if essays is None else verify(essays, found)
    problems = [*found.problems, *lint(found, Judge(items, load_words()), commands, is_option)]
    for folder in folders:
        problems.extend(stale_schemas(folder, seeds))
    # An entry that is not sound covers nothing yet, and that would be told as if it were missing.
    if with_coverage and not found.problems:
        problems.extend(uncovered(found, rows))
    if verification:
        problems.extend(verification.problems)
    return Report(found.packs, in_order(problems), _counts(found.packs), rows, verification)


def _counts(packs: Sequence[Pack]) -> dict[str, dict[str, int]]:
    facts = [fact for pack in packs for fact in pack.facts]
    items = [item for pack in packs for item in pack.items]
    return {
        "kind": _tally(fact.kind for fact in facts),
        "type": _tally(item.type for item in items),
        "difficulty": _tally(str(item.difficulty) for item in items),
        "topic": _tally(item.topic for item in items),
    }


def _tally(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name comes, the first to come first."""
    return dict(Counter(map(str, names)))
