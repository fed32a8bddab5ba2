"""A reply as one or more messages within Discord's limits, before discord.py's types."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.words.reply import Field, Reply

TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
NAME = 256
VALUE = 1024
FOOTER = 2048
ALL = 6000
CONTENT = 2000
"""What one message may hold, by Discord's documentation, in characters."""

MOST_PAGES = 5
"""Messages that one reply becomes at most; what is longer ends with an ellipsis."""

ELLIPSIS = "…"
BLANK = "\u200b"
MORE = " …"


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of one message; `content` stands outside of the embed."""

    content: str = ""
    title: str = ""
    text: str = ""
    fields: tuple[Field, ...] = ()
    footer: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to show in an embed."""
        return not (self.title or self.text or self.fields or self.footer)


def pages(reply: Reply, *, embeds: bool) -> tuple[Page, ...]:
    """Return the messages that show a reply: at least one, each within Discord's limits."""
    few_words = not (reply.title or reply.fields or reply.footer) and len(reply.text) <= CONTENT
    if few_words:
        return (Page(content=reply.text),)
    return tuple(_embedded(reply) if embeds else _plain(reply))


def _plain(reply: Reply) -> list[Page]:
    """For where embeds are forbidden: everything as text."""
    parts = [f"**{reply.title}**"] if reply.title else []
    parts += [reply.text] if reply.text else []
    parts += [f"**{field.name}**\n{field.value}" for field in reply.fields]
    parts += [f"-# {reply.footer}"] if reply.footer else []
    return [Page(content=part) for part in _first_of(list(split("\n".join(parts), CONTENT)), CONTENT)]


def _embedded(reply: Reply) -> list[Page]:
    fields = tuple(_fields(reply))
    whole = Page("", reply.title, reply.text, fields, reply.footer)
    if _fits(whole):
        return [whole]
    footer = shortened(reply.footer, FOOTER)
    room = ALL - len(footer) - len(MORE)
    made = [Page(title=shortened(reply.title, TITLE))]
    for text in split(reply.text, DESCRIPTION):
        made = _with(made, Page(text=text), room)
    for field in fields:
        made = _with(made, Page(fields=(field,)), room)
    if len(made) > MOST_PAGES:
        made = made[:MOST_PAGES]
        made[-1] = replace(made[-1], text=_unfinished(made[-1].text, DESCRIPTION))
    return [*made[:-1], replace(made[-1], footer=footer)]


def _fits(page: Page) -> bool:
    """Whether a page stands as it is, as nearly all do."""
    return (
        len(page.title) <= TITLE
        and len(page.text) <= DESCRIPTION
        and len(page.footer) <= FOOTER
        and len(page.fields) <= FIELDS
        and _size(page) + len(page.footer) + len(MORE) <= ALL
    )


def _with(made: list[Page], part: Page, room: int) -> list[Page]:
    """Add a part to the last page if it fits there, or else as a page of its own."""
    last = made[-1]
    fits = _size(last) + _size(part) <= room and len(last.fields) + len(part.fields) <= FIELDS
    if not fits or (part.text and last.text):
        return [*made, part]
    return [*made[:-1], replace(last, text=last.text or part.text, fields=(*last.fields, *part.fields))]


def _size(page: Page) -> int:
    return len(page.title) + len(page.text) + sum(len(field.name) + len(field.value) for field in page.fields)


def _fields(reply: Reply) -> Iterator[Field]:
    """Return the fields, a long one as several that follow each other."""
    for field in reply.fields:
        name = shortened(field.name, NAME - len(MORE)) or BLANK
        for number, value in enumerate(split(field.value or BLANK, VALUE)):
            yield Field(name + MORE if number else name, value, field.inline)


def _first_of(parts: list[str], limit: int) -> list[str]:
    if len(parts) <= MOST_PAGES:
        return parts
    kept = parts[:MOST_PAGES]
    return [*kept[:-1], _unfinished(kept[-1], limit)]


def _unfinished(text: str, limit: int) -> str:
    """Return text that says that more would follow."""
    return f"{shortened(text, limit - len(MORE))}{MORE}"


def shortened(text: str, limit: int) -> str:
    """Return at most that many characters, cut between graphemes, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    return text[: _boundary(text, limit - len(ELLIPSIS))].rstrip() + ELLIPSIS


def split(text: str, limit: int) -> Iterator[str]:
    """Yield pieces of at most that many characters: cut between paragraphs, else lines, else words, else graphemes."""
    while len(text) > limit:
        end = _break(text, limit)
        piece = text[:end].rstrip()
        if piece:
            yield piece
        text = text[end:].lstrip()
    if text:
        yield text


def _break(text: str, limit: int) -> int:
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, limit // 2, limit)
        if found > 0:
            return found
    return _boundary(text, limit) or limit


def _boundary(text: str, end: int) -> int:
    """Return the last place up to `end` where no grapheme or escape is cut; 0 if there is none."""
    place = end
    while place > 0 and _joined(text[place - 1], text[place]):
        place -= 1
    if place and _is_flag(text[place]):
        flags = 0
        while flags < place and _is_flag(text[place - 1 - flags]):
            flags += 1
        place -= flags % 2
    return place


def _joined(before: str, after: str) -> bool:
    """Whether two characters belong together: a mark on a letter, parts of an emoji, an escape and what it escapes."""
    return (
        unicodedata.combining(after) > 0
        or unicodedata.category(after) in {"Mn", "Mc", "Me"}
        or after in "\u200d\ufe0e\ufe0f"
        or before in "\u200d\\"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
