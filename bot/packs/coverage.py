"""Which facts and items rest on each paragraph of the essays, and which paragraphs are forgotten."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.pack import Pack, Paragraph, Source
from bot.packs.loader import Survey
from bot.packs.problems import Problem

ITEMS_FOR_ARGUMENT = 2
"""What a paragraph that carries an argument needs, beside a fact."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of an essay, with the keys of the facts and the ids of the items that rest on it."""

    essay: str
    paragraph: Paragraph
    facts: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the paragraph lacks; nothing if it is left out for a reason."""
        if self.paragraph.left_out:
            return ()
        found: list[str] = []
        if not self.facts:
            found.append("no fact")
        if self.paragraph.argues and len(self.items) < ITEMS_FOR_ARGUMENT:
            found.append(f"{len(self.items)} of {ITEMS_FOR_ARGUMENT} items for its argument")
        return tuple(found)


def coverage(packs: Sequence[Pack]) -> tuple[Row, ...]:
    """Return a row for every paragraph of every essay that the packs rest on, in the order of the essays."""
    facts: defaultdict[Source, list[str]] = defaultdict(list)
    items: defaultdict[Source, list[str]] = defaultdict(list)
    for pack in packs:
        for fact in pack.facts:
            for source in dict.fromkeys(fact.sources):
                facts[source].append(fact.key)
        for item in pack.items:
            for source in dict.fromkeys(item.sources):
                items[source].append(item.id)
    dossiers = {dossier.key: dossier for pack in packs for dossier in pack.dossiers}
    return tuple(
        Row(dossier.key, paragraph, tuple(facts.get(source, ())), tuple(items.get(source, ())))
        for dossier in dossiers.values()
        for paragraph in dossier.paragraphs
        for source in (Source(dossier.key, paragraph.number),)
    )


def uncovered(survey: Survey, rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield a problem in the dossier for each paragraph that lacks a fact or items."""
    places = {essay: place for (kind, _, essay), place in survey.places.items() if kind == "essay"}
    for row in rows:
        if row.gaps:
            number = row.paragraph.number
            message = f"paragraph {number} has {' and '.join(row.gaps)}, and no reason why it is left out"
            yield places[row.essay].problem(message, "paragraphs", number - 1, "number")
