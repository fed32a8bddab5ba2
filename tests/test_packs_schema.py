"""The JSON Schemas say what the loader says, of files as editors read them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.core.pack import ASPECTS
from bot.packs.editors import CONTENT_SCHEMAS, SEEDS_SCHEMAS, exported, stale_schemas, write_schemas
from bot.packs.schema import FactEntry

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
FOLDERS = {ROOT / "content": CONTENT_SCHEMAS, ROOT / "seeds": SEEDS_SCHEMAS}


class EditorLoader(yaml.CSafeLoader):
    """Reads YAML as the editors' language server does: numbers and truths, but no dates."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def errors(folder: str, name: str, tree: Any) -> Iterator[str]:
    """Yield where an editor would underline what the schema of that name does not allow."""
    validator: Any = Draft202012Validator(json.loads((ROOT / folder / name).read_text("utf-8")))
    return (error.json_path for error in validator.iter_errors(tree))


def as_editors_read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), EditorLoader)  # noqa: S506 - it is a safe loader


def files(name: str) -> list[Path]:
    """Every sound file of the project that the schema of that name is for."""
    places = [ROOT / "content", ROOT / "seeds", ROOT / "tests" / "packs", GOLDEN / "packs"]
    found = [path for place in places for path in sorted(place.rglob("*.yaml"))]
    match name:
        case "pack.schema.json":
            return [path for path in found if path.name == "pack.yaml"]
        case "dossier.schema.json":
            return [path for path in found if path.parent.name in {"seeds", "dossiers"}]
        case _:
            return [
                path for path in found if path.name != "pack.yaml" and (path.parent / "pack.yaml").exists()
            ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_schemas_of_the_project_are_those_of_the_models(folder: Path):
    for name, model in FOLDERS[folder].items():
        assert (folder / name).read_text("utf-8") == exported(model)
        Draft202012Validator.check_schema(json.loads(exported(model)))


@pytest.mark.parametrize(
    ("folder", "name"),
    [(folder.name, name) for folder, schemas in FOLDERS.items() for name in schemas],
)
def test_every_sound_file_is_valid_in_an_editor(folder: str, name: str):
    paths = files(name)
    assert paths
    found = {path.name: list(errors(folder, name, as_editors_read(path))) for path in paths}
    assert {path: places for path, places in found.items() if places} == {}


FACT = {"key": "a", "name": "A", "kind": "term", "short": "s", "text": "t", "sources": ["e 1"]}
ITEM = {"id": "a", "fact": "a", "stem": "s", "explanation": "e", "difficulty": 1, "sources": ["e 1"]}


@pytest.mark.parametrize(
    ("entry", "is_valid"),
    [
        (ITEM | {"type": "number", "answers": [1994, 1.5, "many"]}, True),
        (ITEM | {"type": "short", "answers": [True]}, True),
        (ITEM | {"type": "number", "answers": ["2"], "tolerance": 5}, True),
        (ITEM | {"type": "true-false", "truth": True}, True),
        (ITEM | {"type": "true-false", "truth": "false", "difficulty": "2"}, True),
        (ITEM | {"type": "list", "need": 2, "ordered": False, "elements": [["a"], ["b"]]}, True),
        (ITEM | {"type": "list", "need": "2", "ordered": "no", "elements": [["a"], ["b"]]}, True),
        (ITEM | {"type": "true-false", "truth": "perhaps"}, False),
        (ITEM | {"type": "true-false", "truth": True, "difficulty": 4}, False),
        (ITEM | {"type": "true-false", "truth": True, "answers": ["a"]}, False),
        (ITEM | {"type": "essay"}, False),
        (ITEM | {"type": "short"}, False),
    ],
)
def test_editors_take_a_number_or_a_truth_for_the_text_that_the_bot_reads(
    entry: dict[str, Any], is_valid: bool
):
    topic = {"topic": "t", "name": "T", "about": "a", "facts": [FACT | {"key": 1994}], "items": [entry]}
    assert (not [*errors("content", "topic.schema.json", topic)]) == is_valid


def test_the_aspects_are_those_of_the_core():
    properties = FactEntry.model_json_schema()["properties"]
    assert tuple(properties["aspects"]["propertyNames"]["enum"]) == ASPECTS


def test_a_schema_that_is_not_that_of_the_models_is_told(tmp_path: Path):
    content, seeds = tmp_path / "content", tmp_path / "seeds"
    content.mkdir()
    seeds.mkdir()
    assert stale_schemas(content, seeds) == ()
    write_schemas(content, seeds)
    assert stale_schemas(content, seeds) == ()
    assert len([*content.iterdir(), *seeds.iterdir()]) == 3
    path = content / "topic.schema.json"
    path.write_text(path.read_text("utf-8").replace("300", "400"), "utf-8")
    assert [(problem.file, problem.line) for problem in stale_schemas(content, seeds)] == [(str(path), 1)]
