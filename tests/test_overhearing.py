"""Chat beside a question: taken at once, without a turn, as long as it changes nothing; and nothing of it is lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.judge import VerdictKind
from bot.core.ledger import StoreAwayError
from bot.core.quiz import Options, Session
from bot.core.quiz.events import Attempted, Skip, Stop
from bot.core.quiz.session import ModeName
from bot.service.aside import ENOUGH
from bot.service.people import Asker
from tests.fakes.broken_store import BrokenStore
from tests.fakes.dict_store import DictStore
from tests.studying import QUICK, World, world

OPEN = replace(QUICK, mode=ModeName.EVERYONE, seconds=0)
"""Questions that stay open, in the authors' order, of which the first is answered by oxygen."""


class SlowlyAway(DictStore):
    """A store that does not take the first attempts that are to be kept beside a step, and takes its time to say so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def keep_attempts(self, made: Sequence[tuple[Session, Sequence[Attempted]]]) -> None:
        if not self.asked.is_set():
            self.asked.set()
            await self.answers.wait()
            raise StoreAwayError("gone")
        await super().keep_attempts(made)


async def begun(options: Options = OPEN, store: DictStore | None = None) -> World:
    """A question that stands, to which ann has said something wrong."""
    here = await world(store)
    await here.start(options=options)
    await here.study.quizzes.hear(here.asker("ann"), "nitrogen")
    return here


async def said_before_the_end(here: World) -> Asker:
    """Stop the quiz; return who said something a second before."""
    late = here.asker("ann")
    await here.passes(1)
    await here.study.quizzes.happen("room", Stop("ann"))
    return late


async def kept(here: World, round_: int = 1) -> list[str]:
    """The texts that are recorded of a round."""
    return [one.text for one in await here.store.attempts("guild", here.session().plan.id, round_)]


async def recorded_players(here: World) -> set[str]:
    """Who plays, as it is recorded."""
    [session] = await here.store.open_sessions()
    return set(session.tallies)


async def test_a_second_wrong_line_changes_nothing_and_is_recorded_with_the_next_step():
    here = await begun()
    before = here.session()
    assert here.study.quizzes.overhear(here.asker("ann"), "who takes the notes tonight?")
    assert here.session() is before
    assert await kept(here) == ["nitrogen"]
    await here.study.quizzes.hear(here.asker("bob"), "helium")
    assert await kept(here) == ["nitrogen", "who takes the notes tonight?", "helium"]


async def test_what_may_change_something_is_not_taken():
    here = await begun()
    quizzes = here.study.quizzes
    assert not quizzes.overhear(here.asker("ann"), "oxygen")
    await here.study.privacy.delete(here.asker("bob"))
    assert not quizzes.overhear(here.asker("bob"), "who takes the notes tonight?"), "nothing is kept of bob"
    await quizzes.hear(here.asker("bob"), "helium")
    assert quizzes.overhear(here.asker("bob"), "who takes the notes tonight?")
    assert not quizzes.overhear(here.asker("ann", room="elsewhere"), "hello")


async def test_a_line_waits_for_no_step_that_is_being_recorded():
    here = await begun()
    quizzes = here.study.quizzes
    async with quizzes._turns["room"]:  # pyright: ignore[reportPrivateUsage] - as if a step were recorded
        assert quizzes.overhear(here.asker("ann"), "helium")
        assert not quizzes.overhear(here.asker("ann"), "oxygen")


async def test_who_only_talks_is_seen_at_once_and_recorded_with_the_next_step():
    here = await begun()
    quizzes = here.study.quizzes
    assert quizzes.overhear(here.asker("bob"), "who takes the notes tonight?")
    assert "bob" in here.session().tallies
    assert await recorded_players(here) == {"ann"}
    await quizzes.hear(here.asker("ann"), "helium")
    assert await recorded_players(here) == {"ann"}, "a wrong line that changes nothing is set aside as well"
    await quizzes.hear(here.asker("ann"), "oxygen")
    assert await recorded_players(here) == {"ann", "bob"}
    assert await kept(here) == ["nitrogen", "who takes the notes tonight?", "helium", "oxygen"]


async def test_pleasantries_make_nobody_a_player():
    here = await begun()
    quizzes = here.study.quizzes
    for line in ("hi everyone", "no idea", "\U0001f602", "let me think", "lol"):
        assert quizzes.overhear(here.asker("bob"), line)
        await quizzes.hear(here.asker("bob"), line)
    assert "bob" not in here.session().tallies
    await quizzes.write_down()
    assert await kept(here) == ["nitrogen"]


async def test_a_first_wrong_answer_counts_at_once_and_is_recorded_with_the_next_step():
    here = await begun()
    quizzes = here.study.quizzes
    assert quizzes.overhear(here.asker("bob"), "carbon monoxide oxygen hydrogen")
    assert {said.player for said in here.session().round.said} == {"ann", "bob"}
    assert await recorded_players(here) == {"ann"}
    assert not quizzes.overhear(here.asker("bob"), "oxygen"), "what may count is recorded first"
    await quizzes.park()
    assert await recorded_players(here) == {"ann", "bob"}


async def test_what_the_store_did_not_take_is_recorded_later():
    store = SlowlyAway()
    here = await begun(store=store)
    quizzes = here.study.quizzes
    for player in ("ann", "bob"):
        assert quizzes.overhear(here.asker(player), f"neon, says {player}")
    writing = asyncio.create_task(quizzes.write_down())
    await store.asked.wait()
    await here.study.privacy.delete(here.asker("bob"))
    await quizzes.hear(here.asker("ann"), "oxygen")
    await quizzes.happen("room", Skip("ann"))
    await here.passes(7)
    assert here.session().round.number == 2
    assert quizzes.overhear(here.asker("ann"), "xenon")
    store.answers.set()
    await writing
    assert await kept(here) == ["nitrogen", "oxygen"]
    await quizzes.write_down()
    assert await kept(here) == ["nitrogen", "neon, says ann", "oxygen"]
    assert await kept(here, 2) == ["xenon"]


async def test_what_a_store_can_never_take_stands_in_nobodys_way():
    class Fussy(DictStore):
        async def keep_attempts(self, made: Sequence[tuple[Session, Sequence[Attempted]]]) -> None:
            if any(attempt.text == "neon" for _, attempts in made for attempt in attempts):
                raise RuntimeError("not foreseen")
            await super().keep_attempts(made)

    here = await begun(store=Fussy())
    assert here.study.quizzes.overhear(here.asker("ann"), "neon")
    with pytest.raises(RuntimeError):
        await here.study.quizzes.write_down()
    assert here.study.quizzes.overhear(here.asker("ann"), "argon")
    await here.study.quizzes.write_down()
    assert await kept(here) == ["nitrogen", "argon"]


async def test_what_was_set_aside_is_recorded_though_the_step_broke_with_which_it_was_to_be():
    store = BrokenStore()
    here = await begun(store=store)
    assert here.study.quizzes.overhear(here.asker("ann"), "neon")
    store.breaks = True
    with pytest.raises(RuntimeError):
        await here.study.quizzes.hear(here.asker("ann"), "oxygen")
    await here.study.quizzes.hear(here.asker("bob"), "oxygen")
    assert await kept(here) == ["nitrogen", "neon", "oxygen"]


async def test_a_ruling_waits_for_what_is_being_recorded():
    here = await begun()
    assert here.study.quizzes.overhear(here.asker("bob"), "vital air")
    turn = here.study.quizzes._turns["room"]  # pyright: ignore[reportPrivateUsage] - as if a step were recorded
    async with turn:
        ruling = asyncio.create_task(
            here.study.rulings.rule(here.asker("ann", manager=True), "vital air", accepted=True)
        )
        await here.clock.sleep(0)
        assert not ruling.done()
    await ruling
    assert {said.player for said in here.session().round.said if said.kind is VerdictKind.ACCEPT} == {"bob"}


async def test_who_only_talks_waits_for_a_step_that_is_being_recorded():
    here = await begun()
    quizzes = here.study.quizzes
    async with quizzes._turns["room"]:  # pyright: ignore[reportPrivateUsage] - as if a step were recorded
        assert not quizzes.overhear(here.asker("bob"), "who takes the notes tonight?")
    assert "bob" not in here.session().tallies


async def test_a_line_before_the_first_question_is_nothing():
    here = await world()
    await here.start(options=Options(mode=ModeName.TEAMS, rounds=1, seconds=30, topics=("plants",)))
    assert not here.session().rounds
    assert here.study.quizzes.overhear(here.asker("ann"), "hello there")


async def test_when_much_is_set_aside_it_is_recorded():
    here = await begun()
    for number in range(ENOUGH):
        assert here.study.quizzes.overhear(here.asker("ann"), f"wrong {number}")
    assert len(await kept(here)) == 1
    await here.passes(0.01)
    assert len(await kept(here)) == 1 + ENOUGH


async def test_a_ruling_finds_what_was_set_aside():
    here = await begun()
    await here.study.quizzes.hear(here.asker("bob"), "helium")
    assert here.study.quizzes.overhear(here.asker("bob"), "vital air")
    await here.study.rulings.rule(here.asker("ann", manager=True), "vital air", accepted=True)
    standing = {said.player: said.kind for said in here.session().round.said}
    assert standing["ann"] is VerdictKind.REJECT
    assert await kept(here) == ["nitrogen", "helium", "vital air"]
    assert here.study.quizzes.overhear(here.asker("ann"), "who takes the notes tonight?"), (
        "rulings are no talk"
    )


async def test_what_was_set_aside_outlives_the_program_that_leaves():
    here = await begun()
    assert here.study.quizzes.overhear(here.asker("ann"), "helium")
    await here.study.quizzes.park()
    assert await kept(here) == ["nitrogen", "helium"]


async def test_what_was_set_aside_at_the_very_end_is_recorded_too():
    here = await begun()
    session, late = here.session(), await said_before_the_end(here)
    assert here.study.quizzes.overhear(late, "helium")
    await here.settle()
    assert here.study.quizzes.session("room") is None
    attempts = await here.store.attempts("guild", session.plan.id, 1)
    assert [one.text for one in attempts] == ["nitrogen", "helium"]


async def test_what_was_set_aside_of_a_player_who_is_forgotten_is_not_recorded():
    here = await begun()
    quizzes = here.study.quizzes
    await quizzes.hear(here.asker("bob"), "helium")
    for player in ("ann", "bob"):
        assert quizzes.overhear(here.asker(player), f"neon, says {player}")
    await here.study.privacy.delete(here.asker("bob"))
    await quizzes.hear(here.asker("bob"), "argon")
    await quizzes.write_down()
    assert await kept(here) == ["nitrogen", "neon, says ann", "argon"]


async def test_what_is_heard_after_the_end_is_recorded_at_once():
    here = await begun()
    session, late = here.session(), await said_before_the_end(here)
    await here.settle()
    await here.study.quizzes.hear(late, "helium")
    attempts = await here.store.attempts("guild", session.plan.id, 1)
    assert [one.text for one in attempts] == ["nitrogen", "helium"]


async def test_an_answer_waits_for_a_step_that_is_being_recorded_though_it_came_too_late():
    here = await begun(replace(OPEN, seconds=20))
    late = here.asker("bob")
    late = replace(late, at=late.at + timedelta(seconds=21))
    async with here.study.quizzes._turns["room"]:  # pyright: ignore[reportPrivateUsage] - as if a step were recorded
        assert not here.study.quizzes.overhear(late, "oxygen"), "an outage may give the question time again"
        assert here.study.quizzes.overhear(late, "hi everyone")
