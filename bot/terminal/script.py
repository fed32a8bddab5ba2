"""Transcripts: what members say, when, and what the bot must say; on a clock that is moved by hand."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from bot.clock import HandClock
from bot.service.study import Study
from bot.terminal.room import Desk, TerminalChat

BOT = "bot| "
PASSED = re.compile(r"\+(\d{1,7})(ms|s|m|h)")
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}

BETWEEN_LINES = 0.001
"""Seconds from one line to the next: nobody types two things at once."""


@dataclass
class Screen:
    """Where the lines of a transcript gather."""

    lines: list[str] = field(default_factory=list[str])

    def show(self, lines: Sequence[str]) -> None:
        """Add what the bot says."""
        self.lines.extend(f"{BOT}{line}".rstrip() for line in lines)


async def play(
    lines: Iterable[str], study: Study, chat: TerminalChat, clock: HandClock, screen: Screen
) -> None:
    """Let what the members of a transcript say happen; the screen then holds the whole transcript as it is.

    Lines of the bot are passed over; comments (#) and blank lines are kept.
    """
    desk = Desk(study, chat, clock)
    for raw in lines:
        line = raw.rstrip("\n")
        if line.startswith(BOT.rstrip()):
            continue
        screen.lines.append(line)
        if not line.strip() or line.startswith("#"):
            continue
        if passed := PASSED.fullmatch(line.strip()):
            await clock.advance(int(passed[1]) * UNITS[passed[2]], study.quizzes.outbox.settle)
            continue
        await clock.advance(BETWEEN_LINES, study.quizzes.outbox.settle)
        await desk.take(line)
        await study.quizzes.outbox.settle()


def heading(lines: Sequence[str]) -> Mapping[str, str]:
    """Return what the comments before the first line say that are of the form `# name: value`."""
    comments = takewhile(lambda line: line.startswith("#"), lines)
    pairs = (comment.removeprefix("#").strip().partition(": ") for comment in comments)
    return {name: value for name, colon, value in pairs if colon and name.isalpha()}


def difference(expected: Sequence[str], actual: Sequence[str], name: str) -> str:
    """Return a unified diff, empty if the bot said what was expected."""
    return "\n".join(difflib.unified_diff(expected, actual, name, "what the bot said", lineterm=""))
