"""Values, words and lists judged by rule: one row a reason."""

import pytest

from bot.core.judge import Reason, VerdictKind
from bot.core.pack import AnswerKind, ItemType
from tests.judging import ACCEPT, PROMPT, REJECT, item, judge_of


@pytest.mark.parametrize(
    ("question", "answer", "given", "kind", "reason"),
    [
        ("How far is it?", "5 km", "5 kg", REJECT, Reason.DIFFERENT_UNIT),
        ("How far is it?", "5 km", "5", PROMPT, Reason.INCOMPLETE),
        ("How many kilometres is it?", "5 km", "5", ACCEPT, Reason.VARIANT),
        ("How many kilometres is it?", "5", "5000 m", ACCEPT, Reason.VARIANT),
        ("How many kilometres is it?", "5", "5 miles", REJECT, Reason.DIFFERENT_UNIT),
        ("How many are there?", "5", "5 m", REJECT, Reason.DIFFERENT_NUMBER),
        ("How many people live there?", "5 million", "5m", ACCEPT, Reason.EXACT),
        ("How many people live there?", "5m", "5 million", ACCEPT, Reason.EXACT),
        ("How long is it?", "5 m", "5 million", REJECT, Reason.DIFFERENT_NUMBER),
        ("How long is it?", "5 m", "500 cm", ACCEPT, Reason.VARIANT),
        ("How many people live there?", "5 million", "5 €m", REJECT, Reason.DIFFERENT_UNIT),
        ("What was the score?", "3-1", "3-1-2", REJECT, Reason.SEVERAL_ANSWERS),
        ("What was the score?", "3-1", "3", PROMPT, Reason.INCOMPLETE),
        ("What was the score?", "3-1", "7", REJECT, Reason.DIFFERENT_NUMBER),
        ("How many were there?", "more than 50", "over 50", ACCEPT, Reason.EXACT),
        ("How many were there?", "more than 50", "50", ACCEPT, Reason.EXACT),
        ("How many were there?", "more than 50", "under 50", REJECT, Reason.DIFFERENT_NUMBER),
        ("How large a share?", "60%", "0.6", ACCEPT, Reason.VARIANT),
        ("How large a part?", "3/4", "75%", ACCEPT, Reason.VARIANT),
        ("How many members?", "28", "28 states", REJECT, Reason.EXTRA_WORDS),
        ("How many countries are members?", "28", "28 states", ACCEPT, Reason.EXACT),
        ("What is 2 + 2?", "4", "2 + 2 = 4", ACCEPT, Reason.EXACT),
        ("What is 2 + 2?", "4", "3 + 1 = 4", REJECT, Reason.SEVERAL_ANSWERS),
        ("What is x?", "x = 5", "5", ACCEPT, Reason.EXACT),
        ("What is x?", "x = 5", "y = 5", REJECT, Reason.SEVERAL_ANSWERS),
        ("What is the law?", "F = ma", "F=ma", ACCEPT, Reason.VARIANT),
        ("What is the law?", "F = ma", "F = mb", REJECT, Reason.WRONG),
        ("Which law is meant?", "the second law", "the 2nd law", ACCEPT, Reason.EXACT),
        ("Which law is meant?", "the second law", "2 laws", ACCEPT, Reason.VARIANT),
        ("When?", "14 July 2012", "14 July 2012 in Oslo", REJECT, Reason.EXTRA_WORDS),
        ("When?", "14 July 2012", "2011 2012", REJECT, Reason.SEVERAL_ANSWERS),
        ("On which day in July 2012?", "14 July 2012", "the 14th", ACCEPT, Reason.VARIANT),
        ("When?", "1991-1994", "1991", PROMPT, Reason.INCOMPLETE),
        ("When?", "1991", "1991-1994", REJECT, Reason.SEVERAL_ANSWERS),
        ("When?", "1991", "banana", REJECT, Reason.WRONG),
        ("When did it begin?", "2004", "from 2004 on", ACCEPT, Reason.VARIANT),
        ("When did it begin?", "2004", "2004 onwards", ACCEPT, Reason.VARIANT),
        ("When did it begin?", "2004", "from 2005 onward", REJECT, Reason.DIFFERENT_YEAR),
        ("When was it?", "April 2011", "30 April 2011", ACCEPT, Reason.MORE_SPECIFIC),
        ("When was it?", "April 2011", "31 April 2011", REJECT, Reason.WRONG),
        ("How long?", "30 years", "the last 30 years", ACCEPT, Reason.EXACT),
        ("How long?", "30 years", "20 years ago", REJECT, Reason.DIFFERENT_NUMBER),
        ("Who?", "Philip H. Gordon", "US Assistant Secretary Philip Gordon", ACCEPT, Reason.VARIANT),
        ("Who?", "Philip H. Gordon", "US Assistant Secretary Gordon", REJECT, Reason.DIFFERENT_PLACE),
        ("Who?", "Philip H. Gordon", "US Assistant Secretary Philip Jones", REJECT, Reason.DIFFERENT_PLACE),
        ("Who?", "Barack Obama", "Bush, President Barack Obama", REJECT, Reason.SEVERAL_ANSWERS),
        ("Who?", "Barack Obama", "Russian President Barack Obama", REJECT, Reason.DIFFERENT_PLACE),
        ("Who?", "Barack Obama", "US President Barack Obama", ACCEPT, Reason.VARIANT),
        ("Which part of Ireland?", "Northern Ireland", "Northern Iceland", REJECT, Reason.DIFFERENT_PLACE),
        ("Whence?", "from east to west", "east west", ACCEPT, Reason.VARIANT),
        ("Whence?", "from east to west", "west east", REJECT, Reason.WRONG_ORDER),
        ("Which rule?", "No. 5", "no. 5", ACCEPT, Reason.EXACT),
        ("Which rule?", "rule 5", "rule no. 5", ACCEPT, Reason.VARIANT),
        ("Which zone?", "nonproliferation", "non proliferation", ACCEPT, Reason.EXACT),
        ("What is the German word for peace?", "Frieden", "Friedes", PROMPT, Reason.CHECK_SPELLING),
        ("What is the plural of mouse?", "mice", "the mice", ACCEPT, Reason.VARIANT),
        ("What is the plural of mouse?", "mice", "mouses", REJECT, Reason.WRONG),
    ],
)  # fmt: skip
def test_values_and_words_are_judged_by_rule(
    question: str, answer: str, given: str, kind: VerdictKind, reason: Reason
):
    verdict = judge_of().judge(item(answer, question=question), given)
    assert (verdict.kind, verdict.reason) == (kind, reason)


