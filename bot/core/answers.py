"""The right answer of an item, as it is shown once a round is over."""

import re

from bot.core.pack import Item, ItemType

OPTIONAL = re.compile(r"\([^()]*\)\s?")


def display(answer: str) -> str:
    """Return the form to show of an authored answer: its first alternative, without the optional words.

    An answer that is optional words throughout is shown with them.
    """
    first = answer.split(" / ", 1)[0]
    return OPTIONAL.sub("", first).strip() or first.strip("() ")


def shown_answer(item: Item) -> str:
    """Return the right answer in one line, whatever the type."""
    match item.type:
        case ItemType.CHOICE | ItemType.TRUE_FALSE | ItemType.MULTI:
            return "; ".join(option.text for option in item.options if option.right)
        case ItemType.LIST:
            return ", ".join(display(element[0]) for element in item.elements)
        case ItemType.ORDER:
            return " → ".join(item.sequence)
        case ItemType.MATCH:
            return "; ".join(f"{left}: {right}" for left, right in item.pairs)
        case _:
            return display(item.answers[0])


def letters(item: Item) -> tuple[tuple[str, str], ...]:
    """Return what is presented under which letter, in the order shown: (letter, text) from A on."""
    texts = (
        tuple(option.text for option in item.options)
        or item.sequence
        or tuple(right for _, right in item.pairs)
    )
    order = item.shown or tuple(range(len(texts)))
    return tuple((chr(ord("A") + place), texts[index]) for place, index in enumerate(order))


def right_letters(item: Item) -> str:
    """Return the letters of the right answer, in its order, or an empty string for answers in words."""
    order = item.shown or tuple(range(len(item.options or item.sequence or item.pairs)))
    place = {index: chr(ord("A") + position) for position, index in enumerate(order)}
    if item.options:
        return " ".join(sorted(place[index] for index, option in enumerate(item.options) if option.right))
    return " ".join(place[index] for index in range(len(order)))
