"""A reply: what to show, before a platform draws it."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Tone(StrEnum):
    """How a reply feels; never the only signal."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    NOTICE = "notice"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press. `action` is data that survives a restart: a verb and its arguments joined by ":".

    At most 80 characters of label and 90 of action.
    """

    label: str
    action: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu; `chosen` when it stands there as chosen already."""

    label: str
    value: str
    about: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to choose from, between `least` and `most` lines; the action gets the chosen values appended."""

    action: str
    placeholder: str
    choices: tuple[Choice, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A titled part of a reply."""

    name: str
    value: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with what it shows in words."""

    name: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    """Something to download."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says, as data. Texts are Markdown in which everything from people is escaped already.

    `private` is for the one who asked alone, where the platform can do that. `secret` may never be seen by anybody
    else: where a platform cannot show it to one alone, it goes by direct message or not at all. `instead` takes the
    place of the message whose button was pressed, as the next page of a list does. `ping` is the one role that asked
    to be notified, by its id; nobody else is ever pinged. `times` in texts are written with `moment` and `until` of
    words.
    """

    text: str = ""
    title: str = ""
    fields: tuple[Field, ...] = ()
    footer: str = ""
    tone: Tone = Tone.PLAIN
    buttons: tuple[Button, ...] = ()
    menus: tuple[Menu, ...] = ()
    image: Image | None = None
    file: File | None = None
    private: bool = False
    secret: bool = False
    instead: bool = False
    ping: str = ""


def notice(text: str) -> Reply:
    """Return a word to the one who asked alone: what was refused, what is needed, what is noted."""
    return Reply(text, tone=Tone.NOTICE, private=True)


_COMMAND = re.compile(r"(?<=`)!(?=\w)")
_BARE = re.compile(r"(?<!\S)!(?=\w)")


def prefixed(reply: Reply, prefix: str) -> Reply:
    """Return the reply with the commands that it names written with a group's own prefix.

    They stand in marks of code, but for the footer, where platforms show no marks. Doing it twice changes nothing.
    """
    if prefix == "!":
        return reply

    def own(text: str) -> str:
        return _COMMAND.sub(lambda _: prefix, text)

    fields = tuple(replace(field, value=own(field.value)) for field in reply.fields)
    footer = _BARE.sub(lambda _: prefix, reply.footer)
    return replace(reply, text=own(reply.text), fields=fields, footer=footer)


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a form to type into; `typed` stands in it already, and `example` where nothing does.

    At most `longest` characters; what stands there already and is longer than that is left out.
    """

    name: str
    label: str
    typed: str = ""
    example: str = ""
    needed: bool = True
    longest: int = 300


@dataclass(frozen=True, slots=True)
class Pick:
    """A part of a form to choose from: between `least` and `most` lines; `placeholder` stands where none is chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    placeholder: str = ""
    least: int = 0
    most: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """One to five parts to fill in; what was filled in comes back with the action, part by part."""

    title: str
    action: str
    parts: tuple[Line | Pick, ...]
