"""The key of an item: its accepted answers, compiled once into what the rules compare with."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.core.judge.confusables import CAPITALS
from bot.core.judge.names import NAMES_ALONE, OTHER_NAMES, SHORT_FORMS, SHOUTED, names_in, words_of_names
from bot.core.judge.spelling import EVERY_SHAPE, FARTHEST, beginnings, budget, shape, shapes_between, stem
from bot.core.judge.spoken import DECADES
from bot.core.judge.tables import (
    DIRECTIONS,
    NEGATIONS,
    ORDERED,
    QUALIFIERS,
    STOP,
    TITLES,
    word_set,
)
from bot.core.judge.words import is_number, tokens
from bot.core.text import fold, plain

_OPTIONAL = re.compile(r"\(([^()]*)\)")
_MOST_VARIANTS = 16
VALUE_SIGNS = re.compile(r"[\d%$€£¥°=<>^+√*]")
_EDGES = " \t\n.,;:!?\"'`"
_FORMULA = re.compile(r"[=^√<>*]|(?<=\w) ?\+ ?(?=\w)|\b[a-zA-Z] ?/ ?\w\b|\b\w ?/ ?[a-zA-Z]\b")
_UMLAUTS = (("ö", "oe"), ("ü", "ue"), ("ä", "ae"), ("ø", "oe"), ("å", "aa"))
_WHO = re.compile(
    r"\b(?:who|whom|whose|author|person|president|chancellor|king|queen|emperor|tsar|pope|minister|premier|general|"
    r"leader|secretary|ambassador|senator|politician|statesman|dictator|philosopher|poet|novelist|writer|playwright|"
    r"composer|painter|artist|musician|singer|scientist|physicist|chemist|biologist|mathematician|economist|"
    r"historian|explorer|inventor|astronaut|architect|actor|actress|director|lawyer|judge|founder)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-Z][\w'’.-]*|van|von|de|der|den|da|di|la|le|bin|ibn|al|el|of|ter|[A-Z]\.)")
_BODY = word_set(
    "council union party committee team orchestra band group company club university army navy force agency court "
    "ministry government parliament congress senate church commission office association society institute "
    "organization corporation united republic alliance league"
)
_LONGEST_NAME = 5
_TO_AND_FRO = frozenset({"from", "to"})
_SHORTEST_INITIALS = 3
_ROMAN = frozenset("ivx")
LONGEST_RUN = 4
"""Words that may be written as one."""

_LEADING_ARTICLE = re.compile(r"^(?:the|an?) ")


def variants(answer: str) -> tuple[str, ...]:
    """Return the strings that an authored answer stands for: alternatives, with and without optional words."""
    return tuple(
        dict.fromkeys(variant for part in re.split(r"\s/\s", answer) for variant in _with_optional(part))
    )


def _with_optional(part: str) -> Iterator[str]:
    pieces = _OPTIONAL.split(part)
    if len(pieces) == 1:
        yield part
        return
    inside = pieces[1::2]
    for choice in list(product((True, False), repeat=min(len(inside), 4)))[:_MOST_VARIANTS]:
        kept = [
            text if keep else "" for text, keep in zip(inside, (*choice, *[True] * len(inside)), strict=False)
        ]
        text = "".join(a + b for a, b in zip(pieces[::2], [*kept, ""], strict=True))
        text = re.sub(r"\s+", " ", text).strip(" ,")
        if text:
            yield text


def tight(text: str) -> str:
    """Return text for exact comparison: folded, or where signs carry the value, only in lower case and trimmed."""
    if not VALUE_SIGNS.search(text):
        return fold(text)
    return " ".join(plain(text).casefold().split()).strip(_EDGES)


@dataclass(frozen=True)
class Form:
    """One accepted string, as words. `place` says which accepted answer of the item it belongs to.

    `must` are the places of the words that cannot be left out; `person` says that the words are a name.
    """

    place: int
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    must: frozenset[int]
    squashed: str
    initials: frozenset[str]
    person: bool
    ordered: bool
    negations: frozenset[str]

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The letters that its words, and slips for them, can begin with."""
        return frozenset(word[0] for word in self.words) | {word[1] for word in self.words if budget(word)}

    @cached_property
    def partners(self) -> tuple[int, ...]:
        """For each word that cannot be left out, the shapes of what can stand for it; nothing for names."""
        # Not every form of a bank is ever compared.
        if self.person:
            return ()
        return tuple(_partners(self.words, self.stems, place) for place in sorted(self.must))


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, by what they allow: left out of an answer, or said beside it.

    `names` are the words of all forms of the names in it.
    """

    stems: frozenset[str]
    addable: frozenset[str]
    acronyms: frozenset[str]
    names: frozenset[str]
    keep: frozenset[str]
    text: str
    sequence: str
    numbers: frozenset[str]
    strict: bool
    foreign: bool


_SHOUTED = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])\w+\b")
# Where the form of the word is what is asked for, another form of it is another answer.
_ABOUT_FORM = re.compile(
    r"\b(?:plural|singular|tense|participle|infinitive|gerund|conjugat\w+|spell\w*|spelt|comparative|superlative|"
    r"nominative|genitive|dative|accusative|masculine|feminine|adjective|adverb)\b",
    re.IGNORECASE,
)
_LANGUAGES = (
    "Latin|Greek|French|German|Spanish|Italian|Portuguese|Russian|Polish|Ukrainian|Turkish|Dutch|Swedish|Azerbaijani|"
    "Arabic|Hebrew|Czech|Hungarian|Romanian"
)
_FOREIGN = re.compile(
    rf"\btranslat\w+|\bin (?:{_LANGUAGES})\b|\b(?:the|into|is|what) (?:{_LANGUAGES}) (?:word|for|verb|noun|phrase)\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<=[^.?!] )[A-Z][\w'-]*(?: (?:(?:of|for|and|the|in|on|to) )*[A-Z][\w'-]*)+")
_PROPER = re.compile(r"(?<=[^.?!\s] )[\"'(]*([A-Z]\w+)")


def read_question(stem_text: str, answers: Iterable[str] = ()) -> Question:
    """Return what a question allows an answer to repeat or to leave out.

    A name whose other form stands in the question is kept as typed: what NATO stands for is not "NATO".
    """
    text = plain(stem_text)
    shouted = frozenset(fold(word) for word in _SHOUTED.findall(text) if not word.isdigit())
    wanted = {" ".join(tokens(plain(variant))) for answer in answers for variant in variants(answer)}
    keep = names_in(fold(text).split()) & wanted
    keep |= {fold(short) for short, name in SHOUTED.items() if short in text and fold(name) in wanted}
    words = tokens(text, keep)
    stems = frozenset(map(stem, words)) - STOP
    fixed = frozenset(word for word in stems if word in DIRECTIONS or word in QUALIFIERS)
    # At the head of a sentence every word has a capital.
    names = (
        frozenset(stem(fold(word)) for word in _PROPER.findall(text)) | shouted | (stems & CAPITALS.keys())
    )
    return Question(
        stems=stems - fixed,
        addable=stems - fixed - names,
        acronyms=shouted,
        names=words_of_names(fold(text).split()).union(*_acronyms(text)),
        keep=keep,
        text=text,
        sequence=f" {' '.join(map(stem, words))} ",
        numbers=frozenset(re.findall(r"\d+", text)) | {word[1:] for word in words if is_number(word)},
        strict=bool(_ABOUT_FORM.search(text)),
        foreign=bool(_FOREIGN.search(text)),
    )


def _acronyms(question: str) -> Iterator[frozenset[str]]:
    for run in _RUN.findall(question):
        yield from map(_initials, (run, *re.split(r" and (?:the )?", run)))


def is_person(question: str, answer: str) -> bool:
    """Tell whether an answer looks like the name of a person that the question asks for."""
    parts = answer.split()
    if not 1 <= len(parts) <= _LONGEST_NAME or not _WHO.search(question):
        return False
    return all(_NAME.fullmatch(part.strip(",")) for part in parts) and _BODY.isdisjoint(fold(answer).split())


def _initials(answer: str) -> frozenset[str]:
    """Return the initials of an answer of three words or more without a number."""
    split = _LEADING_ARTICLE.sub("", fold(answer)).split()
    joined = _LEADING_ARTICLE.sub("", fold(re.sub(r"(?<=\w)-(?=\w)", "", plain(answer)))).split()
    found: set[str] = set()
    for words in (split, joined):
        for kept in (words, [word for word in words if word not in STOP]):
            if len(words) >= _SHORTEST_INITIALS and len(kept) > 1 and all(word.isalpha() for word in words):
                found.add("".join(word[0] for word in kept))
    return frozenset(found)


def build_form(
    place: int, text: str, words: tuple[str, ...], question: Question, squashed: str, *, person: bool
) -> Form:
    """Return the compiled form of one accepted string in one way to read its words."""
    stems = tuple(map(stem, words))
    light = STOP | _TO_AND_FRO | (TITLES if person else frozenset[str]())
    weighty = [i for i, word in enumerate(words) if word not in light]
    must = [i for i in weighty if stems[i] not in question.stems and stems[i] != "program"]
    if person and len(weighty) > 1:
        must = [weighty[0], weighty[-1]]
    needed = frozenset(must or weighty or range(len(words)))
    return Form(
        place,
        text,
        words,
        stems,
        needed,
        squashed,
        frozenset() if any(map(is_number, words)) else _initials(text) - question.acronyms,
        person,
        not ORDERED.isdisjoint(words),
        NEGATIONS & frozenset(words),
    )


def _partners(words: tuple[str, ...], stems: tuple[str, ...], place: int) -> int:
    """Return the shapes of what can stand for a word, alone or written together with its neighbours."""
    found = shape(stems[place][0], len(stems[place]))
    for start in range(max(0, place - LONGEST_RUN + 1), place + 1):
        for end in range(place + 1, min(start + LONGEST_RUN, len(words)) + 1):
            length = sum(map(len, words[start:end]))
            for letter in beginnings(words[start]) + words[start][0]:
                found |= shapes_between(letter, length - FARTHEST, length + FARTHEST)
    # Roman numerals and figures stand for each other.
    return EVERY_SHAPE if is_number(words[place]) or words[place] in _ROMAN else found


def build_forms(
    answers: Iterable[tuple[int, str]], question: Question, *, person: bool | None = None
) -> tuple[Form, ...]:
    """Return all forms of accepted answers, each with its place: as written, and with other names of the same.

    Whether an answer is a person's name is guessed from the question unless it is given.
    """
    forms: dict[tuple[int, tuple[str, ...]], Form] = {}
    for place, answer in answers:
        for text in variants(answer):
            named = is_person(question.text, text) if person is None else person
            unaliased = tokens(plain(text), keep=SHORT_FORMS)
            for words in _readings(text, question):
                squashed = "".join(words) if words == unaliased else ""
                if words:
                    form = build_form(place, text, words, question, squashed, person=named)
                    forms.setdefault((place, words), form)
    return tuple(forms.values())


def _readings(text: str, question: Question) -> Iterator[tuple[str, ...]]:
    words = tokens(plain(text), keep=question.keep)
    yield words
    yield tokens(plain(text), keep=SHORT_FORMS)
    whole = " ".join(words)
    for short, others in (*OTHER_NAMES.items(), *NAMES_ALONE.items()):
        if whole == short and short not in question.keep:
            yield from (tokens(other, keep=SHORT_FORMS) for other in others)
    yield from ((short,) for short, others in NAMES_ALONE.items() if whole in others)
    for spoken, year in DECADES.items():
        figures = f"19{year}s"
        if spoken in words or figures in words:
            other = {spoken: figures, figures: spoken}
            yield tuple(other.get(word, word) for word in words)
    for letter, pair in _UMLAUTS:
        if letter in text.casefold():
            yield tokens(plain(text.casefold().replace(letter, pair)), keep=question.keep)


def is_formula(text: str) -> bool:
    """Tell whether signs carry the meaning, so that nothing but spacing may differ."""
    return bool(_FORMULA.search(text))


def as_formula(text: str) -> str:
    """Return a formula without what may differ: spaces, the sign for times, case of nothing."""
    return (
        re.sub(r"[\s*·×]+", "", text.replace("**", "^").replace(" squared", "^2").replace(" cubed", "^3"))
        .strip("`.")
        .casefold()
    )
