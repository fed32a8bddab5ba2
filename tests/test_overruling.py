"""What a manager's ruling changes in a session, and a session without those who want nothing kept."""

from dataclasses import replace

import pytest

from bot.core.judge import VerdictKind
from bot.core.quiz import Options
from bot.core.quiz.events import Adjust, Adjusted, Awarded, Closed, Overrule, Overruled, Posted, Stop, Tick
from bot.core.quiz.forgetting import without
from bot.core.quiz.ruling import is_ruled
from bot.core.quiz.session import ModeName, Phase, Session
from tests.quizzing import NEARLY, RIGHT, WRONG, choice, listing, opened, run, said, typed

EVERYONE = Options(mode=ModeName.EVERYONE, rounds=2, seconds=30, grace=2)


def closed(mode: ModeName = ModeName.EVERYONE) -> Session:
    """A session whose first round is over: ann said something wrong first, bob was right."""
    session = opened([typed(1), typed(2)], replace(EVERYONE, mode=mode))
    session, _ = run(
        session,
        (said("ann", WRONG, 1), 1),
        (said("bob", RIGHT, 2), 2),
        (Tick(), 31),
    )
    return session


def test_a_ruling_gives_what_would_have_been_earned() -> None:
    session, happened = run(closed(), (Overrule(1, ("ann",), accepted=True, id=7), 32))
    assert happened == [Overruled(1, "ann", 0, 10)]
    tally = session.tallies["ann"]
    assert (tally.points, tally.right, tally.asked, tally.missed) == (10, 1, 1, ())


def test_the_same_ruling_twice_counts_once_and_its_reverse_takes_it_back() -> None:
    before = closed()
    ruling = Overrule(1, ("ann",), accepted=True, id=7)
    session, happened = run(before, (ruling, 32), (ruling, 33), (replace(ruling, accepted=False, id=8), 34))
    assert happened == [Overruled(1, "ann", 0, 10), Overruled(1, "ann", 10, 0)]
    assert session.tallies == before.tallies


def test_in_a_race_whoever_said_it_first_has_it() -> None:
    session, happened = run(closed(ModeName.RACE), (Overrule(1, ("ann",), accepted=True, id=7), 32))
    assert happened == [Overruled(1, "ann", 0, 10), Overruled(1, "bob", 10, 5)]
    assert (session.tallies["bob"].points, session.tallies["bob"].right) == (5, 1)


def test_points_are_taken_from_whom_a_ruling_is_against() -> None:
    session, happened = run(closed(), (Overrule(1, ("bob",), accepted=False, id=7), 32))
    assert happened == [Overruled(1, "bob", 10, 0)]
    assert session.tallies["bob"].missed == (0,)


def test_who_was_only_asked_to_say_more_can_be_ruled_right() -> None:
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (said("ann", NEARLY, 1), 1), (Tick(), 31))
    _, happened = run(session, (Overrule(1, ("ann",), accepted=True, id=7), 32))
    assert happened == [Overruled(1, "ann", 0, 10)]


def test_a_ruling_on_the_open_round_gives_nothing_yet() -> None:
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (said("ann", WRONG, 1), 1))
    session, happened = run(session, (Overrule(1, ("ann",), accepted=True, id=7), 2))
    assert not [outcome for outcome in happened if isinstance(outcome, Overruled)]
    session, happened = run(session, (Tick(), 31))
    assert Awarded(1, "ann", 10) in happened


def test_a_ruling_after_the_end_still_counts() -> None:
    session, _ = run(closed(), (Stop("ann"), 32))
    assert session.phase is Phase.OVER
    session, happened = run(session, (Overrule(1, ("ann",), accepted=True, id=7), 40))
    assert happened == [Overruled(1, "ann", 0, 10)]


