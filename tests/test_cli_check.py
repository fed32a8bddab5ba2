"""`python -m bot check` says where every mistake is, and sums the content up where there is none."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.check import check_command

HERE = Path(__file__).parent
CELLS = HERE / "packs" / "cells"
LEAVES = HERE / "golden" / "packs" / "leaves"
DOSSIERS = HERE / "golden" / "packs" / "dossiers"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(check_command, [str(word) for word in words], catch_exceptions=False)


def test_a_sound_pack_is_summed_up_in_one_line():
    done = run(CELLS, "--seeds", HERE / "packs" / "seeds")
    assert done.exit_code == 0
    (line,) = done.output.splitlines()
    for part in (
        "1 pack, ",
        "4 facts (term 4)",
        "10 items (",
        "choice 1",
        "difficulty 1 ",
        "topics plants 7",
    ):
        assert part in line


def test_mistakes_are_listed_and_the_exit_code_is_1(tmp_path: Path):
    shutil.copytree(CELLS, tmp_path / "cells")
    path = tmp_path / "cells" / "parts.yaml"
    path.write_text(path.read_text("utf-8").replace("need: 3", "need: 6"), "utf-8")
    done = run(tmp_path / "cells", "--seeds", HERE / "packs" / "seeds")
    assert done.exit_code == 1
    assert done.stdout == f"{path}:35:11: `need` is 6, but there are 5 elements\n"
    assert done.stderr == "1 problem\n"


def test_a_name_that_is_a_command_of_the_bot_is_told(tmp_path: Path):
    shutil.copytree(CELLS, tmp_path / "cells")
    path = tmp_path / "cells" / "parts.yaml"
    path.write_text(path.read_text("utf-8").replace("[light microscope]", "[quiz]"), "utf-8")
    done = run(tmp_path / "cells", "--seeds", HERE / "packs" / "seeds")
    assert "`quiz` is a command" in done.stdout


def test_coverage_is_a_table_and_a_demand():
    done = run(LEAVES, "--seeds", DOSSIERS, "--coverage")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[:3] == [
        "paragraph    kind       facts items",
        "flora 1      text           1     1* stoma",
        "flora 2      heading        0     0  left out: A heading.",
    ]
    assert "has 1 of 2 items for its argument" in done.stdout
    assert run(LEAVES, "--seeds", DOSSIERS).exit_code == 0


def test_texts_are_compared_where_they_are_given(tmp_path: Path):
    text = "How leaves breathe: by day they\ntake in what by night they give.\n\nRoots\n"
    (tmp_path / "flora.txt").write_text(text, "utf-8")
    done = run(LEAVES, "--seeds", DOSSIERS, "--essays", tmp_path)
    assert done.exit_code == 0
    assert done.stdout.startswith("2 of 2 paragraphs match\n")
    (tmp_path / "flora.txt").write_text(text.replace("Roots", "Stems"), "utf-8")
    done = run(LEAVES, "--seeds", DOSSIERS, "--essays", tmp_path)
    assert done.exit_code == 1
    assert "1 of 2 paragraphs match" in done.stdout
    assert "paragraph 2 is not that of flora.txt" in done.stdout


@pytest.mark.parametrize("folder", ["none", "empty"])
def test_a_folder_without_packs_is_told(tmp_path: Path, folder: str):
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / folder)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{tmp_path / folder}:1:1: ")


def test_schemas_are_written_beside_the_files_that_name_them(tmp_path: Path):
    shutil.copytree(CELLS, tmp_path / "content" / "cells")
    shutil.copytree(HERE / "packs" / "seeds", tmp_path / "seeds")
    done = run(tmp_path / "content", "--seeds", tmp_path / "seeds", "--write-schemas")
    assert done.exit_code == 0
    for name in ("content/pack.schema.json", "content/topic.schema.json", "seeds/dossier.schema.json"):
        assert (tmp_path / name).read_bytes() == (HERE.parent / name).read_bytes()
