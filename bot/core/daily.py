"""The item of the day: which one it is, so that none comes twice before all have come."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from random import Random

from bot.core.pack import Item, ItemType
from bot.core.quiz.opening import present

PRESSED = frozenset({ItemType.CHOICE, ItemType.TRUE_FALSE})
"""The types that a press of one button answers."""


def item_of(items: Sequence[Item], guild: str, day: date) -> Item | None:
    """Return the item of a day, or None if there is none to press; each group has an order of its own."""
    pool = sorted((item for item in items if item.type in PRESSED), key=lambda item: _place(guild, item.id))
    return pool[day.toordinal() % len(pool)] if pool else None


def shuffled(item: Item, guild: str, day: str) -> Item:
    """Return the item with its options in the order of that day, the same whenever it is asked."""
    return present(item, Random(f"{guild}:{day}:{item.id}"))  # noqa: S311 - an order, no secret


def _place(guild: str, id_: str) -> bytes:
    return sha256(f"{guild}:{id_}".encode()).digest()
