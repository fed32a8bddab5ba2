"""How the words after !quiz are read: a topic, a number, a time, a mode, types, difficulty, in any order."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.customs import LEAST_SECONDS, MOST_ROUNDS, MOST_SECONDS
from bot.core.pack import ItemType, Topic
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.core.text import fold
from bot.words import lines
from bot.words.reply import Reply

T = TypeVar("T")

LONGEST_NAME = 8
"""Words that the name of a topic or a pack may have."""

SECONDS = re.compile(r"(\d{1,6})(?:s|sec|seconds)")
TEAMS = re.compile(r"([2-4])teams")
DIFFICULTY = {"easy": 1, "medium": 2, "hard": 3, "any": 0}
TYPES = {
    "typed": (ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE, ItemType.LIST),
    "tf": (ItemType.TRUE_FALSE,),
    "truefalse": (ItemType.TRUE_FALSE,),
    **{type_.value: (type_,) for type_ in ItemType},
}
SWITCHES: dict[str, Callable[[Options], Options]] = {
    "hints": lambda options: replace(options, hints=True),
    "nohints": lambda options: replace(options, hints=False),
    "shuffled": lambda options: replace(options, shuffled=True),
    "ordered": lambda options: replace(options, shuffled=False),
    "untimed": lambda options: replace(options, seconds=0),
}


def read_options(words: Sequence[str], base: Options, topics: Iterable[Topic]) -> Options | Reply:
    """Return the options that the words say, or a reply that says which word is wrong.

    `mode=race` and the like are read as `race`; commas between words are passed over; a topic may be several words
    long.
    """
    known = topic_names(topics)
    options = base
    rest = [said for word in words if (said := word.split("=", 1)[-1].strip(","))]
    while rest:
        size, topic = named(rest, known)
        if topic:
            options = replace(options, topics=tuple(dict.fromkeys((*options.topics, topic))))
            rest = rest[size:]
            continue
        read = _word(rest[0].lower(), options)
        if read is None:
            return lines.unknown_option(rest[0], sorted(set(known.values())))
        if isinstance(read, Reply):
            return read
        options = read
        rest = rest[1:]
    return options


def named(rest: Sequence[str], known: Mapping[str, T]) -> tuple[int, T | None]:
    """Return how many of the first words are a name that is known, the longest such, and what it names."""
    for size in range(min(len(rest), LONGEST_NAME), 0, -1):
        if (found := known.get(fold(" ".join(rest[:size])))) is not None:
            return size, found
    return 0, None


def topic_names(topics: Iterable[Topic]) -> dict[str, str]:
    """Return the key of each topic by every name that it has, folded."""
    return {fold(name): topic.key for topic in topics for name in (topic.key, topic.name)}


def _word(word: str, options: Options) -> Options | Reply | None:
    if word.isdecimal() and word.isascii():
        rounds = int(word[:9])
        return (
            replace(options, rounds=rounds)
            if 0 < rounds <= MOST_ROUNDS
            else lines.rounds_between(1, MOST_ROUNDS)
        )
    if match := SECONDS.fullmatch(word):
        seconds = int(match[1])
        fits = seconds == 0 or LEAST_SECONDS <= seconds <= MOST_SECONDS
        return (
            replace(options, seconds=seconds) if fits else lines.seconds_between(LEAST_SECONDS, MOST_SECONDS)
        )
    if match := TEAMS.fullmatch(word):
        return replace(options, mode=ModeName.TEAMS, teams=int(match[1]))
    if word in set(ModeName):
        return replace(options, mode=ModeName(word))
    if word in DIFFICULTY:
        return replace(options, difficulty=DIFFICULTY[word])
    if word in SWITCHES:
        return SWITCHES[word](options)
    types = [type_ for part in word.split(",") for type_ in TYPES.get(part, ())]
    return replace(options, types=tuple(dict.fromkeys((*options.types, *types)))) if types else None
