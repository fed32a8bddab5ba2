"""Whether something typed can be a slip of the pen for any of many words, found at a glance for most of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bot.core.judge.spelling import beginnings, is_misspelt, letters, reach, stem


class Target(NamedTuple):
    """Something that typed words may come to: its length, its letters as bits, and the most edits between."""

    size: int
    letters: int
    most: int
    text: str


class Nearby(NamedTuple):
    """Targets by the lengths of what may be a slip for them, and the greatest of these lengths."""

    longest: int
    by_length: dict[int, tuple[Target, ...]]


def target_of(text: str, most: int) -> Target:
    """Return a target from which what is typed may be so many edits away."""
    return Target(len(text), letters(text), most, text)


def by_beginning(texts: Iterable[str]) -> dict[str, Nearby]:
    """Return what forgives slips by each letter that those can begin with, and the rest by its own."""
    found: defaultdict[str, defaultdict[int, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        most = reach(text)
        target = target_of(text, most)
        for letter in {*beginnings(text), stem(text)[0]} if most else text[0]:
            for length in range(target.size - most, target.size + most + 1):
                found[letter][length].append(target)
    return {
        letter: Nearby(max(lengths), {length: tuple(targets) for length, targets in lengths.items()})
        for letter, lengths in found.items()
    }


def comes_near(typed: str, bits: int, nearby: Nearby) -> bool:
    """Whether what was typed, with its letters as bits, can be a target or a slip for one.

    Length and letters tell most of it.
    """
    for _, others, most, text in nearby.by_length.get(len(typed), ()):
        if (
            (bits & ~others).bit_count() <= most
            and (others & ~bits).bit_count() <= most
            and (typed == text or is_misspelt(typed, text))
        ):
            return True
    return False
