"""What files say of each other: names that two facts share, keys, essays and paragraphs that do not exist."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bot.core.text import fold
from bot.packs.document import Step
from bot.packs.drafts import Draft, Entry
from bot.packs.problems import Problem, shown
from bot.packs.schema import AnyItem, FactEntry

Paragraphs = Mapping[str, int]
"""How many paragraphs each essay has whose dossier could be read."""


def broken_references(drafts: Sequence[Draft], paragraphs: Paragraphs) -> Iterator[Problem]:
    """Yield every reference that leads nowhere and every name given twice, each where it stands.

    Entries count by what they say even where something else is wrong with them.
    """
    yield from _repeated_packs(drafts)
    yield from _repeated_names(chain.from_iterable(_facts(draft) for draft in drafts))
    yield from _repeated_ids(chain.from_iterable(_items(draft) for draft in drafts))
    for draft in drafts:
        yield from _unknown_facts(draft)
        if draft.entry is not None:
            for entry in chain[Entry[FactEntry] | Entry[AnyItem]](_facts(draft), _items(draft)):
                yield from _unknown_sources(entry, draft.essays, paragraphs)


def _facts(draft: Draft) -> Iterator[Entry[FactEntry]]:
    return chain.from_iterable(chapter.facts for chapter in draft.chapters)


def _items(draft: Draft) -> Iterator[Entry[AnyItem]]:
    return chain.from_iterable(chapter.items for chapter in draft.chapters)


def _repeated_packs(drafts: Sequence[Draft]) -> Iterator[Problem]:
    seen: set[str] = set()
    for draft in drafts:
        if draft.key in seen and draft.entry is not None:
            yield draft.entry.place.problem(f"there is another pack `{draft.key}`", "pack")
        seen.add(draft.key)


def _repeated_names(facts: Iterable[Entry[FactEntry]]) -> Iterator[Problem]:
    """Yield the keys, names and aliases that already belong to another fact, once folded."""
    owners: dict[str, Entry[FactEntry]] = {}
    for fact in facts:
        for text, steps in _names(fact):
            owner = owners.setdefault(fold(text), fact)
            if owner is fact or not text:
                continue
            yield fact.place.problem(f"`{shown(text)}` already names the fact {_where(owner, 'key')}", *steps)


def _names(fact: Entry[FactEntry]) -> Iterator[tuple[str, tuple[Step, ...]]]:
    yield fact.text("key"), ("key",)
    yield fact.text("name"), ("name",)
    for number, alias in enumerate(fact.texts("aliases")):
        yield alias, ("aliases", number)


def _where(entry: Entry[FactEntry] | Entry[AnyItem], name: str) -> str:
    """Return the key of an entry and where it stands, for a message elsewhere."""
    problem = entry.place.problem("", name)
    return f"`{shown(entry.text(name))}` ({problem.file}:{problem.line})"


def _repeated_ids(items: Iterable[Entry[AnyItem]]) -> Iterator[Problem]:
    owners: dict[str, Entry[AnyItem]] = {}
    for item in items:
        key = item.text("id")
        owner = owners.setdefault(key, item)
        if owner is not item and key:
            yield item.place.problem(f"there is another item {_where(owner, 'id')}", "id")


def _unknown_facts(draft: Draft) -> Iterator[Problem]:
    """Yield the facts that `related` and `fact` name and no chapter has, unless a chapter is missing."""
    keys = {fact.text("key") for fact in _facts(draft)}
    for chapter in draft.chapters:
        if chapter.seeming is None:
            return
        keys |= chapter.seeming
    for fact in _facts(draft):
        for number, key in enumerate(fact.texts("related")):
            if key and key not in keys:
                yield fact.place.problem(f"there is no fact `{shown(key)}`", "related", number)
            elif key and key == fact.text("key"):
                yield fact.place.problem("a fact is not related to itself", "related", number)
    for item in _items(draft):
        if (key := item.text("fact")) and key not in keys:
            yield item.place.problem(f"there is no fact `{shown(key)}`", "fact")


def _unknown_sources(
    entry: Entry[FactEntry] | Entry[AnyItem], essays: Collection[str], paragraphs: Paragraphs
) -> Iterator[Problem]:
    for number, source in enumerate(entry.texts("sources")):
        essay, _, paragraph = source.partition(" ")
        if not paragraph.isdecimal():
            continue
        last = paragraphs.get(essay, int(paragraph))
        if essay not in essays:
            yield entry.place.problem(f"the pack does not name the essay `{shown(essay)}`", "sources", number)
        elif int(paragraph) > last:
            yield entry.place.problem(f"the essay `{essay}` has {last} paragraphs", "sources", number)
