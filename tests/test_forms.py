"""The form of quiz options comes back as the words that one would have typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import press, say
from bot.commands.forms import offered, words_of
from bot.commands.options import read_options
from bot.core.pack import ItemType, Topic
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.words import forms
from bot.words.forms import MENU, Offered
from bot.words.reply import Form, Line, Reply
from tests.studying import LIBRARY, world

TOPICS = LIBRARY.catalog.topics
KEYS = [topic.key for topic in TOPICS]
BASES = st.builds(Options, seconds=st.sampled_from([0, 30]), hints=st.booleans())
OPTIONS = st.builds(
    Options,
    mode=st.sampled_from(ModeName),
    rounds=st.integers(1, 50),
    seconds=st.just(0) | st.integers(5, 600),
    hints=st.booleans(),
    shuffled=st.booleans(),
    topics=st.lists(st.sampled_from(KEYS), unique=True).map(tuple),
    difficulty=st.integers(0, 3),
    types=st.lists(st.sampled_from(ItemType), unique=True).map(tuple),
)


def left_as_it_is(form: Form) -> list[str]:
    """What comes back from a form in which nothing is changed."""
    values: list[str] = []
    for part in form.parts:
        chosen = [part.typed] if isinstance(part, Line) else [c.value for c in part.choices if c.chosen]
        values += chosen
    return values


@given(OPTIONS, BASES, st.integers(2, 4))
def test_the_words_of_options_are_read_as_these_options(options: Options, base: Options, teams: int):
    options = replace(options, teams=teams if options.mode is ModeName.TEAMS else base.teams)
    assert read_options(words_of(options, base), base, TOPICS) == options


@pytest.mark.parametrize(
    "line",
    [
        "plants 5 20s race short date",
        "3teams ordered nohints",
        "0s 7",
        "flash",
        "exam true-false parts plants",
    ],
)
async def test_a_form_that_is_left_as_it_is_plays_the_last_quiz_again(line: str):
    here = await world()
    wanted = read_options(line.split(), here.study.starting.defaults("guild", "room"), TOPICS)
    await say(here.study, here.asker("ann"), f"!quiz {line}")
    for running in here.study.quizzes.sessions():
        await say(here.study, here.asker("ann", running.plan.room), "!stop")
    await here.settle()
    form = await press(here.study, here.asker("bob"), "options")
    assert isinstance(form, Form)
    await press(here.study, here.asker("bob"), form.action, left_as_it_is(form))
    assert isinstance(wanted, Options)
    assert unordered(here.study.starting.last("guild", "room")) == unordered(wanted)
    assert len(here.study.quizzes.sessions()) == 1


def unordered(options: Options) -> tuple[Options, set[str], set[ItemType]]:
    """Options without the order in which topics and types were named."""
    return replace(options, topics=(), types=()), set(options.topics), set(options.types)


async def test_while_a_quiz_runs_there_is_no_form():
    here = await world()
    await here.start()
    told = await press(here.study, here.asker("bob"), "options")
    assert isinstance(told, Reply)
    assert "running here already" in told.text


async def test_what_the_last_quiz_named_and_is_no_more_is_left_out():
    here = await world()
    await here.start(options=Options(topics=("plants",)))
    await here.study.settings.change(here.asker("ann"), "", "packs_off", "cells")
    shown = offered(here.study, here.asker("ann"))
    assert shown.topics == ()
    assert shown.asked == frozenset()


def many_topics(count: int, asked: frozenset[str]) -> Offered:
    topics = tuple(Topic(f"topic-{number}", f"Topic {number}", "", (), ()) for number in range(count))
    return Offered(topics, asked, "10 30s", "2teams", ("nohints",), frozenset({"everyone", "any"}))


def test_more_topics_than_a_menu_holds_are_typed():
    few = forms.quiz(many_topics(MENU, frozenset()), "quiz").parts[0]
    assert not isinstance(few, Line)
    many = forms.quiz(many_topics(MENU + 1, frozenset({"topic-3", "topic-25"})), "quiz").parts[0]
    assert isinstance(many, Line)
    assert many.typed == "topic-3 topic-25"
    assert not many.needed


def test_a_topic_that_is_called_like_a_mode_is_not_taken_for_it():
    topics = (Topic("race", "Race", "", (), ()),)
    shown = Offered(topics, frozenset({"race"}), "10 30s", "2teams", (), frozenset({"everyone", "any"}))
    assert left_as_it_is(forms.quiz(shown, "quiz")) == ["race", "10 30s", "everyone", "any"]
