"""Costly commands may be used in bursts and then as the bucket fills; answers and look-ups always."""

from bot.commands import run, say
from bot.service.cooldown import MOST, PLAYER, ROOM, Cooldown, Signal
from bot.words import lines
from tests.studying import World, world


async def test_a_burst_runs_then_one_is_asked_to_slow_down_once_and_then_hushed():
    here = await world()
    cooldown = Cooldown(here.clock)
    signals = [cooldown.signal(here.asker("ann")) for _ in range(PLAYER.burst + 3)]
    assert signals == [Signal.GO] * PLAYER.burst + [Signal.ASK, Signal.HUSH, Signal.HUSH]
    assert cooldown.signal(here.asker("bob", "elsewhere")) is Signal.GO
    await here.passes(PLAYER.seconds)
    assert [cooldown.signal(here.asker("ann")) for _ in range(2)] == [Signal.GO, Signal.ASK]


async def test_a_room_has_a_limit_of_its_own():
    here = await world()
    cooldown = Cooldown(here.clock)
    signals = [cooldown.signal(here.asker(f"player{number}")) for number in range(ROOM.burst + 1)]
    assert signals[-2:] == [Signal.GO, Signal.ASK]
    assert cooldown.signal(here.asker("ann", "elsewhere")) is Signal.GO


async def test_what_is_remembered_is_bounded():
    here = await world()
    cooldown = Cooldown(here.clock)
    for number in range(MOST):
        cooldown.signal(here.asker(f"player{number}", f"room{number}", f"guild{number}"))
        if number % 1000 == 0:
            await here.passes(61)
    assert 0 < len(cooldown) <= MOST


async def fast(here: World, line: str, times: int) -> list[str]:
    replies = [await say(here.study, here.asker("ann"), line) for _ in range(times)]
    return [reply.text if reply else "" for reply in replies]


async def test_boards_are_held_up_and_look_ups_and_answers_are_not():
    here = await world()
    here.study.cooldown = Cooldown(here.clock)
    said = await fast(here, "!leaderboard", PLAYER.burst + 2)
    assert "slower" in said[PLAYER.burst]
    assert said[PLAYER.burst + 1] == ""
    assert all(await fast(here, "!chlorophyll", 40))


async def test_who_presses_too_fast_is_never_told_that_it_is_done():
    here = await world()
    here.study.cooldown = Cooldown(here.clock)
    asker = here.asker("ann")
    replies = [await run(here.study, asker, "leaderboard", ()) for _ in range(12)]
    assert [reply.text for reply in replies[8:] if reply] == [lines.slower().text] * 4
    assert await say(here.study, asker, "!leaderboard") is None
