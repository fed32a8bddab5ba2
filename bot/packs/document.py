"""A YAML file as read: a tree of plain text, and where each node of it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeAlias

from bot.packs.problems import Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Step: TypeAlias = str | int

WIDTH = 1 << 32
"""A mark is a line times this, and a column, both from 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its name in problems, its tree, and its marks.

    `marks` holds the mark of every node in the order of the file, keys included: a number a node costs next to
    nothing while reading, and they are looked through only when a problem is reported.
    """

    file: str
    tree: Tree
    marks: Sequence[int]

    def problem(self, message: str, *steps: Step, at_key: bool = False) -> Problem:
        """Return the problem at the value to which the steps lead, or at its key.

        Steps that do not exist are passed over, so a missing key is shown at the mapping that should have it.
        """
        line, column = divmod(self.marks[self._number(steps, at_key=at_key)], WIDTH)
        return Problem(self.file, line + 1, column + 1, message)

    def _number(self, steps: Sequence[Step], *, at_key: bool) -> int:
        """Return how many nodes stand before the one to which the steps lead, or before its key."""
        node, at, key_at = self.tree, 0, 0
        for step in steps:
            if isinstance(node, dict) and isinstance(step, str) and step in node:
                before = takewhile(lambda key, last=step: key != last, node)
                key_at = at + 1 + sum(1 + _size(node[key]) for key in before)
                node, at = node[step], key_at + 1
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                key_at = at = at + 1 + sum(map(_size, node[:step]))
                node = node[step]
        return key_at if at_key else at


def _size(node: Tree) -> int:
    """Return how many nodes a tree has, keys included."""
    if isinstance(node, str):
        return 1
    if isinstance(node, list):
        return 1 + sum(map(_size, node))
    return 1 + len(node) + sum(map(_size, node.values()))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in its file."""

    document: Document
    steps: tuple[Step, ...]

    def problem(self, message: str, *steps: Step, at_key: bool = False) -> Problem:
        """Return the problem at the value of the entry to which the steps lead, or at its key."""
        return self.document.problem(message, *self.steps, *steps, at_key=at_key)
