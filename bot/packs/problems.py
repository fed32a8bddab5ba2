"""What is wrong with a pack, and where."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: the file, the line and column at which an editor shows it (both from 1), and what it is."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        line = f"{self.file}:{self.line}:{self.column}: {self.message}"
        # What a file holds must neither break the line nor steer the terminal that shows it.
        return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


class PackError(Exception):
    """Raised when packs cannot be used; holds every problem that was found, sorted, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file and position, each once."""
    return tuple(sorted(set(problems)))


_MOST_SHOWN = 60


def shown(text: str) -> str:
    """Return a text from a file as a message quotes it: cut at 60 characters."""
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
