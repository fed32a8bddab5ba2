"""Boards and profiles, as members see them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import press, say
from bot.core.ledger import Consent, Entry, Profile, TopicScore
from bot.service.boards import weakest
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.studying import World, world


async def given(here: World, points: dict[str, int], guild: str = "guild") -> None:
    """Let everybody have points, and a name."""
    for player, some in points.items():
        asker = here.asker(player, guild=guild)
        await here.store.remember_names({(guild, player): player})
        await here.store.award(guild, "room", Entry(asker.at, "ann", "award", player, some), asker.id)


async def shown(here: World, line: str, player: str = "ann", *, manager: bool = False) -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker(player, manager=manager), line)
    assert isinstance(reply, Reply)
    return reply


async def test_equal_points_share_a_rank_and_ones_own_rank_is_told_where_the_page_has_it_not():
    here = await world()
    await given(here, {"ann": 3, "bob": 20, "cem": 10, "dee": 10})
    reply = await shown(here, "!leaderboard")
    assert reply.title == "Points · all time"
    assert reply.text.split("\n") == [
        "1. **bob** · 20 points",
        "2. **cem** · 10 points",
        "2. **dee** · 10 points",
        "4. **ann** · 3 points",
    ]
    assert reply.fields == ()
    assert (await shown(here, "!top", "eva")).fields[0].value == "no points here yet"


async def test_pages_are_turned_by_buttons_in_place_and_each_sees_their_own_rank():
    here = await world()
    await given(here, {f"player{number:02}": 100 - number for number in range(25)})
    first = await shown(here, "!lb week")
    assert first.footer == "Page 1 of 3"
    forth = next(button for button in first.buttons if button.label.startswith("Next"))
    second = await press(here.study, here.asker("player24"), forth.action)
    assert isinstance(second, Reply)
    assert second.instead
    assert second.text.startswith("11. **player10**")
    assert second.fields[0].value == "rank 25 of 25 · 76 points"
    assert [button.label for button in second.buttons] == ["◀ Before", "Next ▶", "Month", "All time"]
    assert (await shown(here, "!lb 3")).text.startswith("21. **player20**")
    beyond = await shown(here, "!lb 9")
    assert (beyond.text.split(" ")[0], beyond.footer) == ("21.", "Page 3 of 3")


@pytest.mark.parametrize(
    "action",
    [
        "board",
        "board:x:all:points:p:",
        "board:0:never:points:p:",
        "board:0:all:luck:p:",
        "board:9999999:all:points:p:",
    ],
)
async def test_a_button_that_makes_no_sense_is_answered(action: str):
    here = await world()
    reply = await press(here.study, here.asker("ann"), action)
    assert isinstance(reply, Reply)
    assert reply.text == "That is no longer there."


async def test_a_week_is_that_of_the_groups_time_zone():
    here = await world()
    # It is Thursday, 1 January, 12:00 in UTC.
    await given(here, {"bob": 5})
    await here.study.settings.remember("guild", "", "zone", "Pacific/Auckland")
    await here.passes(timedelta(days=2, hours=22, minutes=59).total_seconds())
    assert (await shown(here, "!lb week")).text == "1. **bob** · 5 points"
    await here.passes(60)
    assert (await shown(here, "!lb week")).text == "Nobody has played this week yet."
    assert (await shown(here, "!lb month")).text == "1. **bob** · 5 points"


async def test_improved_compares_with_the_period_before():
    here = await world()
    await given(here, {"bob": 50, "ann": 10})
    await here.passes(timedelta(days=7).total_seconds())
    await given(here, {"bob": 20, "ann": 30})
    reply = await shown(here, "!leaderboard improved")
    assert reply.text.split("\n") == [
        "1. **ann** · +20 (30 points in all)",
        "2. **bob** · -30 (20 points in all)",
    ]
    assert (await shown(here, "!lb improved all")).private


async def test_percent_asks_for_enough_answers():
    here = await world()
    await given(here, {"bob": 5})
    reply = await shown(here, "!lb percent")
    assert reply.text == "Nobody has given 20 answers yet."
    assert reply.fields[0].value == "listed from 20 answers on"


async def test_a_topic_has_a_board_of_its_own():
    here = await world()
    await given(here, {"bob": 50})
    await here.start()
    await say(here.study, here.asker("cem"), "oxygen")
    await here.passes(1)
    assert (await shown(here, "!lb plants")).text == "1. **cem** · 10 points (1 of 1 right)"
    assert (await shown(here, "!lb Parts of a cell month")).text == "Nobody has played this month yet."
    assert (await shown(here, "!lb cells")).title == "Points · all time · Cells"
    assert "“everything”" in (await shown(here, "!lb everything")).text


async def test_names_are_harmless_and_former_members_show_as_such():
    here = await world()
    await given(here, {"bob": 5, "cem": 3})
    await here.store.remember_names({("guild", "bob"): "**@everyone** <@1>"})
    await here.store.erase("guild", "cem")
    reply = await shown(here, "!lb")
    assert "@everyone" not in reply.text
    assert "<@1>" not in reply.text
    assert reply.text.split("\n")[1] == "2. **a former member** · 3 points"


async def test_a_group_may_show_only_ones_own_rank_or_nothing():
    here = await world()
    await given(here, {"bob": 20, "ann": 10})
    await here.study.settings.remember("guild", "", "board", "own")
    reply = await shown(here, "!lb")
    assert reply.private
    assert "bob" not in reply.text
    assert reply.fields[0].value == "rank 2 of 2 · 10 points"
    await here.study.settings.remember("guild", "", "board", "hidden")
    assert (await shown(here, "!lb")).fields == ()
    assert "rank" not in (await shown(here, "!me")).text


async def test_who_is_unlisted_sees_their_own_rank_and_nobody_else_does():
    here = await world()
    await given(here, {"bob": 20, "ann": 10})
    await here.store.choose("guild", "bob", Consent.UNLISTED)
    here.study.quizzes.names.chose("guild", "bob", Consent.UNLISTED)
    assert (await shown(here, "!lb", "ann")).text == "1. **ann** · 10 points"
    assert (await shown(here, "!lb", "bob")).fields[0].value == "rank 1 of 1 · 20 points"
    assert (await shown(here, "!me", "bob")).private


async def test_two_guilds_never_see_each_other():
    here = await world()
    await given(here, {"bob": 20})
    await given(here, {"cem": 10}, "other")
    assert "cem" not in (await shown(here, "!lb")).text
    reply = await say(here.study, here.asker("bob", guild="other"), "!lb")
    assert reply
    assert reply.text == "1. **cem** · 10 points"


async def test_me_tells_points_rank_streak_topics_and_what_is_weak():
    here = await world()
    await here.start()
    await say(here.study, here.asker("ann"), "oxygen")
    for _ in range(3):
        await here.passes(40)
    reply = await shown(here, "!me")
    assert reply.title == "ann"
    assert reply.text == "10 points · 1 of 1 right (100%) · rank 1 of 1"
    assert reply.image
    assert not reply.private
    assert (await shown(here, "!me", "bob")).text.startswith("You have played no quiz")
    await here.passes(24 * 3600)
    await here.start()
    await say(here.study, here.asker("ann"), "oxygen")
    await here.passes(40)
    assert (await shown(here, "!me")).text.endswith("2 days in a row")


def test_the_weakest_topics_are_those_asked_often_enough():
    scores = [("a", 1, 3), ("b", 0, 2), ("c", 9, 10), ("d", 1, 4), ("e", 2, 3), ("f", 6, 10)]
    topics = tuple(TopicScore("pack", name, right, asked, 0) for name, right, asked in scores)
    profile = Profile("ann", "ann", 0, 0, 0, topics, (), ())
    assert [score.topic for score in weakest(profile)] == ["d", "a", "f"]


async def test_the_button_quizzes_on_the_weak_topics():
    here = await world()
    refused = await press(here.study, here.asker("ann"), "weak")
    assert isinstance(refused, Reply)
    assert refused.text.startswith("No question fits")
    await here.start(options=replace(here.study.starting.defaults("guild", "room"), topics=("plants",)))
    while here.study.quizzes.session("room"):
        await here.study.quizzes.hear(here.asker("ann"), "nonsense", deliberate=True)
        await here.passes(20)
    reply = await shown(here, "!me")
    assert [button.action for button in reply.buttons] == ["weak"]
    assert reply.fields[-1].name == "Worth another look, of topics with 3 answers or more"
    assert await press(here.study, here.asker("ann"), "weak") is None
    assert {item.topic for item in here.session().plan.items} == {"plants"}


async def test_topics_of_which_nothing_was_asked_are_left_out():
    class Given(DictStore):
        async def profile(self, guild: str, player: str, zone: str) -> Profile:
            del guild, zone
            scores = (TopicScore("cells", "plants", 1, 2, 10), TopicScore("cells", "parts", 0, 0, 5))
            return Profile(player, player, 15, 1, 2, scores, (), ())

    (topics,) = (await shown(await world(Given()), "!me")).fields
    assert topics.value == "How plants eat: 1 of 2"


async def test_a_profile_is_shown_to_oneself_alone():
    here = await world()
    await given(here, {"ann": 5, "bob": 3})
    told = await shown(here, "!me bob")
    assert told.private
    assert told.text.startswith("`!me` shows how you yourself do")


async def test_who_wants_nothing_kept_has_no_profile():
    here = await world()
    here.study.quizzes.names.chose("guild", "ann", Consent.OFF)
    assert (await shown(here, "!me")).text.startswith("Nothing is kept about you")
