"""Answers that are chosen: which counts, and what is said of them."""

from dataclasses import replace

from bot.core.judge import Reason, Verdict, VerdictKind
from bot.core.pack import ItemType
from bot.core.quiz import Options, Phase
from bot.core.quiz.events import (
    Attempted,
    Noted,
    Prompted,
    Refusal,
    Refused,
    Tick,
)
from bot.core.quiz.session import ModeName
from bot.words.reveals import Speech, scores
from tests.quizzing import RIGHT, WRONG, choice, opened, run, said, typed

EVERYONE = Options(rounds=3, seconds=30)
RACE = Options(ModeName.RACE, rounds=3, seconds=30)


def test_in_a_race_the_first_choice_counts():
    wrong = Verdict(VerdictKind.REJECT, Reason.WRONG, (1,))
    right = Verdict(VerdictKind.ACCEPT, Reason.EXACT, (0,))
    first = said("bob", wrong, 2, deliberate=True)
    then = said("bob", right, 3, deliberate=True)
    session, happened = run(opened([choice(2)], RACE), (first, 2), (then, 3))
    assert Noted(1, "bob", last=True) in happened
    assert happened[-1] == Refused("bob", Refusal.ANSWERED)
    assert session.phase is Phase.OPEN
    # What was sent first counts, whatever was delivered first.
    for order in ((first, then), (then, first)):
        session, _ = run(opened([choice(2)], RACE), *((answer, 4) for answer in order), (Tick(), 31))
        assert session.tallies["bob"].points == 0
    typed_ones = (said("bob", WRONG, 2), said("bob", RIGHT, 3))
    session, _ = run(opened([typed(1)], RACE), *((answer, 3) for answer in typed_ones), (Tick(), 31))
    assert session.tallies["bob"].points == 10


def test_what_names_no_option_is_no_answer():
    session, happened = run(opened([choice(2)], EVERYONE), (said("bob", WRONG, 2, deliberate=True), 2))
    assert happened == [Refused("bob", Refusal.NO_OPTION)]
    assert not session.round.said


def test_that_a_part_of_several_options_is_right_is_told_to_nobody_else():
    part = Verdict(VerdictKind.PROMPT, Reason.INCOMPLETE, (0,))
    multi = replace(choice(2), type=ItemType.MULTI)
    heard = {
        private: run(opened([multi], EVERYONE, private=private), (said("ann", part, 1), 1))[1]
        for private in (True, False)
    }
    assert any(isinstance(outcome, Prompted) for outcome in heard[True])
    assert [type(outcome) for outcome in heard[False]] == [Attempted]


def test_a_yes_to_somebody_else_chooses_nothing_in_true_or_false():
    item = replace(choice(2), type=ItemType.TRUE_FALSE)
    wrong = Verdict(VerdictKind.REJECT, Reason.WRONG, (1,))
    right = Verdict(VerdictKind.ACCEPT, Reason.EXACT, (0,))
    for text, points in (("yes!", 10), ("false", 0)):
        said_so = replace(said("bob", wrong, 2), text=text)
        pressed = said("bob", right, 3, deliberate=True)
        session, _ = run(opened([item], RACE), (said_so, 2), (pressed, 3), (Tick(), 31))
        assert session.tallies["bob"].points == points if "bob" in session.tallies else points == 0


def test_typed_answers_of_a_race_can_be_changed_until_one_is_right():
    tries = [
        said("bob", verdict, second, deliberate=True)
        for second, verdict in ((1, WRONG), (2, WRONG), (3, RIGHT))
    ]
    session, happened = run(opened([typed(1)], RACE), *((one, one.at.second) for one in tries))
    assert [outcome for outcome in happened if isinstance(outcome, Noted | Refused)] == [Noted(1, "bob")] * 3
    _, late = run(session, (said("bob", WRONG, 3.5, deliberate=True), 4))
    assert Refused("bob", Refusal.ANSWERED) in late


def test_an_exam_does_not_tell_that_a_part_is_right():
    part = Verdict(VerdictKind.PROMPT, Reason.INCOMPLETE, (0,))
    exam = Options(mode=ModeName.EXAM, rounds=1)
    session = opened([replace(choice(2), type=ItemType.MULTI)], exam, private=True)
    _, happened = run(session, (said("ann", part, 1), 1))
    assert not any(isinstance(outcome, Prompted) for outcome in happened)
    assert not scores(session, Speech(str, {})).fields
