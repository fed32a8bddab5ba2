"""Words of the question beside an answer: around a gap, and those that are an answer to another question."""

import pytest

from bot.core.judge import VerdictKind
from bot.core.pack import GAP, Item, ItemType
from tests.judging import ACCEPT, REJECT, item, judge_of
from tests.test_talk import JUDGE, SHIPPED

REACH = item("reach", question="They want a lasting strategic ___ in Asia.", type_=ItemType.CLOZE)
OTHER = item("strategic reach", id_="other", question="What do they want?")
HELP = item("providers of help", id_="help", question="What are service companies in this scheme?")
SERVICE = item("service", id_="service", question="What is sold?")


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("reach", ACCEPT),
        ("strategic reach", ACCEPT),
        ("a lasting strategic reach in Asia", ACCEPT),
        ("They want a lasting strategic reach in Asia", ACCEPT),
        ("reach in Asia", ACCEPT),
        ("strategic reach in Europe", REJECT),
        ("tragic reach in Asia", REJECT),
        ("a lasting strategic", REJECT),
        ("in Asia", REJECT),
    ],
)
def test_a_gap_may_be_filled_with_the_words_around_it(given: str, kind: VerdictKind):
    assert judge_of(REACH, OTHER).judge(REACH, given).kind is kind


@pytest.mark.parametrize(
    ("given", "kind"),
    [("service providers of help", ACCEPT), ("help and service providers", REJECT), ("service", REJECT)],
)
def test_what_the_question_says_is_no_other_answer(given: str, kind: VerdictKind):
    assert judge_of(HELP, SERVICE).judge(HELP, given).kind is kind


MEMBERS = item("10", question="How many new members were admitted by 2004?", type_=ItemType.NUMBER)


@pytest.mark.parametrize(
    ("given", "kind"),
    [("ten new members", ACCEPT), ("ten old members", REJECT), ("eleven new members", REJECT)],
)
def test_a_number_may_stand_before_what_is_counted(given: str, kind: VerdictKind):
    assert judge_of().judge(MEMBERS, given).kind is kind


def test_every_shipped_gap_takes_the_words_around_it():
    gaps = [each for each in SHIPPED if each.type is ItemType.CLOZE]
    assert gaps
    for each in gaps:
        before, after = GAP.split(each.stem)
        words = (*before.split()[-2:], each.answers[0], *after.split()[:2])
        assert JUDGE.judge(each, " ".join(words)).kind is ACCEPT, each.id


MORE = item("flexible", question="It is more efficient and also more ___ than before.", type_=ItemType.CLOZE)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("more flexibel", ACCEPT),
        ("also more flexibel", ACCEPT),
        ("more flexibel than before", ACCEPT),
        ("less flexibel", REJECT),
        ("more efficient", REJECT),
        ("more than before", REJECT),
    ],
)
def test_a_slip_may_stand_between_the_words_around_a_gap(given: str, kind: VerdictKind):
    assert judge_of(MORE).judge(MORE, given).kind is kind


COUNCIL = item(
    "Euro-Atlantic Partnership Council", id_="council", question="Which forum was founded in 1997?"
)
MENU = item("Cooperation Menu", id_="menu", question="What do partners choose from?")
NEAR = item("counter operation", id_="near", question="What is planned?")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (COUNCIL, "euro-atlantic partnership counsel"),
        (COUNCIL, "euro-atlantic partnership councel"),
        (MENU, "coperation menu"),
    ],
)
def test_what_is_no_slip_for_another_word_is_not_taken_for_it(asked: Item, given: str):
    assert judge_of(COUNCIL, MENU, NEAR).judge(asked, given).kind is ACCEPT