def test_a_date_kind_reads_nothing_as_an_amount():
    asked = item("1994", "spring", question="Which season?", kind=AnswerKind.DATE)
    assert judge_of().judge(asked, "1,994").kind is REJECT
    assert judge_of().judge(asked, "spring").kind is ACCEPT


def test_the_bank_speaks_where_a_part_is_another_answer():
    defence = item("defence", id_="defence", question="What does a shield give?")
    council = item("Blue Council", id_="council", question="Who sits in blue?")
    collective = item("collective defence", id_="collective", question="What binds them?")
    judge = judge_of(defence, council, collective, item("EAPC", id_="eapc"))
    assert judge.judge(collective, "defence").reason is Reason.CONFUSABLE
    assert judge.judge(collective, "collective defence EAPC").reason is Reason.CONFUSABLE


LEVELS = item(
    question="Name two levels, first things first.",
    type_=ItemType.LIST,
    elements=(("level 1", "first level"), ("level 2",), ("prosperity",)),
    need=2,
)


@pytest.mark.parametrize(
    ("given", "kind", "reason"),
    [
        ("level 1, level 2", ACCEPT, Reason.COMPLETE),
        ("level one and level two", ACCEPT, Reason.COMPLETE),
        ("level 1, level 3", REJECT, Reason.EXTRA_WORDS),
        ("level 1, posterity", PROMPT, Reason.CHECK_SPELLING),
        ("levels", REJECT, Reason.WRONG),
        ("all of them", REJECT, Reason.SEVERAL_ANSWERS),
        ("not level 1, level 2", REJECT, Reason.NEGATION),
        ("no idea at all", REJECT, Reason.EMPTY),
        ("level 1, Georgia", REJECT, Reason.DIFFERENT_PLACE),
    ],
)
def test_lists_of_numbered_things(given: str, kind: VerdictKind, reason: Reason):
    verdict = judge_of().judge(LEVELS, given)
    assert (verdict.kind, verdict.reason) == (kind, reason)


@pytest.mark.parametrize("line", ["one sec", "just a moment", "hang on two secs"])
def test_a_plea_for_time_is_no_number(line: str):
    eight = item("8", question="How many members joined?", type_=ItemType.NUMBER)
    assert judge_of(eight).judge(eight, line).reason is Reason.EMPTY


@pytest.mark.parametrize("line", ["2 of my friends came late", "chapter 5 tells it", "8 chapters are enough"])
def test_a_number_among_words_of_its_own_is_no_answer(line: str):
    eight = item("8", question="How many members joined?", type_=ItemType.NUMBER)
    assert judge_of(eight).judge(eight, line).reason is Reason.EXTRA_WORDS


@pytest.mark.parametrize("line", ["hi everyone", "I think so too", "lol yes"])
def test_a_greeting_is_no_wrong_list(line: str):
    listed = item(question="Name two.", type_=ItemType.LIST, elements=(("Georgia",), ("Sweden",)), need=2)
    assert judge_of(listed).judge(listed, line).reason is Reason.EMPTY
