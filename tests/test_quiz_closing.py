"""How a round ends, to the microsecond: its close, its points, who sat out, what comes again, what comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.judge import VerdictKind
from bot.core.quiz import Options, Phase
from bot.core.quiz.events import (
    Answer,
    Awarded,
    Closed,
    Ended,
    Event,
    Grade,
    Join,
    Leave,
    Outcome,
    Pause,
    Paused,
    Refusal,
    Refused,
    Reveal,
    Skip,
    Stop,
    Tick,
)
from bot.core.quiz.session import EndReason, ModeName, PauseReason, Rest, Said
from tests.quizzing import NEARLY, RIGHT, WRONG, after, listing, opened, run, said, typed

EVERYONE = Options(rounds=3, seconds=30)
RACE = Options(ModeName.RACE, rounds=3, seconds=30)
INSTANT = timedelta(microseconds=1)


def closed(happened: list[Outcome]) -> list[Closed]:
    return [outcome for outcome in happened if isinstance(outcome, Closed)]


def silent_round(number: int) -> tuple[tuple[Event, float], ...]:
    """The close of the round of that number, and the next question, in a session that nobody speaks in."""
    return (Tick(), number * 36 - 6), (Tick(), number * 36)


def test_a_round_closes_right_after_the_last_that_was_said_in_it():
    session = run(opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 0), (Join("cem"), 0))[0]
    ahead = ((said("ann", RIGHT, 7), 5.0), (said("bob", RIGHT, 6), 5.0))
    skipped, _ = run(session, *ahead, (Skip("ann"), 5))
    assert (skipped.round.closes, skipped.round.skipped) == (after(7) + INSTANT, True)
    silent, _ = run(session, (Skip("ann"), 5))
    assert silent.round.closes == after(5)
    late, _ = run(session, (Tick(), 31))
    assert (late.round.closes, late.round.skipped) == (after(30), False)
    graded, _ = run(
        opened([typed(1)], Options(ModeName.FLASH, rounds=1)),
        (Reveal("ann"), 1),
        (Grade("ann", knew=True), 2),
    )
    assert graded.round.closes == after(2) + INSTANT


def test_a_stop_closes_what_was_answered_and_promises_nothing():
    session, happened = run(
        opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 0), (said("ann", WRONG, 1), 1), (Stop("ann"), 2)
    )
    assert closed(happened) == [Closed(1, {})]
    assert (session.round.closes, session.round.skipped) == (after(2), False)
    assert run(opened([typed(1)], EVERYONE), (Stop("ann"), 1))[1] == [Ended(EndReason.STOPPED, "ann")]


def test_three_silent_rounds_in_a_row_are_a_rest():
    session = opened([typed(number) for number in range(8)], replace(EVERYONE, rounds=8))
    session, _ = run(session, *silent_round(1), *silent_round(2))
    assert session.silent == 2
    session, _ = run(session, (said("ann", WRONG, 80), 80), *silent_round(3))
    assert (session.silent, session.round.number) == (0, 4)
    session, _ = run(session, *silent_round(4), *silent_round(5))
    assert (session.silent, session.phase) == (2, Phase.OPEN)
    session, happened = run(session, (Tick(), 210))
    assert happened[-1] == Paused(PauseReason.SILENT)
    assert (session.phase, session.silent, session.deadline) == (Phase.PAUSED, 0, after(210 + 24 * 3600))
    assert session.rest == Rest(Phase.BETWEEN, 0.0, after(210), PauseReason.SILENT)


def test_skipping_is_not_silence():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (Skip("ann"), 1))
    assert session.silent == 0


def test_after_the_last_round_it_is_finished_and_the_standings_are_not_shown_before_they_are():
    session = opened([typed(number) for number in range(5)], replace(RACE, rounds=5, grace=0.0))
    happened: list[Outcome] = []
    for number in range(1, 6):
        session, happened = run(
            session, (said("ann", RIGHT, number * 10), number * 10), (Tick(), number * 10 + 6)
        )
    assert [outcome.standings for outcome in closed(happened)] == [False]
    assert happened[-1] == Ended(EndReason.FINISHED)


@pytest.mark.parametrize(("items", "again"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_a_third_of_the_items_comes_again_at_most(items: int, again: int):
    session = opened([typed(number) for number in range(items)], replace(RACE, rounds=items))
    at = 0.0
    while session.phase is not Phase.OVER:
        session, _ = run(session, (said("ann", WRONG, at + 1), at + 1), (Tick(), at + 30), (Tick(), at + 36))
        at += 36
    assert sum(round_.review for round_ in session.rounds) == again
    assert session.tallies["ann"].missed == tuple(range(items))


@pytest.mark.parametrize("answer", [said("ann", RIGHT, 40), said("ann", WRONG, 40)])
@pytest.mark.parametrize("items", [1, 2], ids=["again", "another"])
def test_who_sat_out_a_round_and_answers_the_next_is_not_away(items: int, answer: Answer):
    session, _ = run(opened([typed(number) for number in range(items)], RACE), *silent_round(1))
    assert session.tallies["ann"].idle == 1
    assert session.round.review is (items == 1)
    assert run(session, (answer, 40), (Tick(), 66))[0].tallies["ann"].idle == 0


def test_a_life_is_lost_by_those_who_play():
    survival = Options(ModeName.SURVIVAL, rounds=3, seconds=30)
    session, happened = run(
        opened([typed(1), typed(2), typed(3)], survival),
        *((Join(player), 1) for player in ("bob", "cem", "dee")),
        (Leave("bob"), 2),
        (said("cem", RIGHT, 3), 3),
        (Tick(), 30),
    )
    assert [outcome.lost for outcome in closed(happened)] == [("ann", "dee")]
    assert {player: tally.lives for player, tally in session.tallies.items()} == {
        "ann": 2, "bob": 3, "cem": 3, "dee": 2,
    }  # fmt: skip


def test_who_survives_alone_plays_until_the_last_life():
    session = opened([typed(number) for number in range(4)], Options(ModeName.SURVIVAL, rounds=4, seconds=30))
    for number in (1, 2, 3):
        assert session.phase is Phase.OPEN
        at = number * 36 - 30
        session, _ = run(session, (said("ann", WRONG, at), at), *silent_round(number))
    assert session.ended is EndReason.LAST_STANDING


def test_the_first_is_who_said_it_first():
    session, happened = run(
        opened([typed(1)], RACE), (said("ann", RIGHT, 5, 9), 5), (said("bob", RIGHT, 4, 10), 5), (Tick(), 7)
    )
    assert [(each.player, each.points) for each in happened if isinstance(each, Awarded)] == [
        ("bob", 10),
        ("ann", 5),
    ]
    assert session.tallies["ann"].right == 1


@pytest.mark.parametrize(
    "third",
    [said("dee", replace(NEARLY, matched=(2,)), 4, 99), said("dee", replace(NEARLY, matched=(2,)), 5, 40)],
)
def test_of_more_elements_than_are_needed_the_first_that_were_said_count(third: Answer):
    _, happened = run(
        opened([listing(2)], RACE),
        (said("bob", replace(NEARLY, matched=(0,)), 5, 50), 5),
        (said("cem", replace(NEARLY, matched=(1,)), 5, 60), 5),
        (third, 6),
        (Tick(), 9),
    )
    assert [(each.player, each.points) for each in happened if isinstance(each, Awarded)] == [
        ("dee", 5),
        ("bob", 5),
    ]


def test_a_list_that_comes_again_is_worth_less():
    session, _ = run(opened([listing(2)], RACE), *silent_round(1))
    session, _ = run(session, (said("ann", replace(NEARLY, matched=(0, 1)), 40), 40), (Tick(), 42))
    assert session.tallies["ann"].points == 3 + 2


def test_who_was_late_is_given_the_points_once_and_nobody_else_again():
    session, _ = run(
        opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 0), (said("ann", RIGHT, 1), 1), (Tick(), 30)
    )
    late = [said("bob", RIGHT, 25), said("bob", RIGHT, 26), said("ann", RIGHT, 27), said("cem", WRONG, 28)]
    session, happened = run(session, *((answer, 31) for answer in late))
    assert [outcome for outcome in happened if isinstance(outcome, Awarded)] == [
        Awarded(1, "bob", 10, late=True)
    ]
    assert {player: (tally.points, tally.right) for player, tally in session.tallies.items()} == {
        "ann": (10, 1), "bob": (10, 1), "cem": (0, 0),
    }  # fmt: skip


def test_a_survival_of_which_everybody_is_forgotten_goes_on():
    session = opened([typed(1), typed(2)], Options(ModeName.SURVIVAL, rounds=2, seconds=30))
    assert run(replace(session, tallies={}), (Tick(), 30))[0].phase is Phase.BETWEEN


def test_what_is_over_does_not_rest():
    session, _ = run(opened([typed(1)], EVERYONE), (Pause("ann"), 1), (Stop("ann"), 2))
    assert (session.rest, session.ended) == (None, EndReason.STOPPED)


def test_what_players_say_of_themselves_stands_as_their_answer():
    session, _ = run(
        opened([typed(1), typed(2)], Options(ModeName.FLASH, rounds=2)),
        (Reveal("ann"), 1),
        (Grade("ann", knew=False), 2),
    )
    (stands,) = session.rounds[0].said
    assert stands == Said("ann", after(2), 0, VerdictKind.REJECT, strong=True, final=True)


def test_in_a_survival_nothing_comes_again():
    session = opened([typed(1), typed(2)], Options(ModeName.SURVIVAL, rounds=2, seconds=30))
    session, happened = run(session, (said("ann", WRONG, 1), 1), *silent_round(1))
    assert ([outcome.again for outcome in closed(happened)], session.queue) == ([False], ())


def test_cards_are_for_one():
    session = opened([typed(1)], Options(ModeName.FLASH, rounds=1))
    assert run(session, (Join("bob"), 1)) == (session, [Refused("bob", Refusal.NOT_PLAYING)])


def test_who_was_late_in_a_survival_has_the_life_back_and_no_more_than_all():
    session = opened([typed(1), typed(2), typed(3)], Options(ModeName.SURVIVAL, rounds=3, seconds=30))
    session, _ = run(session, (Join("bob"), 0), (said("ann", RIGHT, 1), 1), (Tick(), 30))
    assert {player: tally.lives for player, tally in session.tallies.items()} == {"ann": 3, "bob": 2}
    left, _ = run(session, (Leave("ann"), 31), (said("bob", RIGHT, 25), 31))
    assert left.tallies["bob"].lives == 3
    session, _ = run(session, (said("bob", RIGHT, 25), 31), (said("cem", RIGHT, 26), 31))
    assert {player: tally.lives for player, tally in session.tallies.items()} == {
        "ann": 3,
        "bob": 3,
        "cem": 3,
    }


def test_who_plays_alone_is_asked_what_they_let_pass_too():
    session = opened([typed(1), typed(2), typed(3)], Options(mode=ModeName.EXAM, rounds=3))
    session, _ = run(session, (said("ann", RIGHT, 1), 1), (Skip("ann"), 2), (Tick(), 60))
    assert session.phase is Phase.OVER
    tally = session.tallies["ann"]
    assert (tally.right, tally.asked, tally.missed) == (1, 3, (1, 2))


def test_a_skipped_round_costs_nobody_a_life():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.SURVIVAL, rounds=2))
    session, happened = run(session, (Join("bob"), 0), (said("bob", WRONG, 1), 1), (Skip("ann"), 2))
    assert {tally.lives for tally in session.tallies.values()} == {3}
    assert next(outcome.lost for outcome in happened if isinstance(outcome, Closed)) == ()


def test_standings_are_not_shown_twice_at_the_end():
    items = [typed(number) for number in range(1, 8)]
    session = opened(items, EVERYONE)
    for number in range(4):
        session, _ = run(
            session,
            (said("ann", RIGHT, 40 * number + 1), 40 * number + 1),
            (Tick(), 40 * number + 31),
            (Tick(), 40 * number + 39),
        )
    assert session.round.number == 5
    session, happened = run(session, (said("ann", RIGHT, 170), 170), (Stop("ann"), 171))
    assert [outcome.standings for outcome in happened if isinstance(outcome, Closed)] == [False]


def test_a_quiz_that_makes_room_for_the_next_was_stopped_by_nobody():
    session, happened = run(opened([typed(1)]), (Stop("", may=True), 1))
    assert session.phase is Phase.OVER
    assert happened == [Ended(EndReason.FORGOTTEN)]
