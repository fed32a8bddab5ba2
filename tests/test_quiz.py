"""What can happen in a session, as conversations of events."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest

from bot.core.judge import Verdict, VerdictKind
from bot.core.quiz import Options, Phase, Seen, Session, deal, step
from bot.core.quiz.events import (
    Adjust,
    Asked,
    Awarded,
    Closed,
    Ended,
    Found,
    Gathering,
    Gone,
    Grade,
    Hint,
    Hinted,
    Join,
    Joined,
    Leave,
    Left,
    Missed,
    Pause,
    Paused,
    Posted,
    Prompted,
    Refusal,
    Refused,
    Restarted,
    Resume,
    Resumed,
    Returned,
    Reveal,
    Revealed,
    Skip,
    Stop,
    Tick,
    Told,
    Voted,
    Wish,
)
from bot.core.quiz.session import EndReason, ModeName, PauseReason
from bot.core.scoring import points, standings
from tests.quizzing import (
    NEARLY,
    OTHER_NUMBER,
    RIGHT,
    SEEN,
    START,
    WRONG,
    after,
    choice,
    listing,
    opened,
    plan,
    run,
    said,
    typed,
)

T = TypeVar("T")

EVERYONE = Options(rounds=3, seconds=30)
RACE = Options(mode=ModeName.RACE, rounds=3, seconds=30)


def three(options: Options = EVERYONE, *, private: bool = False) -> Session:
    return opened([typed(1), typed(2), typed(3)], options, private=private)


def of_type(kind: type[T], happened: Sequence[object]) -> list[T]:
    return [outcome for outcome in happened if isinstance(outcome, kind)]


def scored(session: Session) -> dict[str, int]:
    return {player: tally.points for player, tally in session.tallies.items() if tally.points}


def test_the_first_right_answer_wins_a_race_and_those_in_the_grace_window_get_half():
    session, happened = run(
        three(RACE),
        (said("bob", RIGHT, 4.0), 4.0),
        (said("ann", RIGHT, 5.9), 5.9),
        (said("cem", RIGHT, 6.0), 6.0),
        (Tick(), 6.0),
    )
    assert scored(session) == {"bob": 10, "ann": 5}
    assert session.phase is Phase.BETWEEN
    assert [closed.points for closed in of_type(Closed, happened)] == [{"bob": 10, "ann": 5}]


def test_the_lower_message_id_wins_a_race_whatever_the_order_of_delivery():
    session, _ = run(
        three(RACE), (said("bob", RIGHT, 4.0, 8), 4.0), (said("ann", RIGHT, 4.0, 7), 4.0), (Tick(), 6.0)
    )
    assert scored(session) == {"ann": 10, "bob": 5}


def test_everyone_who_had_it_scores_alike_and_the_round_waits_for_those_who_joined():
    session, _ = run(three(), (Join("bob"), 1), (said("ann", RIGHT, 2), 2))
    assert session.phase is Phase.OPEN
    session, _ = run(session, (said("bob", RIGHT, 20), 20))
    assert session.phase is Phase.CLOSING
    session, _ = run(session, (Tick(), 22))
    assert scored(session) == {"ann": 10, "bob": 10}


def test_an_answer_may_be_changed_until_the_close_and_the_last_one_said_counts():
    late_first = [(said("ann", RIGHT, 3, 30), 3.0), (said("ann", OTHER_NUMBER, 2, 20), 3.1)]
    session, _ = run(three(), (Join("bob"), 1), *late_first, (Tick(), 30))
    assert scored(session) == {"ann": 10}
    session, _ = run(
        three(), (Join("bob"), 1), *reversed(late_first), (said("ann", WRONG, 4), 4), (Tick(), 30)
    )
    assert scored(session) == {"ann": 10}, "a line of chat does not take a right answer back"
    session, _ = run(
        three(), (Join("bob"), 1), *late_first, (said("ann", WRONG, 4, deliberate=True), 4), (Tick(), 30)
    )
    assert scored(session) == {}, "an answer that is plainly meant does"


def test_talk_in_the_room_is_no_answer():
    session, happened = run(three(), (said("bob", WRONG, 2, words=9), 2))
    assert (happened, "bob" in session.tallies) == ([], False)
    with_options = opened([choice(2)], EVERYONE)
    assert step(with_options, said("bob", WRONG, 2), after(2)) == (with_options, ())


def test_what_is_said_before_the_deadline_counts_however_late_it_comes():
    session, _ = run(three(), (Tick(), 30), (Tick(), 36))
    assert session.round.number == 2
    session, happened = run(session, (said("bob", RIGHT, 29.9), 40))
    assert scored(session) == {"bob": 10}
    assert of_type(Awarded, happened) == [Awarded(1, "bob", 10, late=True)]
    session, happened = run(session, (said("cem", RIGHT, 30), 41), (said("bob", RIGHT, 29.9), 42))
    assert scored(session) == {"bob": 10}
    assert of_type(Awarded, happened) == []


def test_after_the_end_a_late_answer_still_counts_and_nothing_else_happens():
    session, _ = run(opened([typed(1)], RACE), (Stop("ann"), 10), (said("bob", RIGHT, 9), 11))
    assert (session.phase, scored(session)) == (Phase.OVER, {"bob": 10})
    for event in (
        Tick(),
        Stop("ann"),
        Resume("ann"),
        Hint("ann"),
        Posted(1, "m", after(1)),
        Join("cem"),
        Gone(),
    ):
        assert step(session, event, after(20)) == (session, ())


def test_a_prompt_asks_once_and_leaves_five_seconds():
    session, happened = run(three(), (said("ann", NEARLY, 28), 28))
    assert of_type(Prompted, happened) == [Prompted(1, "ann", NEARLY, deliberate=False)]
    assert session.deadline == after(33)
    assert run(session, (said("ann", NEARLY, 28), 28.5))[0] == session, "a replay is no second answer"
    session, happened = run(session, (said("ann", NEARLY, 29), 29))
    assert of_type(Prompted, happened) == []
    assert "ann" in {answer.player for answer in session.round.said}


def test_nobody_is_waited_for_who_left_or_was_silent_for_two_rounds():
    session, _ = run(three(), (Join("bob"), 1), (said("ann", RIGHT, 2), 2), (Leave("bob"), 3))
    assert session.phase is Phase.CLOSING
    session, _ = run(three(), (Join("bob"), 1))
    for start in (0, 36):
        session, _ = run(
            session, (said("ann", RIGHT, start + 2), start + 2), (Tick(), start + 30), (Tick(), start + 36)
        )
    assert session.players == ("ann",)


def test_the_leaving_starter_hands_the_rights_on():
    session, happened = run(three(), (Join("bob"), 1), (Leave("ann"), 2))
    assert of_type(Left, happened) == [Left("ann", "bob")]
    session, happened = run(session, (Stop("ann"), 3))
    assert of_type(Refused, happened) == [Refused("ann", Refusal.NOT_YOURS)]
    assert run(session, (Stop("bob"), 4))[0].phase is Phase.OVER


def test_three_silent_rounds_pause_the_session_and_anyone_may_resume_it():
    session = opened([typed(number) for number in range(1, 6)], EVERYONE)
    session, happened = run(session, *((Tick(), seconds) for seconds in (30, 36, 66, 72, 102)))
    assert of_type(Paused, happened) == [Paused(PauseReason.SILENT)]
    session, happened = run(session, (Resume("zoe"), 500))
    assert [type(outcome) for outcome in happened] == [Resumed, Asked]
    assert session.deadline == after(530)


def test_a_forgotten_session_ends_after_a_day():
    session, _ = run(three(), (Pause("ann"), 5))
    session, happened = run(session, (Tick(), 5 + 24 * 3600))
    assert of_type(Ended, happened) == [Ended(EndReason.FORGOTTEN)]


def test_a_pause_stops_the_time_and_what_is_said_in_it_counts_nothing():
    session, _ = run(three(), (Pause("ann"), 5), (said("bob", RIGHT, 6), 6), (Resume("ann"), 100))
    assert session.deadline == after(125)
    session, _ = run(session, (said("bob", RIGHT, 50), 101), (said("cem", RIGHT, 4.9), 102), (Tick(), 125))
    assert scored(session) == {"cem": 10}


def test_a_pause_leaves_ten_seconds_at_least():
    session, _ = run(three(), (Pause("ann"), 29), (Resume("ann"), 100))
    assert session.deadline == after(110)


@pytest.mark.parametrize("event", [Stop("bob"), Pause("bob")])
def test_only_the_starter_or_a_moderator_stops_and_pauses(event: Stop | Pause):
    session = three()
    assert run(session, (event, 1))[1] == [Refused("bob", Refusal.NOT_YOURS)]
    assert run(session, (replace(event, may=True), 1))[0].phase in {Phase.OVER, Phase.PAUSED}


def test_a_hint_costs_half_of_what_is_left_and_what_was_said_before_it_keeps_its_worth():
    session, happened = run(
        opened([typed(123, hints=["It has three digits."])], EVERYONE),
        (Join("bob"), 0.5),
        (said("ann", RIGHT, 1), 1),
        (Hint("ann"), 2),
        (Hint("bob"), 3),
        (said("bob", RIGHT, 4), 4),
        (Tick(), 6),
    )
    assert of_type(Voted, happened) == [Voted(Wish.HINT, 1, 2)]
    assert of_type(Hinted, happened) == [Hinted(1, 1)]
    assert scored(session) == {"ann": 10, "bob": 5}


def test_hints_come_to_an_end_and_can_be_switched_off():
    session, happened = run(opened([typed(7)], EVERYONE), (Hint("ann"), 1))
    assert of_type(Refused, happened) == [Refused("ann", Refusal.NO_HINTS)]
    session = opened([typed(77)], replace(EVERYONE, hints=False))
    assert run(session, (Hint("ann"), 1))[1] == [Refused("ann", Refusal.HINTS_OFF)]


def test_a_majority_skips_and_the_starter_does_so_alone():
    session, _ = run(three(), (Join("bob"), 0.1), (Join("cem"), 0.2))
    assert run(session, (Skip("ann"), 1))[0].phase is Phase.BETWEEN
    voted, happened = run(session, (Skip("bob"), 1))
    assert of_type(Voted, happened) == [Voted(Wish.SKIP, 1, 2)]
    assert run(voted, (Skip("bob"), 2))[0].phase is Phase.OPEN, "one vote each"
    assert run(voted, (Skip("cem"), 2))[0].phase is Phase.BETWEEN


def test_what_nobody_had_comes_again_once_for_half_and_costs_nothing():
    session, happened = run(
        opened([typed(1), typed(2), typed(3)], RACE),
        (said("ann", WRONG, 1), 1),
        (Tick(), 30),
        (Tick(), 36),
        (said("ann", RIGHT, 37), 37),
        (Tick(), 39),
        (Tick(), 45),
        (said("ann", RIGHT, 46), 46),
        (Tick(), 48),
        (Tick(), 60),
    )
    assert of_type(Closed, happened)[0].again
    assert (session.round.review, session.phase) == (True, Phase.OPEN)
    session, happened = run(session, (said("ann", RIGHT, 61), 61), (Tick(), 63))
    assert session.phase is Phase.OVER
    assert session.tallies["ann"].points == 10 + 10 + 5
    assert (session.tallies["ann"].right, session.tallies["ann"].asked) == (2, 3)


def test_survival_takes_a_life_for_each_miss_and_ends_with_the_last_one_standing():
    options = Options(mode=ModeName.SURVIVAL, rounds=9, seconds=30)
    session = opened([typed(number) for number in range(1, 10)], options)
    session, happened = run(session, (Join("bob"), 0.1))
    for number in range(3):
        start = number * 36
        session, happened = run(
            session, (said("ann", RIGHT, start + 1), start + 1), (Tick(), start + 30), (Tick(), start + 36)
        )
    assert of_type(Ended, happened) == [Ended(EndReason.LAST_STANDING)]
    assert (session.tallies["bob"].lives, session.players) == (0, ("ann",))
    assert run(session, (said("bob", RIGHT, 140), 140))[0] == session
    late, _ = run(session, (said("bob", RIGHT, 80, deliberate=True), 120))
    assert (late.tallies["bob"].lives, late.tallies["bob"].points, late.ended) == (
        1,
        10,
        EndReason.LAST_STANDING,
    )


def test_one_who_is_out_of_lives_plays_no_more():
    options = Options(mode=ModeName.SURVIVAL, rounds=9, seconds=30)
    session = opened([typed(number) for number in range(1, 10)], options)
    session, _ = run(session, (Join("bob"), 0.1), (Join("cem"), 0.2))
    for number in range(3):
        start = number * 36
        both = ((said(player, RIGHT, start + 1), start + 1) for player in ("ann", "cem"))
        session, _ = run(session, *both, (Tick(), start + 30), (Tick(), start + 36))
    _, happened = run(session, (said("bob", RIGHT, 109, deliberate=True), 109), (Join("bob"), 110))
    assert happened == [Refused("bob", Refusal.OUT), Refused("bob", Refusal.OUT)]


def test_an_exam_is_for_one_and_goes_from_question_to_question():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.EXAM, rounds=2, seconds=0))
    assert run(session, (said("bob", RIGHT, 1), 1), (Join("bob"), 1))[1] == [
        Refused("bob", Refusal.NOT_PLAYING)
    ]
    session, happened = run(session, (said("ann", RIGHT, 1), 1), (said("ann", WRONG, 2), 2))
    assert session.phase is Phase.OVER
    assert [type(outcome).__name__ for outcome in happened if not isinstance(outcome, Awarded)] == [
        "Attempted", "Closed", "Asked", "Attempted", "Closed", "Ended",
    ]  # fmt: skip


def test_an_answer_that_closed_one_round_is_no_answer_to_the_next():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.EXAM, rounds=2, seconds=0))
    session, _ = run(session, (said("ann", RIGHT, 1), 1))
    session, _ = run(session, (Posted(2, "m", after(0.5)), 1), (said("ann", RIGHT, 1), 1))
    assert (scored(session), session.round.number, session.round.said) == ({"ann": 10}, 2, ())


def test_flash_reveals_and_takes_ones_own_grade_without_points():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.FLASH, rounds=2))
    session, happened = run(session, (said("ann", RIGHT, 1), 1), (Reveal("bob"), 1), (Reveal("ann"), 2))
    assert happened == [Revealed(1)]
    session, _ = run(session, (Grade("ann", knew=True), 3), (Reveal("ann"), 4), (Grade("ann", knew=False), 5))
    assert session.round.review
    session, happened = run(session, (Reveal("ann"), 6), (Grade("ann", knew=True), 7))
    assert of_type(Awarded, happened) == []
    assert (session.phase, session.tallies["ann"].right, session.tallies["ann"].asked) == (Phase.OVER, 1, 2)


def test_teams_gather_first_and_latecomers_go_to_the_smallest():
    session = opened([typed(1)], Options(mode=ModeName.TEAMS, rounds=1, teams=2))
    assert session.phase is Phase.LOBBY
    session, happened = run(
        session, (Join("ann", 1), 1), (Join("bob", 1), 2), (Join("bob", 2), 3), (Join("bob", 2), 4)
    )
    assert of_type(Joined, happened)[-1] == Joined("bob", 2)
    assert of_type(Refused, happened) == [Refused("bob", Refusal.ALREADY)]
    session, _ = run(session, (Tick(), 30), (said("cem", RIGHT, 31), 31))
    assert session.tallies["cem"].team == 1


def test_a_list_is_completed_by_the_group_in_a_race():
    def named(*elements: int) -> Verdict:
        return replace(NEARLY, matched=elements)

    session, happened = run(
        opened([listing(3)], RACE),
        (said("ann", named(0), 1), 1),
        (said("bob", named(0, 1), 2), 2),
        (said("cem", named(3), 3), 3),
        (Tick(), 5),
    )
    assert [found.elements for found in of_type(Found, happened)] == [(0,), (1,), (3,)]
    assert scored(session) == {"ann": 4, "bob": 3, "cem": 3}


def test_a_list_is_each_ones_own_when_everyone_plays():
    def named(*elements: int) -> Verdict:
        return replace(NEARLY, matched=elements)

    session, _ = run(
        opened([listing(2)], EVERYONE),
        (Join("bob"), 0.1),
        (said("ann", named(0), 1), 1),
        (said("bob", named(0), 2), 2),
        (said("ann", named(2), 3), 3),
        (Tick(), 30),
    )
    assert scored(session) == {"ann": 10}


def test_stopping_gives_the_open_round_to_those_who_have_it():
    session, happened = run(three(), (Join("bob"), 1), (said("ann", RIGHT, 2), 2), (Stop("ann"), 3))
    assert scored(session) == {"ann": 10}
    assert [type(outcome).__name__ for outcome in happened][-3:] == ["Awarded", "Closed", "Ended"]


def test_a_question_runs_from_when_it_stands_in_the_room():
    session, _ = run(three(), (Posted(1, "m1", after(4)), 5))
    assert session.deadline == after(34)
    again, _ = run(session, (Posted(1, "m2", after(20)), 20))
    assert again == session
    early, _ = run(three(), (Posted(1, "m1", after(-1)), 1), (said("bob", RIGHT, -0.5, 1), 1))
    assert "bob" in early.tallies


def test_points_of_a_manager_count_at_any_time():
    session, _ = run(three(), (Adjust("zoe", 7, 1), 1), (Stop("ann"), 2), (Adjust("zoe", -2, 2), 3))
    assert scored(session) == {"zoe": 5}


def test_a_restart_leaves_ten_seconds_and_says_again_what_was_not_heard():
    session, happened = run(three(), (Restarted(), 40))
    assert (happened, session.deadline) == ([Asked(1)], after(50))
    posted, _ = run(three(), (Posted(1, "m", after(0)), 0))
    session, happened = run(posted, (Restarted(), 40))
    assert (happened, session.deadline) == ([Returned(1)], after(50))
    between, _ = run(three(), *SEEN, (said("ann", RIGHT, 1), 1), (Tick(), 3))
    assert run(between, (Restarted(), 4))[1] == [Closed(1, {"ann": 10}, recorded=True)]
    told, _ = run(between, (Told(1), 3))
    assert run(told, (Restarted(), 4))[1] == []
    over, _ = run(told, (Stop("ann"), 5))
    assert run(over, (Restarted(), 6))[1] == [Ended(EndReason.STOPPED)]
    resting, _ = run(posted, (Pause("ann"), 5))
    assert run(resting, (Restarted(), 6)) == (resting, [])


def test_a_lobby_that_was_restarted_gathers_on():
    session = opened([typed(1)], Options(mode=ModeName.TEAMS, rounds=1))
    session, happened = run(session, (Restarted(), 29))
    assert (happened, session.deadline) == ([Gathering()], after(39))


def test_a_room_that_is_gone_ends_the_session_with_its_scores():
    session, happened = run(three(), (Join("bob"), 1), (said("bob", RIGHT, 2), 2), (Gone(), 3))
    assert (scored(session), happened[-1]) == ({"bob": 10}, Ended(EndReason.GONE))


def test_without_a_timer_a_round_waits_for_answers():
    session = three(replace(EVERYONE, seconds=0))
    assert session.round.closes is None
    session, _ = run(session, (Tick(), 3600), (said("ann", RIGHT, 3601), 3601), (Tick(), 3603))
    assert session.phase is Phase.BETWEEN
    resting, _ = run(three(replace(EVERYONE, seconds=0)), (Pause("ann"), 1), (Resume("ann"), 9))
    assert (resting.phase, resting.round.closes) == (Phase.OPEN, None)


def test_a_private_room_has_nobody_to_wait_for():
    session, _ = run(three(private=True), (said("ann", RIGHT, 2), 2))
    assert session.phase is Phase.BETWEEN


def test_who_plays_alone_learns_at_once_what_is_wrong_and_tries_again():
    session, happened = run(three(private=True), (said("ann", OTHER_NUMBER, 2), 2))
    assert of_type(Missed, happened) == [Missed(1, "ann", OTHER_NUMBER)]
    session, _ = run(session, (said("ann", RIGHT, 3), 3))
    assert scored(session) == {"ann": 10}


def test_a_wrong_line_leaves_another_try_and_a_wrong_press_does_not():
    session, _ = run(three(), *SEEN, (said("ann", WRONG, 2), 2))
    assert session.phase is Phase.OPEN
    session, _ = run(three(), *SEEN, (said("ann", WRONG, 2, deliberate=True), 2))
    assert session.phase is Phase.CLOSING
    session, _ = run(opened([choice(2)], EVERYONE), *SEEN, (said("ann", replace(WRONG, matched=(1,)), 2), 2))
    assert session.phase is Phase.CLOSING


def test_dealing_takes_each_item_once_and_shows_options_shuffled():
    items = [typed(number) for number in range(20)] + [choice(number) for number in range(5)]
    dealt = deal(items, Options(rounds=12), {}, Random(1))
    assert len({item.id for item in dealt}) == 12
    everything = deal(items, Options(rounds=50), {}, Random(1))
    assert {len(item.shown) for item in everything} == {0, 2}
    authored = deal(items, Options(rounds=50, shuffled=False), {}, Random(1))
    assert [item.id for item in authored] == [item.id for item in items]


def test_dealing_prefers_what_was_missed_then_what_is_new():
    items = [typed(number) for number in range(10)]
    seen = {f"sum-{number}": Seen(1, START, missed=number < 2) for number in range(6)}
    dealt = {item.id for item in deal(items, Options(rounds=6), seen, Random(1))}
    assert dealt == {"sum-0", "sum-1", "sum-6", "sum-7", "sum-8", "sum-9"}


def test_dealing_filters_by_topic_difficulty_and_type():
    items = [typed(1), typed(2, difficulty=3), choice(2)]
    assert [i.id for i in deal(items, Options(difficulty=3), {}, Random(1))] == ["sum-2"]
    assert [i.id for i in deal(items, Options(types=(choice(1).type,)), {}, Random(1))] == ["parity-2"]
    assert deal(items, Options(topics=("elsewhere",)), {}, Random(1)) == ()


def test_points_and_standings():
    assert [points(1, hints) for hints in range(6)] == [10, 5, 2, 1, 1, 1]
    assert [(s.rank, s.player) for s in standings({"ann": 5, "bob": 9, "cem": 5, "dee": 1})] == [
        (1, "bob"), (2, "ann"), (2, "cem"), (4, "dee"),
    ]  # fmt: skip


def test_the_first_round_asked_belongs_to_the_plan():
    session = opened(plan([typed(1)]).items)
    assert session.item.id == "sum-1"
    assert RIGHT.kind is VerdictKind.ACCEPT
