"""From the entries of the files to the values of the core."""

from collections.abc import Sequence
from typing import TypedDict

from bot.core.pack import (
    AnswerKind,
    Dossier,
    Fact,
    Item,
    ItemType,
    Later,
    NearAnswer,
    Option,
    Paragraph,
    Source,
)
from bot.packs.schema import (
    AnyItem,
    ChoiceItem,
    DossierFile,
    FactEntry,
    ListItem,
    MatchItem,
    MultiItem,
    NearEntry,
    OrderItem,
    ParagraphEntry,
    ShortItem,
    TrueFalseItem,
)

_YES = frozenset({"yes", "true"})


def source_of(text: str) -> Source:
    """Return the source that a text such as "hecht 9" names."""
    essay, _, paragraph = text.partition(" ")
    return Source(essay, int(paragraph))


def fact_of(entry: FactEntry, pack: str, topic: str) -> Fact:
    """Return the fact of that pack and topic."""
    return Fact(
        key=entry.key,
        name=entry.name,
        kind=entry.kind,
        short=entry.short,
        text=entry.text,
        sources=tuple(map(source_of, entry.sources)),
        pack=pack,
        topic=topic,
        aliases=entry.aliases,
        when=entry.when,
        related=entry.related,
        later=tuple(Later(later.note, later.when, later.record) for later in entry.later),
        aspects=dict(entry.aspects.items()),
    )


class _Answering(TypedDict, total=False):
    """The fields of an item that depend on its type."""

    answers: tuple[str, ...]
    answer_kind: AnswerKind | None
    tolerance: str
    prompt: tuple[NearAnswer, ...]
    reject: tuple[NearAnswer, ...]
    options: tuple[Option, ...]
    elements: tuple[tuple[str, ...], ...]
    need: int
    ordered: bool
    sequence: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def item_of(entry: AnyItem, pack: str, topic: str) -> Item:
    """Return the item of that pack and topic; a statement that is true or false becomes two options."""
    return Item(
        id=entry.id,
        type=ItemType(entry.type),
        stem=entry.stem,
        fact=entry.fact,
        explanation=entry.explanation,
        sources=tuple(map(source_of, entry.sources)),
        pack=pack,
        topic=topic,
        difficulty=int(entry.difficulty),
        hints=entry.hints,
        **_answering(entry),
    )


def _answering(entry: AnyItem) -> _Answering:
    match entry:
        case ShortItem():
            return {
                "answers": entry.answers,
                "answer_kind": entry.match_as,
                "tolerance": entry.tolerance,
                "prompt": _near(entry.prompt),
                "reject": _near(entry.reject),
            }
        case ListItem():
            return {
                "elements": entry.elements,
                "need": int(entry.need),
                "ordered": entry.ordered in _YES,
                "prompt": _near(entry.prompt),
                "reject": _near(entry.reject),
            }
        case ChoiceItem() | MultiItem():
            return {
                "options": tuple(Option(each.text, each.right in _YES, each.why) for each in entry.options)
            }
        case TrueFalseItem():
            true = entry.truth in _YES
            return {"options": (Option("True", true), Option("False", not true))}
        case OrderItem():
            return {"sequence": entry.sequence}
        case MatchItem():
            return {"pairs": tuple((pair.left, pair.right) for pair in entry.pairs)}


def _near(entries: Sequence[NearEntry]) -> tuple[NearAnswer, ...]:
    return tuple(NearAnswer(entry.answer, entry.reason) for entry in entries)


def dossier_of(file: DossierFile) -> Dossier:
    """Return the dossier that the file holds."""
    return Dossier(
        key=file.essay,
        label=file.label,
        title=file.title,
        author=file.author,
        affiliation=file.affiliation,
        publisher=file.publisher,
        date=file.date,
        language=file.language,
        kind=file.kind,
        standpoint=file.standpoint,
        file=file.file,
        paragraphs=tuple(map(_paragraph, file.paragraphs)),
    )


def _paragraph(entry: ParagraphEntry) -> Paragraph:
    return Paragraph(
        number=int(entry.number),
        kind=entry.kind,
        section=entry.section,
        summary=entry.summary,
        fingerprint=entry.sha256,
        argues=entry.argues in _YES,
        left_out=entry.left_out,
    )
