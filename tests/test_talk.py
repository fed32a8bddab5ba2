"""What is told apart from answers without being judged: never anything that the judge would take."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.core.judge
from bot.core.judge import VerdictKind
from bot.core.judge.tables import word_list
from bot.core.pack import Item, ItemType
from bot.packs.loader import load_packs
from tests.judging import item, judge_of
from tests.test_judge_properties import CASES, HERE

SHIPPED = tuple(item for pack in load_packs([HERE.parent / "content"], None) for item in pack.items)
JUDGE = judge_of(*SHIPPED)

PFP = item("Partnership for Peace", "PfP", question="Which programme began in Brussels in 1994?")
TIED = item(
    "Partnership for Peace", question="Which inflexible programme is for practical cooperation?", id_="tied"
)
WHO = item("World Health Organization", question="Who fought smallpox?", id_="who")
MONTH = item("May", question="In which month?", type_=ItemType.DATE, id_="month")
BODY_YEAR = item("2004", question="Since which year has NATO reached out?", type_=ItemType.DATE, id_="since")
YEAR = item("1994", question="When did it begin?", type_=ItemType.DATE)
PAIRS = item(question="Which belongs to which?", type_=ItemType.MATCH, pairs=(("one", "uno"), ("two", "due")))
LIST = item(
    question="Name two partners.",
    type_=ItemType.LIST,
    elements=(("Georgia",), ("Armenia",), ("Sweden",)),
    need=2,
)
PERSON = item("Philip H. Gordon", question="Who said so?")
CHOICE = item(
    question="What does it cost?",
    type_=ItemType.CHOICE,
    options=(("Nothing at all", True, ""), ("A great deal of money", False, "It is free.")),
)
TRUE_FALSE = item(
    question="It costs money.", type_=ItemType.TRUE_FALSE, options=(("True", False, ""), ("False", True, ""))
)
YES = item("yes", question="Was it free?")
FORMULA = item("a/b = c", question="Which formula holds?")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (PFP, "who takes the notes tonight?"),
        (PFP, "ok"),
        (PFP, "see https://example.org for the rest"),
        (PFP, "   "),
        (PFP, "the Brussels programme"),
        (PFP, "I thought so, the one about access was better"),
        (YEAR, "ok thanks"),
        (LIST, "not before tonight"),
        (LIST, "I thought the one about access was better"),
        (YEAR, "nobody has finished the homework"),
        (LIST, "nobody has finished the homework"),
        (LIST, "nobody mentioned Georgia"),
        (PERSON, "nobody has finished the homework"),
        (PERSON, "somebody asked for Gordon yesterday"),
        (PERSON, "Gordon came without breakfast"),
        (CHOICE, "who takes the notes tonight?"),
        (TRUE_FALSE, "who takes the notes tonight?"),
        (PAIRS, "who takes the notes tonight?"),
    ],
)
def test_talk_is_told_from_answers(asked: Item, line: str):
    judge = judge_of(asked)
    assert judge.is_talk(asked, line)
    assert judge.judge(asked, line).kind is VerdictKind.REJECT


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (PFP, "partnership for pease"),
        (PFP, "part ner ship fo rpeace"),
        (PFP, "PFP"),
        (YEAR, "in MCMXCIV"),
        (YEAR, "in the nineties"),
        (YEAR, "Wednesday"),
        (LIST, "I only know Georgia and nothing else whatever"),
        (LIST, "1"),
        (LIST, "Georgia but nobody mentioned Armenia"),
        (LIST, "finally Georgia"),
        (PFP, "PfP meaning Partnership for Peace"),
        (PFP, "PfP during Brussels"),
        (TIED, "Partnership for Peace, practical co-operation"),
        (TIED, "in-flexible Partnership for Peace"),
        (WHO, "the WHO"),
        (MONTH, "in-May"),
        (BODY_YEAR, "orgnization 2004"),
        (CHOICE, "baba"),
        (CHOICE, "options b"),
        (PERSON, "Philip nevertheless Gordon"),
        (PERSON, "Alliance Secretary Philip Gordon"),
        (PERSON, "Phil"),
        (PERSON, "G"),
        (CHOICE, "b"),
        (CHOICE, "everything"),
        (TRUE_FALSE, "yes"),
        (TRUE_FALSE, "it is a true statement"),
        (BODY_YEAR, "NATO'did since 2004"),
        (YES, "surely nobody takes notes tonight"),
        (FORMULA, "surely nobody takes notes tonight"),
        (PAIRS, "1 A"),
    ],
)
def test_what_may_be_an_answer_is_left_to_the_judge(asked: Item, line: str):
    assert not judge_of(asked).is_talk(asked, line)


def test_nothing_of_the_golden_table_that_counts_is_talk():
    judge = judge_of()
    talk = [case for case in CASES if judge.is_talk(case.item, case.given)]
    assert talk
    wrong = [case.id for case in talk if case.expected is not VerdictKind.REJECT]
    assert not wrong


WORDS = word_list(
    "has anybody read the second chapter yet not before tonight ok who takes notes on Thursday me if nobody else wants "
    "thanks one two 1994 percent than first million honestly because never or and either from to 4 may half 2"
)


def words_of_rules() -> tuple[str, ...]:
    """Every word that stands in a table or a pattern of the judge."""
    strings = (
        node.value
        for file in sorted(Path(bot.core.judge.__file__).parent.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return tuple(sorted({word for text in strings for word in re.findall("[a-z]{4,}", text.lower())}))


RULE_WORDS = words_of_rules()


@st.composite
def lines(draw: st.DrawFn) -> tuple[Item, str]:
    """Lines of chat around what belongs to an item: an answer, a part of one, one with a slip."""
    asked = draw(st.sampled_from(SHIPPED))
    own = [
        *asked.answers,
        *(text for element in asked.elements for text in element),
        *(option.text for option in asked.options),
        *asked.sequence,
        *(near.answer for near in (*asked.reject, *asked.prompt)),
        asked.stem,
    ]
    words = draw(st.sampled_from(own)).split()
    start = draw(st.integers(0, len(words)))
    words = words[start : start + draw(st.integers(1, 8))]
    for word in draw(st.lists(st.sampled_from(WORDS) | st.sampled_from(RULE_WORDS), max_size=4)):
        words.insert(draw(st.integers(0, len(words))), word)
    text = " ".join(words)
    if text and draw(st.booleans()):
        at = draw(st.integers(0, len(text) - 1))
        text = text[:at] + draw(st.sampled_from(["", " ", "e", "s", "-"])) + text[at + 1 :]
    return asked, text


@pytest.mark.parametrize("asked", [PFP, LIST, PERSON, CHOICE], ids=lambda asked: asked.type)
def test_no_word_that_a_rule_knows_makes_talk_of_an_answer(asked: Item):
    judge = judge_of(asked)
    texts = [text for text in (*asked.answers, "b", "Georgia, Armenia") if judge.judge(asked, text).matched]
    assert texts
    for word in RULE_WORDS:
        for line in (f"{word} {texts[0]}", f"{texts[0]} {word}", f"{texts[0]} {word} {texts[-1]}"):
            verdict = judge.judge(asked, line)
            counts = verdict.kind is not VerdictKind.REJECT or verdict.matched
            assert not (counts and judge.is_talk(asked, line)), line


@given(lines())
@settings(max_examples=1500)
def test_whatever_stands_around_an_answer_talk_is_always_rejected(drawn: tuple[Item, str]):
    asked, text = drawn
    if JUDGE.is_talk(asked, text):
        verdict = JUDGE.judge(asked, text)
        assert verdict.kind is VerdictKind.REJECT
        assert not verdict.matched
