"""The files of a pack as content/README.md describes them: what the loader enforces and editors complete.

Every scalar arrives as text, so every field is text here; `bot.packs.values` makes numbers and truths of it. The
longest lengths are what Discord can show: an option on a button 80 characters, in a select 100, a field of an
embed 1,024.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from bot.core.pack import AnswerKind, FactKind

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_WHEN = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"
_SOURCE = r"^[a-z0-9]+(-[a-z0-9]+)* [1-9][0-9]{0,3}$"
_WHOLE = r"^[1-9][0-9]{0,3}$"
_NUMBER = r"^[0-9]+(\.[0-9]+)?$"
_SHA256 = r"^[0-9a-f]{64}$"
_FILE = r"^[\w-][\w. -]*$"
_LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"

FORMS = {
    KEY: "lower case letters, digits and hyphens",
    _WHEN: "YYYY, YYYY-MM or YYYY-MM-DD, or two of these with a slash between them",
    _SOURCE: "an essay and the number of a paragraph, such as: hecht 9",
    _WHOLE: "a whole number from 1 to 9999",
    _NUMBER: "a number, such as: 5 or 0.5",
    _SHA256: "a SHA-256: 64 hexadecimal digits",
    _FILE: "the name of a file, without a folder",
    _LANGUAGE: "a language, such as: en-GB",
}
"""What a text that must have a form should be, by the pattern of the form."""

Key: TypeAlias = Annotated[str, StringConstraints(pattern=KEY, max_length=60), Field(description=FORMS[KEY])]
When: TypeAlias = Annotated[str, StringConstraints(pattern=_WHEN), Field(description=FORMS[_WHEN])]
SourceText: TypeAlias = Annotated[str, StringConstraints(pattern=_SOURCE), Field(description=FORMS[_SOURCE])]
Sources: TypeAlias = Annotated[tuple[SourceText, ...], Field(min_length=1, max_length=20)]
Whole: TypeAlias = Annotated[str, StringConstraints(pattern=_WHOLE), Field(description=FORMS[_WHOLE])]
Decimal: TypeAlias = Annotated[str, StringConstraints(pattern=_NUMBER), Field(description=FORMS[_NUMBER])]
Fingerprint: TypeAlias = Annotated[str, StringConstraints(pattern=_SHA256), Field(description=FORMS[_SHA256])]
FileName: TypeAlias = Annotated[str, StringConstraints(pattern=_FILE), Field(description=FORMS[_FILE])]
Language: TypeAlias = Annotated[
    str, StringConstraints(pattern=_LANGUAGE), Field(description=FORMS[_LANGUAGE])
]
Label: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Choosable: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Phrase: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Stem: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Sentences: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Body: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
YesNo: TypeAlias = Literal["yes", "no", "true", "false"]
Aspect: TypeAlias = Literal["what", "since", "for", "purpose", "asks", "argues"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LaterEntry(_Entry):
    """What is certain of the time after the essay, with a public record."""

    note: Sentences
    when: When
    record: Phrase


class FactEntry(_Entry):
    """One entry to look up."""

    key: Key
    name: Label
    aliases: Annotated[tuple[Label, ...], Field(max_length=25)] = ()
    kind: FactKind
    when: When = ""
    short: Phrase
    text: Body
    sources: Sources
    related: Annotated[tuple[Key, ...], Field(max_length=25)] = ()
    aspects: dict[Aspect, Phrase] = {}
    later: Annotated[tuple[LaterEntry, ...], Field(max_length=5)] = ()


class NearEntry(_Entry):
    """An answer that the author foresaw, and what the player is told."""

    answer: Choosable
    reason: Phrase


class OptionEntry(_Entry):
    """One thing to choose; a wrong one says why."""

    text: Choosable
    right: YesNo = "no"
    why: Sentences = ""


class ButtonEntry(OptionEntry):
    """One thing to choose by a button."""

    text: Label


class PairEntry(_Entry):
    """Two things that belong together."""

    left: Choosable
    right: Choosable


class _Item(_Entry):
    id: Key
    fact: Key
    stem: Stem
    explanation: Sentences
    difficulty: Literal["1", "2", "3"]
    hints: Annotated[tuple[Phrase, ...], Field(max_length=2)] = ()
    sources: Sources


class _Typed(_Item):
    prompt: Annotated[tuple[NearEntry, ...], Field(max_length=25)] = ()
    reject: Annotated[tuple[NearEntry, ...], Field(max_length=25)] = ()


class ShortItem(_Typed):
    """A question answered by a word or two, a number, a date or what fills the gap."""

    type: Literal["short", "number", "date", "cloze"]
    answers: Annotated[tuple[Choosable, ...], Field(min_length=1, max_length=25)]
    match_as: AnswerKind | None = None
    tolerance: Decimal = ""


class ListItem(_Typed):
    """A question answered by naming `need` of the elements."""

    type: Literal["list"]
    need: Whole
    ordered: YesNo = "no"
    elements: Annotated[
        tuple[Annotated[tuple[Choosable, ...], Field(min_length=1, max_length=25)], ...],
        Field(min_length=2, max_length=50),
    ]


class ChoiceItem(_Item):
    """Three to five options, one right."""

    type: Literal["choice"]
    options: Annotated[tuple[ButtonEntry, ...], Field(min_length=3, max_length=5)]


class MultiItem(_Item):
    """Three to six options, at least one right and one wrong."""

    type: Literal["multi"]
    options: Annotated[tuple[OptionEntry, ...], Field(min_length=3, max_length=6)]


class TrueFalseItem(_Item):
    """A statement that is true or false."""

    type: Literal["true-false"]
    truth: Literal["true", "false"]


class OrderItem(_Item):
    """Three to six things to be put in the right order, in which they stand here."""

    type: Literal["order"]
    sequence: Annotated[tuple[Choosable, ...], Field(min_length=3, max_length=6)]


class MatchItem(_Item):
    """Three to five pairs to be put together."""

    type: Literal["match"]
    pairs: Annotated[tuple[PairEntry, ...], Field(min_length=3, max_length=5)]


AnyItem: TypeAlias = ShortItem | ListItem | ChoiceItem | MultiItem | TrueFalseItem | OrderItem | MatchItem
ItemEntry: TypeAlias = Annotated[AnyItem, Field(discriminator="type")]


class TopicFile(_Entry):
    """One chapter of a pack."""

    topic: Key
    name: Label
    about: Phrase
    facts: tuple[FactEntry, ...] = ()
    items: tuple[ItemEntry, ...] = ()


class PackFile(_Entry):
    """What a folder is called and holds."""

    pack: Key
    name: Label
    about: Sentences
    language: Language
    essays: Annotated[tuple[Key, ...], Field(min_length=1)]
    topics: Annotated[tuple[Key, ...], Field(min_length=1, max_length=25)]


class ParagraphEntry(_Entry):
    """Our record of one paragraph: a summary in our words and a fingerprint."""

    number: Whole
    kind: Literal["heading", "text", "item", "footnote", "header", "biography", "notice"]
    section: Phrase
    summary: Body
    argues: YesNo = "no"
    left_out: Phrase = ""
    sha256: Fingerprint


class DossierFile(_Entry):
    """Our record of one essay."""

    essay: Key
    label: Label
    title: Phrase
    author: Phrase
    affiliation: Phrase
    publisher: Phrase
    date: Phrase
    language: Language
    kind: Literal["essay", "speech"]
    standpoint: Sentences
    file: FileName
    paragraphs: Annotated[tuple[ParagraphEntry, ...], Field(min_length=1)]


FACT: TypeAdapter[FactEntry] = TypeAdapter(FactEntry)
ITEM: TypeAdapter[AnyItem] = TypeAdapter(ItemEntry)
