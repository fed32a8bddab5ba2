"""Packs are loaded whole or not at all, from where they belong, and fast."""

import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.pack import AnswerKind, FactKind, Item, ItemType, NearAnswer, Option, Source
from bot.packs.check import check
from bot.packs.loader import load_packs, survey
from bot.packs.problems import PackError

HERE = Path(__file__).parent
CELLS = HERE / "packs" / "cells"
SEEDS = HERE / "packs" / "seeds"
ROOT = HERE.parent


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """A copy of the pack on cells that a test may spoil, with its dossiers beside it."""
    shutil.copytree(CELLS, tmp_path / "content" / "cells")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "content" / "cells"


def said(*folders: Path, seeds: Path | None = SEEDS) -> list[str]:
    """Return what is wrong with packs that must not load."""
    with pytest.raises(PackError) as raised:
        load_packs(folders, seeds)
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems]
    return str(raised.value).splitlines()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def items() -> dict[str, Item]:
    (pack,) = load_packs([CELLS], SEEDS)
    return {item.id: item for item in pack.items}


def test_a_pack_is_what_its_files_say():
    (pack,) = load_packs([CELLS], SEEDS)
    assert (pack.key, pack.name, pack.language) == ("cells", "Cells", "en-GB")
    assert [topic.key for topic in pack.topics] == ["plants", "parts"]
    assert [(dossier.key, len(dossier.paragraphs)) for dossier in pack.dossiers] == [("primer", 2)]
    fact = pack.facts[0]
    assert (fact.key, fact.kind, fact.when, fact.pack, fact.topic) == (
        "photosynthesis", FactKind.TERM, "1893", "cells", "plants",
    )  # fmt: skip
    assert fact.sources == (Source("primer", 1),)
    assert fact.related == ("chlorophyll",)
    assert dict(fact.aspects) == {"what": "a process", "for": "plants", "purpose": "making sugar"}


def test_an_item_of_each_type_is_what_its_file_says():
    found = items()
    assert {item.type for item in found.values()} == set(ItemType)
    gas = found["photosynthesis-gas"]
    assert gas.answers == ("oxygen / O2",)
    assert gas.reject == (NearAnswer("carbon dioxide", "That is what goes in."),)
    assert gas.hints == ("You are breathing it.",)
    colour = found["chlorophyll-colour"]
    assert colour.options[:2] == (
        Option("green", right=True),
        Option("red", right=False, why="That is one of the two that it catches."),
    )
    assert found["photosynthesis-true"].options == (Option("True", right=False), Option("False", right=True))
    parts = found["organelles-list"]
    assert (parts.need, parts.ordered, parts.elements[1]) == (3, False, ("mitochondria", "mitochondrion"))
    assert found["microscope-order"].sequence[0] == "two lenses in a tube"
    assert found["organelles-match"].pairs[0] == ("nucleus", "keeps the genes")


def test_how_an_answer_is_matched_may_be_said(cells: Path):
    change(
        cells / "plants.yaml", 'answers: ["2"]', 'answers: ["2"]\n    match_as: quantity\n    tolerance: 0.5'
    )
    (pack,) = load_packs([cells], SEEDS)
    item = next(item for item in pack.items if item.id == "chlorophyll-kinds")
    assert (item.answer_kind, item.tolerance) == (AnswerKind.QUANTITY, "0.5")
    assert replace(item, answer_kind=None, tolerance="") == items()["chlorophyll-kinds"]


def test_without_seeds_a_pack_has_no_dossiers():
    (pack,) = load_packs([CELLS], None)
    assert pack.dossiers == ()


# File, what stands there, and what is planted; § is where the mistake must be found.
PLANTED = [
    ("pack.yaml", "language: en-GB", "language: §English"),
    ("plants.yaml", 'term\n    when: "1893"', '§terms\n    when: "1893"'),
    ("plants.yaml", "related: [chlorophyll]", "related: [§chlorophyl]"),
    ("plants.yaml", "aliases: [the green pigment]", "aliases: [§How plants eat]"),
    ("plants.yaml", "[primer 1]\n    related: [photo", "[§primer 3]\n    related: [photo"),
    (
        "plants.yaml",
        "options:\n      - {text: green, right: yes}",
        "options:\n      §- {text: green, why: No.}",
    ),
    ("plants.yaml", 'truth: "false"', "truth: §no idea"),
    ("parts.yaml", 'when: "1590"', 'when: "1590"\n    §kind: event'),
    ("parts.yaml", "need: 3", "need: §6"),
    ("parts.yaml", "- id: organelles-match", "- id: §organelles-list"),
]


