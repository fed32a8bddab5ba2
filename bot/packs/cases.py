"""Labelled answers: cases of the judge from JSON lines and from tables, and the items that they speak of."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import orjson

from bot.core.judge import VerdictKind
from bot.core.pack import Item, ItemType, NearAnswer

_LISTS = ("accept", "prompt", "reject")


class CaseError(Exception):
    """Raised when a case cannot be read; says which line and why."""


@dataclass(frozen=True, slots=True)
class Case:
    """One typed answer to one item, and what the verdict should be, if that is known."""

    id: str
    item: Item
    given: str
    expected: VerdictKind | None = None
    kind: str = ""


def read_cases(lines: Iterable[str]) -> Iterator[Case]:
    """Yield the cases of JSON lines; raises CaseError where one cannot be read. Empty lines are skipped.

    A case is {"id", "question", "accept": [..], "prompt": [..], "reject": [..], "items": [[..], ..], "need": n,
    "ordered": bool, "given", "expected", "kind"}, of which only `given` and `accept` or `items` must be there.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw: object = orjson.loads(line)
            yield _case(raw, number)
        except (ValueError, TypeError) as error:
            raise CaseError(f"line {number}: {error}") from error


def _case(raw: object, number: int) -> Case:
    if not isinstance(raw, dict):
        raise TypeError("a case is a JSON object")
    fields = cast("dict[str, object]", raw)
    given = fields.get("given")
    if not isinstance(given, str):
        raise TypeError("`given` must be a string")
    elements = tuple(_texts(element, "items") for element in _sequence(fields.get("items"), "items"))
    texts = {name: _texts(fields.get(name), name) for name in _LISTS}
    if not (texts["accept"] or elements):
        raise ValueError("`accept` must be a list of strings, not empty")
    id_ = str(fields.get("id", number))
    expected = fields.get("expected")
    item = _item(
        id_,
        str(fields.get("question", "")),
        texts,
        elements,
        need=_number(fields.get("need")),
        ordered=fields.get("ordered") is True,
    )
    return Case(
        id_, item, given, VerdictKind(str(expected)) if expected else None, str(fields.get("kind", ""))
    )


def _sequence(value: object, name: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"`{name}` must be a list")
    return cast("list[object]", value)


def _texts(value: object, name: str) -> tuple[str, ...]:
    texts = _sequence(value, name)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(f"`{name}` must hold strings")
    return tuple(str(text) for text in texts)


def _number(value: object) -> int:
    if value is None:
        return 0
    if not isinstance(value, int):
        raise TypeError("`need` must be a whole number")
    return value


def _item(
    id_: str,
    question: str,
    texts: dict[str, tuple[str, ...]],
    elements: tuple[tuple[str, ...], ...],
    *,
    need: int,
    ordered: bool,
) -> Item:
    return Item(
        id=id_,
        type=ItemType.LIST if elements else ItemType.SHORT,
        stem=question,
        fact="",
        explanation="",
        sources=(),
        pack="",
        topic="",
        answers=() if elements else texts["accept"],
        prompt=tuple(NearAnswer(*_parted(text)) for text in texts["prompt"]),
        reject=tuple(NearAnswer(*_parted(text)) for text in texts["reject"]),
        elements=elements,
        need=need,
        ordered=ordered,
    )


def _parted(text: str) -> tuple[str, str]:
    """Return an answer and the reason that may stand behind an arrow."""
    answer, _, reason = text.partition(" => ")
    return answer, reason


def read_table(lines: Iterable[str]) -> Iterator[Case]:
    """Yield the cases of a table: kind, verdict, question, accept, given, more; the first line holds the names.

    Accepted answers are parted by " | ", elements of a list by " ; ". `more` holds "need=3", "ordered",
    "prompt=… => reason" and "reject=… => reason", parted by "; ".
    """
    items: dict[tuple[str, str], Item] = {}
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        about = (row["question"], row["accept"])
        if about not in items:
            items[about] = _table_item(number, row)
        yield Case(str(number), items[about], row["given"], VerdictKind(row["verdict"]), row["kind"])


def _table_item(number: int, row: dict[str, str]) -> Item:
    more = [part.partition("=")[::2] for part in row["more"].split("; ") if part]
    told = {name: tuple(value for key, value in more if key == name) for name in ("prompt", "reject")}
    need = next((int(value) for key, value in more if key == "need"), 0)
    elements = tuple(tuple(each.split(" | ")) for each in row["accept"].split(" ; ")) if need else ()
    told["accept"] = tuple(row["accept"].split(" | "))
    return _item(str(number), row["question"], told, elements, need=need, ordered=("ordered", "") in more)
