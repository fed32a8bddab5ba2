"""The borders of what can happen in a session: the last word, the same instant, the odd player, the exact time."""

from dataclasses import replace

import pytest

from bot.core.judge import VerdictKind
from bot.core.quiz import Options, Phase
from bot.core.quiz.events import (
    Adjust,
    Answer,
    Asked,
    Attempted,
    Awarded,
    Closed,
    Found,
    Grade,
    Hint,
    Join,
    Leave,
    Left,
    Pause,
    Refusal,
    Refused,
    Restarted,
    Resume,
    Reveal,
    Skip,
    Stop,
    Tick,
    Told,
)
from bot.core.quiz.session import EndReason, ModeName
from bot.core.scoring import points, standings
from tests.quizzing import NEARLY, RIGHT, WRONG, after, choice, listing, opened, run, said, typed

EVERYONE = Options(rounds=3, seconds=30)
RACE = Options(mode=ModeName.RACE, rounds=3, seconds=30)


def numbered(answer: Answer, round_: int | None) -> Answer:
    return replace(answer, round=round_)


def test_a_press_counts_for_the_round_that_it_was_made_in_and_no_other():
    session = opened([choice(2), choice(4)], EVERYONE)
    for number in (0, 2, -1):
        unknown, _ = run(session, (numbered(said("bob", RIGHT, 1, deliberate=True), number), 1))
        assert unknown.rounds == session.rounds
    late = numbered(said("bob", RIGHT, 31, deliberate=True), 1)
    closed, _ = run(session, (Tick(), 30), (late, 31))
    assert (closed.tallies["bob"].points, closed.tallies["bob"].asked) == (0, 0)
    in_time, happened = run(closed, (numbered(said("bob", RIGHT, 29, deliberate=True), 1), 32))
    assert in_time.tallies["bob"].points == 10
    assert [outcome.late for outcome in happened if isinstance(outcome, Awarded)] == [True]


def test_a_skip_at_the_instant_of_an_answer_keeps_the_answer_within_the_round():
    session, _ = run(
        opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 1), (said("ann", RIGHT, 5), 5), (Skip("ann"), 5)
    )
    assert session.round.holds(after(5))
    ahead, _ = run(
        opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 1), (said("ann", RIGHT, 7), 5), (Skip("ann"), 5)
    )
    assert (ahead.round.holds(after(7)), ahead.round.holds(after(7.001))) == (True, False)


def test_deadlines_are_exact():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (Tick(), 30))
    assert (session.phase, session.deadline) == (Phase.BETWEEN, after(36))
    untimed = opened([typed(1)], replace(EVERYONE, seconds=0))
    assert untimed.deadline == after(24 * 3600)
    resumed, _ = run(untimed, (Pause("ann"), 10), (Resume("ann"), 20))
    assert resumed.deadline == after(24 * 3600 + 20)
    flash, _ = run(opened([typed(1)], Options(mode=ModeName.FLASH)), (Reveal("ann"), 10))
    assert flash.deadline == after(24 * 3600 + 10)


def test_a_round_that_comes_again_costs_nothing_when_it_is_missed_again():
    session, _ = run(opened([typed(1)], RACE), (said("ann", WRONG, 1), 1), (Tick(), 30), (Tick(), 36))
    assert session.round.review
    session, _ = run(session, (said("ann", WRONG, 37), 37), (said("bob", WRONG, 38), 38), (Tick(), 66))
    assert session.phase is Phase.OVER
    assert [(t.points, t.right, t.asked, len(t.missed)) for t in session.tallies.values()] == [
        (0, 0, 1, 1),
        (0, 0, 0, 0),
    ]


def test_points_given_to_somebody_who_does_not_play_make_nobody_wait_for_them():
    session, _ = run(opened([typed(1)], EVERYONE), (Adjust("zoe", 5, 1), 1), (said("ann", RIGHT, 2), 2))
    assert session.phase is Phase.CLOSING


def test_a_late_right_answer_mends_what_was_counted_as_missed():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (said("ann", WRONG, 20), 20), (Tick(), 30))
    assert (session.tallies["ann"].asked, session.tallies["ann"].missed) == (1, (0,))
    session, _ = run(session, (said("ann", RIGHT, 25), 31))
    tally = session.tallies["ann"]
    assert (tally.points, tally.right, tally.asked, tally.missed) == (10, 1, 1, ())
    session, _ = run(session, (said("new", RIGHT, 26), 32))
    assert (session.tallies["new"].right, session.tallies["new"].asked) == (1, 1)


def test_in_a_race_neither_a_later_wrong_nor_an_earlier_wrong_answer_takes_the_right_one_back():
    first = said("bob", RIGHT, 5)
    for other in (said("bob", WRONG, 5.5), said("bob", WRONG, 4.5)):
        for order in ((first, other), (other, first)):
            session, _ = run(opened([typed(1)], RACE), *((answer, 6) for answer in order), (Tick(), 7.5))
            assert session.tallies["bob"].points == 10


