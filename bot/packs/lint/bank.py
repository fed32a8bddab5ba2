"""Lint across a bank: names that are commands or options, facts that nothing asks for, questions asked twice."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations

from bot.core.pack import Fact, Item, ItemType, Topic
from bot.core.text import fold
from bot.packs.lint.phrases import meaning, phrase
from bot.packs.lint.writing import right_answers
from bot.packs.soundness import Flaw

_SAME = 0.8
"""Two stems are nearly the same if they share this much of their words."""


def taken_names(fact: Fact, commands: Collection[str]) -> Iterator[Flaw]:
    """Yield the names of a fact that would call a command instead."""
    names = [(fact.key, ("key",)), (fact.name, ("name",))]
    for name, steps in [*names, *((alias, ("aliases", place)) for place, alias in enumerate(fact.aliases))]:
        if fold(name) in commands:
            yield f"`{name}` is a command", steps


def hiding_names(topic: Topic, is_option: Callable[[str], bool]) -> Iterator[Flaw]:
    """Yield the names of a topic that would be taken for it where a quiz is to be played in another way."""
    for name, step in ((topic.key, "topic"), (topic.name, "name")):
        if is_option(name):
            yield f"`{name}` means something else after `!quiz`", (step,)


def twins(items: Iterable[Item]) -> Iterator[tuple[Item, Item, str]]:
    """Yield each item that asks nearly what an earlier one asks and has an answer of its, with both."""
    by_answer: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for answer in _answers(item):
            by_answer[answer].append(item)
    told: set[tuple[int, int]] = set()
    for answer, group in by_answer.items():
        words = [meaning(item.stem) for item in group]
        for one, other in combinations(range(len(group)), 2):
            pair = id(group[one]), id(group[other])
            if pair not in told and _alike(words[one], words[other]):
                told.add(pair)
                yield group[other], group[one], answer


def _answers(item: Item) -> set[str]:
    """Return what two items with the same answer have in common."""
    if item.type is ItemType.TRUE_FALSE:
        right = next(option.text for option in item.options if option.right)
        # All statements have one of two answers; those of one fact alone can be the same statement.
        return {f"{item.fact} {right}"}
    return {phrase(text) for text, _ in right_answers(item)} - {""}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME * len(one | other)
