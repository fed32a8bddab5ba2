"""What a group may set for itself: names, defaults, and how each value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.quiz.session import ModeName

MOST_ROUNDS = 50
MOST_SECONDS = 600
LEAST_SECONDS = 5
MOST_GRACE = 10.0
MOST_PREFIX = 5


@dataclass(frozen=True, slots=True)
class Customs:
    """What holds in a room: the guild's settings with the room's own on top.

    `board` is all, own or hidden; `channels` are the rooms where quizzes may run, empty for all; `role` may manage
    quizzes; `packs_off` are keys of packs; `zone` is a name of the time zone database.
    """

    prefix: str = "!"
    mode: ModeName = ModeName.EVERYONE
    rounds: int = 10
    seconds: int = 30
    grace: float = 2.0
    hints: bool = True
    lookups: bool = True
    board: str = "all"
    zone: str = "UTC"
    role: str = ""
    channels: tuple[str, ...] = ()
    packs_off: tuple[str, ...] = ()


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return read


def _seconds(text: str) -> int:
    value = int(text.removesuffix("s"))
    if value and not LEAST_SECONDS <= value <= MOST_SECONDS:
        raise ValueError(text)
    return value


def _grace(text: str) -> float:
    value = float(text.removesuffix("s"))
    if not 0 <= value <= MOST_GRACE:
        raise ValueError(text)
    return value


def _switch(text: str) -> bool:
    words = {
        "on": True,
        "yes": True,
        "true": True,
        "1": True,
        "off": False,
        "no": False,
        "false": False,
        "0": False,
    }
    if text.lower() not in words:
        raise ValueError(text)
    return words[text.lower()]


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in allowed:
            raise ValueError(text)
        return text.lower()

    return read


def _prefix(text: str) -> str:
    # k! is one, but if a letter ended it, every word that begins so would be a command.
    if (
        not 0 < len(text) <= MOST_PREFIX
        or any(c.isspace() or c in "/@#<`\\" for c in text)
        or text[-1].isalnum()
    ):
        raise ValueError(text)
    return text


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(text) from error


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


READERS: Mapping[str, Callable[[str], object]] = {
    "prefix": _prefix,
    "mode": lambda text: ModeName(text.lower()),
    "rounds": _number(1, MOST_ROUNDS),
    "seconds": _seconds,
    "grace": _grace,
    "hints": _switch,
    "lookups": _switch,
    "board": _one_of("all", "own", "hidden"),
    "zone": _zone,
    "role": str.strip,
    "channels": _list,
    "packs_off": _list,
}
"""How each setting is read from text; ValueError where it cannot be."""

GUILD_ONLY = frozenset({"prefix", "board", "zone", "role", "channels", "packs_off"})
"""Settings that a room cannot have of its own."""


def customs(changed: Mapping[str, str], base: Customs | None = None) -> Customs:
    """Return the settings that result from changed ones; what cannot be read any more falls back to the base."""
    result = base or Customs()
    known = {field.name for field in fields(Customs)}
    for name, text in changed.items():
        if name in known:
            try:
                result = replace(result, **{name: READERS[name](text)})
            except ValueError:
                continue
    return result
