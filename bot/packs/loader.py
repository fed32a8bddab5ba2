"""From folders to packs: all of them, or everything that is wrong with them."""

import gc
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.pack import Dossier, Pack, Topic
from bot.packs.document import Place
from bot.packs.drafts import Chapter, Draft, Entry, draft_dossier, draft_pack
from bot.packs.folders import pack_folders
from bot.packs.problems import PackError, Problem, in_order
from bot.packs.references import broken_references
from bot.packs.schema import DossierFile
from bot.packs.values import dossier_of, fact_of, item_of

Key = tuple[str, str, str]
"""What something is (topic, fact, item or essay), the pack it belongs to, and its key or id."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What folders hold: the packs as far as they are sound, what is wrong, and where each entry stands.

    `tested` are the facts, as (pack, key), that some item names, be the item sound or not.
    """

    packs: tuple[Pack, ...]
    problems: tuple[Problem, ...]
    places: Mapping[Key, Place]
    tested: frozenset[tuple[str, str]]


def load_packs(folders: Sequence[Path], seeds: Path | None) -> tuple[Pack, ...]:
    """Return the packs in the folders, with the dossiers that they name from the folder of seeds.

    Each folder is a pack or holds packs. Raises one PackError with every problem if there is any; nothing else
    changes, so what was loaded before can stay. Without seeds packs have no dossiers.
    """
    found = survey(folders, seeds)
    if found.problems:
        raise PackError(found.problems)
    return found.packs


def survey(folders: Sequence[Path], seeds: Path | None) -> Survey:
    """Return all that is sound in the folders and all that is wrong; never raises."""
    with _uncollected():
        return _survey(folders, seeds)


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the garbage collector from looking through a growing heap in which nothing is garbage: half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _survey(folders: Sequence[Path], seeds: Path | None) -> Survey:
    homes, wrong = pack_folders(folders)
    problems = list(wrong)
    drafts = [draft_pack(home, problems) for home in homes]
    records = {} if seeds is None else _records(drafts, seeds, problems)
    dossiers = {essay: dossier_of(entry.value) for essay, entry in records.items() if entry.value}
    paragraphs = {essay: len(dossier.paragraphs) for essay, dossier in dossiers.items()}
    problems.extend(broken_references(drafts, paragraphs))
    packs = tuple(_pack(draft, dossiers) for draft in drafts)
    tested = frozenset(
        (draft.key, item.text("fact"))
        for draft in drafts
        for chapter in draft.chapters
        for item in chapter.items
    )
    return Survey(packs, in_order(problems), dict(_places(drafts, records)), tested)


def _records(drafts: Sequence[Draft], seeds: Path, problems: list[Problem]) -> dict[str, Entry[DossierFile]]:
    """Return the files of the dossiers that the packs name."""
    listed = {essay: place for draft in drafts for essay, place in draft.essays.items()}
    found = {essay: draft_dossier(seeds, essay, place, problems) for essay, place in listed.items()}
    return {essay: entry for essay, entry in found.items() if entry is not None}


def _pack(draft: Draft, dossiers: Mapping[str, Dossier]) -> Pack:
    """Return the pack as far as it is sound."""
    file = draft.entry.value if draft.entry else None
    return Pack(
        key=draft.key,
        name=file.name if file else draft.key,
        about=file.about if file else "",
        language=file.language if file else "",
        topics=tuple(_topic(chapter, draft.key) for chapter in draft.chapters),
        dossiers=tuple(dossiers[essay] for essay in draft.essays if essay in dossiers),
    )


def _topic(chapter: Chapter, pack: str) -> Topic:
    return Topic(
        key=chapter.key,
        name=chapter.head.name if chapter.head else chapter.key,
        about=chapter.head.about if chapter.head else "",
        facts=tuple(fact_of(fact.value, pack, chapter.key) for fact in chapter.facts if fact.value),
        items=tuple(item_of(item.value, pack, chapter.key) for item in chapter.items if item.value),
    )


def _places(
    drafts: Sequence[Draft], records: Mapping[str, Entry[DossierFile]]
) -> Iterator[tuple[Key, Place]]:
    for draft in drafts:
        for chapter in draft.chapters:
            if chapter.place:
                yield ("topic", draft.key, chapter.key), chapter.place
            for fact in chapter.facts:
                yield ("fact", draft.key, fact.text("key")), fact.place
            for item in chapter.items:
                yield ("item", draft.key, item.text("id")), item.place
        for essay in draft.essays:
            if essay in records:
                yield ("essay", draft.key, essay), records[essay].place
