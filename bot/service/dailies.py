"""The item of the day: one question for the whole group, answered by a press, revealed the next day."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core import periods
from bot.core.answers import letters, right_letters
from bot.core.daily import item_of, shuffled
from bot.core.ledger import Consent, Daily, StoreAwayError
from bot.core.pack import Item
from bot.core.text import fold
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.words import dailies as words
from bot.words import lines
from bot.words.reply import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The item of a day as it is kept, with its options in that day's order."""

    daily: Daily
    item: Item


class Dailies:
    """The use cases of `!daily`."""

    def __init__(self, shelf: Shelf, store: Store, settings: Settings, quizzes: Quizzes) -> None:
        self._shelf = shelf
        self._store = store
        self._settings = settings
        self._quizzes = quizzes

    async def today(self, asker: Asker) -> Reply:
        """Ask the item of the day, and reveal that of the day before."""
        day = self._day(asker)
        try:
            asked = await self._asked(asker, day) or await self._choose(asker, day)
            before = await self._asked(asker, day - timedelta(days=1))
            names = self._quizzes.names
            if before:
                await names.learn(asker.guild, before.daily.answers)
        except StoreAwayError:
            return lines.scores_away()
        if asked is None:
            return words.nothing_today()
        revealed = words.revealed(before.item, self._winners(before.daily), before.daily) if before else None
        return words.today(asked.item, asked.daily, revealed)

    async def answer(self, asker: Asker, said: str, day: str = "") -> Reply:
        """Take a letter for the item of a day, today's if none is said; the first answer counts."""
        today = self._day(asker).isoformat()
        if day not in {"", today}:
            return words.over()
        try:
            asked = await self._asked(asker, self._day(asker))
            if asked is None:
                return words.not_asked_yet()
            letter = _letter(asked.item, said)
            if letter is None:
                return words.which_letter(asked.item)
            await self._quizzes.names.meet(asker)
            if self._quizzes.names.is_unkept(asker.guild, asker.player):
                return words.not_kept()
            right = letter == right_letters(asked.item)
            first = await self._store.answer_daily(asker.guild, today, asker.player, right)
        except StoreAwayError:
            return lines.scores_away()
        return words.noted(letter) if first else words.answered_already()

    def _day(self, asker: Asker) -> date:
        return periods.day(asker.at, self._settings.of(asker.guild).zone)

    async def _asked(self, asker: Asker, day: date) -> _Asked | None:
        """The item that was asked on a day, if it is still in a pack."""
        kept = await self._store.daily(asker.guild, day.isoformat())
        item = self._shelf.library.items.get(kept.item) if kept else None
        return _Asked(kept, shuffled(item, asker.guild, kept.day)) if kept and item else None

    async def _choose(self, asker: Asker, day: date) -> _Asked | None:
        """Choose the item of a day; if somebody was quicker, theirs is it."""
        off = self._settings.of(asker.guild).packs_off
        items = [item for item in self._shelf.library.items.values() if item.pack not in off]
        item = item_of(items, asker.guild, day)
        if item is None:
            return None
        if await self._store.put_daily(Daily(asker.guild, asker.room, day.isoformat(), item.id)):
            log.info("item of the day: guild=%s item=%s", asker.guild, item.id)
        return await self._asked(asker, day)

    def _winners(self, daily: Daily) -> list[str]:
        """Who was right and may be named."""
        if self._settings.of(daily.guild).board != "all":
            return []
        names = self._quizzes.names
        return [
            names.of(daily.guild, player)
            for player, right in daily.answers.items()
            if right and names.consent(daily.guild, player) is Consent.FULL
        ]


def _letter(item: Item, said: str) -> str | None:
    """The letter that was said, by itself or by the words that stand beside it."""
    shown = letters(item)
    by_text = {fold(text): letter for letter, text in shown}
    letter = said.strip().upper()
    return letter if letter in dict(shown) else by_text.get(fold(said))
