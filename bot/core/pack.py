"""What a pack holds: sources, facts and items, as frozen values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One paragraph of one essay: where a sentence of the content can be checked."""

    essay: str
    paragraph: int


class FactKind(StrEnum):
    """What sort of thing a fact describes."""

    TERM = "term"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    DOCUMENT = "document"
    EVENT = "event"
    PERSON = "person"
    PLACE = "place"
    NUMBER = "number"
    ARGUMENT = "argument"


@dataclass(frozen=True, slots=True)
class Later:
    """What the world did after the essay was written; never part of what the essay says."""

    note: str
    when: str
    record: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry to look up.

    `when` is an ISO date that may stop at the year or the month, a range of two joined by "/", or empty.
    `aspects` serve comparison: a name from the fixed set in `ASPECTS`, and a short phrase.
    """

    key: str
    name: str
    kind: FactKind
    short: str
    text: str
    sources: tuple[Source, ...]
    pack: str
    topic: str
    aliases: tuple[str, ...] = ()
    when: str = ""
    related: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()
    aspects: Mapping[str, str] = field(default_factory=dict[str, str])


ASPECTS = ("what", "since", "for", "purpose", "asks", "argues")
"""The aspects in which two facts are compared, in the order in which they are shown."""


class ItemType(StrEnum):
    """How an item is answered."""

    SHORT = "short"
    NUMBER = "number"
    DATE = "date"
    CLOZE = "cloze"
    CHOICE = "choice"
    TRUE_FALSE = "true-false"
    MULTI = "multi"
    LIST = "list"
    ORDER = "order"
    MATCH = "match"


TYPED = frozenset({ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE, ItemType.LIST})
"""The types that are answered in words; the others are answered by letters, buttons or selects."""

GAP = re.compile(r"_{3,}")
"""What stands for the gap in the question of a cloze, which holds one."""


class AnswerKind(StrEnum):
    """How a typed answer is matched; found from the answers unless the author says it."""

    NUMBER = "number"
    QUANTITY = "quantity"
    DATE = "date"
    YEAR = "year"
    RANGE = "range"
    ACRONYM = "acronym"
    PERSON = "person"
    YES_NO = "yes-no"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class NearAnswer:
    """An answer that the author foresaw, and the reason that the player is shown."""

    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: whether it is right, and why or why not."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the bank. Which fields are filled depends on the type.

    short, number, date, cloze: `answers` are the accepted strings, the first is the one to show; `(…)` marks
    optional words and ` / ` separates alternatives. A cloze stem holds `___`.
    choice, multi, true-false: `options`. list: `elements`, each a tuple of accepted strings, of which `need`
    must be named, in the order given if `ordered`. order: `sequence`, in the right order. match: `pairs`.
    `shown` is the order in which options, sequence or the right halves of pairs are presented, as indices
    into them; empty means as authored.
    """

    id: str
    type: ItemType
    stem: str
    fact: str
    explanation: str
    sources: tuple[Source, ...]
    pack: str
    topic: str
    difficulty: int = 1
    hints: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    answer_kind: AnswerKind | None = None
    tolerance: str = ""
    prompt: tuple[NearAnswer, ...] = ()
    reject: tuple[NearAnswer, ...] = ()
    options: tuple[Option, ...] = ()
    elements: tuple[tuple[str, ...], ...] = ()
    need: int = 0
    ordered: bool = False
    sequence: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    shown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One chapter of a pack."""

    key: str
    name: str
    about: str
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Our record of one paragraph of an essay: a summary in our words and a fingerprint of the text.

    `left_out` is the reason why no fact or item needs to cover it, or empty. `argues` says that it carries an
    argument. `fingerprint` is the SHA-256, in hex, of the normalised text.
    """

    number: int
    kind: str
    section: str
    summary: str
    fingerprint: str
    argues: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Our record of one essay: what is said about it, and each of its paragraphs."""

    key: str
    label: str
    title: str
    author: str
    affiliation: str
    publisher: str
    date: str
    language: str
    kind: str
    standpoint: str
    file: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One reviewed folder of facts and items, with the dossiers of the essays that it rests on."""

    key: str
    name: str
    about: str
    language: str
    topics: tuple[Topic, ...]
    dossiers: tuple[Dossier, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, topic by topic."""
        return tuple(fact for topic in self.topics for fact in topic.facts)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, topic by topic."""
        return tuple(item for topic in self.topics for item in topic.items)
