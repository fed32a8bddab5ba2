"""Whatever stands in a file of a pack, the check says what is wrong and where, and never fails itself."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packs.check import check
from bot.packs.document import Step, Tree
from bot.packs.reader import read

HERE = Path(__file__).parent
CELLS = HERE / "packs" / "cells"
SEEDS = HERE / "packs" / "seeds"


def steps_of(tree: Tree) -> list[tuple[Step, ...]]:
    """Return the way to every node of a tree."""
    if isinstance(tree, dict):
        return [(), *((key, *rest) for key, value in tree.items() for rest in steps_of(value))]
    if isinstance(tree, list):
        return [(), *((place, *rest) for place, value in enumerate(tree) for rest in steps_of(value))]
    return [()]


def replaced(tree: Tree, steps: tuple[Step, ...], new: Tree) -> Tree:
    """Return the tree with another one where the steps lead."""
    if not steps:
        return new
    first, rest = steps[0], steps[1:]
    if isinstance(tree, dict):
        return {key: replaced(value, rest, new) if key == first else value for key, value in tree.items()}
    assert isinstance(tree, list)
    return [replaced(value, rest, new) if place == first else value for place, value in enumerate(tree)]


FILES = {path: read(path).document for path in (*CELLS.glob("*.yaml"), *SEEDS.glob("*.yaml"))}
WAYS = [(path, steps) for path, document in FILES.items() if document for steps in steps_of(document.tree)]

texts = st.sampled_from(
    ["", "yes", "2", "primer 1", "-1", "1e9", "___", "(", "a / b", "../x", "2020/1990", "\u202e", "🜨"]
)
trees = st.recursive(
    texts | st.text(max_size=400),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "key", "type"]), inner)
    ),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WAYS), trees)
def test_any_tree_anywhere_is_content_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, way: tuple[Path, tuple[Step, ...]], new: Tree
):
    path, steps = way
    folder = tmp_path_factory.mktemp("mutant")
    shutil.copytree(HERE / "packs", folder, dirs_exist_ok=True)
    document = FILES[path]
    assert document
    # JSON is YAML too.
    (folder / path.relative_to(HERE / "packs")).write_text(
        json.dumps(replaced(document.tree, steps, new), ensure_ascii=False), "utf-8"
    )
    report = check([folder / "cells"], folder / "seeds", with_coverage=True)
    for problem in report.problems:
        assert problem.line >= 1
        assert problem.column >= 1
    shutil.rmtree(folder)
