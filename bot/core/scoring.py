"""Points and standings."""

from collections.abc import Mapping
from dataclasses import dataclass

BASE = {1: 10, 2: 15, 3: 20}
"""Points that an item of each difficulty is worth before any hint."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the standings; equal points share a rank: 1, 2, 2, 4."""

    rank: int
    player: str
    points: int


def points(difficulty: int, hints: int) -> int:
    """Return the points that a right answer earns, at least 1.

    A hint costs half of what is left, rounded up (after TriviaTime).
    """
    worth = BASE[difficulty]
    for _ in range(hints):
        worth //= 2
    return max(1, worth)


def share(worth: int, parts: int) -> int:
    """Return what one of so many equal parts earns, rounded up."""
    return -(-worth // parts)


def standings(scores: Mapping[str, int]) -> tuple[Standing, ...]:
    """Return everybody, most points first, equal points by player id so that the order is stable."""
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    lines: list[Standing] = []
    for place, (player, total) in enumerate(ordered, start=1):
        shared = lines and lines[-1].points == total
        lines.append(Standing(lines[-1].rank if shared else place, player, total))
    return tuple(lines)
