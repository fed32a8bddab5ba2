"""The borders of a ruling: what it is worth, what stands against it, and what is not given twice."""

from dataclasses import replace

import pytest

from bot.core.judge import Verdict, VerdictKind
from bot.core.quiz import Options, Phase, Session
from bot.core.quiz.events import Adjust, Awarded, Hint, Join, Overrule, Overruled, Tick
from bot.core.quiz.session import ModeName
from tests.quizzing import NEARLY, OTHER_NUMBER, RIGHT, WRONG, after, opened, run, said, typed

EVERYONE = Options(rounds=2, seconds=30)
RACE = Options(ModeName.RACE, rounds=2, seconds=30)


def ruling(player: str, *, accepted: bool = True, round_: int = 1) -> Overrule:
    return Overrule(round_, (player,), accepted, 7)


def closed(options: Options = EVERYONE) -> Session:
    """The first round is over: ann was wrong, bob right."""
    session = opened([typed(1), typed(2)], options)
    return run(session, (said("ann", WRONG, 1), 1), (said("bob", RIGHT, 2), 2), (Tick(), 31))[0]


@pytest.mark.parametrize(("player", "accepted"), [("ann", False), ("bob", True)])
def test_ruling_what_was_judged_changes_nothing(player: str, accepted: bool):
    assert run(closed(), (ruling(player, accepted=accepted), 32)) == (closed(), [])


def test_who_was_only_asked_to_say_more_comes_last_and_pays_for_the_hints():
    session = opened([typed(1, hints=["One."]), typed(2)], RACE)
    session, _ = run(
        session, (Hint("ann"), 0.5), (said("ann", NEARLY, 1), 1), (said("bob", RIGHT, 2), 2), (Tick(), 4)
    )
    _, happened = run(session, (ruling("ann"), 5))
    assert happened == [Overruled(1, "ann", 0, 3)]


@pytest.mark.parametrize(
    ("first", "later", "seconds"), [(NEARLY, OTHER_NUMBER, 30), (NEARLY, WRONG, 0), (WRONG, WRONG, 30)]
)
def test_what_is_ruled_in_the_open_question_stands_and_is_waited_for_no_more(
    first: Verdict, later: Verdict, seconds: int
):
    session = opened([typed(1)], replace(EVERYONE, seconds=seconds))
    session, _ = run(
        session, (Join("bob"), 0), (said("ann", first, 1), 1), (ruling("ann"), 2), (said("ann", later, 3), 3)
    )
    assert session.phase is Phase.OPEN
    assert [each.kind for each in session.round.said] == [VerdictKind.ACCEPT]
    assert run(session, (said("bob", RIGHT, 4), 4))[0].phase is Phase.CLOSING


def test_what_a_ruling_gave_or_took_is_not_given_again_to_who_was_late():
    given, _ = run(closed(), (ruling("ann"), 32))
    taken, _ = run(closed(), (ruling("bob", accepted=False), 32))
    for session, player in ((given, "ann"), (taken, "bob")):
        _, happened = run(session, (said(player, RIGHT, 9), 33))
        assert not [outcome for outcome in happened if isinstance(outcome, Awarded)]


def test_who_is_ruled_wrong_has_missed_it_too():
    session, _ = run(closed(), (Tick(), 37), (said("bob", WRONG, 40), 40), (Tick(), 70))
    session, _ = run(session, (ruling("bob", accepted=False), 71))
    assert session.tallies["bob"].missed == (1, 0)


def test_what_is_taken_back_is_marked_in_its_own_round():
    session, _ = run(closed(), (ruling("ann"), 32), (Tick(), 37))
    session, _ = run(
        session, *((Adjust(player, -10, 9, recorded=True, round=1), 40) for player in ("bob", "ann"))
    )
    assert [round_.undone for round_ in session.rounds] == [("bob", "ann"), ()]
    assert session.round.opened == after(37)


def test_a_line_from_before_that_comes_after_a_ruling_does_not_undo_it():
    session = opened([typed(1)], EVERYONE)
    session, _ = run(session, (Join("bob"), 0), (said("ann", WRONG, 1), 1), (ruling("ann"), 2))
    session, _ = run(session, (said("ann", WRONG, 0.5), 3))
    assert [each.kind for each in session.round.said] == [VerdictKind.ACCEPT]
