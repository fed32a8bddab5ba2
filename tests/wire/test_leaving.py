"""Stopping, starting and starting again: what is told, what is kept, and what must not cost a session start."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from bot.exits import Exit
from tests.wire.conftest import StartBot
from tests.wire.databases import open_sessions
from tests.wire.faults import slow
from tests.wire.playing import ask, points, said, study_bot, times_said
from tests.wire.process import ROOT, BotProcess
from tests.wire.rest import pause
from tests.wire.standin import StandIn
from tests.wire.world import World

pytestmark = pytest.mark.wire

PARTED = "Back in a moment"
SEND = "POST /channels/{channel}/messages"


@pytest.mark.parametrize("standin", [World(channels=4)], indirect=True)
async def test_told_to_stop_it_parks_every_quiz_once_and_the_next_start_goes_on(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await study_bot(start_bot)
    idle, *rooms = list(standin.guild.channels)[1:]
    for room in rooms:
        await ask(standin, channel=room)
    assert await bot.stop() == Exit.OK
    assert sorted(sent.channel for sent in standin.journal.sent if PARTED in sent.text) == rooms
    await standin.say("bob", "oxygen", rooms[0])
    await study_bot(start_bot)
    told = await said(standin, "Answer: oxygen", channel=rooms[0], within=15)
    assert "bob +10" in told.text
    await said(standin, "Back again", channel=rooms[1])
    await standin.say("cem", "oxygen", rooms[1])
    await said(standin, "cem +10", channel=rooms[1])
    assert points(tmp_path) == {"bob": 10, "cem": 10}
    assert times_said(standin, "Question 1") == len(rooms)
    assert not [sent for sent in standin.journal.sent if sent.channel == idle]


async def test_it_leaves_within_ten_seconds_also_when_discord_does_not_answer(
    standin: StandIn, start_bot: StartBot
) -> None:
    bot = await study_bot(start_bot)
    await ask(standin)
    standin.rest.faults.add(SEND, *[slow(30)] * 9)
    assert await bot.stop(within=10) == Exit.OK
    standin.rest.faults.clear()
    await study_bot(start_bot)
    await said(standin, "Back again")
    await standin.say("bob", "oxygen")
    await said(standin, "bob +10")


async def test_a_crash_loop_slows_down_and_a_good_end_forgives_it(
    standin: StandIn, start_bot: StartBot
) -> None:
    for _ in range(3):
        await (await study_bot(start_bot)).kill()
    for seconds in (5, 10):
        bot = await study_bot(start_bot, probe=None)
        await written(bot, f"waits for {seconds} seconds")
        assert len(standin.journal.identifies()) == 3
        if seconds == 5:
            await bot.kill()
    assert await bot.stop() == Exit.OK
    await study_bot(start_bot)
    assert len(standin.journal.identifies()) == 4


async def test_it_does_not_start_where_few_session_starts_are_left(
    standin: StandIn, start_bot: StartBot
) -> None:
    standin.gateway.start_limit["remaining"] = 49
    bot = await study_bot(start_bot, probe=None)
    assert await bot.exit_code() == Exit.AWAY
    assert "49 session starts" in bot.output
    assert not standin.journal.logins


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://somewhere/study", Exit.CONFIG),
        ("postgresql://ann:pass-word@127.0.0.1:9/study", Exit.AWAY),
        ("sqlite:////proc/no-such-folder/study.sqlite3", Exit.AWAY),
    ],
)
async def test_a_database_that_cannot_be_had_costs_no_session_start(
    standin: StandIn, start_bot: StartBot, url: str, code: Exit
) -> None:
    bot = await study_bot(start_bot, {"DATABASE_URL": url}, probe=None)
    assert await bot.exit_code(within=20) == code
    assert "pass-word" not in bot.output
    assert "Traceback" not in bot.output
    assert not standin.journal.calls
    assert not standin.journal.logins


async def test_a_newer_schema_is_refused_and_not_touched(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    await (await study_bot(start_bot)).stop()
    logins = len(standin.journal.logins)
    file = tmp_path / "study.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(migrations)")]
        newest = dict(zip(columns, database.execute("SELECT * FROM migrations").fetchall()[-1], strict=True))
        newest["number"] = 9999
        marks = ", ".join("?" * len(columns))
        database.execute(f"INSERT INTO migrations VALUES ({marks})", [newest[name] for name in columns])  # noqa: S608 - a count of marks
    before = file.read_bytes()
    bot = await study_bot(start_bot, probe=None)
    assert await bot.exit_code() == Exit.CONFIG
    assert len(standin.journal.logins) == logins
    assert file.read_bytes() == before


async def test_a_broken_pack_is_named_line_by_line_and_costs_no_session_start(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    pack = tmp_path / "packs" / "cells"
    pack.mkdir(parents=True)
    for file in (ROOT / "tests" / "packs" / "cells").glob("*.yaml"):
        (pack / file.name).write_text(file.read_text().replace("explanation:", "explanaton:"))
    bot = await study_bot(start_bot, {"BOT_CONTENT": str(pack)}, probe=None)
    assert await bot.exit_code() == Exit.CONFIG
    assert "plants.yaml:" in bot.output
    assert not standin.journal.calls
    assert not standin.journal.logins


async def test_a_second_process_on_the_same_file_leaves_and_says_whose_it_is(
    standin: StandIn, start_bot: StartBot
) -> None:
    first = await study_bot(start_bot)
    second = await study_bot(start_bot, probe=None)
    assert await second.exit_code() == Exit.RUNNING
    assert f"process {first.pid}" in second.output
    assert len(standin.journal.identifies()) == 1
    await ask(standin)


async def test_two_quizzes_at_once_are_one(standin: StandIn, start_bot: StartBot, tmp_path: Path) -> None:
    await study_bot(start_bot)
    standin.gateway.hold()
    seen = len(standin.journal.sent)
    await standin.say("ann", "!quiz plants short 1 60s")
    slash = await standin.invoke("quiz start", "bob", topic="plants", rounds=1)
    await standin.say("cem", "!quiz plants short 1 60s")
    await standin.gateway.release()
    await said(standin, "Question 1")
    await slash.reply()
    await standin.journal.sent.first(lambda _: True, after=seen + 2)
    assert times_said(standin, "Question 1") == 1
    assert times_said(standin, "running here already") == 2
    assert await open_sessions(f"sqlite:///{tmp_path / 'study.sqlite3'}") == 1


async def written(bot: BotProcess, text: str, within: float = 10.0) -> None:
    """Wait until a bot has written that text."""
    since = perf_counter()
    while text not in bot.output:
        assert perf_counter() - since < within, bot.output[-2000:]
        await pause(0.05)
