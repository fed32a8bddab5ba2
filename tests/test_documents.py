"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from bot.cli import SUMMARIES

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
TRANSCRIPT = "tests/transcripts/readme.txt"
MARKED = re.compile(rf"(<!-- {re.escape(TRANSCRIPT)} -->\n```text\n)(.*?)(```\n)", re.DOTALL)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _table() -> list[tuple[str, str]]:
    """Return the rows of the table of CONTRIBUTING that says where things are."""
    section = _text("CONTRIBUTING.md").partition("## I want to change")[2].partition("\n## ")[0]
    return re.findall(r"^\| (?!I want|---)(.+?) \| (.+) \|$", section, flags=re.MULTILINE)


def test_every_place_in_the_table_is_there() -> None:
    places = [
        place
        for _, opened in _table()
        for place in re.findall(r"`([\w./-]+\.\w+|Dockerfile|Makefile|[\w./]+/)`", opened)
    ]
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_module_is_in_the_table() -> None:
    named = {place for _, opened in _table() for place in re.findall(r"`(bot/[\w/]+\.py)`", opened)}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*.py")}
    # A package that only has a docstring, or gathers names, is opened by nobody.
    silent = {name for name in modules if name.endswith("/__init__.py")}
    assert modules - named - silent == set()


def test_no_wish_stands_twice_in_the_table() -> None:
    wishes = [wish for wish, _ in _table()]
    assert len(wishes) == len(set(wishes))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", _text(document))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_door_that_is_named_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?! us)", _text(document))) <= targets
    assert set(re.findall(r"python -m bot ([a-z]+)", _text(document))) <= set(SUMMARIES)
    files = re.findall(r"(?:-r|--requirement) (\S+)|pytest (tests/[\w/]+\.py)", _text(document))
    assert [name for pair in files for name in pair if name and not (ROOT / name).exists()] == []


def test_the_first_screen_has_the_two_commands() -> None:
    assert re.findall(
        r"^    (make \w+)", "\n".join(_text("README.md").splitlines()[:24]), flags=re.MULTILINE
    ) == ["make run", "make test"]


def test_ci_runs_what_the_readme_says() -> None:
    commands = [
        line for line in _text(".ci/run").splitlines() if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_dialogue_of_the_readme_is_one_that_is_played(request: pytest.FixtureRequest) -> None:
    played = _text(TRANSCRIPT)
    readme = _text("README.md")
    if request.config.getoption("--accept", default=False):
        readme = MARKED.sub(lambda found: found[1] + played + found[3], readme)
        (ROOT / "README.md").write_text(readme, encoding="utf-8")
    shown = MARKED.search(readme)
    assert shown
    assert shown[2] == played


def test_decisions_say_what_would_change_our_mind() -> None:
    decisions = _text("CONTRIBUTING.md").partition("## Decisions")[2]
    entries = re.split(r"\n(?=\*\*\d)", decisions)[1:]
    assert entries
    for entry in entries:
        assert re.match(r"\*\*20\d\d-\d\d-\d\d\. .+\*\*\n", entry)
        assert "*Would change our mind:*" in entry


def test_the_changelog_has_a_place_for_what_is_new() -> None:
    assert re.search(r"^## \[Unreleased\]$", _text("CHANGELOG.md"), flags=re.MULTILINE)


def test_every_fault_is_shown_by_a_test_that_is_there() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tests = set(re.findall(r"def (test_\w+)|^(Test\w+)", sources, flags=re.MULTILINE))
    known = {name for names in tests for name in names if name}
    shown = re.findall(r"`(test_\w+|Test\w+)`", _text("tests/README.md"))
    assert shown
    assert [name for name in shown if name not in known] == []
