"""YAML read as plain text: every scalar a string, every value with its place, nothing clever allowed."""

import codecs
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from bot.packs.document import WIDTH, Document, Tree
from bot.packs.problems import Problem, shown

MOST_BYTES = 5_000_000
MOST_NODES = 200_000
MOST_DEPTH = 20
# A file with more mistakes than this was not written by hand; it is not read to its end.
MOST_PROBLEMS = 100

# libyaml says what its parser met; people want to know what to type.
_HINTS = {
    "found character that cannot start any token": "a value cannot start with this sign: put it in quotes",
    "mapping values are not allowed in this context": "a text that holds ': ' needs quotes around it",
    "could not find expected ':'": "a key needs a colon and a space behind it",
    "did not find expected key": "a key was expected here: look at the indentation and the quotes",
    "did not find expected '-' indicator": "a list entry, '- …', was expected here: look at the indentation",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file: the document, unless nothing can be made of it, and what is wrong with it."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Reading:
    """Read the YAML file at the path, by which it is called in problems; never raises."""
    name = str(path)
    try:
        # Opening a pipe would wait for its other end for ever.
        if not S_ISREG(path.stat().st_mode):
            return _unreadable(name, 0, 0, "this is not a file")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(name, 0, 0, f"cannot be read: {error.strerror}")
    return parse(raw, name)


def parse(raw: bytes, file: str) -> Reading:
    """Read the bytes as one YAML document; never raises.

    Refused are more than 5 MB, 200,000 nodes or 20 levels, repeated keys, anchors, aliases and tags: on the
    stream of events, so that nothing is built from them. After a repeated key (the first one counts), an anchor,
    an alias (read as empty) or a tag the rest of the file can still be looked at; after other mistakes it cannot.
    """
    if len(raw) > MOST_BYTES:
        return _unreadable(file, 0, 0, "the file is larger than 5 MB")
    text = raw.removeprefix(codecs.BOM_UTF8)
    builder = _Builder(text, file)
    try:
        text.decode()
        tree = builder.document()
    except UnicodeDecodeError as error:
        return _unreadable(file, *_place(text, error.start), "this is not UTF-8: save the file as UTF-8")
    except _RefusedError as error:
        broken = _unreadable(file, error.line, error.column, error.message)
    except ReaderError as error:
        broken = _unreadable(file, *_place(text, error.position), f"{error.reason} in a text file")
    except yaml.MarkedYAMLError as error:
        broken = _unreadable(file, *_explained(error, text))
    else:
        return Reading(Document(file, tree, builder.marks), tuple(builder.problems))
    return Reading(None, (*builder.problems, *broken.problems))


def _unreadable(file: str, line: int, column: int, message: str) -> Reading:
    return Reading(None, (Problem(file, line + 1, column + 1, message),))


def _place(text: bytes, offset: int) -> tuple[int, int]:
    """Return line and column, from 0, of a byte."""
    before = text[:offset].decode(errors="replace")
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _explained(error: yaml.MarkedYAMLError, text: bytes) -> tuple[int, int, str]:
    """Return line, column and what to do about a mistake in the YAML."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "this is not YAML"
    if problem == "found unexpected end of stream" and error.context_mark:
        return error.context_mark.line, error.context_mark.column, "these quotes are never closed"
    if mark is None:
        return 0, 0, problem
    if text.decode()[mark.index : mark.index + 1] == "\t":
        return mark.line, mark.column, "a tab cannot indent YAML: use spaces"
    return mark.line, mark.column, _HINTS.get(problem, problem)


class _RefusedError(Exception):
    """Raised inside this module where reading a file on would be pointless or dangerous."""

    def __init__(self, event: Event, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = event.start_mark.line
        self.column = event.start_mark.column


class _Builder:
    """Turns the events of one file into a tree, and refuses what the format does not know."""

    def __init__(self, text: bytes, file: str) -> None:
        self._next = cast("Callable[[], Event]", yaml.CBaseLoader(text).get_event)
        self._file = file
        self.marks = array("Q")
        self.problems: list[Problem] = []

    def document(self) -> Tree:
        """Return the tree of the only document in the file."""
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            raise _RefusedError(start, "the file is empty")
        tree = self._node(self._next(), 1)
        self._next()
        end = self._next()
        if not isinstance(end, StreamEndEvent):
            raise _RefusedError(end, "a second document begins here: one file holds one")
        return tree

    def _node(self, event: Event, depth: int) -> Tree:
        """Return the value that begins with the event, and mark where it stands."""
        mark = event.start_mark
        self.marks.append(mark.line * WIDTH + mark.column)
        if len(self.marks) > MOST_NODES:
            raise _RefusedError(event, f"more than {MOST_NODES:,} values")
        if type(event) is ScalarEvent:
            if event.anchor or event.tag:
                self._refuse_extras(event)
            return event.value
        if isinstance(event, AliasEvent):
            self._refuse(event, f"alias *{shown(event.anchor)}: write the value out")
            return ""
        if depth > MOST_DEPTH:
            raise _RefusedError(event, f"more than {MOST_DEPTH} levels")
        self._refuse_extras(event)
        return self._mapping(depth) if isinstance(event, MappingStartEvent) else self._list(depth)

    def _list(self, depth: int) -> list[Tree]:
        entries: list[Tree] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            entries.append(self._node(event, depth + 1))
        return entries

    def _mapping(self, depth: int) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            mark = len(self.marks)
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if isinstance(key, str) and key not in entries:
                entries[key] = value
                continue
            # What is not in the tree must not be in the marks either.
            del self.marks[mark:]
            what = f"repeated key `{shown(key)}`" if isinstance(key, str) else "a key must be plain text"
            self._refuse(event, what)
        return entries

    def _refuse_extras(self, event: Event) -> None:
        """Refuse an anchor and a tag."""
        if anchor := getattr(event, "anchor", None):
            self._refuse(event, f"anchor &{shown(anchor)}: write the value out where it is needed")
        if tag := getattr(event, "tag", None):
            self._refuse(event, f"tag {shown(tag)}: every value is plain text")

    def _refuse(self, event: Event, message: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self._file, mark.line + 1, mark.column + 1, message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _RefusedError(event, f"more than {MOST_PROBLEMS} mistakes: the rest was not read")
