"""Drawing a Reply as lines of text."""

import re
from datetime import UTC, datetime

from bot.words.reply import Button, Reply, Tone
from bot.words.room import to_you

MOMENT = re.compile(r"<t:(\d+)(?::(\w))?>")
MARKUP = re.compile(r"\\([\\*_~`|>#\[\]()<@:-])|\*\*|`")
"""An escaped character, or the marks of bold and code, which a terminal does without."""

UNITS = (("days", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
"""What times are told in, with its seconds; in the largest of which there are two."""

WARNING = "⚠️ "
"""What stands before a title that warns; other tones a terminal does without."""

ZERO_WIDTH = "\u200b"

TYPED_INSTEAD = frozenset({"pick", "say", "hint", "skip", "options"})
"""Buttons that nobody needs where one types: a letter, an answer, !hint, !skip and words after !quiz do the same."""


def drawn(reply: Reply, now: datetime, first: int = 1) -> list[str]:
    """Return the lines of a reply; its buttons are numbered from `first` for /press."""
    sign = WARNING if reply.tone is Tone.WARNING else ""
    blocks = [f"[{sign}{reply.title}]"] if reply.title else []
    if reply.text:
        blocks.append(reply.text)
    for field in reply.fields:
        several = "\n" in field.value
        blocks.append(
            f"{field.name}:\n{_indented(field.value)}" if several else f"{field.name}: {field.value}"
        )
    if reply.image:
        blocks.append(f"({reply.image.alt})")
    if reply.file:
        blocks.append(f"({reply.file.name}, {len(reply.file.data)} bytes)")
    if reply.footer:
        blocks.append(f"({reply.footer})")
    if pressed := buttons(reply):
        blocks.append("  ".join(f"<{number} {button.label}>" for number, button in enumerate(pressed, first)))
    text = "\n".join(_plain(block, now) for block in blocks)
    lines = [line.rstrip() for line in text.splitlines()]
    if reply.private and lines:
        lines[0] = to_you(lines[0])
    return [line for line in lines if line]


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Return the buttons of a reply that can be pressed here."""
    return tuple(button for button in reply.buttons if button.action.split(":")[0] not in TYPED_INSTEAD)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _plain(text: str, now: datetime) -> str:
    def moment(match: re.Match[str]) -> str:
        if match[2] == "R":
            return _relative(int(match[1]) - int(now.timestamp()))
        return f"{datetime.fromtimestamp(int(match[1]), UTC):%Y-%m-%d %H:%M} UTC"

    text = MARKUP.sub(lambda match: match[1] or "", MOMENT.sub(moment, text))
    return text.replace(ZERO_WIDTH, "")


def _relative(seconds: int) -> str:
    unit, length = next(((unit, length) for unit, length in UNITS if abs(seconds) >= 2 * length), UNITS[-1])
    number = round(abs(seconds) / length)
    return f"in {number} {unit}" if seconds >= 0 else f"{number} {unit} ago"
