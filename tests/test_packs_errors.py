"""Each broken file in golden/pack_errors and golden/pack_lint is told with file, line and column.

A case takes the place of case.yaml in the pack golden/packs/leaves, or of the file that its first line names. Its
last lines, `#: …`, are what must be said. `pytest --accept` writes them anew, so that the diff is the review.
"""

import shutil
from pathlib import Path

import pytest

from bot.commands.options import is_option
from bot.packs.check import check
from bot.packs.loader import load_packs
from bot.packs.problems import PackError

GOLDEN = Path(__file__).parent / "golden"
ERRORS = sorted((GOLDEN / "pack_errors").glob("*.yaml"))
LINT = sorted((GOLDEN / "pack_lint").glob("*.yaml"))
COMMANDS = frozenset({"quiz", "stop", "random"})


def laid_out(case: Path, folder: Path) -> tuple[Path, Path]:
    """Put the case into a copy of the sound pack, and return the folders of packs and of dossiers."""
    shutil.copytree(GOLDEN / "packs", folder, dirs_exist_ok=True)
    first = case.read_text("utf-8").partition("\n")[0]
    name = first.removeprefix("# in place of ") if first.startswith("# in place of ") else "case.yaml"
    (target,) = folder.rglob(name)
    text, _ = parted(case)
    target.write_text(text, "utf-8")
    return folder / "leaves", folder / "dossiers"


def parted(case: Path) -> tuple[str, list[str]]:
    """Return the file without what must be said of it, and that."""
    lines = case.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("#: "))
    return text, [line.removeprefix("#: ").rstrip("\n") for line in lines if line.startswith("#: ")]


def expect(case: Path, said: list[str], request: pytest.FixtureRequest) -> None:
    text, expected = parted(case)
    if request.config.getoption("--accept"):
        case.write_text(text + "".join(f"#: {line}\n" for line in said), "utf-8")
        return
    assert said == expected


def without(folder: Path, lines: str) -> list[str]:
    return lines.replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.stem)
def test_all_that_is_wrong_with_a_file_is_told_at_once_and_where(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    packs, dossiers = laid_out(case, tmp_path)
    with pytest.raises(PackError) as raised:
        load_packs([packs], dossiers)
    expect(case, without(tmp_path, str(raised.value)), request)


@pytest.mark.parametrize("case", LINT, ids=lambda case: case.stem)
def test_what_loads_but_does_not_do_is_told_too(case: Path, tmp_path: Path, request: pytest.FixtureRequest):
    packs, dossiers = laid_out(case, tmp_path)
    load_packs([packs], dossiers)
    report = check([packs], dossiers, commands=COMMANDS, is_option=is_option)
    expect(case, without(tmp_path, "\n".join(map(str, report.problems))), request)


def test_the_pack_around_the_cases_is_sound():
    report = check([GOLDEN / "packs" / "leaves"], GOLDEN / "packs" / "dossiers", commands=COMMANDS)
    assert report.problems == ()
