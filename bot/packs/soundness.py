"""What an entry must be to be shown and played, beyond the form that the schema demands."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from bot.core.pack import GAP
from bot.core.text import fold
from bot.packs.document import Step
from bot.packs.schema import (
    AnyItem,
    ChoiceItem,
    DossierFile,
    FactEntry,
    ListItem,
    MatchItem,
    MultiItem,
    OrderItem,
    PackFile,
    ShortItem,
    TopicFile,
)

_RIGHT = frozenset({"yes", "true"})

Flaw: TypeAlias = tuple[str, tuple[Step, ...]]
"""What is wrong, and the steps from the entry to where it is."""


def fact_flaws(fact: FactEntry) -> Iterator[Flaw]:
    """Yield what keeps a fact from being shown."""
    if fact.when and not _is_when(fact.when):
        yield f"`when` `{fact.when}` is not in the calendar, or its range runs backwards", ("when",)
    for place, later in enumerate(fact.later):
        if not _is_when(later.when):
            yield f"`when` `{later.when}` is not in the calendar", ("later", place, "when")


def _is_when(when: str) -> bool:
    """Tell whether each date exists and a range does not end before it begins."""
    parts = when.split("/")
    try:
        days = [date.fromisoformat(f"{part}-01-01"[:10]) for part in parts]
    except ValueError:
        return False
    # A range such as 1990-05/1990 ends with the year.
    return len(parts) == 1 or days[0] <= days[1] or parts[0].startswith(parts[1])


def item_flaws(item: AnyItem) -> Iterator[Flaw]:
    """Yield what keeps an item from being played."""
    gaps = len(GAP.findall(item.stem))
    if item.type == "cloze" and gaps != 1:
        yield f"the stem of a cloze holds ___ once, and this one {gaps} times", ("stem",)
    elif item.type != "cloze" and gaps:
        yield "___ in a stem makes it a cloze", ("stem",)
    match item:
        case ShortItem():
            yield from _empty("answers", item.answers)
        case ListItem():
            yield from _list_flaws(item)
        case ChoiceItem() | MultiItem():
            yield from _option_flaws(item)
        case OrderItem():
            yield from _repeated("sequence", item.sequence)
        case MatchItem():
            for half in ("left", "right"):
                texts = [getattr(pair, half) for pair in item.pairs]
                yield from _repeated("pairs", texts, half)
        case _:
            pass


def _list_flaws(item: ListItem) -> Iterator[Flaw]:
    if int(item.need) > len(item.elements):
        yield f"`need` is {item.need}, but there are {len(item.elements)} elements", ("need",)
    seen: dict[str, int] = {}
    for place, element in enumerate(item.elements):
        yield from _empty("elements", element, place)
        for inner, text in enumerate(element):
            if seen.setdefault(fold(text), place) != place:
                yield f"`{text}` stands for two elements", ("elements", place, inner)


def _option_flaws(item: ChoiceItem | MultiItem) -> Iterator[Flaw]:
    right = [option.right in _RIGHT for option in item.options]
    if isinstance(item, ChoiceItem) and sum(right) != 1:
        yield f"one option of a choice is right, and here {sum(right)} are", ("options",)
    elif isinstance(item, MultiItem) and (not any(right) or all(right)):
        yield "a multi needs a right and a wrong option", ("options",)
    for place, option in enumerate(item.options):
        if not right[place] and not option.why:
            yield "a wrong option says `why`", ("options", place)
    yield from _repeated("options", [option.text for option in item.options], "text")


def _repeated(field: str, texts: Iterable[str], *inner: Step) -> Iterator[Flaw]:
    """Yield the texts that a player could not tell from an earlier one."""
    seen: set[str] = set()
    for place, text in enumerate(texts):
        folded = fold(text) or text
        if folded in seen:
            yield f"`{text}` stands here twice", (field, place, *inner)
        seen.add(folded)


def _empty(field: str, texts: Iterable[str], *inner: Step) -> Iterator[Flaw]:
    """Yield the texts that nobody could type."""
    for place, text in enumerate(texts):
        if not fold(text):
            yield f"`{text}` holds no letter and no digit", (field, *inner, place)


def pack_flaws(pack: PackFile, folder: str) -> Iterator[Flaw]:
    """Yield a name that is not the folder's, and what is named twice."""
    if pack.pack != folder:
        yield f"`pack` is `{pack.pack}`, but the folder is called `{folder}`", ("pack",)
    yield from _repeated("essays", pack.essays)
    yield from _repeated("topics", pack.topics)


def topic_flaws(topic: TopicFile, file: str) -> Iterator[Flaw]:
    """Yield a name that is not the file's."""
    if topic.topic != file:
        yield f"`topic` is `{topic.topic}`, but the file is called `{file}`", ("topic",)


def dossier_flaws(dossier: DossierFile, file: str) -> Iterator[Flaw]:
    """Yield a name that is not the file's, and where the numbers of the paragraphs do not count from 1."""
    if dossier.essay != file:
        yield f"`essay` is `{dossier.essay}`, but the file is called `{file}`", ("essay",)
    for place, paragraph in enumerate(dossier.paragraphs):
        if paragraph.number != str(place + 1):
            message = f"this is paragraph {place + 1}, but its number says {paragraph.number}"
            yield message, ("paragraphs", place, "number")
