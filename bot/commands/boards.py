"""Boards and profiles: how the words after !leaderboard are read, and what their buttons say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """The board that words ask for: of a topic or a pack by (topic, pack), and a page counted from 0."""

    period: str = ""
    order: Order = Order.POINTS
    page: int = 0
    subject: tuple[str, str] = ("", "")


async def leaderboard(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Show who has how many points."""
    wanted = _read(words, study.shelf.library.packs)
    if isinstance(wanted, Reply):
        return wanted
    topic, pack = wanted.subject
    query = BoardQuery("", topic=topic, pack=pack, order=wanted.order, offset=wanted.page * PAGE)
    usual = periods.WEEK if wanted.order is Order.IMPROVED else periods.ALL
    return await study.boards.board(asker, query, wanted.period or usual)


async def me(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Show how the asker does, and nobody else."""
    return words_.about_oneself() if words else await study.boards.me(asker)


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


def _read(words: Sequence[str], packs: Sequence[Pack]) -> Wanted | Reply:
    """Return what the words ask for, or a reply that says which word is wrong, or which two contradict each other."""
    subjects = _subjects(packs)
    wanted = Wanted()
    said: dict[str, tuple[str, object]] = {}
    rest = list(words)
    while rest:
        size, subject = named(rest, subjects)
        text = " ".join(rest[: size or 1])
        sets = {"subject": subject} if subject else _meaning(text.lower())
        if not sets:
            keys = [key for each in packs for key in (each.key, *(topic.key for topic in each.topics))]
            return words_.unknown_word(text, keys)
        for name, value in sets.items():
            before, other = said.setdefault(name, (text, value))
            if other != value:
                return lines.contradiction(before, text)
        wanted, rest = replace(wanted, **sets), rest[size or 1 :]
    return wanted


def _meaning(word: str) -> dict[str, object]:
    """Return what a word that names no topic and no pack sets, empty if it says nothing about a board."""
    if word in PERIODS:
        return {"period": PERIODS[word]}
    if word in ORDERS:
        return {"order": ORDERS[word]}
    if word.isdecimal() and word.isascii() and 0 < int(word[:9]) <= MOST_PAGES:
        return {"page": int(word) - 1}
    return {}


def _subjects(packs: Sequence[Pack]) -> dict[str, tuple[str, str]]:
    """What topics and packs may be called, with (topic, pack); a topic goes before a pack of the same name."""
    named = {fold(name): ("", pack.key) for pack in packs for name in (pack.key, pack.name)}
    for pack in packs:
        for topic in pack.topics:
            named |= {fold(name): (topic.key, "") for name in (topic.key, topic.name)}
    return named
