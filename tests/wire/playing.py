"""The bot itself over the wire: the sample pack, a quiz that runs, and what the database holds afterwards."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.wire.conftest import StartBot
from tests.wire.journal import Sent
from tests.wire.process import ROOT, STUDY_BOT, BotProcess
from tests.wire.standin import StandIn

PACKS = ROOT / "tests" / "packs"
SAMPLE = {"BOT_CONTENT": str(PACKS / "cells"), "BOT_SEEDS": str(PACKS / "seeds")}

OXYGEN = "!quiz plants short 1 race 60s"
"""A quiz of one question, to which the answer is oxygen."""


async def study_bot(
    start_bot: StartBot,
    env: Mapping[str, str] | None = None,
    *,
    probe: str | None = "!help",
    argv: Sequence[str] = STUDY_BOT,
) -> BotProcess:
    """Start the bot on the sample pack; it has answered the probe when this returns."""
    return await start_bot(argv, {**SAMPLE, **(env or {})}, probe=probe)


async def ask(standin: StandIn, quiz: str = OXYGEN, channel: int | None = None) -> Sent:
    """Start a quiz and return its first question."""
    seen = len(standin.journal.sent)
    await standin.say("ann", quiz, channel)
    return await said(standin, "Question 1", after=seen, channel=channel)


async def said(
    standin: StandIn, text: str, *, after: int = 0, channel: int | None = None, within: float = 10.0
) -> Sent:
    """Wait until the bot has said something that holds this text."""
    return await standin.journal.sent.first(
        lambda sent: text in sent.text and channel in {None, sent.channel}, after=after, within=within
    )


def times_said(standin: StandIn, text: str) -> int:
    """How many messages of the bot hold this text."""
    return sum(text in sent.text for sent in standin.journal.sent)


def points(folder: Path) -> dict[str, int]:
    """Who has how many points in the database, by name."""
    rows = _rows(
        folder,
        "SELECT name, SUM(points) FROM awards JOIN names USING (guild, player) GROUP BY name HAVING SUM(points)",
    )
    return {name: int(total) for name, total in rows}


def attempts(folder: Path) -> list[str]:
    """The texts of the judged answers in the database, in the order in which they were sent."""
    return [text for (text,) in _rows(folder, "SELECT text FROM attempts ORDER BY id")]


def _rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "study.sqlite3")) as database:
        return database.execute(query).fetchall()
