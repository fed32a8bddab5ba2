"""What a session needs to go on: after the program was away, and when the clock is not exact."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.clock import HandClock
from bot.commands import say
from bot.core.ledger import BoardQuery, StoreAwayError
from bot.core.quiz import Phase, Session
from bot.core.quiz.events import Asked, Outcome
from bot.core.quiz.session import ModeName
from bot.service.ports import Heard
from bot.words.reply import Reply
from tests.fakes.broken_store import BrokenStore
from tests.fakes.dict_store import DictStore
from tests.fakes.flaky_store import PassingClock
from tests.quizzing import START
from tests.studying import QUICK, world


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


async def test_a_question_stays_open_until_all_that_was_said_meanwhile_is_heard():
    class Lively(HandClock):
        def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
            super().wake(key, at, call)
            if at and at <= self.now():
                calls.append(asyncio.ensure_future(call()))

    class Slow(DictStore):
        async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
            await clock.sleep(0)
            await super().remember_names(names)

    calls: list[asyncio.Future[None]] = []
    clock, store = Lively(START), Slow()
    before = await world(store, clock)
    await before.start(options=replace(QUICK, mode=ModeName.EVERYONE))
    after = await world(store, clock, before.chat)
    said = clock.now() + timedelta(seconds=5)
    after.chat.unheard["room"] = [
        Heard("bob", "bob", "nitrogen", said, 10**9),
        Heard("cem", "cem", "oxygen", said, 10**9 + 1),
    ]
    clock.wake("room", None, after.settle)
    await after.passes(60)
    await after.study.quizzes.go_on()
    await after.settle()
    assert after.session().phase is Phase.OPEN
    assert [said.player for said in after.session().round.said] == ["bob", "cem"]


async def test_a_room_is_told_that_the_store_is_away_also_while_its_outbox_waits_for_the_store():
    class Away(DictStore):
        is_away = False

        async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
            if self.is_away:
                raise StoreAwayError("gone")
            await super().record(session, outcomes, at)

    async def moment() -> None:
        for _ in range(20):
            await here.clock.sleep(0)

    store = Away()
    here = await world(store)
    await here.study.starting.start(here.asker("ann"), QUICK)
    store.is_away = True
    settled = asyncio.ensure_future(here.settle())
    await moment()
    await here.clock.advance(11, moment)
    await moment()
    assert "cannot save scores" in here.chat.said["room"][-1].text
    store.is_away = False
    await settled


async def test_a_name_that_could_not_be_saved_is_known_and_saved_the_next_time():
    class Forgetful(DictStore):
        calls = 0

        async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
            self.calls += 1
            if self.calls == 1:
                raise StoreAwayError("gone")
            await super().remember_names(names)

    store = Forgetful()
    here = await world(store)
    bob = here.asker("bob")
    await here.study.quizzes.names.meet(bob)
    assert here.study.quizzes.names.of("guild", "bob") == "bob"
    for _ in range(3):
        await here.study.quizzes.names.meet(bob)
    assert store.calls == 2
    assert await store.names("guild", ["bob"]) == {"bob": "bob"}


async def test_an_answer_that_was_sent_in_time_counts_also_when_it_comes_after_the_end():
    here = await world()
    await here.start(options=replace(QUICK, rounds=1, grace=2.0))
    bob, cem, zoe = here.asker("bob"), here.asker("cem"), here.asker("zoe")
    await say(here.study, bob, "oxygen")
    await here.passes(3)
    assert here.study.quizzes.session("room") is None
    await say(here.study, cem, "oxygen")
    await here.settle()
    assert "cem had question 1 right in time" in here.chat.said["room"][-1].text
    assert [line.value for line in (await here.store.board(BoardQuery("guild"), "ann")).lines] == [10, 5]
    assert await here.start() is None
    await here.passes(5)
    assert not await say(here.study, zoe, "oxygen")
    assert here.points() == {}


async def test_what_cannot_be_said_stops_no_quiz(monkeypatch: pytest.MonkeyPatch):
    def broken(*_arguments: object) -> Reply:
        raise RuntimeError("no words for it")

    here = await world()
    await here.start()
    monkeypatch.setattr("bot.service.quizzes.narrate", broken)
    await say(here.study, here.asker("bob"), "oxygen")
    await here.settle()
    assert here.points() == {"bob": 10}
    assert "went wrong" in here.chat.said["room"][-1].text
    monkeypatch.undo()
    await here.passes(10)
    assert here.session().round.number == 2
    monkeypatch.setattr("bot.service.quizzes.narrate", broken)
    await say(here.study, here.asker("ann"), "!stop")
    await here.settle()
    assert here.study.quizzes.session("room") is None


async def test_an_answer_to_a_question_that_closed_while_nobody_listened_counts():
    here = await world()
    await here.start(options=replace(QUICK, mode=ModeName.EVERYONE))
    await say(here.study, here.asker("bob"), "nitrogen")
    said = here.clock.now() + timedelta(seconds=5)
    here.chat.unheard["room"] = [Heard("cem", "cem", "oxygen", said, 10**9)]
    here.study.quizzes.deaf()
    await here.passes(40)
    assert here.session().round.number == 2
    await say(here.study, here.asker("bob"), "carbon")
    await here.study.quizzes.catch_up()
    await here.settle()
    assert here.points() == {"cem": 10}


async def test_a_question_that_waited_for_the_store_is_asked_once():
    class Away(DictStore):
        away = 0

        async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
            if self.away and any(isinstance(outcome, Asked) for outcome in outcomes):
                self.away -= 1
                raise StoreAwayError("gone")
            await super().record(session, outcomes, at)

    store = Away()
    here = await world(store, PassingClock(START))
    await here.start()
    await say(here.study, here.asker("bob"), "oxygen")
    store.away = 5
    await here.passes(10)
    assert store.away == 0
    assert "".join(map(str, here.chat.said["room"])).count(here.session().item.stem) == 1


async def test_a_room_in_which_something_broke_is_woken_again():
    store = BrokenStore()
    here = await world(store)
    await here.start()
    store.breaks = True
    await here.passes(31)
    assert here.session().phase is Phase.OPEN
    await here.passes(10)
    assert here.session().phase is Phase.BETWEEN
