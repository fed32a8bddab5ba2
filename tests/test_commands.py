"""Commands by every name that they have: what is counted, and what the help says."""

from dataclasses import replace

import pytest

from bot.commands import say
from bot.commands.addressed import address
from bot.commands.table import OWN_NAMES
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.metrics import Metrics
from bot.words.reply import Reply
from tests.studying import QUICK, World, world


@pytest.mark.parametrize("alias", [alias for alias, name in OWN_NAMES.items() if alias != name])
async def test_the_help_of_an_alias_is_that_of_its_command(alias: str):
    here = await world()
    told = await say(here.study, here.asker("ann"), f"!help {alias}")
    assert isinstance(told, Reply)
    assert told == await say(here.study, here.asker("ann"), f"!help {OWN_NAMES[alias]}")
    assert told.title.startswith(f"!{OWN_NAMES[alias]}")


async def test_a_command_is_counted_under_its_own_name():
    here = await world()
    metrics = here.study.watch = Metrics(("leaderboard", "help"), ())
    for line in ("!lb", "!TOP", "!commands", "!help", "!audit"):
        await say(here.study, here.asker("ann"), line)
    counted = [line for line in metrics.page()[1].decode().splitlines() if "commands_total{" in line]
    assert sorted(counted) == [
        'colloquy_commands_total{command="help",ending="done"} 2.0',
        'colloquy_commands_total{command="leaderboard",ending="done"} 2.0',
        'colloquy_commands_total{command="other",ending="refused"} 1.0',
    ]


async def answered(here: World, line: str, player: str = "ann") -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker(player), line)
    assert isinstance(reply, Reply)
    return reply


async def test_a_team_that_is_not_there_is_named_and_so_are_those_that_are():
    here = await world()
    await here.start(options=Options(mode=ModeName.TEAMS, rounds=1, teams=3, topics=("plants",)))
    assert (await answered(here, "!join Z", "bob")).text.startswith("The teams of this quiz are A, B, C")
    assert "bob" not in here.session().tallies
    for player, line in (("bob", "!join c"), ("cem", "!join team B"), ("dee", "!join")):
        assert await say(here.study, here.asker(player), line) is None
    assert [here.session().tallies[player].team for player in ("bob", "cem", "dee")] == [3, 2, 1]


async def test_without_teams_a_letter_behind_join_says_nothing():
    here = await world()
    await here.start()
    assert await say(here.study, here.asker("bob"), "!join Z") is None
    assert "bob" in here.session().tallies


async def test_a_fact_of_a_topic_is_shown_at_random():
    here = await world()
    shown = {(await answered(here, "!random parts")).title for _ in range(20)}
    of_topic = {fact.name for fact in here.study.shelf.library.catalog.facts_of("parts")}
    assert shown <= of_topic
    assert "nonsense" in (await answered(here, "!random nonsense")).text


async def test_a_fact_is_not_compared_with_itself():
    here = await world()
    assert (await answered(here, "!compare chlorophyll Chlorophyll")).text.startswith("Both are Chlorophyll")


async def test_the_question_of_the_day_is_answered_in_words_too():
    here = await world()
    await answered(here, "!daily")
    asked = await here.store.daily("guild", "2026-01-01")
    assert asked is not None
    text = here.study.shelf.library.items[asked.item].options[0].text
    assert (await answered(here, f"!daily {text.upper()}", "bob")).text.startswith("Noted: ")


@pytest.mark.parametrize(
    "line",
    ["when was chlorophyll discovered", "How does chlorophyll work?", "where was the chlorophyll made"],
)
async def test_a_question_is_a_look_up(line: str):
    here = await world()
    assert (await answered(here, f"!define {line}")).title == "Chlorophyll"


async def test_cards_of_what_is_pressed_there_are_none():
    here = await world()
    assert (await answered(here, "!quiz flash match")).text.startswith("No card fits that choice")
    assert (await answered(here, "!quiz order hard")).text.startswith("No question fits that choice")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("thanks!", "You are welcome."),
        ("Thank you", "You are welcome."),
        ("Hello", "Hello! `!help` shows what I can do, and `!quiz` starts a quiz."),
        ("scores?", "No quiz is running here. `!quiz` starts one."),
        ("hello chlorophyll", "Nothing is called “hello chlorophyll”."),
    ],
)
async def test_who_speaks_to_the_bot_in_passing_is_answered_in_kind(line: str, told: str):
    here = await world()
    reply = await address(here.study, here.asker("ann"), line)
    assert isinstance(reply, Reply)
    assert reply.text.startswith(told)


async def test_what_may_be_the_answer_is_no_command_of_who_plays_alone():
    here = await world()
    alone = replace(here.asker("ann"), private=True)
    item = replace(here.study.shelf.library.items["photosynthesis-gas"], id="col", answers=("pass",))
    await here.study.starting.start_with(alone, [item], QUICK)
    await here.settle()
    assert await say(here.study, alone, "Pass!") is None
    assert here.points() == {"ann": 10}
