"""The judge: each rule that the golden table does not show."""

import pytest

from bot.core.judge import Judge, Reason, Ruling, VerdictKind
from bot.core.judge.forms import variants
from bot.core.pack import AnswerKind, ItemType
from bot.packs.wordlist import load_words
from tests.judging import ACCEPT, PROMPT, REJECT, item, judge_of

PFP = item("(the) Partnership for Peace / PfP", question="Which programme began in 1994?", id_="pfp")


def test_optional_words_and_alternatives_are_all_accepted():
    assert variants(PFP.answers[0]) == ("the Partnership for Peace", "Partnership for Peace", "PfP")
    assert all(judge_of().judge(PFP, answer).reason is Reason.EXACT for answer in variants(PFP.answers[0]))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", Reason.EMPTY),
        ("<@12> <:pfp:12>", Reason.EMPTY),
        ("PfP " * 20, Reason.VARIANT),
        ("x" * 301, Reason.TOO_LONG),
        ("https://example.org/PfP", Reason.LINK),
        ("PfP or NACC", Reason.SEVERAL_ANSWERS),
        ("PfP, NACC", Reason.SEVERAL_ANSWERS),
        ("all of them", Reason.SEVERAL_ANSWERS),
        (", ".join(["PfP"] * 60), Reason.TOO_LONG),
        ("/".join(["PfP"] * 20), Reason.SEVERAL_ANSWERS),
        ("not PfP", Reason.NEGATION),
        ("anything but PfP", Reason.NEGATION),
        ("not the partnershp", Reason.NEGATION),
        ("no idea at all", Reason.EMPTY),
        ("I do not know this one", Reason.WRONG),
        ("partnership", Reason.INCOMPLETE),
        ("partnership for place", Reason.CHECK_SPELLING),
        ("partnershp for peace", Reason.SPELLING),
        ("partnership for peace with Georgia", Reason.DIFFERENT_PLACE),
        ("Partnership for Peace 2", Reason.DIFFERENT_NUMBER),
        ("Partnership for Peace committee", Reason.EXTRA_WORDS),
        ("pizza", Reason.WRONG),
    ],
)
def test_each_verdict_says_why(answer: str, reason: Reason):
    assert judge_of().judge(PFP, answer).reason is reason


def test_a_ruling_comes_before_every_rule():
    judge = judge_of(PFP)
    ruled = [
        Ruling("pfp", "pizza", accepted=True),
        Ruling("pfp", "pfp", accepted=False),
        Ruling("two", "x", accepted=True),
    ]
    assert judge.judge(PFP, "**Pizza!**", ruled).kind is ACCEPT
    assert judge.judge(PFP, "PfP", ruled).kind is REJECT
    assert judge.judge(PFP, "x", ruled).reason is Reason.WRONG
    assert judge.judge(PFP, "PfP", ruled).reason is Reason.RULING


AUTHORED = item(
    "cooperative security",
    question="What does it call for?",
    prompt=(("security", "Which kind?"),),
    reject=(("collective security", "That is help against a member that breaks the peace."),),
)


@pytest.mark.parametrize(
    ("answer", "kind", "detail"),
    [
        ("Collective security!", REJECT, "That is help against a member that breaks the peace."),
        ("it is colective security", REJECT, "That is help against a member that breaks the peace."),
        ("security", PROMPT, "Which kind?"),
        ("securty", PROMPT, "Which kind?"),
        ("cooperative security", ACCEPT, ""),
    ],
)
def test_what_the_author_foresaw_is_answered_as_the_author_wrote(answer: str, kind: VerdictKind, detail: str):
    verdict = judge_of().judge(AUTHORED, answer)
    assert (verdict.kind, verdict.detail) == (kind, detail)


@pytest.mark.parametrize("answer", ["1991", "in 1991", "1991 AD", "nineteen ninety-one"])
def test_a_foreseen_year_is_met_in_any_spelling(answer: str):
    asked = item(
        "1994", question="In which year?", type_=ItemType.DATE, reject=(("1991", "The NACC's year."),)
    )
    assert judge_of().judge(asked, answer).detail == "The NACC's year."


