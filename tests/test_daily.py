"""The item of the day."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands import press
from bot.core.answers import letters, right_letters
from bot.core.daily import item_of, shuffled
from bot.core.ledger import Consent
from bot.core.pack import ItemType
from bot.words.reply import Reply
from tests.managed import told
from tests.quizzing import choice, listing, typed
from tests.studying import DAY, World, world

ITEMS = [*(choice(number) for number in range(7)), typed(1), listing()]
FIRST = date(2026, 1, 1)


def days(guild: str) -> list[str]:
    chosen = [item_of(ITEMS, guild, FIRST + timedelta(days=ahead)) for ahead in range(14)]
    return [item.id for item in chosen if item]


def test_no_item_comes_twice_before_all_have_come() -> None:
    assert len(set(days("one")[:7])) == 7
    assert set(Counter(days("one")).values()) == {2}


def test_it_is_one_that_a_button_answers() -> None:
    item = item_of(ITEMS, "one", FIRST)
    assert item
    assert item.type is ItemType.CHOICE
    assert item_of([typed(1), listing()], "one", FIRST) is None


def test_each_group_has_an_order_of_its_own() -> None:
    assert days("one") != days("other")


def test_an_item_is_shown_alike_all_day() -> None:
    item = choice(2)
    assert shuffled(item, "one", "2026-01-01") == shuffled(item, "one", "2026-01-01")
    orders = {shuffled(item, "one", (FIRST + timedelta(days=ahead)).isoformat()).shown for ahead in range(20)}
    assert orders == {(0, 1), (1, 0)}


async def right_and_wrong(here: World) -> tuple[str, str]:
    """A right and a wrong letter for the item of the first day."""
    daily = await here.store.daily("guild", "2026-01-01")
    assert daily
    item = shuffled(here.study.shelf.library.items[daily.item], "guild", daily.day)
    right = right_letters(item)
    return right, next(letter for letter, _text in letters(item) if letter != right)


async def test_the_item_of_the_day_is_one_for_the_group_and_revealed_the_next_day():
    here = await world()
    first = await told(here, "!daily")
    assert first.title == "Question of the day · 2026-01-01"
    assert len(first.buttons) > 1
    assert [button.action for button in first.buttons] == [
        f"daily:2026-01-01:{letter}" for letter in "ABCDE"[: len(first.buttons)]
    ]
    assert (await told(here, "!daily", "bob")).text == first.text
    right, wrong = await right_and_wrong(here)
    assert (await told(here, f"!daily {right.lower()}", "bob")).text.startswith(f"Noted: {right}")
    pressed = await press(here.study, here.asker("cem"), f"daily:2026-01-01:{wrong}")
    assert isinstance(pressed, Reply)
    assert pressed.text.startswith("Noted")
    assert pressed.private
    assert (await told(here, f"!daily {wrong}", "bob")).text.startswith("You have answered")
    assert "2 answers so far" in (await told(here, "!daily")).footer
    assert not (await told(here, "!daily")).fields
    await here.passes(DAY / 2)
    second = await told(here, "!daily")
    assert second.title == "Question of the day · 2026-01-02"
    assert second.fields[0].name == "Yesterday"
    assert f"**{right} · " in second.fields[0].value
    assert second.fields[0].value.endswith("1 of 2 had it: bob.")
    late = await press(here.study, here.asker("dee"), first.buttons[0].action)
    assert isinstance(late, Reply)
    assert late.text.startswith("That day is over")


async def test_who_is_on_no_board_is_not_named_and_a_hidden_board_names_nobody():
    here = await world()
    await told(here, "!daily")
    right, _wrong = await right_and_wrong(here)
    for player in ("bob", "cem"):
        await told(here, f"!daily {right}", player)
    here.study.quizzes.names.chose("guild", "bob", Consent.UNLISTED)
    await here.passes(DAY / 2)
    assert (await told(here, "!daily")).fields[0].value.endswith("2 of 2 had it: cem.")
    await told(here, "!settings board own")
    assert (await told(here, "!daily")).fields[0].value.endswith("2 of 2 had it.")


@pytest.mark.parametrize("line", ["!daily Z", "!daily AB", "!daily nothing like it"])
async def test_a_letter_that_is_not_there_is_refused(line: str):
    here = await world()
    assert (await told(here, "!daily A")).text.startswith("Nobody has asked")
    await told(here, "!daily")
    assert (await told(here, line)).text.startswith("Answer with a letter: A")


async def test_without_items_to_press_there_is_none():
    here = await world()
    await told(here, "!settings packs_off cells")
    assert (await told(here, "!daily")).text == "There is no question for today."
    reply = await press(here.study, here.asker("ann"), "daily:x")
    assert isinstance(reply, Reply)
    assert reply.text == "That is no longer there."


async def test_an_item_that_was_withdrawn_is_not_shown():
    here = await world()
    await told(here, "!daily")
    held = here.store.daily
    assert await held("guild", "2026-01-01")
    library = here.study.shelf.library
    here.study.shelf.library = replace(library, items={})
    assert (await told(here, "!daily")).text == "There is no question for today."
    here.study.shelf.library = library
