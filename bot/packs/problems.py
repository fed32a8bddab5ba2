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
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class PackError(Exception):
    """Raised when packs cannot be used; holds every problem that was found, sorted, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file and position, each once."""
    return tuple(sorted(set(problems)))


def shown(text: str) -> str:
    """Return a text from a file as a message quotes it: on one line, without invisible characters, cut at 60."""
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:61])
    return line if len(text) <= 60 else f"{line[:59]}…"  # noqa: PLR2004  the number of the docstring
