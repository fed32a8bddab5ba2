"""Choice, true or false, multi, order and match, when the answer is typed."""

from dataclasses import replace

import pytest

from bot.core.judge import Reason, VerdictKind
from bot.core.pack import ItemType
from tests.judging import ACCEPT, PROMPT, REJECT, item, judge_of

CHOICE = item(
    question="What came in 1994?",
    type_=ItemType.CHOICE,
    options=(
        ("Membership Action Plan", False, "It came in 1999."),
        ("Partnership for Peace", True, ""),
        ("North Atlantic Cooperation Council", False, "It came in 1991."),
        ("all of the above", False, "They came one by one."),
    ),
    shown=(1, 2, 0, 3),
)


@pytest.mark.parametrize(
    ("answer", "kind", "chosen"),
    [
        ("a", ACCEPT, (1,)),
        ("A)", ACCEPT, (1,)),
        ("(a)", ACCEPT, (1,)),
        ("**A**", ACCEPT, (1,)),
        ("option a", ACCEPT, (1,)),
        ("I think it's A", ACCEPT, (1,)),
        ("Partnership for Peace", ACCEPT, (1,)),
        ("partnershp for peace", ACCEPT, (1,)),
        ("pfp", ACCEPT, (1,)),
        ("a) Partnership for Peace", ACCEPT, (1,)),
        ("option A: Partnership for Peace", ACCEPT, (1,)),
        ("b", REJECT, (2,)),
        ("c", REJECT, (0,)),
        ("d", REJECT, (3,)),
        ("all of the above", REJECT, (3,)),
        ("NACC", REJECT, (2,)),
        ("Membership Action Plan", REJECT, (0,)),
        ("e", REJECT, ()),
        ("a or b", REJECT, ()),
        ("ab", REJECT, ()),
        ("b) Partnership for Peace", REJECT, ()),
        ("not a", REJECT, ()),
        ("A, I think", ACCEPT, (1,)),
        ("b for sure", REJECT, (2,)),
        ("a thing", REJECT, ()),
        ("lol", REJECT, ()),
        ("everything", REJECT, ()),
    ],
)
def test_a_choice_is_a_letter_or_a_text(answer: str, kind: VerdictKind, chosen: tuple[int, ...]):
    verdict = judge_of().judge(CHOICE, answer)
    assert (verdict.kind, verdict.matched) == (kind, chosen)


def test_a_wrong_option_says_why_it_is_wrong():
    assert judge_of().judge(CHOICE, "c").detail == "It came in 1999."


VITAMINS = item(
    question="Which vitamin?",
    type_=ItemType.CHOICE,
    options=(("B", False, ""), ("A", True, ""), ("C", False, "")),
)


def test_options_that_are_letters_go_by_their_text():
    assert judge_of().judge(VITAMINS, "a").matched == (1,)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("true", ACCEPT), ("True!", ACCEPT), ("t", ACCEPT), ("yes", ACCEPT), ("that is true", ACCEPT), ("a", ACCEPT),
        ("false", REJECT), ("f", REJECT), ("no", REJECT), ("not true", REJECT), ("b", REJECT),
        ("it isn't true", REJECT), ("true, not false", REJECT),
        ("true or false", REJECT), ("maybe", REJECT),
    ],
)  # fmt: skip
def test_true_or_false(answer: str, kind: VerdictKind):
    asked = item(
        question="NATO was founded in 1949.",
        type_=ItemType.TRUE_FALSE,
        options=(("true", True, ""), ("false", False, "")),
    )
    assert judge_of().judge(asked, answer).kind is kind


MULTI = item(
    question="Which are gases?",
    type_=ItemType.MULTI,
    options=(
        ("iron", False, "It is a metal."),
        ("oxygen", True, ""),
        ("gold", False, "Shiny."),
        ("neon", True, ""),
    ),
    shown=(3, 2, 1, 0),
)


@pytest.mark.parametrize(
    ("answer", "kind", "chosen"),
    [
        ("A C", ACCEPT, (1, 3)),
        ("ac", ACCEPT, (1, 3)),
        ("CA", ACCEPT, (1, 3)),
        ("a and c", ACCEPT, (1, 3)),
        ("A, C", ACCEPT, (1, 3)),
        ("options a & c", ACCEPT, (1, 3)),
        ("oxygen, neon", ACCEPT, (1, 3)),
        ("neon and oxigen", ACCEPT, (1, 3)),
        ("a", PROMPT, (3,)),
        ("neon", PROMPT, (3,)),
        ("a a a", PROMPT, (3,)),
        ("abc", REJECT, (1, 2, 3)),
        ("all of them", REJECT, (0, 1, 2, 3)),
        ("gold", REJECT, (2,)),
        ("neon, helium", REJECT, ()),
        ("ax", REJECT, ()),
        ("none", REJECT, ()),
    ],
)
def test_multi_wants_all_the_right_ones_and_only_them(
    answer: str, kind: VerdictKind, chosen: tuple[int, ...]
):
    verdict = judge_of().judge(MULTI, answer)
    assert (verdict.kind, verdict.matched) == (kind, chosen)