def test_ten_planted_mistakes_give_ten_positions(cells: Path):
    for name, old, new in PLANTED:
        change(cells / name, old, new)
    expected: list[str] = []
    for path in sorted(cells.iterdir()):
        lines = path.read_text("utf-8").splitlines()
        places = [(number, line.index("§")) for number, line in enumerate(lines, 1) if "§" in line]
        expected += [f"{path}:{line}:{column + 1}" for line, column in places]
        path.write_text("\n".join(lines).replace("§", ""), "utf-8")

    assert [line.partition(": ")[0] for line in said(cells)] == expected
    assert len(expected) == 10


def test_mistakes_of_all_sorts_are_listed_together(cells: Path):
    change(cells / "plants.yaml", "stem: How many kinds", "stem: Of chlorophyll, how many kinds")
    change(
        cells / "plants.yaml", "stem: The green pigment of plants is called ___.", "stem: Chlorophyll is ___."
    )
    change(cells / "parts.yaml", "need: 3", "need: 6")
    problems = check([cells], SEEDS).problems
    assert [problem.message for problem in problems] == [
        "`need` is 6, but there are 5 elements",
        "the stem gives the answer `chlorophyll` away",
    ]


def test_a_file_that_cannot_be_read_hides_no_mistake_elsewhere_and_causes_none(cells: Path):
    change(cells / "plants.yaml", "topic: plants", "topic: 'plants")
    change(cells / "parts.yaml", "related: [organelles]", "related: [organels]")
    change(cells / "parts.yaml", "need: 3", "need: 6")
    assert [re.sub(r"^.*/", "", line) for line in said(cells)] == [
        "parts.yaml:28:15: there is no fact `organels`",
        "parts.yaml:35:11: `need` is 6, but there are 5 elements",
        "plants.yaml:1:8: these quotes are never closed",
    ]


def test_a_folder_is_a_pack_or_holds_packs(cells: Path):
    assert [pack.key for pack in load_packs([cells], SEEDS)] == ["cells"]
    assert [pack.key for pack in load_packs([cells.parent], SEEDS)] == ["cells"]
    (cells.parent / "README.md").write_text("# Packs\n", "utf-8")
    (cells.parent / ".git").mkdir()
    (cells.parent / "pictures").mkdir()
    assert [pack.key for pack in load_packs([cells.parent], SEEDS)] == ["cells"]


