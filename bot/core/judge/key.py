"""The key of a typed item: everything that its answers are compared by, compiled once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.core.judge.bank import Bank
from bot.core.judge.confusables import RIVALS
from bot.core.judge.forms import (
    VALUE_SIGNS,
    Form,
    Question,
    as_formula,
    build_forms,
    is_formula,
    read_question,
    tight,
    variants,
)
from bot.core.judge.gap import Filled, fill
from bot.core.judge.leftovers import Setting
from bot.core.judge.phrase import canonical
from bot.core.judge.spelling import beginnings
from bot.core.judge.tables import NEGATIONS, STOP
from bot.core.judge.valued import AmountKey, DateKey, read_values
from bot.core.judge.verdict import Reason, Verdict, accept, prompt, reject
from bot.core.judge.words import is_number, tokens
from bot.core.pack import AnswerKind, Item, ItemType
from bot.core.text import fold, plain


@dataclass(frozen=True, slots=True)
class Key:
    """What one item accepts.

    `known` holds the verdicts on whole answers, compared tightly; `meanings` those on the words that carry
    meaning. `vocabulary` are the words of the answers, by the letters that a slip for
    them can begin with; `alternatives` says that an answer itself holds an "or" or a slash; `filled` is the question
    with its gap filled.
    """

    item: Item
    setting: Setting
    known: dict[str, Verdict]
    meanings: dict[str, Verdict]
    forms: tuple[Form, ...]
    amounts: tuple[AmountKey, ...]
    dates: tuple[DateKey, ...]
    formulas: dict[str, int]
    yes: bool | None
    near: tuple["Near", ...]
    bare: Setting
    negations: frozenset[str]
    stems: frozenset[str]
    vocabulary: dict[str, tuple[str, ...]]
    initials: frozenset[str]
    squashed: tuple[str, ...]
    alternatives: bool
    filled: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """One answer that the author foresaw, and the verdict on whatever comes to the same."""

    verdict: Verdict
    forms: tuple[Form, ...]
    amounts: tuple[AmountKey, ...]
    dates: tuple[DateKey, ...]


def _near(item: Item, question: Question) -> Iterator[Near]:
    bare = replace(question, stems=frozenset(), addable=frozenset())
    foreseen = [(near, reject(Reason.AUTHORED, near.reason)) for near in item.reject]
    foreseen += [(near, prompt(Reason.AUTHORED, detail=near.reason)) for near in item.prompt]
    for near, verdict in foreseen:
        texts = [(0, text) for text in variants(near.answer)]
        amounts, dates = read_values(item, texts, question)
        forms = () if amounts or dates else build_forms([(0, near.answer)], bare)
        yield Near(verdict, forms, amounts, dates)


def compile_key(item: Item, bank: Bank) -> Key:
    """Return the key of an item that is answered in words."""
    question = read_question(item.stem, item.answers)
    person = True if item.answer_kind is AnswerKind.PERSON else None
    texts = [(place, text) for place, answer in enumerate(item.answers) for text in variants(answer)]
    amounts, dates = read_values(item, texts, question)
    formulas = {as_formula(plain(text)): place for place, text in texts if is_formula(plain(text))}
    valued = _valued(item, texts, amounts, dates) | set(formulas.values())
    worded = [(place, answer) for place, answer in enumerate(item.answers) if place not in valued]
    forms = build_forms(worded, question, person=person)
    known, meanings = _read_known(item, texts, question.keep)
    words = {word for form in forms for word in form.words}
    own = frozenset(words) | question.stems | frozenset(fold(item.stem).split())
    rivals = frozenset(rival for _, text in texts for rival in RIVALS.get(fold(text), ()))
    canonicals = frozenset(canonical(form.words) for form in forms)
    setting = Setting(question, bank, own, canonicals | frozenset(meanings), frozenset(words), rivals)
    return Key(
        item=item,
        setting=setting,
        known=known,
        meanings=meanings,
        forms=forms,
        amounts=amounts,
        dates=dates,
        formulas=formulas,
        yes=_polarity(item),
        near=tuple(_near(item, question)),
        bare=replace(setting, question=replace(question, stems=frozenset(), addable=frozenset())),
        negations=frozenset(word for _, text in texts for word in fold(text).split() if word in NEGATIONS),
        stems=frozenset(stem for form in forms for stem in form.stems if stem not in STOP),
        vocabulary=_by_beginning(words),
        initials=frozenset(letters for form in forms for letters in form.initials),
        squashed=tuple(dict.fromkeys(form.squashed for form in forms if form.squashed)),
        alternatives=any(_ALTERNATIVE.search(form.text) for form in forms),
        filled=tuple(fill(item.stem, item.answers)),
    )


def _by_beginning(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words that matter, by each letter that a slip for them can begin with."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        if word not in STOP and not is_number(word):
            for letter in dict.fromkeys(beginnings(word)):
                found[letter] = (*found.get(letter, ()), word)
    return found


_ALTERNATIVE = re.compile(r"\bor\b|/")


def _valued(
    item: Item, texts: list[tuple[int, str]], amounts: tuple[AmountKey, ...], dates: tuple[DateKey, ...]
) -> set[int]:
    """Return the places of answers that are values and nothing else.

    May, Seven and twenty-eight members are words too.
    """
    guessed = item.answer_kind is None and item.type is ItemType.SHORT
    worded = {place for place, text in texts if guessed and fold(text).isalpha()}
    worded |= {amount.place for amount in amounts if amount.reading.words}
    return {key.place for key in (*amounts, *dates)} - worded


def _read_known(
    item: Item, texts: list[tuple[int, str]], keep: frozenset[str]
) -> tuple[dict[str, Verdict], dict[str, Verdict]]:
    known: dict[str, Verdict] = {}
    meanings: dict[str, Verdict] = {}
    for near in item.reject:
        for text in variants(near.answer):
            _learn(text, reject(Reason.AUTHORED, near.reason), keep, known, meanings)
    for place, text in texts:
        _learn(text, accept(Reason.EXACT, place), keep, known, meanings)
    for near in item.prompt:
        for text in variants(near.answer):
            _learn(text, prompt(Reason.AUTHORED, detail=near.reason), keep, known, meanings)
    return known, meanings


def _learn(
    text: str, verdict: Verdict, keep: frozenset[str], known: dict[str, Verdict], meanings: dict[str, Verdict]
) -> None:
    known.setdefault(tight(text) or plain(text).strip(), verdict)
    words = tokens(plain(text), keep)
    if words and not VALUE_SIGNS.search(plain(text)):
        meanings.setdefault(canonical(words), verdict)


def _polarity(item: Item) -> bool | None:
    texts = {fold(answer) for answer in item.answers}
    if texts and texts <= {"yes", "true", "correct", "y", "right"}:
        return True
    if texts and texts <= {"no", "false", "incorrect", "n", "wrong"}:
        return False
    return None
