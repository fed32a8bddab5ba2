"""The content that ships passes every check, with coverage, and with the essays' texts where they are at hand."""

import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.commands.options import is_option
from bot.commands.table import command_names
from bot.packs.check import Report, check
from bot.packs.document import Tree
from bot.packs.reader import read

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def report() -> Report:
    return check(
        [ROOT / "content"], ROOT / "seeds", with_coverage=True, commands=command_names(), is_option=is_option
    )


def test_nothing_is_wrong_with_the_shipped_content(report: Report):
    assert [str(problem) for problem in report.problems] == []


def test_every_paragraph_is_covered_or_left_out_with_a_reason(report: Report):
    assert [row.paragraph.number for row in report.rows if row.gaps] == []
    assert {row.essay for row in report.rows} == {"hecht", "avim"}
    assert len(report.rows) == 57


@pytest.mark.parametrize(
    ("what", "least"),
    [
        (("kind",), 90),
        (("type",), 300),
        (("type", "short"), 100),
        (("type", "choice"), 80),
        (("type", "true-false"), 25),
        (("type", "number", "date"), 40),
        (("type", "list"), 15),
        (("type", "order"), 8),
        (("type", "match"), 8),
        (("type", "cloze"), 20),
        (("type", "multi"), 8),
    ],
)
def test_there_is_enough_of_everything(report: Report, what: tuple[str, ...], least: int):
    counts = report.counts[what[0]]
    assert sum(counts[name] for name in what[1:] or counts) >= least


@pytest.fixture
def essays() -> Path:
    folder = os.environ.get("BOT_ESSAYS")
    if not folder:
        pytest.skip("BOT_ESSAYS names no folder with the essays' texts")
    return Path(folder)


def test_every_fingerprint_matches_the_texts(essays: Path):
    verification = check([ROOT / "content"], ROOT / "seeds", essays).verification
    assert verification
    assert verification.problems == ()
    assert verification.matching == verification.paragraphs == 57


RUN = 8
TITLES = (
    "From Consolidation to Globalization: The Changing Nature of NATO Partnerships",
    "Beyond Afghanistan. NATO's Global Partnerships in the Asia-Pacific, NATO Research Paper 75",
    "NATO's Victory in Libya. The Right Way to Run an Intervention, Foreign Affairs",
    "Remarks at the U.S.-Central Europe Strategy Forum",
)
"""What may be said as it stands; so may what is in quotation marks, which are for titles and single phrases."""

_WORD = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


def runs(text: str) -> set[str]:
    """Every run of eight words in a text."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def scalars(tree: Tree) -> Iterator[str]:
    """Every text in a file."""
    match tree:
        case str():
            yield tree
        case list():
            yield from chain.from_iterable(map(scalars, tree))
        case dict():
            yield from chain.from_iterable(map(scalars, tree.values()))


def test_no_sentence_of_the_essays_is_in_the_repository(essays: Path, report: Report):
    texts = [essays / dossier.file for pack in report.packs for dossier in pack.dossiers]
    theirs = set[str]().union(*(runs(path.read_text("utf-8-sig")) for path in texts))
    allowed = set[str]().union(*map(runs, TITLES))
    documents = [
        read(path).document for name in ("content", "seeds") for path in (ROOT / name).rglob("*.yaml")
    ]
    found = {
        (document.file, run)
        for document in documents
        if document
        for text in scalars(document.tree)
        for run in runs(_QUOTED.sub(" § ", text)) & theirs - allowed
    }
    assert found == set()
    assert len(documents) == len(list(filter(None, documents))) > len(texts)
