"""The item of the day."""

from collections import Counter
from datetime import date, timedelta

from bot.core.daily import item_of, shuffled
from bot.core.pack import ItemType
from tests.quizzing import choice, listing, typed

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