def test_the_other_answers_of_the_bank_are_rivals():
    eapc = item("Euro-Atlantic Partnership Council", "EAPC", id_="eapc", question="What came in 1997?")
    club = item("Blue River Society", id_="club", question="Which club has a boat?")
    circle = item("Blue River Study Society", id_="circle", question="Which circle for study came in 1991?")
    judge = judge_of(eapc, club, circle)
    assert judge.judge(circle, "EAPC").kind is REJECT
    named = judge.judge(circle, "the blue river society")
    assert (named.kind, named.reason, named.detail) == (REJECT, Reason.CONFUSABLE, "Blue River Society")
    # Without the bank the word that stands in the question may be left out.
    assert judge_of().judge(circle, "the blue river society").kind is ACCEPT


def test_a_word_of_another_answer_is_no_slip_of_the_pen():
    kovalenko, kovalenka = item("Kovalenko", id_="a"), item("Kovalenka's law", id_="b")
    assert judge_of(kovalenko, kovalenka).judge(kovalenko, "kovalenkas").kind is PROMPT
    assert judge_of(kovalenko).judge(kovalenko, "kovalenkas").kind is ACCEPT


def test_what_is_no_word_is_no_slip_for_a_word_of_grammar():
    capital, well = item("Beijing", id_="capital"), item("well-being", id_="well")
    bone, boat = item("cochlea", id_="bone"), item("cockle boat", id_="boat")
    judge = judge_of(capital, well, bone, boat)
    assert judge.judge(capital, "bejing").kind is ACCEPT
    assert judge.judge(capital, "being").kind is not ACCEPT
    assert judge.judge(bone, "cochle").kind is PROMPT


def test_without_a_word_list_a_real_word_may_pass_for_a_slip():
    asked = item("prosperity")
    assert judge_of().judge(asked, "posterity").reason is Reason.CHECK_SPELLING
    assert Judge(()).judge(asked, "posterity").reason is Reason.SPELLING


@pytest.mark.parametrize(
    ("answers", "given", "kind"),
    [
        (("nitrate",), "nitrite", REJECT),
        (("hypertension",), "hypotension", REJECT),
        (("ethane",), "ethene", REJECT),
        (("employer",), "employee", REJECT),
        (("Partnership for Peace",), "partnership 4 peace", ACCEPT),
        (("World Health Organization",), "WHO", ACCEPT),
        (("World Health Organization",), "who", REJECT),
        (("The Who",), "the who", ACCEPT),
        (("May",), "may", ACCEPT),
        (("It",), "it", ACCEPT),
        (("π",), "π", ACCEPT),
        (("&",), "&", ACCEPT),
        (("&",), "?", REJECT),
        (("!",), "!", ACCEPT),
        (("!",), "?", REJECT),
        (("Supreme Allied Commander",), "it's the sac", ACCEPT),
        (("Supreme Allied Commander",), "the, of", REJECT),
        (("Ægir",), "aegir", ACCEPT),
        (("Ålesund",), "Aalesund", ACCEPT),
        (("n!",), "n!", ACCEPT),
        (("a > b",), "a>b", ACCEPT),
        (("a > b",), "a < b", REJECT),
    ],
)
def test_odd_answers(answers: tuple[str, ...], given: str, kind: VerdictKind):
    assert judge_of().judge(item(*answers), given).kind is kind