WORDY = item(
    question="What did they want?",
    type_=ItemType.MULTI,
    options=(("peace, and trade", True, ""), ("war and peace", False, ""), ("trade, then tea", True, "")),
)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("peace, and trade; trade, then tea", ACCEPT),
        ("trade, then tea and peace, and trade", ACCEPT),
        ("peace, and trade, war and peace", REJECT),
        ("peace, and trade; trade, then tea; nothing else", REJECT),
    ],
)
def test_texts_with_commas_of_their_own_are_told_apart(answer: str, kind: VerdictKind):
    assert judge_of().judge(WORDY, answer).kind is kind


def test_a_wrong_one_among_several_says_why():
    assert judge_of().judge(MULTI, "a b c").detail == "Shiny."


ORDER = item(
    question="In which order did they come?",
    type_=ItemType.ORDER,
    sequence=("NACC", "Partnership for Peace", "Mediterranean Dialogue", "Membership Action Plan"),
    shown=(1, 0, 3, 2),
)


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ("BADC", ACCEPT, Reason.COMPLETE),
        ("b a d c", ACCEPT, Reason.COMPLETE),
        ("b, a, d, c", ACCEPT, Reason.COMPLETE),
        ("B > A > D > C", ACCEPT, Reason.COMPLETE),
        ("b then a then d then c", ACCEPT, Reason.COMPLETE),
        ("NACC, PfP, Mediterranean Dialogue, MAP", ACCEPT, Reason.COMPLETE),
        ("abcd", REJECT, Reason.WRONG_ORDER),
        ("PfP, NACC, Mediterranean Dialogue, MAP", REJECT, Reason.WRONG_ORDER),
        ("ba", PROMPT, Reason.INCOMPLETE),
        ("b b a d", REJECT, Reason.SEVERAL_ANSWERS),
        ("badce", REJECT, Reason.WRONG),
        ("no idea", REJECT, Reason.EMPTY),
    ],
)
def test_an_order_is_its_letters_in_order(answer: str, kind: VerdictKind, reason: Reason):
    verdict = judge_of().judge(ORDER, answer)
    assert (verdict.kind, verdict.reason) == (kind, reason)


MATCH = item(
    question="Match them.",
    type_=ItemType.MATCH,
    pairs=(("PfP", "1994"), ("NACC", "1991"), ("EAPC", "1997")),
    shown=(1, 0, 2),
)


@pytest.mark.parametrize(
    ("answer", "kind", "chosen"),
    [
        ("1B 2A 3C", ACCEPT, (0, 1, 2)),
        ("1b2a3c", ACCEPT, (0, 1, 2)),
        ("1-B, 2-A, 3-C", ACCEPT, (0, 1, 2)),
        ("3: c; 1: b; 2: a", ACCEPT, (0, 1, 2)),
        ("B A C", ACCEPT, (0, 1, 2)),
        ("bac", ACCEPT, (0, 1, 2)),
        ("1B", PROMPT, (0,)),
        ("1A 2B 3C", REJECT, (1, 0, 2)),
        ("1B 1A", REJECT, ()),
        ("1B 4A", REJECT, ()),
        ("1B 2X", REJECT, ()),
        ("1B and the rest", REJECT, ()),
        ("dunno", REJECT, ()),
    ],
)
def test_a_match_is_pairs_or_letters_in_order(answer: str, kind: VerdictKind, chosen: tuple[int, ...]):
    verdict = judge_of().judge(MATCH, answer)
    assert (verdict.kind, verdict.matched) == (kind, chosen)


def test_right_halves_that_read_the_same_are_interchangeable():
    twice = item(type_=ItemType.MATCH, pairs=(("PfP", "1994"), ("Dialogue", "1994"), ("NACC", "1991")))
    assert judge_of().judge(twice, "1B 2A 3C").kind is ACCEPT


def test_copies_of_an_item_in_another_order_are_each_judged_by_their_own_letters():
    first = item(
        question="Which?",
        type_=ItemType.CHOICE,
        options=(("Right", True, ""), ("Wrong", False, "")),
        shown=(0, 1),
    )
    copies = [replace(first, shown=(position % 2, (position + 1) % 2)) for position in range(200)]
    judge = judge_of(first)
    for _ in range(2):
        for copy in copies:
            assert judge.judge(copy, "a").kind is (ACCEPT if copy.shown == (0, 1) else REJECT)
