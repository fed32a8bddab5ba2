"""How the terminal draws: times, indents and buttons, at the width of the screen."""

import pytest

from bot.commands import say
from bot.terminal.draw import drawn
from bot.terminal.live import greet, remind, wrapped
from bot.terminal.room import GUILD, ROOM, TerminalChat
from bot.words.managing import moment
from bot.words.questions import until
from bot.words.reply import Field, Reply
from tests.quizzing import START, after
from tests.studying import world

BUTTONS = "<1 North Atlantic Council>  <2 Membership Action Plan>"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "in 0 s"), (119, "in 119 s"), (-5, "5 s ago"), (120, "in 2 min"), (7200, "in 2 h"), (259_200, "in 3 days")],
)  # fmt: skip
def test_a_countdown_is_told_in_the_largest_unit_that_fits_twice(seconds: float, shown: str):
    assert drawn(Reply(until(after(seconds))), START) == [shown]


def test_a_moment_is_a_date_and_time():
    assert drawn(Reply(moment(after(6 * 3600))), START) == ["2026-01-01 18:00 UTC"]


def test_lines_are_wrapped_within_their_indent_and_keys_and_buttons_stay_whole():
    assert wrapped("  one-way-street (Hecht 2012, §13): ann", 24) == [
        "  one-way-street (Hecht",
        "  2012, §13): ann",
    ]
    assert wrapped(BUTTONS, 40) == ["<1 North Atlantic Council>", "<2 Membership Action Plan>"]
    assert wrapped(BUTTONS, 80) == [BUTTONS]
    assert wrapped("<1 North Atlantic Council>", 20) == ["<1 North Atlantic", "Council>"]


def test_what_belongs_to_a_field_stands_indented_under_its_name():
    assert drawn(Reply(fields=(Field("Two", "a\nb"), Field("One", "c"))), START) == [
        "Two:",
        "  a",
        "  b",
        "One: c",
    ]


async def test_whoever_opens_the_room_is_told_the_prefix_that_holds_there(
    capsys: pytest.CaptureFixture[str],
):
    here = await world()
    greet(here.study)
    assert "Type !help, a term such as !pfp, or !quiz;" in capsys.readouterr().out
    await say(here.study, here.asker("ann", ROOM, GUILD, manager=True), "!settings prefix ?")
    greet(here.study)
    told = capsys.readouterr().out
    assert "Type ?help, a term such as ?pfp, or ?quiz;" in told
    assert "ann> ?quiz" in told
    assert "!" not in told


async def test_a_question_that_was_left_open_is_shown_on_a_new_screen():
    here = await world()
    screen: list[str] = []
    chat = TerminalChat(here.clock, screen.extend)
    remind(here.study, chat)
    assert screen == []
    await here.start(ROOM, guild=GUILD)
    remind(here.study, chat)
    assert screen[0] == "[Question 1 of 3 · short answer · 10 points · again]"
    await here.passes(40)
    screen.clear()
    remind(here.study, chat)
    assert "Which gas" not in "".join(screen)