def test_a_missing_or_empty_folder_is_told(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "topic.yaml").write_text("topic: topic\n", "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    none, empty, half, file = (tmp_path / name for name in ("none", "empty", "half", "file"))
    assert said(none) == [f"{none}:1:1: cannot be read: No such file or directory"]
    assert said(empty) == [f"{empty}:1:1: no pack is in here: a pack is a folder with a pack.yaml"]
    assert said(file) == [f"{file}:1:1: cannot be read: Not a directory"]
    assert said(tmp_path) == [f"{half}/pack.yaml:1:1: cannot be read: No such file or directory"]
    assert said() == ["content:1:1: no folder of packs is named"]


def test_a_missing_dossier_is_told_where_the_pack_names_it(cells: Path):
    seeds = cells.parent / "no-seeds"
    assert said(cells, seeds=seeds) == [f"{cells}/pack.yaml:5:10: there is no dossier {seeds}/primer.yaml"]


def test_the_same_pack_twice_is_told(cells: Path):
    lines = said(CELLS, cells)
    assert f"{cells}/pack.yaml:1:7: there is another pack `cells`" in lines
    assert load_packs([CELLS, CELLS], SEEDS) == load_packs([CELLS], SEEDS)


def test_no_path_leaves_its_root(cells: Path):
    outside = cells.parent.parent / "outside"
    outside.mkdir()
    shutil.move(cells / "parts.yaml", outside / "parts.yaml")
    (cells / "parts.yaml").symlink_to(outside / "parts.yaml")
    assert said(cells) == [f"{cells}/parts.yaml:1:1: leads out of {cells}"]


def test_no_pack_lies_outside_the_folder_of_packs(cells: Path):
    content = cells.parent.parent / "other"
    content.mkdir()
    (content / "cells").symlink_to(cells, target_is_directory=True)
    assert said(content) == [f"{content}/cells:1:1: leads out of {content}"]


def test_no_dossier_lies_outside_the_seeds(cells: Path):
    seeds = cells.parent / "elsewhere"
    seeds.mkdir()
    (seeds / "primer.yaml").symlink_to(SEEDS / "primer.yaml")
    assert said(cells, seeds=seeds) == [f"{seeds}/primer.yaml:1:1: leads out of {seeds}"]


def test_links_within_a_folder_do_as_containers_lay_them_out(cells: Path):
    (cells / "..data").mkdir()
    shutil.move(cells / "parts.yaml", cells / "..data" / "parts.yaml")
    (cells / "parts.yaml").symlink_to("..data/parts.yaml")
    assert len(load_packs([cells], SEEDS)[0].topics) == 2


def test_a_link_to_itself_is_told(cells: Path):
    (cells / "parts.yaml").unlink()
    (cells / "parts.yaml").symlink_to("parts.yaml")
    assert said(cells) == [f"{cells}/pack.yaml:6:18: there is no file parts.yaml"]


def test_a_pack_that_was_broken_and_mended_loads_again(cells: Path):
    before = load_packs([cells], SEEDS)
    change(cells / "parts.yaml", "need: 3", "need: three")
    assert said(cells)
    change(cells / "parts.yaml", "need: three", "need: 3")
    assert load_packs([cells], SEEDS) == before


def test_what_is_sound_in_a_broken_pack_is_surveyed(cells: Path):
    change(cells / "parts.yaml", "need: 3", "need: three")
    found = survey([cells], SEEDS)
    assert len(found.problems) == 1
    assert {item.id for item in found.packs[0].items} == set(items()) - {"organelles-list"}


def test_the_shipped_pack_loads_in_a_blink():
    assert quickest([ROOT / "content"], ROOT / "seeds") < 0.3


def test_twenty_thousand_items_load_in_three_seconds(tmp_path: Path):
    large_pack(tmp_path / "large", topics=20, items=1000)
    assert quickest([tmp_path / "large"], None) < 3


def quickest(folders: list[Path], seeds: Path | None) -> float:
    """Load twice and return the shorter time, in seconds of the processor: the machine may be busy."""
    times: list[float] = []
    for _ in range(2):
        begin = time.process_time()
        load_packs(folders, seeds)
        times.append(time.process_time() - begin)
    return min(times)


def large_pack(folder: Path, topics: int, items: int) -> None:
    folder.mkdir()
    names = [f"topic-{number}" for number in range(topics)]
    (folder / "pack.yaml").write_text(
        f"pack: large\nname: Large\nabout: Much.\nlanguage: en-GB\nessays: [e]\ntopics: {names}\n", "utf-8"
    )
    for name in names:
        lines = [f"topic: {name}\nname: Topic\nabout: Much.\nfacts:\n"]
        lines.append(
            f"  - {{key: {name}, name: Fact of {name}, kind: term, short: s, text: t, sources: [e 1]}}\n"
        )
        lines.append("items:\n")
        lines.extend(choice(f"{name}-{number}", name) for number in range(items))
        (folder / f"{name}.yaml").write_text("".join(lines), "utf-8")


def choice(key: str, fact: str) -> str:
    return f"""\
  - id: {key}
    type: choice
    fact: {fact}
    stem: What is the name of thing number {key} in this pack?
    options:
      - {{text: It is {key}, right: yes}}
      - {{text: It is another, why: It is not.}}
      - {{text: It is a third, why: It is not.}}
    explanation: It is called so for reasons that nobody knows.
    difficulty: 1
    hints: [Look well.]
    sources: [e 1]
"""
