"""Charts, as they are drawn and as they are told in words."""

import asyncio
from io import BytesIO

import pytest
from PIL import Image

from bot import charts
from bot.commands import say
from bot.core.ledger import Entry, Line, Order, Page
from bot.words.boards import picture_of_board
from bot.words.reply import Reply
from tests.bench import bench_chart
from tests.studying import world


@pytest.mark.parametrize(
    ("points", "order", "told"),
    [
        ({"ann": 5, "bob": 3}, Order.POINTS, "Bars for 2 players; ann leads with 5."),
        ({"ann": 50, "bob": 30}, Order.PERCENT, "Bars for 2 players; ann leads with 50%."),
        ({"ann": 5, "bob": 5, "cem": 1}, Order.POINTS, "Bars for 3 players; 2 share first place with 5."),
        ({"ann": 0, "bob": 0}, Order.POINTS, "Bars for 2 players."),
        ({"ann": -5, "bob": -7}, Order.IMPROVED, "Bars for 2 players."),
    ],
)
def test_a_chart_says_who_leads_where_somebody_does(points: dict[str, int], order: Order, told: str):
    lines = [
        Line(1 + sum(other > value for other in points.values()), name, name, value, 0, 0, value)
        for name, value in points.items()
    ]
    assert picture_of_board(Page(tuple(lines), len(lines), None), order) == told


def test_no_chart_says_that_the_first_of_a_later_page_leads():
    page = Page((Line(11, "ann", "ann", 5, 0, 0, 5), Line(12, "bob", "bob", 4, 0, 0, 4)), 12, None)
    assert picture_of_board(page, Order.POINTS) == "Bars for 2 players."


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
    for player, points in (("ann", 5), ("bob", 3)):
        asker = here.asker(player)
        entry = Entry(asker.at, "ann", "award", player, points)
        await here.store.award("guild", "room", entry, asker.id)
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
    shown = await say(here.study, here.asker("ann"), "!lb")
    assert isinstance(shown, Reply)
    assert shown.image
    assert running == [False]


async def test_the_loop_stands_still_for_less_than_when_it_draws_itself():
    # A ratio in one run, for the machine may be busy; bench_chart prints the milliseconds.
    idle, threaded, inline = await bench_chart.measure(10)
    assert threaded < max(0.010, idle * 3, inline / 2)