@pytest.mark.parametrize(
    ("kind", "answer", "given", "verdict"),
    [
        (AnswerKind.PHRASE, "1994", "'94", REJECT),
        (AnswerKind.YEAR, "1994", "'94", ACCEPT),
        (AnswerKind.NUMBER, "1994", "1,994", ACCEPT),
        (AnswerKind.NUMBER, "1994", "spring 1994", REJECT),
        (AnswerKind.PERSON, "Philip Gordon", "Phil Gordon", ACCEPT),
        (AnswerKind.PHRASE, "Philip Gordon", "Gordon", PROMPT),
        (AnswerKind.ACRONYM, "NAC", "NAC", ACCEPT),
        (AnswerKind.ACRONYM, "NAC", "NACC", REJECT),
        (AnswerKind.RANGE, "1991-1994", "from 1991 to 1994", ACCEPT),
        (AnswerKind.YES_NO, "yes", "yep", ACCEPT),
    ],
)
def test_the_author_can_say_how_an_answer_is_matched(
    kind: AnswerKind, answer: str, given: str, verdict: VerdictKind
):
    assert judge_of().judge(item(answer, kind=kind), given).kind is verdict


@pytest.mark.parametrize(
    ("tolerance", "given", "kind"),
    [("5", "105", ACCEPT), ("5", "95", ACCEPT), ("5", "106", REJECT), ("10%", "110", ACCEPT), ("10%", "111", REJECT),
     ("", "101", REJECT)],
)  # fmt: skip
def test_a_number_may_be_off_only_by_what_the_author_allows(tolerance: str, given: str, kind: VerdictKind):
    assert judge_of().judge(item("100", type_=ItemType.NUMBER, tolerance=tolerance), given).kind is kind


GULF = item(
    question="Name two Gulf states.",
    type_=ItemType.LIST,
    elements=(("Bahrain",), ("Kuwait",), ("United Arab Emirates", "UAE"), ("European Community/Union",)),
    need=2,
    reject=(("Oman", "Oman stayed out."),),
)


@pytest.mark.parametrize(
    ("answer", "kind", "named"),
    [
        ("UAE, Kuwait", ACCEPT, (2, 1)),
        ("kuwiat", PROMPT, (1,)),
        ("Kuwait and Oman", REJECT, (1,)),
        ("Kuwait, UAE, Iraq", REJECT, (1, 2)),
        ("European Community/Union, Kuwait", ACCEPT, (3, 1)),
        ("none", REJECT, ()),
    ],
)
def test_a_list_says_which_elements_were_named(answer: str, kind: VerdictKind, named: tuple[int, ...]):
    verdict = judge_of().judge(GULF, answer)
    assert (verdict.kind, verdict.matched) == (kind, named)


def test_a_foreseen_element_is_answered_as_the_author_wrote():
    assert judge_of().judge(GULF, "Kuwait and Oman").detail == "Oman stayed out."


def test_an_explanation_names_the_rule_that_decided_and_what_the_others_said():
    explained = judge_of().explain(PFP, "not PfP")
    assert (explained.rule, explained.verdict.reason) == ("negation", Reason.NEGATION)
    assert {step.rule: step.verdict and step.verdict.kind for step in explained.steps}["known"] is None
    assert judge_of().explain(PFP, "").rule == "clean"
    assert judge_of().explain(GULF, "UAE").rule == "list"
    assert judge_of().explain(PFP, "pizza").rule == "none"


def test_an_item_outside_the_bank_is_judged_too():
    assert judge_of(PFP).judge(item("heart", id_="elsewhere"), "haert").kind is ACCEPT


def test_more_items_than_are_kept_in_mind_are_judged_alike():
    judge = Judge(())
    assert all(judge.judge(item(f"word{n}", id_=f"item{n}"), f"word{n}").kind is ACCEPT for n in range(2100))


def test_a_session_may_ask_an_item_that_was_changed_since():
    judge = judge_of(PFP)
    changed = item("North Atlantic Council", id_=PFP.id)
    assert judge.judge(changed, "North Atlantic Council").kind is ACCEPT
    assert judge.judge(PFP, "North Atlantic Council").kind is REJECT


def test_the_shipped_words_are_many_and_small():
    words = load_words()
    assert len(words) > 100_000
    assert "posterity" in words
    assert "kovalenko" not in words
