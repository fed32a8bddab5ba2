"""The memory for verdicts on chat: what many say is judged once, and never taken for something else."""

from dataclasses import replace

from bot.core.judge import VerdictKind
from bot.core.pack import ItemType
from bot.service.verdicts import LONG, MOST, TALK, ChatVerdicts
from tests.judging import item, judge_of

PFP = item("Partnership for Peace", "PfP", question="Which programme began in Brussels in 1994?")
CHOICE = item(
    question="What does it cost?",
    type_=ItemType.CHOICE,
    options=(("Nothing at all", True, ""), ("A great deal of money", False, "It is free.")),
)


def test_what_many_say_is_judged_once():
    verdicts, judge = ChatVerdicts(), judge_of(PFP)
    assert verdicts.of(judge, PFP, "who takes the notes tonight?") == TALK
    once = verdicts.of(judge, PFP, "partnership for pease")
    assert once.kind is VerdictKind.ACCEPT
    assert verdicts.of(judge, replace(PFP), "partnership for pease") is once, "another session plays a copy"


def test_a_letter_means_what_the_session_shows_beside_it():
    verdicts, judge = ChatVerdicts(), judge_of(CHOICE)
    kinds = [verdicts.of(judge, replace(CHOICE, shown=shown), "a").kind for shown in ((0, 1), (1, 0), (0, 1))]
    assert kinds == [VerdictKind.ACCEPT, VerdictKind.REJECT, VerdictKind.ACCEPT]


def test_an_item_that_is_loaded_anew_is_judged_anew():
    verdicts, judge = ChatVerdicts(), judge_of(PFP)
    changed = replace(PFP, answers=("Planning and Review Process",))
    assert verdicts.of(judge, PFP, "PfP").kind is VerdictKind.ACCEPT
    assert verdicts.of(judge, changed, "PfP").kind is VerdictKind.REJECT, "a session that began before"
    assert verdicts.of(judge, PFP, "PfP").kind is VerdictKind.ACCEPT
    assert verdicts.of(judge_of(changed), changed, "PfP").kind is VerdictKind.REJECT


def test_long_lines_are_judged_and_not_remembered():
    verdicts, judge = ChatVerdicts(), judge_of(PFP)
    line = f"the answer that I would give is certainly {' '.join(['well'] * 10)} the Partnership for Peace"
    assert len(line) > LONG
    assert verdicts.of(judge, PFP, line).kind is VerdictKind.ACCEPT
    assert verdicts.of(judge, PFP, line) is not verdicts.of(judge, PFP, line)


def test_what_nobody_says_any_more_is_forgotten_first():
    verdicts, judge = ChatVerdicts(), judge_of(PFP)
    old, often = verdicts.of(judge, PFP, "NATO 1"), verdicts.of(judge, PFP, "NATO 2")
    for number in range(MOST - 1):
        verdicts.of(judge, PFP, f"it began in {number}")
        assert verdicts.of(judge, PFP, "NATO 2") is often
    assert verdicts.of(judge, PFP, "NATO 1") is not old
