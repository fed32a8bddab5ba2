"""Lists: the group completes one together in a race, each player their own otherwise."""

from dataclasses import replace

from bot.core.judge import Verdict
from bot.core.quiz import Options, Phase
from bot.core.quiz.events import Found, Hint, Join, Missed, Noted, Tick
from bot.core.quiz.session import ModeName
from tests.quizzing import NEARLY, RIGHT, SEEN, WRONG, listing, opened, run, said

EVERYONE = Options(rounds=1, seconds=30)
RACE = Options(ModeName.RACE, rounds=1, seconds=30)


def naming(*elements: int, verdict: Verdict = NEARLY) -> Verdict:
    return replace(verdict, matched=elements)


def test_what_one_player_names_is_not_named_by_another():
    session, happened = run(
        opened([listing()], EVERYONE), (said("ann", naming(0), 1), 1), (said("bob", naming(0), 2), 2)
    )
    assert [outcome.named for outcome in happened if isinstance(outcome, Found)] == [(0,), (0,)]
    assert [(each.player, each.matched) for each in session.round.said] == [("ann", (0,)), ("bob", (0,))]


def test_a_list_is_complete_with_one_answer_or_with_several_and_not_before():
    for answers in ([naming(0, 1, verdict=RIGHT)], [naming(0), naming(1)]):
        session, _ = run(
            opened([listing()], EVERYONE),
            *SEEN,
            *((said("ann", each, second), second) for second, each in enumerate(answers, 1)),
        )
        assert session.phase is Phase.CLOSING
    session, _ = run(opened([listing()], EVERYONE), *SEEN, (said("ann", naming(0), 1, deliberate=True), 1))
    assert session.phase is Phase.OPEN


def test_what_is_refused_names_nothing():
    for options in (EVERYONE, RACE):
        session, happened = run(opened([listing()], options), (said("ann", naming(0, verdict=WRONG), 1), 1))
        assert not [outcome for outcome in happened if isinstance(outcome, Found)]
        assert "ann" in session.round.answerers


def test_naming_it_again_changes_nothing():
    session, _ = run(opened([listing()], EVERYONE), (said("ann", naming(0), 1), 1))
    assert run(session, (said("ann", naming(0), 2), 2))[0] == session


def test_an_element_is_of_who_said_it_first_whichever_came_first():
    at_once = (said("ann", naming(0), 5, 9), said("bob", naming(0), 5, 8))
    earlier = (said("ann", naming(0), 5, 9), said("bob", naming(0), 4, 10))
    for answers in (at_once, earlier, at_once[::-1], earlier[::-1]):
        session, _ = run(opened([listing()], RACE), *((answer, 6) for answer in answers))
        assert [find.player for find in session.round.finds] == ["bob"]
        assert sorted(each.player for each in session.round.said) == ["ann", "bob"]


def test_a_replay_after_a_hint_makes_an_element_worth_no_less():
    hinted = replace(listing(), hints=("Two is the only even one.",))
    first = (said("ann", naming(0), 1), 1)
    session, _ = run(
        opened([hinted], RACE), first, (Hint("ann"), 2), first, (said("ann", naming(1), 3), 3), (Tick(), 5)
    )
    assert session.tallies["ann"].points == 5 + 2


def test_everybody_has_answered_when_everybody_has_named_enough():
    session, _ = run(opened([listing()], EVERYONE), (Join("bob"), 0), (said("ann", naming(0, 1), 1), 1))
    assert session.phase is Phase.OPEN
    assert run(session, (said("bob", naming(2, 3), 2), 2))[0].phase is Phase.CLOSING


def test_who_names_one_after_the_other_has_answered_once():
    session, _ = run(
        opened([listing(3)], RACE), *((said("ann", naming(each), each + 1), each + 1) for each in (0, 1))
    )
    assert [each.player for each in session.round.said] == ["ann"]


def test_a_list_in_order_is_one_answer():
    ordered = replace(listing(), ordered=True)
    for options in (EVERYONE, RACE):
        session, happened = run(opened([ordered], options), *SEEN, (said("ann", RIGHT, 1), 1), (Tick(), 3))
        assert session.tallies["ann"].points == 10
        assert not [outcome for outcome in happened if isinstance(outcome, Found)]


def test_who_names_nothing_new_is_told_where_that_disturbs_nobody():
    wrong = said("ann", naming(verdict=WRONG), 2)
    again = (said("ann", naming(0), 1), 1), (said("ann", naming(0), 2, deliberate=True), 2)
    silent = replace(EVERYONE, mode=ModeName.EXAM)
    for session, said_, last in (
        (opened([listing()], EVERYONE, private=True), [(wrong, 2)], [Missed(1, "ann", wrong.verdict)]),
        (opened([listing()], EVERYONE), [(wrong, 2)], []),
        (opened([listing()], EVERYONE), again, [Noted(1, "ann")]),
        (opened([listing()], silent, private=True), [(wrong, 2)], []),
    ):
        _, happened = run(session, *said_)
        assert [outcome for outcome in happened if isinstance(outcome, Missed | Noted)] == last
