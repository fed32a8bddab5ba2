"""How the words after !quiz are read: a topic, a number, a time, a mode, types, difficulty, in any order."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.commands.slips import nearest
from bot.core.customs import LEAST_SECONDS, MOST_ROUNDS, MOST_SECONDS
from bot.core.lookup.spellings import slips_forgiven
from bot.core.pack import ItemType, Topic
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.core.text import fold
from bot.words import lines
from bot.words.reply import Reply

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """What a word does to the options: the fields that it sets, and those that it adds to.

    Two words that set a field to different values contradict each other, but for one that `prevails`.
    """

    sets: Mapping[str, object] = field(default_factory=dict[str, object])
    adds: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    prevails: bool = False


LONGEST_NAME = 8
"""Words that the name of a topic or a pack may have."""

ROUNDS = re.compile(r"(\d{1,6})\d*(?:questions?|rounds?)?", re.ASCII | re.IGNORECASE)
SECONDS = re.compile(r"(\d{1,6})\d*(?:s|secs?|seconds?)?", re.ASCII | re.IGNORECASE)
MINUTES = re.compile(r"(\d{1,6})\d*(?:m|mins?|minutes?)", re.ASCII | re.IGNORECASE)
UNIT = re.compile(
    r"(?<!\S)(\d+) (?=(?:questions?|rounds?|s|secs?|seconds?|m|mins?|minutes?)(?!\S))",
    re.ASCII | re.IGNORECASE,
)

WHOLE = frozenset({"same", "options", "help"})
"""Words that mean something else than an option if they stand first after `!quiz`."""

DIFFICULTY = {"easy": 1, "medium": 2, "hard": 3, "any": 0}
TYPED = (ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE, ItemType.LIST)
TYPES = {
    "typed": TYPED,
    "tf": (ItemType.TRUE_FALSE,),
    "truefalse": (ItemType.TRUE_FALSE,),
    "true or false": (ItemType.TRUE_FALSE,),
    "mc": (ItemType.CHOICE,),
    "multiple choice": (ItemType.CHOICE,),
    "gap": (ItemType.CLOZE,),
    "fill": (ItemType.CLOZE,),
    **{type_.value: (type_,) for type_ in ItemType},
}
SWITCHES: Mapping[str, Change] = {
    "hints": Change({"hints": True}),
    **dict.fromkeys(("nohints", "nohint", "no hints", "no hint"), Change({"hints": False})),
    "shuffled": Change({"shuffled": True}),
    "ordered": Change({"shuffled": False}),
    # Where it is chosen in a form, the time of the last quiz still stands beside it.
    "untimed": Change({"seconds": 0}, prevails=True),
}


def read_options(words: Sequence[str], base: Options, topics: Iterable[Topic]) -> Options | Reply:
    """Return the options that the words say, or a reply that says which word is wrong, or which two fit not together.

    What a word is for may stand before it, as in `seconds=20`; commas between words are passed over; a topic may be
    several words long.
    """
    known = topic_names(topics)
    changes = {name: Change(adds={"topics": (key,)}) for name, key in known.items()}
    said: dict[str, tuple[str, Change]] = {}
    options = base
    rest = _parted(words)
    while rest:
        name, _, word = rest[0].rpartition("=")
        size, change = _read(name.lower(), [word, *rest[1:]], changes)
        if isinstance(change, Reply):
            return change
        if change is None:
            return lines.unknown_option(*_meant(rest, known), sorted(set(known.values())))
        text = " ".join(rest[:size])
        if other := _contradicted(change, said):
            return lines.contradiction(other, text)
        rest = rest[size:]
        if not any(before.prevails for _, before in (said[name] for name in change.sets if name in said)):
            said |= dict.fromkeys(change.sets, (text, change))
            options = _changed(options, change)
    return options


def _contradicted(change: Change, said: Mapping[str, tuple[str, Change]]) -> str:
    """Return what was said before and fits not together with a change, or an empty string."""
    for name, value in change.sets.items():
        text, before = said.get(name, ("", change))
        if before.sets[name] != value:
            return "" if change.prevails or before.prevails else text
    return ""


def _changed(options: Options, change: Change) -> Options:
    adds = {
        name: tuple(dict.fromkeys((*getattr(options, name), *more))) for name, more in change.adds.items()
    }
    return replace(options, **change.sets, **adds)


def _meant(words: Sequence[str], topics: Mapping[str, str]) -> tuple[str, str]:
    """Return the first of the words that nearly are an option or a topic, and what they nearly are; or "" for that."""
    known = [*topics, *(word for words in CHANGES.values() for word in words), *WHOLE]
    for size in range(min(len(words), LONGEST_NAME), 0, -1):
        said = " ".join(words[:size])
        value = fold(said.rpartition("=")[2])
        meant = nearest(value, known, slips_forgiven(len(value)))
        if meant not in {"", value}:
            return said, topics.get(meant, meant)
    return words[0], ""


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
    """Return the words with commas, spaces and marks at their ends taken as they are meant: `a,b!` is two."""
    line = re.sub(r"\s*=\s*", "=", re.sub(r"[!?.;]+(?!\S)", "", " ".join(words).replace(",", " ")))
    return UNIT.sub(r"\1", " ".join(line.split())).split()


def _read(name: str, said: Sequence[str], topics: Mapping[str, Change]) -> tuple[int, Change | Reply | None]:
    """Return how many of the first words belong together, and what they change; the name says what to take them for."""
    match name:
        case "rounds" | "questions":
            return 1, _rounds(said[0])
        case "seconds" | "time":
            return 1, _time(said[0])
        case "topic" | "mode" | "type" | "difficulty":
            return named(said, topics) if name == "topic" else named(said, CHANGES[name], _as_grammar)
        case "":
            words = (named(said, known, _as_grammar) for known in CHANGES.values())
            found = next((found for found in (named(said, topics), *words) if found[0]), None)
            return found or (1, _rounds(said[0]) or _time(said[0]))
        case _:
            return 1, None


def _as_grammar(words: str) -> str:
    """Return words as they stand in `CHANGES`: other marks than these stay, for `@everyone` is no mode."""
    return re.sub(r"[-/ ]+", " ", words.lower())


def _rounds(word: str) -> Change | Reply | None:
    said = ROUNDS.fullmatch(word)
    if said is None:
        return None
    rounds = int(said[1])
    return Change({"rounds": rounds}) if 0 < rounds <= MOST_ROUNDS else lines.rounds_between(1, MOST_ROUNDS)


def _time(word: str) -> Change | Reply | None:
    minutes = MINUTES.fullmatch(word)
    said = minutes or SECONDS.fullmatch(word)
    if said is None:
        return None
    seconds = int(said[1]) * (60 if minutes else 1)
    if seconds == 0 or LEAST_SECONDS <= seconds <= MOST_SECONDS:
        return Change({"seconds": seconds})
    return lines.seconds_between(LEAST_SECONDS, MOST_SECONDS)


CHANGES: Mapping[str, Mapping[str, Change]] = {
    "mode": {
        **{mode.value: Change({"mode": mode}) for mode in ModeName},
        "team": Change({"mode": ModeName.TEAMS}),
        **{
            f"{count}{gap}teams": Change({"mode": ModeName.TEAMS, "teams": count})
            for count in (2, 3, 4)
            for gap in ("", " ")
        },
    },
    "difficulty": {word: Change({"difficulty": level}) for word, level in DIFFICULTY.items()},
    "type": {_as_grammar(name): Change(adds={"types": types}) for name, types in TYPES.items()},
    "switch": SWITCHES,
}
"""What each word of the grammar changes, by what it is for and by the word."""


def is_option(name: str) -> bool:
    """Whether a name means something after `!quiz`, and so can be no name of a topic."""
    said = fold(name)
    numbers = any(form.fullmatch(said) for form in (ROUNDS, SECONDS, MINUTES))
    return numbers or said in WHOLE or any(said in words for words in CHANGES.values())
