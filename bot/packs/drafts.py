"""Packs as far as their files can be read: each entry with its place, and with its value where it is sound."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.packs.complaints import complaints
from bot.packs.document import Document, Place, Tree
from bot.packs.folders import PACK_FILE, read_inside, strays
from bot.packs.problems import Problem
from bot.packs.reader import MOST_BYTES, Reading
from bot.packs.schema import FACT, ITEM, KEY, AnyItem, DossierFile, FactEntry, PackFile, TopicFile
from bot.packs.soundness import Flaw, dossier_flaws, fact_flaws, item_flaws, pack_flaws, topic_flaws

Value = TypeVar("Value")

_PACK = TypeAdapter(PackFile)
_TOPIC = TypeAdapter(TopicFile)
_DOSSIER = TypeAdapter(DossierFile)

_NAME = re.compile(KEY)
# Of a file that cannot be read, the keys that it seems to give: nobody shall be told that they do not exist.
_SEEMING_KEY = re.compile(rb"""^[ -]*key: *["']?([a-z0-9-]+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """What stands at a place of a file; the value only if nothing is wrong with it."""

    place: Place
    tree: Mapping[str, Tree]
    value: Value | None

    def text(self, name: str) -> str:
        """Return the text of a field, or nothing where there is none."""
        found = self.tree.get(name)
        return found if isinstance(found, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a field that is a list; an entry that is not text counts as an empty one."""
        found = self.tree.get(name)
        return (
            tuple(text if isinstance(text, str) else "" for text in found) if isinstance(found, list) else ()
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """One topic file: its head without the entries, and the entries. `seeming`: see above; None if it is missing."""

    key: str
    place: Place | None = None
    head: TopicFile | None = None
    facts: tuple[Entry[FactEntry], ...] = ()
    items: tuple[Entry[AnyItem], ...] = ()
    seeming: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """One pack: the name of its folder, its file unless that cannot be read, its chapters, its list of essays."""

    key: str
    entry: Entry[PackFile] | None
    chapters: tuple[Chapter, ...] = ()
    essays: Mapping[str, Place] = field(default_factory=dict[str, Place])


def draft_pack(home: Path, problems: list[Problem]) -> Draft:
    """Return the pack in the folder, and add what is wrong with it to the problems."""
    key = home.resolve().name
    flaws = partial(pack_flaws, folder=key)
    entry = _whole_file(read_inside(home / PACK_FILE, home), _PACK, flaws, problems)
    if entry is None:
        return Draft(key, None)
    topics = _plain_names(entry, "topics")
    if topics:
        problems.extend(strays(home, topics))
    chapters = [_chapter(home, topic, place, problems) for topic, place in topics.items()]
    return Draft(key, entry, tuple(chapters), _plain_names(entry, "essays"))


def _plain_names(entry: Entry[PackFile], name: str) -> dict[str, Place]:
    """Return the names in a list that may become paths, with where each stands; of the others is told elsewhere."""
    listed = {text: number for number, text in enumerate(entry.texts(name)) if _NAME.fullmatch(text)}
    return {text: Place(entry.place.document, (name, number)) for text, number in listed.items()}


def draft_dossier(
    seeds: Path, essay: str, listed: Place, problems: list[Problem]
) -> Entry[DossierFile] | None:
    """Return the dossier of the essay listed there unless it cannot be read, and add what is wrong to the problems."""
    path = seeds / f"{essay}.yaml"
    if not path.exists():
        problems.append(listed.problem(f"there is no dossier {path}"))
        return None
    return _whole_file(read_inside(path, seeds), _DOSSIER, partial(dossier_flaws, file=essay), problems)


def _chapter(home: Path, topic: str, listed: Place, problems: list[Problem]) -> Chapter:
    """Return the chapter listed there."""
    path = home / f"{topic}.yaml"
    if not path.exists():
        problems.append(listed.problem(f"there is no file {path.name}"))
        return Chapter(topic, seeming=None)
    reading = read_inside(path, home)
    if reading.document is None:
        problems.extend(reading.problems)
        return Chapter(topic, seeming=_seeming_keys(path))
    found: list[Problem] = []
    place = Place(reading.document, ())
    # Facts and items are examined one by one, so that a mistake in one hides nothing in the others.
    tree, facts, items = _parted(reading.document.tree)
    head = _entry(place, tree, _TOPIC, partial(topic_flaws, file=topic), found).value
    chapter = Chapter(
        topic,
        place,
        head,
        _entries(reading.document, "facts", facts, FACT, fact_flaws, found),
        _entries(reading.document, "items", items, ITEM, item_flaws, found),
        # Facts that are no list are told of; the keys of those within are not to be missed as well.
        frozenset() if facts else _seeming_keys(path),
    )
    problems.extend(_news(reading, found))
    return chapter


def _parted(tree: Tree) -> tuple[Tree, list[Tree], list[Tree]]:
    """Return a topic file without its entries, its facts and its items."""
    if not isinstance(tree, dict):
        return tree, [], []
    rest = dict(tree)
    parts: list[list[Tree]] = []
    for name in ("facts", "items"):
        entries = tree.get(name)
        parts.append(entries if isinstance(entries, list) else [])
        if isinstance(entries, list):
            rest[name] = []
    return rest, parts[0], parts[1]


def _seeming_keys(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as file:
            return frozenset(key.decode() for key in _SEEMING_KEY.findall(file.read(MOST_BYTES)))
    except OSError:
        return frozenset()


def _whole_file(
    reading: Reading,
    adapter: TypeAdapter[Value],
    flaws: Callable[[Value], Iterable[Flaw]],
    problems: list[Problem],
) -> Entry[Value] | None:
    if reading.document is None:
        problems.extend(reading.problems)
        return None
    found: list[Problem] = []
    tree = reading.document.tree
    entry = _entry(Place(reading.document, ()), tree, adapter, flaws, found)
    problems.extend(_news(reading, found))
    return entry


def _entries(
    document: Document,
    name: str,
    trees: list[Tree],
    adapter: TypeAdapter[Value],
    flaws: Callable[[Value], Iterable[Flaw]],
    problems: list[Problem],
) -> tuple[Entry[Value], ...]:
    return tuple(
        _entry(Place(document, (name, number)), tree, adapter, flaws, problems)
        for number, tree in enumerate(trees)
    )


def _entry(
    place: Place,
    tree: Tree,
    adapter: TypeAdapter[Value],
    flaws: Callable[[Value], Iterable[Flaw]],
    problems: list[Problem],
) -> Entry[Value]:
    """Return the entry, and add what is wrong with it to the problems."""
    value = None
    try:
        value = adapter.validate_python(tree)
    except ValidationError as error:
        problems.extend(complaints(error, place))
    else:
        found = [place.problem(message, *steps) for message, steps in flaws(value)]
        problems.extend(found)
        value = None if found else value
    return Entry(place, tree if isinstance(tree, dict) else {}, value)


def _news(reading: Reading, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with a file; not twice where YAML itself was refused, as an alias is."""
    yield from reading.problems
    refused = {(problem.line, problem.column) for problem in reading.problems}
    yield from (problem for problem in found if (problem.line, problem.column) not in refused)