def test_a_round_that_came_again_changes_points_alone() -> None:
    session, _ = run(
        opened([typed(1)], replace(EVERYONE, rounds=1)), (said("ann", WRONG, 1), 1), (Tick(), 31)
    )
    session, _ = run(session, (Tick(), 40), (Posted(2, "m", session.plan.started), 40))
    assert session.round.review
    session, _ = run(session, (said("ann", WRONG, 41), 41), (Tick(), 80))
    before = session.tallies["ann"]
    session, happened = run(session, (Overrule(2, ("ann",), accepted=True, id=7), 90))
    assert happened == [Overruled(2, "ann", 0, 5)]
    assert session.tallies["ann"] == replace(before, points=5)


def test_a_player_nobody_knew_may_be_ruled_right() -> None:
    session = closed()
    tallies = {player: tally for player, tally in session.tallies.items() if player != "ann"}
    session, happened = run(
        replace(session, tallies=tallies), (Overrule(1, ("ann",), accepted=True, id=7), 32)
    )
    assert happened == [Overruled(1, "ann", 0, 10)]
    assert session.tallies["ann"].left


def taken_back(player: str, points: int) -> Adjust:
    """A manager's undo of what a player had of the first round, which the store has done."""
    return Adjust(player, -points, 9, recorded=True, round=1)


def test_whose_award_is_taken_back_has_not_known_it() -> None:
    before = closed()
    session, happened = run(before, (taken_back("bob", 10), 32))
    assert happened == [Adjusted("bob", -10, 9, recorded=True)]
    assert session.tallies["bob"] == replace(before.tallies["bob"], points=0, right=0, missed=(0,))
    assert run(session, (said("bob", RIGHT, 3), 33))[0].tallies == session.tallies


def test_what_was_taken_back_is_neither_given_nor_taken_again_by_a_ruling() -> None:
    ruling = Overrule(1, ("bob",), accepted=False, id=7)
    session, _ = run(closed(ModeName.RACE), (taken_back("bob", 10), 32))
    _, happened = run(session, (ruling, 33), (replace(ruling, accepted=True), 34))
    assert happened == []
    _, happened = run(session, (Overrule(1, ("ann",), accepted=True, id=7), 33))
    assert happened == [Overruled(1, "ann", 0, 10)]


@pytest.mark.parametrize("number", [0, 3])
def test_a_round_that_was_never_asked_is_not_ruled_on(number: int) -> None:
    session = closed()
    assert run(session, (Overrule(number, ("ann",), accepted=True, id=7), 32)) == (session, [])


def test_rulings_decide_items_with_one_typed_answer() -> None:
    assert is_ruled(typed(1))
    assert not is_ruled(choice(1))
    assert not is_ruled(listing())


def test_points_that_are_recorded_say_so() -> None:
    _, happened = run(closed(), (Adjust("bob", -10, 9, recorded=True), 32))
    assert happened == [Adjusted("bob", -10, 9, recorded=True)]


def test_a_session_without_somebody_holds_no_trace_of_them() -> None:
    session, _ = run(closed(), (taken_back("ann", 0), 32))
    kept = without(session, {"ann"})
    assert "'ann'" not in repr(kept)
    assert kept.tallies["bob"] == session.tallies["bob"]
    assert [one.kind for one in kept.rounds[0].said] == [VerdictKind.ACCEPT]
    assert kept.starter == ""
    assert without(kept, {"ann"}) is kept


def test_a_session_without_a_guest_keeps_its_starter() -> None:
    kept = without(closed(), {"bob"})
    assert kept.starter == "ann"
    assert "'bob'" not in repr(kept)


def test_what_the_group_named_together_is_forgotten_too() -> None:
    session = opened([listing(), typed(1)], Options(mode=ModeName.RACE, rounds=2, seconds=30))
    some = replace(RIGHT, matched=(0,))
    session, happened = run(session, (said("bob", some, 1), 1), (Tick(), 40))
    assert any(isinstance(outcome, Closed) for outcome in happened)
    assert "'bob'" in repr(session)
    assert "'bob'" not in repr(without(session, {"bob"}))
