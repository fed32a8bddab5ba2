"""Answers in trouble: many at once, replayed, in a gap, out of order, across a crash. Each counts exactly once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.wire.conftest import StartBot
from tests.wire.faults import slow
from tests.wire.playing import ask, attempts, points, said, study_bot, times_said
from tests.wire.rest import pause
from tests.wire.standin import StandIn
from tests.wire.world import World, timestamp

pytestmark = pytest.mark.wire

SEND = "POST /channels/{channel}/messages"


@pytest.mark.parametrize("standin", [World(members=19)], indirect=True)
async def test_twenty_answers_while_the_bot_is_replying_are_all_judged_in_their_order(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await study_bot(start_bot)
    await ask(standin)
    standin.rest.faults.add(SEND, slow(1.0))
    await standin.say("bob", "!topics")
    members = [user["username"] for user in standin.world.users.values() if not user["bot"]][:19]
    for who in members:
        await standin.say(who, f"gas of {who}")
    await standin.say("bob", "oxygen")
    await said(standin, "Right: bob +10")
    assert await bot.stop() == 0
    assert attempts(tmp_path) == [*(f"gas of {who}" for who in members), "oxygen"]


async def test_events_that_are_delivered_again_change_nothing(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await study_bot(start_bot)
    await ask(standin)
    await standin.say("bob", "oxygen")
    await standin.gateway.replay(3)
    await said(standin, "Right: bob +10")
    standin.gateway.overlap = 10
    await standin.gateway.reconnect()
    await standin.ready(after=1)
    await standin.say("cem", "!topics")
    await said(standin, "How plants eat")
    assert [times_said(standin, text) for text in ("Question 1", "Right: bob", "How plants eat", "running here")] == [
        1, 1, 1, 0,
    ]  # fmt: skip
    assert await bot.stop() == 0
    assert points(tmp_path) == {"bob": 10}


@pytest.mark.parametrize("way", ["resumed", "lost"])
async def test_answers_in_a_gap_are_judged_by_their_own_time(
    standin: StandIn, start_bot: StartBot, tmp_path: Path, way: str
) -> None:
    bot = await study_bot(start_bot)
    await ask(standin)
    standin.gateway.hold()
    await standin.say("cem", "oxygen")
    if way == "lost":
        await standin.gateway.release(lambda _held: [])
        await standin.gateway.invalidate(resumable=False)
    else:
        await standin.gateway.close()
        await standin.gateway.release()
    await standin.ready(after=1, within=15)
    await standin.say("bob", "oxygen")
    told = await said(standin, "Right: ", within=10)
    assert "Right: cem +10" in told.text
    assert await bot.stop() == 0
    assert points(tmp_path)["cem"] == 10


async def test_of_two_right_answers_in_one_millisecond_the_lower_id_wins(
    standin: StandIn, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await study_bot(start_bot)
    asked = await ask(standin)
    standin.gateway.hold()
    at = datetime.fromisoformat(timestamp(asked.id)) + timedelta(seconds=1)
    first = standin.world.snowflake(at)
    second = standin.world.snowflake(at)
    await pause(1.2)  # nobody answers from the future
    await standin.say("cem", "oxygen", message_id=max(first, second))
    await standin.say("bob", "oxygen", message_id=min(first, second))
    await standin.gateway.release(list)
    told = await said(standin, "Right: ")
    assert "bob +10" in told.text
    assert await bot.stop() == 0
    assert points(tmp_path)["bob"] == 10
