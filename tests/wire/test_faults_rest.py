"""Calls in trouble: rate limits, bans, server errors, resets, silence; and never over fifty in any second."""

import asyncio

import pytest

from tests.wire.conftest import StartBot
from tests.wire.faults import Fault, banned, broken, reset, slow, too_many
from tests.wire.journal import busiest
from tests.wire.playing import said, study_bot
from tests.wire.rest import pause
from tests.wire.standin import StandIn
from tests.wire.world import World

pytestmark = pytest.mark.wire

SEND = "POST /channels/{channel}/messages"
CALLBACK = "POST /interactions/{interaction}/{token}/callback"

FAULTS: list[Fault] = [
    *(broken(status, after=after) for status in (500, 502, 503, 504) for after in (False, True)),
    reset(),
    reset(after=True),
    slow(17),
    slow(17, after=True),
]


@pytest.mark.parametrize("standin", [World(channels=len(FAULTS) + 1)], indirect=True)
async def test_whatever_goes_wrong_with_a_send_it_is_sent_once(standin: StandIn, start_bot: StartBot) -> None:
    await study_bot(start_bot)
    rooms = list(standin.guild.channels)[1:]
    for room, fault in zip(rooms, FAULTS, strict=True):
        standin.rest.faults.add(f"POST /channels/{room}/messages", fault)
        await standin.say("ann", "!chlorophyll", room)
    for room in rooms:
        await said(standin, "green pigment", channel=room, within=30)
    await pause(2.5)
    told = [sent.channel for sent in standin.journal.sent if "green pigment" in sent.text]
    assert sorted(told) == sorted(rooms)
    for room in rooms:
        calls = [call for call in standin.journal.calls if call.path == f"/channels/{room}/messages"]
        assert len({call.body["nonce"] for call in calls}) == 1
        assert all(call.body["enforce_nonce"] for call in calls)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_429_is_waited_for_and_the_order_is_kept(
    standin: StandIn, start_bot: StartBot, *, everywhere: bool
) -> None:
    await study_bot(start_bot)
    seen = len(standin.journal.sent)
    standin.rest.faults.add(SEND, too_many(0.5, everywhere=everywhere))
    for word in ("!chlorophyll", "!photosynthesis", "!microscope"):
        await standin.say("ann", word)
        await pause(0.02)
    await said(standin, "The microscope", after=seen)
    await standin.journal.sent.first(lambda _: len(standin.journal.sent) == seen + 3)
    titles = [sent.message["embeds"][0]["title"] for sent in standin.journal.sent[seen:]]
    assert titles == ["Chlorophyll", "Photosynthesis", "The microscope"]


async def test_after_the_page_of_a_ban_nothing_is_sent(standin: StandIn, start_bot: StartBot) -> None:
    bot = await study_bot(start_bot)
    standin.rest.faults.add(SEND, banned())
    await standin.say("ann", "!chlorophyll")
    await standin.journal.answered.first(lambda call: call.status == 429)
    await pause(0.3)
    calls = len(standin.journal.calls)
    for _ in range(5):
        await standin.say("ann", "!photosynthesis")
    await pause(1)
    assert len(standin.journal.calls) == calls
    assert "nothing is sent for 600 seconds" in bot.output
    assert await bot.stop() == 0


@pytest.mark.parametrize("standin", [World(guilds=10, channels=30)], indirect=True)
async def test_three_hundred_rooms_at_once_stay_under_fifty_calls_a_second(
    standin: StandIn, start_bot: StartBot
) -> None:
    await study_bot(start_bot)
    rooms = list(standin.world.channels)
    seen = len(standin.journal.sent)
    await asyncio.gather(*(standin.say("ann", "!chlorophyll", room) for room in rooms))
    await standin.journal.sent.first(lambda _: len(standin.journal.sent) == seen + len(rooms), within=20)
    sends = [call.at for call in standin.journal.calls if call.route == SEND]
    assert busiest(sends) < 50
    assert {call.status for call in standin.journal.calls} == {200}


async def test_a_room_that_refuses_is_left_alone(standin: StandIn, start_bot: StartBot) -> None:
    await study_bot(start_bot)
    await standin.deny(1 << 11)
    for _ in range(10):
        await standin.say("ann", "!chlorophyll")
    told = await said(standin, "I may not speak", channel=standin.dm("ann"))
    assert "Send Messages" in told.text
    assert not [call for call in standin.journal.calls if call.status == 403]
    await standin.deny(0)
    await standin.say("ann", "!chlorophyll")
    await said(standin, "green pigment", channel=standin.channel)


@pytest.mark.parametrize("after", [False, True])
async def test_a_reset_of_the_answer_to_an_interaction_shows_it_once(
    standin: StandIn, start_bot: StartBot, *, after: bool
) -> None:
    await study_bot(start_bot)
    standin.rest.faults.add(CALLBACK, reset(after=after))
    looked = await standin.invoke("define", "ann", term="chlorophyll")
    assert "green pigment" in (await looked.reply()).text
    await pause(0.5)
    assert sum("green pigment" in sent.text for sent in standin.journal.sent) == 1