def test_an_earlier_right_answer_of_the_same_player_that_comes_late_is_the_one_that_counts():
    session, _ = run(
        opened([typed(1)], RACE),
        (said("bob", RIGHT, 5), 5),
        (said("ann", RIGHT, 4.8), 5.1),
        (said("bob", RIGHT, 4.5), 5.2),
        (Tick(), 7),
    )
    assert {player: tally.points for player, tally in session.tallies.items()} == {"bob": 10, "ann": 5}


def test_the_standings_are_shown_every_five_rounds():
    session = opened([typed(number) for number in range(1, 8)], replace(RACE, grace=0.0))
    shown: list[bool] = []
    for number in range(1, 8):
        start = number * 10.0
        session, happened = run(session, (said("ann", RIGHT, start), start), (Tick(), start + 6))
        shown += [outcome.standings for outcome in happened if isinstance(outcome, Closed)]
    assert shown == [False, False, False, False, True, False, False]


@pytest.mark.parametrize(
    ("difficulty", "worth"), [(1, [10, 5, 2, 1]), (2, [15, 7, 3, 1]), (3, [20, 10, 5, 2])]
)
def test_what_an_item_is_worth(difficulty: int, worth: list[int]):
    assert [points(difficulty, hints) for hints in range(4)] == worth


def test_equal_points_share_a_rank_and_stand_in_the_order_of_ids():
    lines = standings({"dee": 1, "cem": 5, "ann": 5, "bob": 9, "eve": 0})
    assert [(line.rank, line.player, line.points) for line in lines] == [
        (1, "bob", 9), (2, "ann", 5), (2, "cem", 5), (4, "dee", 1), (5, "eve", 0),
    ]  # fmt: skip


def test_a_hint_makes_the_elements_found_after_it_worth_less():
    item = replace(listing(2), hints=("Two is the only even one.",))
    session, _ = run(
        opened([item], RACE),
        (said("ann", replace(NEARLY, matched=(0,)), 1), 1),
        (Hint("ann"), 2),
        (said("ann", replace(NEARLY, matched=(1,)), 3), 3),
        (Tick(), 5),
    )
    assert session.tallies["ann"].points == 5 + 2


def test_flash_counts_what_was_known_and_brings_back_what_was_not():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.FLASH, rounds=2))
    session, _ = run(session, (Reveal("ann"), 1), (Grade("ann", knew=True), 2))
    assert session.tallies["ann"].missed == ()
    session, _ = run(session, (Reveal("ann"), 3), (Grade("ann", knew=False), 4))
    assert session.tallies["ann"].missed == (1,)
    assert (session.round.item, session.round.review) == (1, True)


@pytest.mark.parametrize(("words", "heard"), [(6, True), (7, False)])
def test_a_wrong_line_of_seven_words_is_talk(words: int, heard: bool):
    session, _ = run(opened([typed(1)], EVERYONE), (said("bob", WRONG, 1, words=words), 1))
    assert ("bob" in session.tallies) is heard


def test_what_was_chosen_is_kept_with_the_answer():
    session, _ = run(
        opened([choice(2)], EVERYONE), (Join("bob"), 0.5), (said("ann", replace(WRONG, matched=(1,)), 1), 1)
    )
    assert [(answer.kind, answer.matched) for answer in session.round.said] == [(VerdictKind.REJECT, (1,))]


def test_a_vote_to_skip_needs_more_than_half_of_those_who_play():
    session, _ = run(
        opened([typed(1), typed(2)], EVERYONE), *((Join(player), 0.1) for player in ("bob", "cem", "dee"))
    )
    for number, player in enumerate(("bob", "cem"), start=1):
        session, _ = run(session, (Skip(player), number))
        assert session.phase is Phase.OPEN
    assert run(session, (Skip("dee"), 3))[0].phase is Phase.BETWEEN


def test_who_has_left_is_no_heir_and_leaves_once():
    session, _ = run(
        opened([typed(1), typed(2)], EVERYONE), (Join("bob"), 1), (Leave("bob"), 2), (Leave("ann"), 3)
    )
    assert session.starter == "ann"
    assert run(session, (Leave("bob"), 4))[1] == [Refused("bob", Refusal.NOT_IN)]


def test_a_session_that_rests_between_rounds_asks_the_next_when_it_goes_on():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (Tick(), 30), (Pause("ann"), 31))
    session, happened = run(session, (Resume("ann"), 90))
    assert [outcome for outcome in happened if isinstance(outcome, Asked)] == [Asked(2)]
    assert session.deadline == after(120)


