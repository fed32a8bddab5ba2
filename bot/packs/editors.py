"""JSON Schema for editors: made from the models, written beside the files that name it, held equal to them."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.packs.problems import Problem
from bot.packs.schema import DossierFile, PackFile, TopicFile

CONTENT_SCHEMAS: dict[str, type[BaseModel]] = {"pack.schema.json": PackFile, "topic.schema.json": TopicFile}
SEEDS_SCHEMAS: dict[str, type[BaseModel]] = {"dossier.schema.json": DossierFile}

# What an editor, which knows numbers and truths, makes of a plain scalar that the bot reads as text.
_READ_AS = {"yes": True, "true": True, "no": False, "false": False, "1": 1, "2": 2, "3": 3}


class _EditorSchema(GenerateJsonSchema):
    """Takes a scalar for text where an editor sees a number or a truth."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        types = ["string", "number"] if "pattern" in schema else ["string", "number", "boolean"]
        return super().str_schema(schema) | {"type": types}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        made = super().literal_schema(schema)
        values: list[Any] = list(schema["expected"])
        natives = [_READ_AS[value] for value in values if value in _READ_AS]
        # True equals 1 in Python, so duplicates go by their JSON.
        unique = {json.dumps(value): value for value in values + natives}
        return {"enum": list(unique.values())} if natives else made


def exported(model: type[BaseModel]) -> str:
    """Return the JSON Schema of a file as the text of the file that editors read."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema(schema_generator=_EditorSchema)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(content: Path, seeds: Path) -> None:
    """Write the schemas of packs and topics into the one folder and that of dossiers into the other."""
    for folder, schemas in ((content, CONTENT_SCHEMAS), (seeds, SEEDS_SCHEMAS)):
        for name, model in schemas.items():
            (folder / name).write_text(exported(model), encoding="utf-8")


def stale_schemas(content: Path, seeds: Path) -> tuple[Problem, ...]:
    """Return a problem for each schema in the folders that is not what the models say; none need be there."""
    found = [
        (folder / name, model)
        for folder, schemas in ((content, CONTENT_SCHEMAS), (seeds, SEEDS_SCHEMAS))
        for name, model in schemas.items()
        if (folder / name).is_file()
    ]
    message = "does not fit this version of the bot: run `python -m bot check --write-schemas`"
    return tuple(
        Problem(str(path), 1, 1, message)
        for path, model in found
        if path.read_bytes() != exported(model).encode()
    )
