"""The first question leaves time to read: whoever is quick does not close it on those who are not known yet."""

import pytest

from bot.core.quiz import Options
from bot.core.quiz.events import Asked, Closed, Join, Pause, Refusal, Refused, Restarted, Resume, Tick
from bot.core.quiz.session import ModeName, Phase
from tests.quizzing import RIGHT, SEEN, WRONG, after, choice, opened, run, said, typed

EVERYONE = Options(rounds=2, seconds=40)
ITEMS = [choice(2), typed(2)]


def answered(*, private: bool = False, options: Options = EVERYONE):
    """A session in which ann has answered the first question after a second."""
    return run(opened(ITEMS, options, private=private), (said("ann", RIGHT, 1, deliberate=True), 1))[0]


def test_one_quick_answer_leaves_the_others_time():
    session = answered()
    assert (session.phase, session.deadline, session.round.closes) == (Phase.OPEN, after(15), after(40))
    session, happened = run(session, (said("bob", RIGHT, 9, deliberate=True), 9), (Tick(), 11))
    assert [outcome.points for outcome in happened if isinstance(outcome, Closed)] == [{"ann": 10, "bob": 10}]


def test_half_of_a_short_time_is_enough():
    assert answered(options=Options(rounds=2, seconds=20)).deadline == after(10)


def test_then_it_closes_when_nobody_else_has_come():
    session, happened = run(answered(), (Tick(), 15))
    assert not happened
    assert (session.phase, session.deadline) == (Phase.CLOSING, after(17))
    assert any(isinstance(outcome, Closed) for outcome in run(session, (Tick(), 17))[1])


def test_who_comes_meanwhile_has_all_the_time_there_is():
    session, _ = run(answered(), (Join("bob"), 5), (Tick(), 15))
    assert (session.phase, session.deadline) == (Phase.OPEN, after(40))


@pytest.mark.parametrize(
    "options",
    [Options(rounds=2, seconds=0), Options(ModeName.RACE, rounds=2, seconds=40)],
)
def test_nobody_is_waited_for_without_a_timer_or_in_a_race(options: Options):
    assert answered(options=options).deadline == after(3)


def test_nobody_is_waited_for_who_is_alone_or_known_to_be():
    assert answered(private=True).round.number == 1
    assert answered(private=True).phase is Phase.BETWEEN
    session, _ = run(opened(ITEMS, EVERYONE), *SEEN, (said("ann", RIGHT, 1, deliberate=True), 1))
    assert session.deadline == after(3)


def test_the_second_question_waits_for_nobody_who_is_not_known():
    session, happened = run(answered(), (Tick(), 15), (Tick(), 17), (Tick(), 23))
    assert Asked(2) in happened
    session, _ = run(session, (said("ann", RIGHT, 24, deliberate=True), 24))
    assert session.deadline == after(26)


def test_a_rest_or_a_restart_takes_nothing_of_the_time():
    session, _ = run(answered(), (Pause("ann"), 5), (Resume("ann"), 60))
    assert session.round.closes == after(95)
    session, _ = run(answered(), (Restarted(), 5))
    assert session.round.closes == after(40)


def test_who_presses_too_late_is_waited_for_from_the_next_question_on():
    session, _ = run(answered(), (Tick(), 15), (Tick(), 17))
    late, happened = run(session, (said("bob", WRONG, 18, deliberate=True), 18))
    assert happened == [Refused("bob", Refusal.CLOSED)]
    assert late.players == ("ann", "bob")
    session, _ = run(late, (Tick(), 23), (said("ann", RIGHT, 24, deliberate=True), 24))
    assert session.phase is Phase.OPEN
    assert run(session, (said("ann", WRONG, 18), 24))[0] == session


def test_a_clock_that_jumps_an_hour_ends_one_round_at_most():
    session, happened = run(opened(ITEMS, EVERYONE), (Tick(), 3600), (Tick(), 3600))
    assert len([outcome for outcome in happened if isinstance(outcome, Closed)]) == 1
    session, _ = run(session, (Tick(), 3606))
    assert (session.round.number, session.round.opened, session.round.closes) == (2, after(3606), after(3646))
