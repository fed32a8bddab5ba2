"""Boards and profiles, as members see them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot import charts
from bot.commands import press, say
from bot.core.ledger import Consent, Entry, Profile, TopicScore
from bot.service.boards import weakest
from bot.words.reply import Reply
from tests.bench import bench_chart
from tests.studying import World, world


async def given(here: World, points: dict[str, int], guild: str = "guild") -> None:
    """Let everybody have points, and a name."""
    for player, some in points.items():
        asker = here.asker(player, guild=guild)
        await here.store.remember_name(guild, player, player)
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
    assert (await shown(here, "!lb 9")).text == "The board ends before this page."


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
    assert reply.fields[0].value == "You are listed from 20 answers on."


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
    await here.store.remember_name("guild", "bob", "**@everyone** <@1>")
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
    assert (await shown(here, "!me", "bob")).text.startswith("Nothing is on record")
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
    assert await press(here.study, here.asker("ann"), "weak") is None
    assert {item.topic for item in here.session().plan.items} == {"plants"}


async def test_who_wants_nothing_kept_has_no_profile():
    here = await world()
    here.study.quizzes.names.chose("guild", "ann", Consent.OFF)
    assert (await shown(here, "!me")).text.startswith("Nothing is kept about you")


BARS = [
    charts.Bar(1, "ann", 12),
    charts.Bar(2, "Zoë", 3),
    charts.Bar(3, "名前", 0),
    charts.Bar(4, "x" * 80, -4),
]


def _pixels(data: bytes) -> tuple[tuple[int, int], set[tuple[int, ...]]]:
    with Image.open(BytesIO(data)) as picture:
        raw = picture.convert("RGB").tobytes()
        return picture.size, {tuple(raw[place : place + 3]) for place in range(0, len(raw), 3)}


def test_a_board_is_drawn_whatever_the_names():
    size, colours = _pixels(charts.board(BARS, "%"))
    assert size == (charts.WIDTH, 2 * charts.EDGE + charts.ROW * len(BARS))
    assert {charts.GROUND, charts.INK, charts.FIRST, charts.OTHER} <= colours
    assert _pixels(charts.board([]))[0][0] == charts.WIDTH
    assert _pixels(charts.board(BARS * 20))[0] == _pixels(charts.board(BARS * 3))[0]


def test_progress_is_drawn_also_without_points_or_topics():
    shares = [charts.Share("Plants", 2, 3), charts.Share("Частини", 0, 0)]
    _, colours = _pixels(charts.progress([0, 5, 9], ("2 days ago", "today"), shares))
    assert {charts.GROUND, charts.INK, charts.RIGHT, charts.OTHER} <= colours
    for points in ([], [0], [-3, 0]):
        assert _pixels(charts.progress(points, ("", ""), []))[0][0] == charts.WIDTH


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The ratio of the luminances, as WCAG 2.2 reckons it."""

    def luminance(colour: tuple[int, ...]) -> float:
        linear = [
            part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
            for part in colour
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_texts_and_bars_stand_out_from_their_ground():
    # WCAG 2.2: 4.5 for text (1.4.3), 3 for what is drawn (1.4.11).
    assert min(_contrast(ink, charts.GROUND) for ink in (charts.INK, charts.FAINT)) >= 4.5
    assert min(_contrast(bar, charts.TRACK) for bar in (charts.FIRST, charts.OTHER, charts.RIGHT)) >= 3


async def test_a_chart_is_drawn_off_the_loop(monkeypatch: pytest.MonkeyPatch):
    here = await world()
    await given(here, {"ann": 5, "bob": 3})
    running: list[bool] = []

    def drawn(bars: list[charts.Bar], unit: str = "") -> bytes:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            running.append(False)
        else:
            running.append(True)
        return unit.encode() + bytes(len(bars))

    monkeypatch.setattr(charts, "board", drawn)
    assert (await shown(here, "!lb")).image
    assert running == [False]


async def test_the_loop_stands_still_for_less_than_when_it_draws_itself():
    # A ratio in one run, for the machine may be busy; bench_chart prints the milliseconds.
    idle, threaded, inline = await bench_chart.measure(10)
    assert threaded < max(0.010, idle * 3, inline / 2)
