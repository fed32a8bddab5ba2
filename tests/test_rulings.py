"""A manager decides that an answer counts, or does not, and those who gave it get what follows."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.commands import say
from bot.core.ledger import BoardQuery
from bot.core.quiz import Session
from bot.core.quiz.events import Outcome
from bot.core.quiz.session import ModeName
from tests.fakes.dict_store import DictStore
from tests.managed import TOGETHER, kept, quizzed, stopped, told
from tests.studying import LIBRARY, QUICK, World, world


async def test_an_accepted_answer_gives_points_to_who_said_it_and_holds_from_then_on():
    here = await quizzed()
    assert (await told(here, "!accept Ozone!")).text.endswith("from now on. cem +10.")
    assert here.points() == await kept(here) == {"bob": 10, "cem": 10}
    assert (await told(here, "!accept ozone")).text.endswith("It was already ruled so.")
    again = await world(here.store, here.clock)
    await again.study.quizzes.go_on()
    await stopped(again)
    item = LIBRARY.items["photosynthesis-gas"]
    await again.study.starting.start_with(again.asker("ann"), [item], TOGETHER)
    await again.settle()
    await say(again.study, again.asker("dee"), "ozone")
    await again.passes(31)
    assert (await kept(again))["dee"] == 10


async def test_a_refused_answer_takes_points_and_a_ruling_can_be_turned_round():
    here = await quizzed()
    await told(here, "!accept ozone")
    assert (await told(here, "!refuse ozone")).text.endswith("cem -10.")
    assert (await told(here, "!refuse oxygen")).text.endswith("bob -10.")
    assert here.points() == await kept(here) == {}
    assert (await told(here, "!accept oxygen")).text.endswith("bob +10.")


async def test_a_ruling_finds_the_round_in_which_the_answer_was_given():
    here = await quizzed()
    await here.passes(10)
    assert here.session().round.number == 2
    assert (await told(here, "!accept ozone")).text.endswith("cem +10.")


async def test_a_ruling_on_the_open_question_pays_when_it_closes():
    here = await world()
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("cem"), "ozone")
    assert (await told(here, "!accept ozone")).text.endswith("from now on.")
    await here.passes(31)
    assert here.points() == await kept(here) == {"cem": 10}


async def test_a_ruling_after_the_end_and_a_restart_counts_and_can_be_taken_back():
    here = await quizzed()
    await stopped(here)
    again = await world(here.store, here.clock)
    assert (await told(again, "!accept ozone")).text.endswith("cem +10.")
    assert await kept(again) == {"bob": 10, "cem": 10}
    await again.passes(1)
    again = await world(here.store, here.clock)
    await told(again, "!refuse ozone")
    assert await kept(again) == {"bob": 10}


async def test_who_was_right_in_other_words_keeps_the_points():
    here = await world()
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("bob"), "ozone")
    await say(here.study, here.asker("bob"), "oxygen")
    await here.passes(31)
    await told(here, "!refuse ozone")
    assert here.points() == {"bob": 10}


async def test_who_changed_a_right_answer_for_one_that_is_accepted_is_paid():
    here = await world()
    await here.start(options=TOGETHER)
    await here.study.quizzes.hear(here.asker("bob"), "oxygen", deliberate=True)
    await here.study.quizzes.hear(here.asker("bob"), "ozone", deliberate=True)
    await here.passes(31)
    assert here.points() == {}
    assert (await told(here, "!accept ozone")).text.endswith("bob +10.")
    assert here.points() == {"bob": 10}


async def test_what_cannot_be_ruled_on_is_said():
    here = await world()
    assert (await told(here, "!accept x")).text.startswith("I know of no question")
    assert (await told(here, "!accept")).text.startswith("Which answer?")
    assert (await told(here, "!refuse <@1>")).text.startswith("Which answer?")
    await here.start(options=replace(QUICK, topics=("parts",)))
    assert "nothing to rule" in (await told(here, "!accept nucleus")).text


async def test_who_is_ruled_right_was_right_and_who_is_given_points_was_not():
    here = await quizzed()
    await told(here, "!accept ozone")
    await told(here, "!award bob 5")
    await told(here, "!refuse oxygen")
    assert await _right(here) == {"bob": (0, 1), "cem": (1, 1)}
    assert [here.session().tallies[player].right for player in ("bob", "cem")] == [0, 1]


async def test_what_was_taken_back_stays_so_whatever_is_ruled_on_it():
    here = await quizzed()
    await told(here, "!undo")
    assert (await told(here, "!refuse oxygen")).text.endswith("from now on.")
    assert (await told(here, "!accept oxygen")).text.endswith("from now on.")
    await told(here, "!accept ozone")
    assert (await told(here, "!undo")).text.startswith("Took back 10 points from cem")
    assert here.points() == await kept(here) == {}
    assert await _right(here) == {"bob": (0, 1), "cem": (0, 1)}


async def _right(here: World) -> dict[str, tuple[int, int]]:
    """How many questions everybody had right, of how many they were asked, in the store."""
    page = await here.store.board(BoardQuery("guild"), "")
    return {line.player: (line.right, line.asked) for line in page.lines}


async def test_a_ruling_on_a_quiz_that_is_over_does_not_land_in_the_next():
    class Slow(DictStore):
        answers = asyncio.Event()

        async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
            await self.answers.wait()
            await super().begin(session, outcomes)

    store = Slow()
    store.answers.set()
    here = await quizzed(store=store)
    await stopped(here)
    store.answers.clear()
    starting = asyncio.create_task(here.start(options=TOGETHER))
    await here.clock.sleep(0)
    ruling = asyncio.create_task(
        here.study.rulings.rule(here.asker("ann", manager=True), "ozone", accepted=True)
    )
    for _ in range(20):
        await here.clock.sleep(0)
    store.answers.set()
    await starting
    assert (await ruling).text.endswith("cem +10.")
    assert not here.session().round.said
    assert await kept(here) == {"bob": 10, "cem": 10}


async def test_a_ruling_at_the_end_outlives_an_answer_that_comes_late():
    here = await world()
    await here.start(options=replace(QUICK, rounds=1, mode=ModeName.EVERYONE))
    id_ = here.session().plan.id
    late = here.asker("cem")
    await say(here.study, here.asker("bob"), "vital air")
    await here.passes(1)
    await say(here.study, here.asker("ann"), "!stop")
    await here.settle()
    await here.study.rulings.rule(here.asker("ann", manager=True), "vital air", accepted=True)
    await say(here.study, late, "oxygen")
    ended = await here.store.session("guild", id_)
    assert ended is not None
    assert {player: tally.points for player, tally in ended.tallies.items() if tally.points} == {
        "bob": 10,
        "cem": 10,
    }
