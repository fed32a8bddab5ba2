"""How an answer is taken: what replaces what, who is let in by answering, and what is told of it."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.judge import Reason, Verdict, VerdictKind
from bot.core.quiz import Options, Phase
from bot.core.quiz.events import (
    Answer,
    Attempted,
    Awarded,
    Event,
    Join,
    Leave,
    Missed,
    Noted,
    Pause,
    Prompted,
    Refusal,
    Refused,
    Resume,
    Skip,
    Tick,
)
from bot.core.quiz.session import ModeName, Tally
from tests.quizzing import NEARLY, RIGHT, WRONG, after, choice, listing, opened, run, said, typed

EVERYONE = Options(rounds=3, seconds=30)
RULED = Verdict(VerdictKind.ACCEPT, Reason.RULING)
RACE = Options(ModeName.RACE, rounds=3, seconds=30)


@pytest.mark.parametrize(
    ("reason", "replaces"),
    [
        (Reason.DIFFERENT_YEAR, True),
        (Reason.DIFFERENT_NUMBER, True),
        (Reason.AUTHORED, True),
        (Reason.CONFUSABLE, True),
        (Reason.WRONG, False),
    ],
)
def test_a_later_line_replaces_a_right_one_where_it_is_plainly_an_answer(reason: Reason, replaces: bool):
    later = Verdict(VerdictKind.REJECT, reason)
    session, _ = run(
        opened([typed(1)], EVERYONE), (Join("bob"), 0), (said("ann", RIGHT, 1), 1), (said("ann", later, 2), 2)
    )
    (stands,) = session.round.said
    assert (stands.kind is VerdictKind.REJECT) is replaces


def test_a_replay_after_a_pause_does_not_close_the_round():
    answer = said("ann", RIGHT, 1)
    session, _ = run(opened([typed(1)], EVERYONE), (answer, 1), (Pause("ann"), 2), (Resume("ann"), 100))
    again, _ = run(session, (answer, 101))
    assert (again, again.phase) == (session, Phase.OPEN)


def test_a_late_answer_is_recorded_before_its_points_are():
    session, _ = run(opened([typed(1), typed(2)], EVERYONE), (Tick(), 30))
    _, happened = run(session, (said("ann", RIGHT, 29), 31))
    assert [type(outcome) for outcome in happened] == [Attempted, Awarded]


def test_what_was_said_before_a_pause_counts_though_it_comes_in_the_pause():
    resting, _ = run(opened([typed(1)], EVERYONE), (Join("bob"), 1), (Pause("ann"), 10))
    counted, _ = run(resting, (said("bob", RIGHT, 9.9), 11))
    assert [stands.player for stands in counted.round.said] == ["bob"]
    assert run(resting, (said("bob", RIGHT, 10), 11))[0] == resting
    all_there, _ = run(resting, (said("bob", RIGHT, 9.9), 11), (said("ann", RIGHT, 9.8), 12))
    assert (all_there.phase, all_there.round.closes) == (Phase.PAUSED, after(30))


def test_a_press_on_an_earlier_question_counts_for_that_one():
    session, _ = run(
        opened([choice(2), choice(4)], EVERYONE),
        (Tick(), 30),
        (Tick(), 36),
        (replace(said("ann", RIGHT, 29, deliberate=True), round=1), 37),
    )
    assert [[stands.player for stands in round_.said] for round_ in session.rounds] == [["ann"], []]


@pytest.mark.parametrize(
    ("mode", "player", "why"),
    [
        (ModeName.FLASH, "ann", Refusal.NOT_NOW),
        (ModeName.EXAM, "bob", Refusal.NOT_PLAYING),
    ],
)
def test_who_may_not_answer_is_told_why_if_it_was_on_purpose(mode: ModeName, player: str, why: Refusal):
    session = opened([typed(1)], Options(mode, rounds=1))
    assert run(session, (said(player, RIGHT, 1, deliberate=True), 1)) == (session, [Refused(player, why)])
    assert run(session, (said(player, RIGHT, 1), 1)) == (session, [])


@pytest.mark.parametrize(
    "answer",
    [
        said("bob", WRONG, 1, deliberate=True, words=9),
        said("bob", NEARLY, 1, words=9),
        said("bob", replace(RIGHT, matched=()), 1, words=9),
    ],
    ids=["on purpose", "nearly right", "right"],
)
def test_a_long_answer_that_is_plainly_one_is_no_talk(answer: Answer):
    session, _ = run(opened([typed(1)], EVERYONE), (answer, 1))
    assert "bob" in session.round.answerers


@pytest.mark.parametrize(
    ("mode", "tally"), [(ModeName.EVERYONE, Tally()), (ModeName.SURVIVAL, Tally(lives=3))]
)
def test_who_answers_plays_from_then_on(mode: ModeName, tally: Tally):
    session, _ = run(opened([typed(1)], Options(mode, rounds=1)), (said("bob", WRONG, 1), 1))
    assert session.tallies["bob"] == tally


def test_who_answers_without_a_team_plays_in_the_smallest():
    teams = [(Join(player, team), 1) for player, team in (("ann", 1), ("bob", 2), ("cem", 1))]
    session, _ = run(
        opened([typed(1)], Options(ModeName.TEAMS, rounds=1)),
        *teams,
        (Tick(), 30),
        (said("dee", WRONG, 31), 31),
    )
    assert session.tallies["dee"] == Tally(team=2)


def test_who_left_and_answers_is_back():
    session, _ = run(
        opened([typed(1), typed(2)], EVERYONE),
        (Join("bob"), 1),
        (Tick(), 30),
        (Leave("bob"), 31),
        (Tick(), 36),
    )
    assert (session.tallies["bob"].idle, session.tallies["bob"].left) == (1, True)
    session, happened = run(session, (said("bob", WRONG, 40, deliberate=True), 40))
    assert session.tallies["bob"] == Tally()
    assert Noted(2, "bob") in happened


def test_the_grace_window_ends_with_the_round():
    session, _ = run(opened([typed(1)], RACE), (said("ann", RIGHT, 29.5), 29.5))
    assert (session.phase, session.deadline) == (Phase.CLOSING, after(30))


def test_in_a_race_a_wrong_answer_closes_nothing_and_keeps_no_right_one_from_closing_it():
    session, _ = run(opened([typed(1)], RACE), (said("bob", WRONG, 1), 1))
    assert session.phase is Phase.OPEN
    assert run(session, (said("ann", RIGHT, 2), 2))[0].phase is Phase.CLOSING


def test_in_a_race_a_list_in_order_is_one_answer():
    ordered = replace(listing(), ordered=True)
    session, _ = run(opened([ordered], RACE), (said("bob", WRONG, 1), 1))
    assert session.phase is Phase.OPEN
    session, _ = run(session, (said("ann", RIGHT, 2), 2), (Tick(), 4))
    assert session.tallies["ann"].points == 10


def test_a_question_that_everybody_has_left_stays_until_its_time_is_up():
    session, _ = run(opened([typed(1)], EVERYONE), (Leave("ann"), 1))
    assert (session.phase, session.deadline) == (Phase.OPEN, after(30))


def test_each_player_is_prompted_once():
    session, happened = run(
        opened([typed(1)], EVERYONE),
        (said("ann", NEARLY, 1), 1),
        (said("bob", NEARLY, 2), 2),
        (said("ann", NEARLY, 3), 3),
    )
    assert [outcome.player for outcome in happened if isinstance(outcome, Prompted)] == ["ann", "bob"]
    assert [prompt.player for prompt in session.round.prompts] == ["ann", "bob"]
    assert [(stands.player, stands.kind) for stands in session.round.said] == [("ann", VerdictKind.REJECT)]


@pytest.mark.parametrize(
    ("private", "answer", "told"), [(True, WRONG, 1), (False, WRONG, 0), (True, RIGHT, 0)]
)
def test_only_who_plays_alone_is_told_at_once_that_an_answer_is_wrong(
    private: bool, answer: Verdict, told: int
):
    _, happened = run(opened([typed(1)], EVERYONE, private=private), (said("ann", answer, 1), 1))
    assert len([outcome for outcome in happened if isinstance(outcome, Missed)]) == told


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (said("ann", WRONG, 1, deliberate=True), said("ann", RULED, 2), VerdictKind.ACCEPT),
        (said("ann", RIGHT, 1), said("ann", replace(WRONG, matched=(1,)), 2), VerdictKind.REJECT),
    ],
    ids=["right after a wrong press", "another letter after the right one"],
)
def test_what_is_clearly_meant_replaces_what_stood(first: Answer, then: Answer, stands: VerdictKind):
    session, _ = run(opened([choice(2)], EVERYONE), (Join("bob"), 0), (first, 1), (then, 2))
    assert [each.kind for each in session.round.said] == [stands]


@pytest.mark.parametrize("options", [EVERYONE, RACE])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        (said("ann", RIGHT, 5, 9), said("ann", RIGHT, 4, 10)),
        (said("ann", RIGHT, 5, 9), said("ann", RIGHT, 5, 10)),
    ],
    ids=["by when it was said", "at one instant by its id"],
)
def test_which_answer_stands_does_not_depend_on_which_came_first(options: Options, one: Answer, two: Answer):
    first_wins = options is RACE
    session = run(opened([typed(1)], options), (Join("bob"), 0))[0]
    for order in ((one, two), (two, one)):
        (stands,) = run(session, *((answer, 6) for answer in order))[0].round.said
        earliest, latest = sorted((one, two), key=lambda answer: (answer.at, answer.id))
        assert stands.id == (earliest if first_wins else latest).id


@pytest.mark.parametrize("options", [EVERYONE, RACE])
def test_a_replay_changes_nothing_at_all(options: Options):
    answers = [(said(player, RIGHT, second), second) for second, player in ((1, "ann"), (2, "bob"))]
    session, _ = run(opened([typed(1)], options), (Join("cem"), 0), *answers)
    for answer in answers:
        assert run(session, answer)[0] == session


def test_the_time_that_a_prompt_leaves():
    def closes(options: Options, *events: tuple[Event, float]) -> datetime | None:
        return run(opened([typed(1)], options), (Join("cem"), 0), *events)[0].round.closes

    assert closes(EVERYONE, (said("ann", NEARLY, 28), 28)) == after(33)
    assert closes(EVERYONE, (said("ann", NEARLY, 24), 24)) == after(30)
    assert closes(EVERYONE, (said("ann", WRONG, 28), 28)) == after(30)
    assert closes(replace(EVERYONE, seconds=0), (said("ann", NEARLY, 28), 28)) is None
    assert closes(RACE, (said("ann", RIGHT, 10), 10), (said("bob", NEARLY, 11), 11)) == after(12)


def test_the_grace_window_runs_from_the_last_answer_that_was_needed():
    late, early = said("bob", RIGHT, 8), said("ann", RIGHT, 3)
    session, _ = run(opened([typed(1)], EVERYONE), (Join("bob"), 0), (late, 8), (early, 8.5))
    assert (session.phase, session.deadline) == (Phase.CLOSING, after(10))
    session, _ = run(opened([typed(1)], RACE), (said("ann", RIGHT, 10), 10), (said("bob", RIGHT, 11), 11))
    assert (session.phase, session.deadline) == (Phase.CLOSING, after(12))


def test_a_pause_begins_and_ends_to_the_instant():
    session, _ = run(opened([typed(1)], EVERYONE), (Pause("ann"), 5), (Resume("ann"), 9))
    assert [session.round.holds(after(at)) for at in (4.999, 5, 8.999, 9)] == [True, False, False, True]


def test_who_sat_out_and_answers_again_is_waited_for_again():
    session, _ = run(
        opened([typed(1), typed(2), typed(3)], Options(rounds=3, seconds=0)),
        *((Skip("ann"), 5), (Tick(), 11), (Skip("ann"), 12), (Tick(), 18)),
    )
    assert session.players == ()
    session, _ = run(session, (said("ann", RIGHT, 20), 20))
    assert (session.players, session.phase) == (("ann",), Phase.CLOSING)
