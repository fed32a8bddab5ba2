"""Boards and profiles: how the words after !leaderboard are read, and what their buttons say."""

from collections.abc import Sequence

from bot.commands.options import named
from bot.core import periods
from bot.core.ledger import BoardQuery, Order
from bot.core.pack import Pack
from bot.core.text import fold
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import boards as words_
from bot.words import lines
from bot.words.reply import Reply

PAGE = BoardQuery("").limit
MOST_PAGES = 100_000
ORDERS = {
    "points": Order.POINTS,
    "percent": Order.PERCENT,
    "%": Order.PERCENT,
    "accuracy": Order.PERCENT,
    "improved": Order.IMPROVED,
}
PERIODS = {**{name: name for name in periods.NAMES}, "weekly": periods.WEEK, "monthly": periods.MONTH}


async def leaderboard(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Show who has how many points."""
    read = _read(words, study.shelf.library.packs)
    if isinstance(read, Reply):
        return read
    query, period = read
    if not period:
        period = periods.WEEK if query.order is Order.IMPROVED else periods.ALL
    return await study.boards.board(asker, query, period)


async def me(study: Study, asker: Asker, _words: Sequence[str]) -> Reply:
    """Show how the asker does."""
    return await study.boards.me(asker)


async def turn(study: Study, asker: Asker, where: Sequence[str], _values: Sequence[str]) -> Reply | None:
    """Turn to the page that a button names."""
    match where:
        case [page, ("week" | "month" | "all") as period, order, ("t" | "p") as kind, key] if (
            page.isdecimal() and len(page) < len(str(MOST_PAGES)) and order in set(Order)
        ):
            topic, pack = (key, "") if kind == "t" else ("", key)
            query = BoardQuery("", topic=topic, pack=pack, order=Order(order), offset=int(page) * PAGE)
            return await study.boards.board(asker, query, period, turned=True)
        case _:
            return lines.no_longer_there()


async def weak(study: Study, asker: Asker, where: Sequence[str], _values: Sequence[str]) -> Reply | None:
    """Start a quiz on the weakest topics of whoever presses."""
    del where
    return await study.boards.weak(asker)


def _read(words: Sequence[str], packs: Sequence[Pack]) -> tuple[BoardQuery, str] | Reply:
    """Return what the words ask for, and the period if they name one, or a reply that says which word is wrong."""
    subjects = _subjects(packs)
    period, order, page = "", Order.POINTS, 0
    topic, pack = "", ""
    rest = list(words)
    while rest:
        size, subject = named(rest, subjects)
        word = rest[0].lower()
        if subject:
            topic, pack = subject
        elif word in PERIODS:
            period = PERIODS[word]
        elif word in ORDERS:
            order = ORDERS[word]
        elif word.isdecimal() and word.isascii() and 0 < int(word[:9]) <= MOST_PAGES:
            page = int(word) - 1
        else:
            keys = [key for each in packs for key in (each.key, *(topic.key for topic in each.topics))]
            return words_.unknown_word(rest[0], keys)
        rest = rest[size or 1 :]
    return BoardQuery("", topic=topic, pack=pack, order=order, offset=page * PAGE), period


def _subjects(packs: Sequence[Pack]) -> dict[str, tuple[str, str]]:
    """What topics and packs may be called, with (topic, pack); a topic goes before a pack of the same name."""
    named = {fold(name): ("", pack.key) for pack in packs for name in (pack.key, pack.name)}
    for pack in packs:
        for topic in pack.topics:
            named |= {fold(name): (topic.key, "") for name in (topic.key, topic.name)}
    return named
