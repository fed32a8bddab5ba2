"""The room as a person uses it: typing at a prompt while answers and timers come in; or lines from a pipe."""

import re
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from textwrap import wrap

from bot.clock import HandClock, LoopClock
from bot.core.quiz.session import Phase
from bot.service.study import Study
from bot.terminal.room import GUILD, ROOM, Desk, TerminalChat
from bot.terminal.script import BETWEEN_LINES, BOT, PASSED, UNITS
from bot.words.questions import question
from bot.words.room import welcome

LEAST_WIDTH = 30
"""Columns below which wrapping helps nobody."""

BUTTON = re.compile(r"<\d+ [^<>]+>")
NO_BREAK = "\xa0"


def wrapped(line: str, width: int) -> list[str]:
    """Return a line as lines of that width, indented alike; no word, key or button that fits is broken."""

    def kept(button: re.Match[str]) -> str:
        return button[0].replace(" ", NO_BREAK) if len(button[0]) <= width else button[0]

    whole = BUTTON.sub(kept, line)
    indent = " " * (len(line) - len(line.lstrip()))
    parts = wrap(whole, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace(NO_BREAK, " ") for part in parts]


def print_lines(lines: Sequence[str]) -> None:
    """Show what the bot says; on a screen, no word is broken at its edge."""
    width = get_terminal_size().columns - len(BOT) if sys.stdout.isatty() else 0
    for line in lines:
        for part in wrapped(line, width) if width > LEAST_WIDTH else [line]:
            print(f"{BOT}{part}".rstrip())  # noqa: T201 - the terminal is the room
    sys.stdout.flush()


def greet(study: Study) -> None:
    """Say what can be typed here."""
    print_lines(welcome(study.settings.of(GUILD, ROOM).prefix))


def remind(study: Study, chat: TerminalChat) -> None:
    """Show the question that a quiz was left with, for on a new screen it does not stand above."""
    session = study.quizzes.session(ROOM)
    if session is not None and session.phase is Phase.OPEN:
        chat.put(question(session, len(session.rounds), again=True))


async def talk(study: Study, chat: TerminalChat, clock: LoopClock) -> None:
    """Take lines from the keyboard until Ctrl-D or Ctrl-C."""
    # Nobody else, and above all not the bot on Discord, waits for it to be imported.
    from prompt_toolkit import PromptSession  # noqa: PLC0415
    from prompt_toolkit.history import InMemoryHistory  # noqa: PLC0415
    from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415

    desk = Desk(study, chat, clock)
    greet(study)
    remind(study, chat)
    session = PromptSession[str](history=InMemoryHistory())
    with patch_stdout():
        while True:
            try:
                line = await session.prompt_async(lambda: f"{desk.speaker}> ")
            except (EOFError, KeyboardInterrupt):
                return
            await desk.take(line)


async def read(study: Study, chat: TerminalChat, clock: HandClock) -> None:
    """Take lines from a pipe until it ends; a line such as +30s moves the clock."""
    desk = Desk(study, chat, clock)
    for raw in sys.stdin:
        line = raw.rstrip("\n")
        if passed := PASSED.fullmatch(line.strip()):
            await clock.advance(int(passed[1]) * UNITS[passed[2]], study.quizzes.outbox.settle)
        else:
            await clock.advance(BETWEEN_LINES, study.quizzes.outbox.settle)
            await desk.take(line)
        await study.quizzes.outbox.settle()
