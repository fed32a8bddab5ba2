"""What pydantic found, in the words and at the position that help whoever wrote the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.packs.document import Place, Step
from bot.packs.problems import Problem, shown
from bot.packs.schema import FORMS

_Context = Mapping[str, Any]

_KEY = "[key]"
"""The last step of pydantic to a key that a mapping cannot have."""

# By pydantic's error types, https://docs.pydantic.dev/latest/errors/validation_errors/: the name of the value,
# what was given, and what pydantic knows besides.
_WORDINGS: Mapping[str, Callable[[str, str, _Context], str]] = {
    "missing": lambda name, _, __: f"{name} is missing",
    "extra_forbidden": lambda name, _, __: f"unknown key {name}",
    "string_type": lambda name, _, __: f"{name} should be text",
    "string_too_short": lambda name, _, __: f"{name} is empty",
    "string_too_long": lambda name, given, more: (
        f"{name} has {len(given)} characters: at most {more['max_length']}"
    ),
    "string_pattern_mismatch": lambda name, given, more: (
        f"{name} `{given}` should be {FORMS[more['pattern']]}"
    ),
    "literal_error": lambda name, given, more: f"{name} `{given}` should be {more['expected']}",
    "enum": lambda name, given, more: f"{name} `{given}` should be {more['expected']}",
    "tuple_type": lambda name, _, __: f"{name} should be a list",
    "too_short": lambda name, _, more: (
        f"{name} has {more['actual_length']} entries: at least {more['min_length']}"
    ),
    "too_long": lambda name, _, more: (
        f"{name} has {more['actual_length']} entries: at most {more['max_length']}"
    ),
    "dict_type": lambda name, _, __: f"{name} should be keys with values",
    "model_type": lambda name, _, __: f"{name} should be keys with values",
    "model_attributes_type": lambda name, _, __: f"{name} should be keys with values",
    "union_tag_not_found": lambda _, __, ___: "`type` is missing",
    "union_tag_invalid": lambda _, __, more: (
        f"`type` `{shown(more['tag'])}` should be one of {more['expected_tags']}"
    ),
}


def complaints(error: ValidationError, place: Place) -> Iterator[Problem]:
    """Yield a problem for each error in the entry that stands at the place."""
    errors = error.errors(include_url=False)
    for found in errors:
        kind, steps = found["type"], found["loc"]
        # pydantic counts the valid entries of a list, and so finds too few where some are invalid.
        if kind == "too_short" and any(_is_within(other["loc"], steps) for other in errors):
            continue
        if kind == "union_tag_invalid":
            steps = (*steps, "type")
        at_key = kind == "extra_forbidden" or steps[-1:] == (_KEY,)
        yield place.problem(_message(found, place), *steps, at_key=at_key)


def _is_within(steps: Sequence[Step], outer: Sequence[Step]) -> bool:
    return len(steps) > len(outer) and steps[: len(outer)] == outer


def _message(found: ErrorDetails, place: Place) -> str:
    wording = _WORDINGS.get(found["type"])
    if wording is None:
        return found["msg"]
    given = found["input"]
    if found["loc"][-1:] == (_KEY,):
        return f"unknown key `{shown(str(given))}`: should be {found.get('ctx', {}).get('expected')}"
    quoted = given if found["type"] == "string_too_long" else shown(str(given))
    return wording(_name((*place.steps, *found["loc"])), quoted, found.get("ctx", {}))


def _name(steps: Sequence[Step]) -> str:
    """Return how a message calls the value to which the steps lead."""
    names = [shown(step) for step in steps if isinstance(step, str) and step != _KEY]
    if not names:
        return "the file"
    return f"an entry of `{names[-1]}`" if isinstance(steps[-1], int) else f"`{names[-1]}`"
