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
Change = Callable[[Options], Options | Reply]
"""What a word does to the options, or a reply that says why it cannot be."""

LONGEST_NAME = 8
"""Words that the name of a topic or a pack may have."""

ROUNDS = re.compile(r"(\d{1,6})\d*(?:questions?|rounds?)?", re.ASCII | re.IGNORECASE)
SECONDS = re.compile(r"(\d{1,6})\d*(?:s|secs?|seconds?)?", re.ASCII | re.IGNORECASE)
UNIT = re.compile(r"(?<!\S)(\d+) (?=(?:questions?|rounds?|s|secs?|seconds?)(?!\S))", re.ASCII | re.IGNORECASE)

WHOLE = frozenset({"same", "options"})
"""Words that mean something if nothing else stands after `!quiz`."""

DIFFICULTY = {"easy": 1, "medium": 2, "hard": 3, "any": 0}
TYPED = (ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE, ItemType.LIST)
TYPES = {
    "typed": TYPED,
    "tf": (ItemType.TRUE_FALSE,),
    "truefalse": (ItemType.TRUE_FALSE,),
    "true or false": (ItemType.TRUE_FALSE,),
    "multiple choice": (ItemType.CHOICE,),
    **{type_.value: (type_,) for type_ in ItemType},
}
SWITCHES: Mapping[str, Change] = {
    "hints": lambda options: replace(options, hints=True),
    "nohints": lambda options: replace(options, hints=False),
    "shuffled": lambda options: replace(options, shuffled=True),
    "ordered": lambda options: replace(options, shuffled=False),
    "untimed": lambda options: replace(options, seconds=0),
}


def read_options(words: Sequence[str], base: Options, topics: Iterable[Topic]) -> Options | Reply:
    """Return the options that the words say, or a reply that says which word is wrong.

    What a word is for may stand before it, as in `seconds=20`; commas between words are passed over; a topic may be
    several words long.
    """
    known = topic_names(topics)
    changes = {name: _asks(key) for name, key in known.items()}
    options = base
    rest = _parted(words)
    while rest:
        name, _, said = rest[0].rpartition("=")
        size, change = _read(name.lower(), [said, *rest[1:]], changes)
        if change is None:
            return lines.unknown_option(rest[0], sorted(set(known.values())))
        changed = change(options)
        if isinstance(changed, Reply):
            return changed
        options, rest = changed, rest[size:]
    return options


def named(
    rest: Sequence[str], known: Mapping[str, T], folded: Callable[[str], str] = fold
) -> tuple[int, T | None]:
    """Return how many of the first words are a name that is known, the longest such, and what it names."""
    for size in range(min(len(rest), LONGEST_NAME), 0, -1):
        if (found := known.get(folded(" ".join(rest[:size])))) is not None:
            return size, found
    return 0, None


def topic_names(topics: Iterable[Topic]) -> dict[str, str]:
    """Return the key of each topic by every name that it has, folded."""
    return {fold(name): topic.key for topic in topics for name in (topic.key, topic.name)}


def _parted(words: Sequence[str]) -> list[str]:
    """Return the words with commas and spaces taken as they are meant: `a,b` is two words, `20 sec` one."""
    line = re.sub(r"\s*=\s*", "=", " ".join(words).replace(",", " "))
    return UNIT.sub(r"\1", " ".join(line.split())).split()


def _read(name: str, said: Sequence[str], topics: Mapping[str, Change]) -> tuple[int, Change | None]:
    """Return how many of the first words belong together, and what they change; the name says what to take them for."""
    match name:
        case "rounds" | "questions":
            return 1, _rounds(said[0])
        case "seconds" | "time":
            return 1, _seconds(said[0])
        case "topic" | "mode" | "type" | "difficulty":
            return named(said, topics) if name == "topic" else named(said, CHANGES[name], _as_grammar)
        case "":
            words = (named(said, known, _as_grammar) for known in CHANGES.values())
            found = next((found for found in (named(said, topics), *words) if found[0]), None)
            return found or (1, _rounds(said[0]) or _seconds(said[0]))
        case _:
            return 1, None


def _as_grammar(words: str) -> str:
    """Return words as they stand in `CHANGES`: other marks than these stay, for `@everyone` is no mode."""
    return re.sub(r"[-/ ]+", " ", words.lower())


def _rounds(word: str) -> Change | None:
    said = ROUNDS.fullmatch(word)
    if said is None:
        return None
    rounds = int(said[1])
    if 0 < rounds <= MOST_ROUNDS:
        return lambda options: replace(options, rounds=rounds)
    return lambda _: lines.rounds_between(1, MOST_ROUNDS)


def _seconds(word: str) -> Change | None:
    said = SECONDS.fullmatch(word)
    if said is None:
        return None
    seconds = int(said[1])
    if seconds == 0 or LEAST_SECONDS <= seconds <= MOST_SECONDS:
        return lambda options: replace(options, seconds=seconds)
    return lambda _: lines.seconds_between(LEAST_SECONDS, MOST_SECONDS)


def _asks(topic: str) -> Change:
    return lambda options: replace(options, topics=tuple(dict.fromkeys((*options.topics, topic))))


def _plays(mode: ModeName, teams: int = 0) -> Change:
    return lambda options: replace(options, mode=mode, teams=teams or options.teams)


def _grades(difficulty: int) -> Change:
    return lambda options: replace(options, difficulty=difficulty)


def _takes(types: tuple[ItemType, ...]) -> Change:
    return lambda options: replace(options, types=tuple(dict.fromkeys((*options.types, *types))))


CHANGES: Mapping[str, Mapping[str, Change]] = {
    "mode": {
        **{mode.value: _plays(mode) for mode in ModeName},
        **{f"{count}{gap}teams": _plays(ModeName.TEAMS, count) for count in (2, 3, 4) for gap in ("", " ")},
    },
    "difficulty": {word: _grades(level) for word, level in DIFFICULTY.items()},
    "type": {_as_grammar(name): _takes(types) for name, types in TYPES.items()},
    "switch": SWITCHES,
}
"""What each word of the grammar changes, by what it is for and by the word."""


def is_option(name: str) -> bool:
    """Whether a name means something after `!quiz`, and so can be no name of a topic."""
    said = fold(name)
    numbers = ROUNDS.fullmatch(said) or SECONDS.fullmatch(said)
    return bool(numbers) or said in WHOLE or any(said in words for words in CHANGES.values())
