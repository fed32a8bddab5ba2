"""What members notice while the store or Discord is in trouble, and what they do not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import HandClock
from bot.commands import say
from bot.core.quiz import Session
from bot.core.quiz.session import ModeName
from bot.service.deafness import Deafness
from bot.service.ports import Heard, Obstacle
from tests.fakes.chat import Rooms
from tests.fakes.dict_store import DictStore
from tests.fakes.flaky_store import Flaky, PassingClock
from tests.quizzing import START, opened, typed
from tests.studying import QUICK, world


async def test_an_outage_is_not_told_as_a_lack_of_permission():
    here = await world()
    await here.start()
    here.chat.refuses["room"] = Obstacle.FAILED
    await say(here.study, here.asker("bob"), "oxygen")
    await here.settle()
    assert "Discord does not take what I say" in here.chat.told[0][1].text


async def test_a_store_that_breaks_at_the_end_keeps_no_room_occupied():
    class Broken(DictStore):
        breaks = True

        async def close(self, session: Session) -> None:
            if self.breaks:
                raise RuntimeError("not foreseen")
            await super().close(session)

    store = Broken()
    here = await world(store)
    await here.start()
    await say(here.study, here.asker("ann"), "!stop")
    await here.settle()
    assert here.study.quizzes.session("room") is None
    store.breaks = False
    assert await here.start() is None
    assert [session.plan.id for session in await store.open_sessions()] == [here.session().plan.id]


async def test_what_could_not_be_read_at_first_is_read_again():
    class Hiccup(Rooms):
        fails = 1

        async def history(self, room: str, since: datetime) -> Sequence[Heard] | None:
            self.fails -= 1
            return None if self.fails >= 0 else await super().history(room, since)

    clock = HandClock(START)
    chat = Hiccup(clock)
    here = await world(clock=clock, chat=chat)
    await here.start(options=replace(QUICK, seconds=60))
    chat.unheard["room"] = [Heard("cem", "cem", "oxygen", clock.now() + timedelta(seconds=1), 10**9)]
    here.study.quizzes.deaf()
    await here.passes(2)
    await here.study.quizzes.catch_up()
    assert here.points() == {}
    await here.passes(10)
    assert here.points() == {"cem": 10}


async def test_a_short_outage_that_nobody_was_told_of_is_not_told_afterwards():
    store = Flaky()
    here = await world(store, PassingClock(START))
    await here.start(options=replace(QUICK, mode=ModeName.EVERYONE, seconds=60))
    for times, heard in ((4, 1), (8, 3)):
        store.away = times
        await say(here.study, here.asker("bob"), "oxygen")
        await here.settle()
        await say(here.study, here.asker(f"cem{times}"), "nitrogen, I would say")
        await here.settle()
        said = [reply.text for reply in here.chat.said["room"]]
        assert len(said) == heard, said


def test_what_could_not_be_read_is_not_forgotten_with_a_connection_that_goes_on():
    deafness, session = Deafness(), opened([typed(1)])
    early = session.round.opened - timedelta(minutes=1)
    deafness.put_back("room", early)
    deafness.listening()
    assert deafness.take(session) == early
    assert deafness.take(session) == session.round.opened
