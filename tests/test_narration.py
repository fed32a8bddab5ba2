"""What a room is shown of a question, its end and the end of a quiz."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.pack import Item, ItemType, Option
from bot.core.quiz import Options, Session
from bot.core.quiz.events import Adjust, Answer, Closed, Ended, Grade, Hint, Join, Outcome, Reveal, Tick
from bot.core.quiz.session import ModeName
from bot.words.narration import narrate
from bot.words.questions import question
from bot.words.reply import Reply, Tone
from bot.words.reveals import Speech, points_of, scores
from tests.quizzing import RIGHT, WRONG, choice, opened, run, said, typed
from tests.quizzing import plan as planned

SPEECH = Speech(name=str, labels={"primer": "Primer"})
LONG = "an option with more words than fit onto a button of a telephone"


def closing(item: Item, *answers: Answer) -> Reply:
    """What is told when the only round ends after those answers."""
    session, _ = run(opened([item]), *((answer, answer.at.second) for answer in answers))
    session, outcomes = run(session, (Tick(), 40))
    return told(session, [outcome for outcome in outcomes if isinstance(outcome, Closed)])


def told(session: Session, outcomes: Sequence[Outcome]) -> Reply:
    reply = narrate(session, outcomes, SPEECH)
    assert reply is not None
    return reply


def labels(item: Item) -> list[str]:
    return [button.label for button in question(opened([item]), 1).buttons]


def test_short_options_stand_on_their_buttons_and_long_ones_only_above_them():
    assert labels(choice(2)) == ["A · even", "B · odd", "Skip"]
    long = replace(choice(2), options=(Option("even", right=True), Option(LONG, right=False)))
    assert labels(long) == ["A", "B", "Skip"]
    assert f"**B** {LONG}" in question(opened([long]), 1).text


def test_what_is_matched_stands_apart_from_what_it_is_matched_with():
    match = replace(
        typed(1), type=ItemType.MATCH, answers=(), pairs=(("x", "one"), ("y", "two")), shown=(1, 0)
    )
    assert "\n\n**1** x\n**2** y\n\n**A** two\n**B** one\n\n" in question(opened([match]), 1).text
    reveal = closing(match)
    assert reveal.title == "Answer: B A"
    assert reveal.text.startswith("**1** x: **B** one\n**2** y: **A** two\n\n")


def test_the_letters_of_a_right_answer_stand_with_their_own_words():
    options = (Option("two", right=True), Option("three", right=False), Option("four", right=True))
    multi = replace(choice(2), type=ItemType.MULTI, options=options, shown=(2, 1, 0))
    assert closing(multi).text.startswith("**A** four\n**C** two\n\n")


def test_no_cross_stands_before_a_right_answer():
    assert closing(typed(3)).tone is Tone.NOTICE
    assert closing(typed(3), said("ann", WRONG, 5)).tone is Tone.NOTICE
    assert closing(typed(3), said("ann", RIGHT, 5)).tone is Tone.GOOD


def ended(answers: list[Answer], mode: ModeName = ModeName.RACE) -> Reply:
    """What is told at the end of a quiz of one round, with those answers to it."""
    session = opened([typed(3)], replace(planned([typed(3)]).options, mode=mode))
    session, _ = run(session, *((answer, 5) for answer in answers))
    session, outcomes = run(session, (Tick(), 40))
    return told(session, outcomes)


def test_the_winner_is_named_where_several_played():
    everyone = ModeName.EVERYONE
    assert "**The quiz is over.**" in ended([said("ann", RIGHT, 5)]).text
    one = ended([said("ann", RIGHT, 4), said("bob", WRONG, 4.5, deliberate=True)], everyone)
    assert "**The quiz is over. ann wins.**" in one.text
    both = ended([said("ann", RIGHT, 4), said("bob", RIGHT, 4.5), said("cem", RIGHT, 4.6)], everyone)
    assert "**The quiz is over. ann, bob and cem share first place.**" in both.text


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (6, " and f share first place."),
        (7, "**The quiz is over. a, b, c, d, e and 2 more share first place.**"),
    ],
)
def test_of_many_winners_the_first_few_are_named(count: int, told: str):
    players = "abcdefg"[:count]
    answers = [said(player, RIGHT, 4 + number / 10) for number, player in enumerate(players)]
    assert told in ended(answers, ModeName.EVERYONE).text


def test_a_source_stands_with_its_answer_and_what_was_missed_names_who_missed_it():
    end = ended([said("ann", RIGHT, 4), said("bob", WRONG, 4.5, deliberate=True)], ModeName.EVERYONE)
    assert end.footer == ""
    assert end.text.index("(Primer, §1)") < end.text.index("The quiz is over")
    assert end.fields[-1].value == "sums (Primer, §1): bob"


def test_who_studies_alone_is_told_what_they_knew_and_each_item_once():
    flash = replace(planned([typed(3)]).options, mode=ModeName.FLASH, seconds=0)
    session = opened([typed(3)], flash, private=True)
    events = (
        Reveal("ann"),
        Grade("ann", knew=False),
        Tick(),
        Reveal("ann"),
        Grade("ann", knew=True),
        Tick(),
    )
    session, outcomes = run(session, *((event, 10 * place) for place, event in enumerate(events, start=1)))
    end = told(session, [outcome for outcome in outcomes if isinstance(outcome, Ended)])
    assert end.text.count("How much is 3 and nothing?") == 1
    assert end.fields[0].value == "1. ann · 0 of 1 right"


def test_a_hint_says_what_is_still_to_be_had_where_points_are():
    hinted = [replace(typed(1), hints=("Small.",))]
    for mode, worth in ((ModeName.RACE, "now worth 5 points"), (ModeName.FLASH, "Hint: ")):
        session, outcomes = run(opened(hinted, Options(mode=mode, rounds=1)), (Hint("ann"), 1))
        text = told(session, outcomes).text
        assert worth in text
        assert ("worth" in text) == (mode is ModeName.RACE)


def test_who_lost_a_life_without_a_word_stands_in_the_standings():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.SURVIVAL, rounds=2))
    session, _ = run(session, (Join("bob"), 0), (Join("cem"), 0), (said("ann", RIGHT, 1), 1), (Tick(), 40))
    assert set(points_of(session)) == {"ann", "bob", "cem"}
    joined, _ = run(session, (Join("dee"), 41))
    assert "dee" not in points_of(joined)


def test_who_is_given_points_without_playing_is_in_no_team():
    session = opened([typed(1), typed(2)], Options(mode=ModeName.TEAMS, rounds=2))
    session, _ = run(session, (Join("ann", 1), 1), (Adjust("dan", 5, 9), 2))
    shown = scores(session, SPEECH)
    assert [field.name for field in shown.fields] == ["Teams", "Standings"]
    assert shown.fields[0].value == "1. Team A · 0 points a head (ann)"


def test_the_first_question_says_how_it_is_played():
    for mode, word in (
        (ModeName.RACE, "A race"),
        (ModeName.SURVIVAL, "each has 3"),
        (ModeName.EVERYONE, "**"),
    ):
        session = opened([typed(1), typed(2)], Options(mode=mode, rounds=2))
        assert question(session, 1).text.startswith(word) or word in question(session, 1).text.split("\n")[0]
        assert question(session, 1, again=True).text.startswith("**")
    assert question(opened([typed(1)], Options(rounds=5)), 1).text.startswith("Only 1 question fits.")