def test_stopping_in_between_awards_nothing_more():
    session, happened = run(
        opened([typed(1), typed(2)], EVERYONE), (said("ann", RIGHT, 1), 1), (Tick(), 3), (Stop("ann"), 4)
    )
    assert len([outcome for outcome in happened if isinstance(outcome, Awarded)]) == 1
    assert session.tallies["ann"].points == 10


def test_what_is_left_revealed_for_a_day_is_forgotten():
    session, _ = run(
        opened([typed(1)], Options(mode=ModeName.FLASH)), (Reveal("ann"), 1), (Tick(), 24 * 3600 + 1)
    )
    assert session.ended is EndReason.FORGOTTEN


def test_a_reveal_of_a_round_that_was_never_asked_changes_nothing():
    session = opened([typed(1)], EVERYONE)
    for number in (0, 2):
        assert run(session, (Told(number), 1)) == (session, [])


def test_a_lobby_and_a_revealed_card_rest_with_the_time_that_they_had():
    lobby = opened([typed(1)], Options(mode=ModeName.TEAMS, rounds=1))
    session, _ = run(lobby, (Pause("ann"), 10), (Resume("ann"), 100))
    assert (session.phase, session.deadline) == (Phase.LOBBY, after(120))
    card, _ = run(opened([typed(1)], Options(mode=ModeName.FLASH)), (Reveal("ann"), 1), (Pause("ann"), 2))
    session, _ = run(card, (Resume("ann"), 100))
    assert (session.phase, session.deadline) == (Phase.GRADING, after(100 + 24 * 3600 - 1))


def test_a_late_answer_to_a_round_that_came_again_adds_points_and_no_round():
    session, _ = run(
        opened([typed(1)], RACE), (said("ann", WRONG, 1), 1), (Tick(), 30), (Tick(), 36), (Tick(), 66)
    )
    assert session.phase is Phase.OVER
    session, _ = run(session, (said("new", RIGHT, 40), 70))
    tally = session.tallies["new"]
    assert (tally.points, tally.right, tally.asked) == (5, 0, 0)


def test_what_was_named_of_a_list_already_and_what_does_not_belong_to_it_change_nothing():
    for options in (EVERYONE, RACE):
        session, _ = run(opened([listing(3)], options), (Join("bob"), 0.5))
        session, happened = run(session, (said("ann", WRONG, 1), 1))
        assert not [outcome for outcome in happened if isinstance(outcome, Found)]
        named = replace(NEARLY, matched=(0,))
        session, happened = run(session, (said("ann", named, 2), 2), (said("ann", named, 3), 3))
        assert [outcome.elements for outcome in happened if isinstance(outcome, Found)] == [(0,)]
        session, _ = run(session, (said("ann", WRONG, 4), 4))
        assert session.phase is Phase.OPEN


def test_who_scored_in_a_round_scores_no_more_in_it():
    session, _ = run(opened([typed(1), typed(2)], RACE), (said("ann", RIGHT, 1), 1), (Tick(), 3))
    again, happened = run(session, (said("ann", RIGHT, 0.5), 4))
    assert again.tallies["ann"].points == 10
    assert not [outcome for outcome in happened if isinstance(outcome, Awarded)]


def test_a_late_wrong_answer_earns_nothing():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (Tick(), 30), (said("bob", WRONG, 5), 31))
    assert "bob" in session.tallies
    assert session.tallies["bob"].points == 0


def test_without_a_timer_nobody_for_a_day_is_the_end():
    session, _ = run(opened([typed(1)], replace(EVERYONE, seconds=0)), (Tick(), 24 * 3600))
    assert session.ended is EndReason.FORGOTTEN


def test_what_rests_takes_no_hint_and_needs_no_more_time_without_a_timer():
    resting, _ = run(opened([typed(12)], EVERYONE), (Pause("ann"), 1))
    assert run(resting, (Hint("ann"), 2), (Tick(), 60)) == (resting, [Refused("ann", Refusal.RESTING)])
    untimed, happened = run(opened([typed(1)], replace(EVERYONE, seconds=0)), (Restarted(), 60))
    assert (untimed.deadline, happened) == (after(24 * 3600), [Asked(1)])


def test_a_card_that_is_revealed_still_runs():
    session, _ = run(opened([typed(1)], Options(mode=ModeName.FLASH)), (Reveal("ann"), 1))
    assert session.is_running


def test_what_an_event_leaves_out_is_the_usual():
    answer, closed = Answer("ann", RIGHT, after(0), 1), Closed(1, {})
    assert (answer.deliberate, answer.words, answer.round, answer.text) == (False, 1, None, "")
    assert (closed.lost, closed.again, closed.standings, closed.recorded) == ((), False, False, False)
    attempted = Attempted(1, "ann", RIGHT, after(0), 1)
    assert (attempted.text, Awarded(1, "ann", 5).late, Left("ann").heir) == ("", False, "")
