"""Connections in trouble: lost, refused, never made; what ends the bot, with which code, and what does not."""

import asyncio
import shutil
import signal
from pathlib import Path

import pytest

from tests.wire.conftest import StartBot
from tests.wire.playing import PACKS, ask, points, said, study_bot, times_said
from tests.wire.process import HASTY_BOT
from tests.wire.rest import pause
from tests.wire.standin import TOKEN, StandIn
from tests.wire.world import CONTENT_INTENT, World

pytestmark = pytest.mark.wire


async def test_a_lost_connection_costs_no_deadline(standin: StandIn, start_bot: StartBot) -> None:
    await study_bot(start_bot)
    await ask(standin, "!quiz plants short 1 everyone 5s")
    for way in (7, 1001, 4000, 4009):
        logins = len(standin.journal.logins)
        if way == 7:
            await standin.gateway.reconnect()
        else:
            await standin.gateway.close(way)
        await standin.ready(after=logins)
    told = await said(standin, "Answer: oxygen", within=8)
    asked = next(sent for sent in standin.journal.sent if "Question 1" in sent.text)
    assert told.at - asked.at < 6.5
    assert len(standin.journal.identifies()) == 1


async def test_a_connection_that_fell_silent_is_taken_up_again_and_no_answer_is_lost(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    standin.gateway.heartbeat_interval = 0.25
    await study_bot(start_bot, argv=HASTY_BOT)
    await ask(standin)
    logins, beats = len(standin.journal.logins), standin.gateway.heartbeats
    standin.gateway.fall_silent()
    await standin.say("bob", "oxygen")
    await said(standin, "Right: bob +10")
    assert [login.kind for login in standin.journal.logins[logins:]] == ["resume"]
    assert standin.gateway.heartbeats > beats
    assert points(tmp_path) == {"bob": 10}


@pytest.mark.parametrize("where", ["REST", "gateway"])
async def test_a_token_that_is_refused_ends_with_one_line_and_78(
    standin: StandIn, start_bot: StartBot, where: str
) -> None:
    if where == "REST":
        standin.revoke()
    else:
        standin.gateway.refusals.append(4004)
    bot = await study_bot(start_bot, probe=None)
    assert await bot.exit_code() == 78
    assert bot.output.count("DISCORD_TOKEN") == 1
    assert TOKEN not in bot.output
    assert TOKEN.rpartition(".")[2] not in bot.output
    assert "Traceback" not in bot.output


async def test_without_the_content_intent_the_bot_says_where_it_is_and_goes_on(
    standin: StandIn, start_bot: StartBot
) -> None:
    standin.bot.privileged &= ~CONTENT_INTENT
    bot = await study_bot(start_bot, probe=None)
    await standin.ready(after=1)
    assert "Message Content Intent" in bot.output
    assert "Developer Portal" in bot.output
    looked = await standin.invoke("define", "ann", term="chlorophyll")
    assert "green pigment" in (await looked.reply()).text
    await standin.invoke("quiz start", "ann", topic="plants", rounds=1, type="short")
    question = (await said(standin, "Question 1")).message
    form = await standin.click(question, "bob", standin.custom_id(question, "Answer in secret"))
    noted = await (await standin.submit(form, "bob", {"typed": "oxygen"})).reply()
    assert "Noted" in noted.text
    assert noted.ephemeral
    await standin.promote("cem")
    managed = await standin.invoke("topics", "cem")
    told = await managed.replies.first(lambda reply: "Message Content Intent" in reply.text)
    assert told.ephemeral


async def test_without_a_network_the_bot_ends_with_one_line_and_69(
    standin: StandIn, start_bot: StartBot
) -> None:
    bot = await study_bot(start_bot, {"DISCORD_API_URL": "http://127.0.0.1:9/api"}, probe=None)
    assert await bot.exit_code() == 69
    assert bot.output.count("cannot be reached") == 1
    assert "Traceback" not in bot.output
    assert len(standin.journal.logins) == 0


async def test_what_cannot_be_read_is_skipped_and_the_bot_lives(
    standin: StandIn, start_bot: StartBot
) -> None:
    bot = await study_bot(start_bot)
    malformed = [
        b'{"op": 0, "t": "MESSAGE_CREATE", "s": null, "d": {}}',
        b'{"op": 0, "t": "MESSAGE_CREATE", "s": null, "d": null}',
        b'{"op": 0, "t": "MESSAGE_CREATE", "s": null, "d": {"content": "!x", "type": 0, "author": {}}}',
        b'{"op": 0, "t": "INTERACTION_CREATE", "s": null, "d": {"id": "1", "data": []}}',
        b'{"op": 0, "t": "GUILD_CREATE", "s": null, "d": {"id": "nonsense"}}',
        b'{"op": 0, "t": "CHANNEL_DELETE", "s": null, "d": []}',
        b'{"op": 77, "t": null, "s": null, "d": {}}',
    ]
    for frame in malformed:
        await standin.gateway.send_raw(frame)
    seen = len(standin.journal.sent)
    await standin.say("ann", "!chlorophyll")
    await said(standin, "green pigment", after=seen)
    assert bot.output.count("is skipped") == 6
    assert len(standin.journal.logins) == 1
    await standin.gateway.send_raw(b"this is no JSON")
    await standin.ready(after=1, within=15)
    await standin.say("bob", "!chlorophyll")
    await standin.journal.sent.first(lambda _: times_said(standin, "green pigment") == 2)


@pytest.mark.parametrize("standin", [World(guilds=2, channels=2)], indirect=True)
async def test_channels_and_guilds_that_go_end_their_quizzes_and_no_others(
    standin: StandIn, start_bot: StartBot
) -> None:
    await study_bot(start_bot)
    first, second = standin.world.guilds.values()
    rooms = [*first.channels, *second.channels]
    for room in rooms[:3]:
        await ask(standin, channel=room)
    await standin.delete_channel(rooms[0])
    await standin.remove_guild(second)
    await standin.say("bob", "oxygen", rooms[1])
    await said(standin, "Right: bob", channel=rooms[1])
    await standin.restore_guild(second)
    await ask(standin, channel=rooms[2])


@pytest.mark.parametrize("standin", [World(guilds=1, channels=2)], indirect=True)
async def test_an_outage_of_a_guild_ends_nothing(standin: StandIn, start_bot: StartBot) -> None:
    await study_bot(start_bot)
    await ask(standin)
    await standin.remove_guild(standin.guild, outage=True)
    await standin.restore_guild(standin.guild)
    await standin.say("bob", "oxygen")
    await said(standin, "Right: bob")


async def test_packs_are_reloaded_on_a_hang_up_and_the_old_ones_stay_if_the_new_are_broken(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    packs = tmp_path / "cells"
    shutil.copytree(PACKS / "cells", packs)
    bot = await study_bot(start_bot, {"BOT_CONTENT": str(packs)})
    parts = packs / "parts.yaml"
    whole = parts.read_text(encoding="utf-8")
    renamed = whole.replace("The microscope", "The looking glass")
    for number, (written, told) in enumerate(((renamed, "reloaded: 1"), ("x", "old ones stay")), start=1):
        parts.write_text(written, encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        async with asyncio.timeout(5):
            while told not in bot.output:
                await pause(0.1)
        await standin.say("ann", "!microscope")
        await standin.journal.sent.first(
            lambda _, number=number: times_said(standin, "The looking glass") == number
        )
