"""What a session needs to go on: after the program was away, and when the clock is not exact."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import HandClock
from bot.commands import say
from bot.service.ports import Heard
from tests.fakes.dict_store import DictStore
from tests.quizzing import START
from tests.studying import world


async def test_a_break_between_two_questions_goes_on_after_a_restart():
    store = DictStore()
    before = await world(store)
    await before.start()
    await say(before.study, before.asker("bob"), "oxygen")
    await before.settle()
    after = await world(store, before.clock, before.chat)
    await after.study.quizzes.go_on()
    await after.passes(6)
    assert after.chat.said["room"][-1].title.startswith("Question 2")


async def test_a_paused_session_is_forgotten_a_day_later_also_after_a_restart():
    store = DictStore()
    before = await world(store)
    await before.start()
    await say(before.study, before.asker("ann"), "!pause")
    await before.settle()
    after = await world(store, before.clock, before.chat)
    await after.study.quizzes.go_on()
    await after.passes(24 * 3600)
    assert after.study.quizzes.session("room") is None


async def test_a_command_that_was_said_meanwhile_is_no_answer():
    store = DictStore()
    before = await world(store)
    await before.start()
    after = await world(store, before.clock, before.chat)
    said = before.clock.now() + timedelta(seconds=1)
    after.chat.unheard["room"] = [
        Heard("ann", "ann", "!hint", said, 10**9),
        Heard("bob", "bob", "oxygen", said, 10**9 + 1),
    ]
    await after.passes(2)
    await after.study.quizzes.go_on()
    assert [kept.player for kept in await store.attempts("guild", after.session().plan.id, 1)] == ["bob"]


async def test_a_timer_that_goes_off_a_moment_early_loses_no_deadline():
    class Hasty(HandClock):
        def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
            super().wake(key, at and at - timedelta(microseconds=300), call)

    here = await world(clock=Hasty(START))
    await here.start()
    await here.passes(36)
    assert here.chat.said["room"][-1].title.startswith("Question 2")
