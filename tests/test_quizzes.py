"""Sessions as they run: turns, recording, speaking, a store that is away, rooms that refuse, restarts."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.clock import HandClock
from bot.commands import say
from bot.core.ledger import Consent, StoreAwayError
from bot.core.quiz import Phase, Session
from bot.core.quiz.events import Outcome
from bot.core.quiz.session import ModeName, PauseReason
from bot.service.outbox import Outbox
from bot.service.ports import Heard, Obstacle, Sent, Unsent
from bot.words.reply import Reply
from tests.fakes.chat import Rooms
from tests.fakes.dict_store import DictStore
from tests.fakes.flaky_store import Flaky
from tests.quizzing import START
from tests.studying import QUICK, world


async def test_a_question_is_asked_once_and_a_right_answer_is_recorded_before_it_is_told():
    here = await world()
    assert await here.start() is None
    assert await say(here.study, here.asker("bob"), "oxigen") is None
    await here.settle()
    assert here.points() == {"bob": 10}
    assert [reply.title.split(":")[0] for reply in here.chat.said["room"]] == [
        "Question 1 of 3 · short answer · 10 points",
        "Answer",
    ]
    kept = await here.store.open_sessions()
    assert [session.tallies["bob"].points for session in kept] == [10]


async def test_two_quizzes_at_once_in_a_room_are_one():
    here = await world()
    both = await asyncio.gather(here.start(), here.start())
    assert sum(refusal is None for refusal in both) == 1


async def test_fifty_players_in_one_second_are_all_judged():
    here = await world()
    await here.start(options=replace(QUICK, grace=2.0))
    players = [f"player{number}" for number in range(50)]
    await asyncio.gather(*(say(here.study, here.asker(player), "oxygen") for player in players))
    await here.passes(2)
    assert len(here.points()) == 50
    assert sorted(here.points().values()) == [5] * 49 + [10]


async def test_a_replayed_message_counts_once():
    here = await world()
    await here.start(options=replace(QUICK, grace=2.0))
    bob = here.asker("bob")
    for _ in range(3):
        await say(here.study, bob, "oxygen")
    await here.passes(2)
    await say(here.study, bob, "oxygen")
    assert here.points() == {"bob": 10}


async def test_a_store_that_is_away_loses_nothing_and_keeps_the_order():
    store = Flaky()
    here = await world(store)
    await here.start(options=replace(QUICK, grace=2.0))
    store.away = 4
    await asyncio.gather(*(say(here.study, here.asker(player), "oxygen") for player in ("bob", "ann")))
    await here.passes(2)
    assert here.points() == {"bob": 10, "ann": 5}
    assert [s.tallies["bob"].points for s in await store.open_sessions()] == [10]


async def test_a_quiz_is_not_started_while_the_store_is_away():
    class Away(DictStore):
        async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:  # noqa: ARG002 - the port's
            raise StoreAwayError("gone")

    here = await world(Away())
    refusal = await here.start()
    assert refusal is not None
    assert "cannot save" in refusal.text
    assert here.study.quizzes.session("room") is None


async def test_a_session_whose_close_was_not_heard_blocks_no_room():
    class Deaf(DictStore):
        async def close(self, session: Session) -> None:
            if session.plan.id not in heard:
                heard.append(session.plan.id)
                raise StoreAwayError("gone")
            await super().close(session)

    heard: list[str] = []
    here = await world(Deaf())
    await here.start()
    await say(here.study, here.asker("ann"), "!stop")
    await here.settle()
    [left] = await here.store.open_sessions()
    assert heard == [left.plan.id]
    assert await here.start() is None
    assert [session.plan.id for session in await here.store.open_sessions()] == [here.session().plan.id]


async def test_what_cannot_be_said_takes_nothing_along():
    class Broken(Rooms):
        async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:
            if not key:
                raise RuntimeError("not foreseen")
            return await super().send(room, reply, key)

    async def after(sent: Sent | Unsent) -> None:
        heard.append(sent)

    heard: list[Sent | Unsent] = []
    outbox = Outbox(Broken(HandClock(START)))
    outbox.put("room", Reply("one"), after=after)
    outbox.put("room", Reply("two"), "two", after)
    await outbox.emptied("room")
    assert heard[0] == Unsent(Obstacle.FAILED)
    assert isinstance(heard[1], Sent)


async def test_a_room_that_refuses_pauses_the_quiz_and_tells_the_starter_once():
    here = await world()
    await here.start()
    here.chat.refuses["room"] = Obstacle.FORBIDDEN
    await say(here.study, here.asker("bob"), "oxygen")
    await here.settle()
    rest = here.session().rest
    assert rest is not None
    assert rest.reason is PauseReason.MUTED
    assert [player for player, _ in here.chat.told] == ["ann"]
    assert here.points() == {"bob": 10}
    del here.chat.refuses["room"]
    await say(here.study, here.asker("zoe"), "!resume")
    await here.settle()
    assert here.chat.said["room"][-1].title.startswith("Question 2")


async def test_a_room_that_is_gone_ends_the_quiz_and_can_be_used_again():
    here = await world()
    await here.start()
    await here.study.quizzes.gone("room")
    assert here.study.quizzes.session("room") is None
    assert await here.start() is None
    here.chat.refuses["room"] = Obstacle.GONE
    await here.passes(30)
    assert here.study.quizzes.session("room") is None


async def test_after_a_restart_the_question_goes_on_and_is_not_asked_twice():
    store = DictStore()
    before = await world(store)
    await before.start()
    await say(before.study, before.asker("bob"), "oxygen")
    await before.settle()
    await before.passes(6)
    after = await world(store, before.clock, before.chat)
    after.chat.unheard["room"] = [
        Heard("cem", "cem", "1893", before.clock.now() + timedelta(seconds=1), 10**9),
        Heard("bob", "bob", "oxygen", before.clock.now() - timedelta(seconds=5), 2),
    ]
    await after.passes(40)
    await after.study.quizzes.go_on()
    await after.settle()
    titles = [reply.title for reply in after.chat.said["room"]]
    assert sum(title.startswith("Question 2") for title in titles) == 1
    assert after.points() == {"bob": 10, "cem": 15}


async def test_a_question_that_could_not_be_posted_waits():
    store = DictStore()
    before = await world(store)
    before.chat.refuses["room"] = Obstacle.FAILED
    await before.start()
    kept = await store.open_sessions()
    assert [session.phase for session in kept] == [Phase.PAUSED]


async def test_parking_says_so_once_in_each_open_room():
    here = await world()
    await here.start("one")
    await here.start("two")
    await here.study.quizzes.park()
    assert all("Back in a moment" in here.chat.said[room][-1].text for room in ("one", "two"))
    await here.passes(3600)
    assert here.session("one").phase is Phase.OPEN, "nothing ticks any more"


async def test_who_wants_nothing_kept_plays_along_and_leaves_no_trace():
    store = DictStore()
    await store.choose("guild", "bob", Consent.OFF)
    here = await world(store)
    await here.start()
    await say(here.study, here.asker("bob"), "oxygen")
    await here.settle()
    assert here.points() == {"bob": 10}
    assert "bob" not in str(await store.open_sessions())
    assert (await store.names("guild", ["bob"])) == {}


async def test_no_more_than_twenty_quizzes_in_a_guild():
    here = await world()
    for number in range(20):
        assert await here.start(f"room{number}") is None
    refusal = await here.start("one too many")
    assert refusal is not None
    assert await here.start("elsewhere", guild="other") is None


async def test_every_wrong_answer_of_a_race_is_kept():
    here = await world()
    await here.start()
    for wrong in ("hydrogen", "nitrogen", "helium"):
        await say(here.study, here.asker("bob"), wrong)
    await here.study.quizzes.write_down()
    kept = await here.store.attempts("guild", here.session().plan.id, 1)
    assert [attempt.text for attempt in kept] == ["hydrogen", "nitrogen", "helium"]


async def test_a_quiz_about_a_fact_takes_options_too():
    here = await world()
    assert await say(here.study, here.asker("ann"), "!quiz chlorophyll 2 race untimed") is None
    plan = here.session().plan
    assert {item.fact for item in plan.items} == {"chlorophyll"}
    assert (len(plan.items), plan.options.mode, plan.options.seconds) == (2, ModeName.RACE, 0)
    reply = await say(here.study, here.asker("ann"), "!quiz chlorophyll 2 nonsense")
    assert isinstance(reply, Reply)
    assert "nonsense" in reply.text
