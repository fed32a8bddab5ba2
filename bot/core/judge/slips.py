"""Whether something typed can be a slip of the pen for any of many words, found at a glance for most of them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.core.judge.spelling import beginnings, is_misspelt, letters, reach, stem


class Target(NamedTuple):
    """Something that typed words may come to: its length, its letters as bits, and the most edits between."""

    size: int
    letters: int
    most: int
    text: str


class Nearby(NamedTuple):
    """Targets by the first letter and the length of what may be a slip for them.

    `places` has for each letter, and then for each length, the place of the targets among `groups`: one is made for
    each item, and to find nothing in it should touch little memory.
    """

    places: Mapping[str, "array[int]"]
    groups: Sequence[Sequence[Target]]


def target_of(text: str, most: int) -> Target:
    """Return a target from which what is typed may be so many edits away."""
    return Target(len(text), letters(text), most, text)


def by_first(targets: Iterable[Target]) -> Mapping[str, Sequence[Target]]:
    """Return targets by their own first letters."""
    found: defaultdict[str, list[Target]] = defaultdict(list)
    for target in targets:
        found[target.text[0]].append(target)
    return {letter: tuple(alike) for letter, alike in found.items()}


def by_beginning(texts: Iterable[str]) -> Nearby:
    """Return what forgives slips by each letter and length that those can have, and the rest by its own."""
    found: defaultdict[str, defaultdict[int, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        most = reach(text)
        target = target_of(text, most)
        for letter in {*beginnings(text), stem(text)[0]} if most else text[0]:
            for length in range(target.size - most, target.size + most + 1):
                found[letter][length].append(target)
    # Many lengths have the same targets. At the place 0 there are none.
    groups: dict[tuple[Target, ...], int] = {(): 0}
    places: dict[str, array[int]] = {}
    for letter, lengths in found.items():
        places[letter] = array("H", [0] * (max(lengths) + 1))
        for length, targets in lengths.items():
            places[letter][length] = groups.setdefault(tuple(targets), len(groups))
    return Nearby(places, tuple(groups))


def comes_near(words: Sequence[str], size: int, bits: int, nearby: Nearby, *, by_ear: bool = True) -> bool:
    """Whether words, written together, can be a target or a slip for one, be it `by_ear` alone.

    `size` is how many letters they have, and `bits` are those: they tell most of it.
    """
    places = nearby.places.get(words[0][0])
    if places is None or size >= len(places):
        return False
    for length, others, most, text in nearby.groups[places[size]]:
        # Each letter that the other side lacks is an edit; and so is each one more, of those who have more.
        away = most if by_ear or not most else most - 1
        longer = size - length
        if (bits & ~others).bit_count() <= (away + longer if longer < 0 else away) and (
            others & ~bits
        ).bit_count() <= (away - longer if longer > 0 else away):
            typed = "".join(words)
            if typed == text or is_misspelt(typed, text):
                return True
    return False
