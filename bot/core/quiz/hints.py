"""Hints: the author's first, then the answer with most of its letters masked."""

from bot.core.answers import shown_answer
from bot.core.pack import Item, ItemType

MASKED = frozenset({ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE})
"""The types whose answer can be shown with letters masked."""

MASKS = 2
"""How many masks there are: the first letter of each word, then every other one."""

SHORT = 3
"""Characters up to which an answer is not masked twice: little would be left to find."""


def hint_count(item: Item) -> int:
    """Return how many hints an item has."""
    return len(item.hints) + _mask_count(item)


def _mask_count(item: Item) -> int:
    if item.type not in MASKED:
        return 0
    size = sum(character.isalnum() for character in shown_answer(item))
    return MASKS if size > SHORT else min(1, max(0, size - 1))


def hint(item: Item, level: int) -> str:
    """Return hint number `level`, counted from 1: a sentence of the author's, or the masked answer."""
    if level <= len(item.hints):
        return item.hints[level - 1]
    return mask(shown_answer(item), 1 if level - len(item.hints) == 1 else 2)


def mask(answer: str, step: int) -> str:
    """Hide letters and digits behind "_": all but the first of each word (1), or every other one (2)."""
    return " ".join(
        "".join(
            character if place == 0 or (step > 1 and place % 2 == 0) or not character.isalnum() else "_"
            for place, character in enumerate(word)
        )
        for word in answer.split()
    )
