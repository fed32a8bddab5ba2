"""Lint of one fact or item by itself: lengths, spelling, and questions that give themselves away."""

from collections.abc import Iterator

from bot.core.judge.forms import variants
from bot.core.pack import Fact, Item, ItemType
from bot.packs.document import Step
from bot.packs.lint.phrases import holds, meaning, phrase
from bot.packs.lint.spelling import mixed
from bot.packs.soundness import Flaw

LEAST_TEXT = 300
"""A fact's text says more than its short form from this many characters on."""

_LEAST_NEWS = 2
"""An explanation with fewer words of its own, beside those of the stem and the answer shown, teaches nothing."""

_Field = tuple[str, tuple[Step, ...]]


def fact_writing(fact: Fact) -> Iterator[Flaw]:
    """Yield what is wrong with the wording of a fact."""
    if len(fact.text) < LEAST_TEXT:
        yield f"`text` has {len(fact.text)} characters: at least {LEAST_TEXT}", ("text",)
    yield from _mixtures(_fact_fields(fact))


def _fact_fields(fact: Fact) -> Iterator[_Field]:
    yield fact.short, ("short",)
    yield fact.text, ("text",)
    for aspect, text in fact.aspects.items():
        yield text, ("aspects", aspect)
    for place, later in enumerate(fact.later):
        yield later.note, ("later", place, "note")


def item_writing(item: Item) -> Iterator[Flaw]:
    """Yield what is wrong with the wording of an item."""
    yield from _mixtures(_item_fields(item))
    yield from _unbalanced(item)
    for text, _ in right_answers(item):
        if holds(item.stem, text):
            yield f"the stem gives the answer `{text}` away", ("stem",)
        for place, hint in enumerate(item.hints):
            if holds(hint, text):
                yield f"the hint gives the answer `{text}` away", ("hints", place)
    if _repeats_stem(item):
        yield "the explanation says no more than stem and answer", ("explanation",)


def right_answers(item: Item) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Yield each string that is a right answer or part of one, and where it stands; not those of order and match."""
    for place, answer in enumerate(item.answers):
        yield from ((text, ("answers", place)) for text in variants(answer))
    for place, element in enumerate(item.elements):
        for inner, answer in enumerate(element):
            yield from ((text, ("elements", place, inner)) for text in variants(answer))
    if item.type is not ItemType.TRUE_FALSE:
        for place, option in enumerate(item.options):
            if option.right:
                yield option.text, ("options", place, "text")


def _item_fields(item: Item) -> Iterator[_Field]:
    yield item.stem, ("stem",)
    yield item.explanation, ("explanation",)
    for place, hint in enumerate(item.hints):
        yield hint, ("hints", place)
    for place, option in enumerate(item.options):
        yield option.text, ("options", place, "text")
        yield option.why, ("options", place, "why")
    for name, near in (("prompt", item.prompt), ("reject", item.reject)):
        yield from ((each.reason, (name, place, "reason")) for place, each in enumerate(near))


def _mixtures(fields: Iterator[_Field]) -> Iterator[Flaw]:
    for text, steps in fields:
        if pair := mixed(text):
            yield f"`{pair[0]}` is British and `{pair[1]}` American spelling", steps


def _unbalanced(item: Item) -> Iterator[Flaw]:
    """Yield accepted strings in which a bracket that marks optional words has no partner."""
    for place, answer in enumerate(item.answers):
        if answer.count("(") != answer.count(")"):
            yield f"a bracket of `{answer}` has no partner", ("answers", place)
    for place, element in enumerate(item.elements):
        for inner, answer in enumerate(element):
            if answer.count("(") != answer.count(")"):
                yield f"a bracket of `{answer}` has no partner", ("elements", place, inner)


def _repeats_stem(item: Item) -> bool:
    given = [item.stem, *item.answers[:1]]
    if item.type is ItemType.CHOICE:
        given += [option.text for option in item.options if option.right]
    news = meaning(item.explanation) - meaning(" ".join(given))
    return len(news) < _LEAST_NEWS or phrase(item.stem) in phrase(item.explanation)
