"""What members decide about themselves: what is kept, who sees it, and having it given or deleted."""

import json
import logging

from bot.core.ledger import CONFIRM_WITHIN, Consent, StoreAwayError
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.service.timetable import Timetable
from bot.words import lines
from bot.words import privacy as words
from bot.words.reply import File, Reply

log = logging.getLogger(__name__)


class Privacy:
    """The use cases of `!privacy`; each is about the asker alone."""

    def __init__(self, store: Store, quizzes: Quizzes, timetable: Timetable) -> None:
        self._store = store
        self._quizzes = quizzes
        self._timetable = timetable

    def about(self, asker: Asker) -> Reply:
        """Say what is kept, and what the asker chose."""
        return words.about(self._chosen(asker))

    async def export(self, asker: Asker) -> Reply:
        """Give the asker everything that is kept about them, where nobody else sees it."""
        try:
            kept = await self._store.export(asker.guild, asker.player)
        except StoreAwayError:
            return lines.scores_away()
        data = json.dumps(kept, ensure_ascii=False, indent=2).encode()
        return words.exported(File("what-is-kept.json", data))

    def ask(self, asker: Asker, step: words.Step) -> Reply:
        """Ask whether what is kept is to go, with a button that works for some minutes, for the asker alone."""
        until = int((asker.at + CONFIRM_WITHIN).timestamp())
        return words.sure(step, asker.player, until)

    async def confirmed(self, asker: Asker, step: words.Step, player: str, until: int) -> Reply:
        """Delete what is kept, as a button asks for that was shown a moment ago to the same player."""
        if asker.player != player:
            return words.not_yours()
        if asker.at.timestamp() > until:
            return words.too_late()
        return await (self.delete(asker) if step is words.Step.DELETE else self.off(asker))

    async def delete(self, asker: Asker) -> Reply:
        """Delete the asker's name and answers; sums stay, as those of nobody."""
        # Before, so that nothing that was said is recorded meanwhile; and after, for who said something meanwhile.
        self._quizzes.forget(asker.guild, asker.player)
        try:
            await self._erase(asker)
        except StoreAwayError:
            return words.not_changed()
        self._quizzes.forget(asker.guild, asker.player)
        log.info("erased at a player's wish: guild=%s", asker.guild)
        return words.deleted()

    async def off(self, asker: Asker) -> Reply:
        """Keep nothing about the asker from now on, and delete what is kept."""
        key = (asker.guild, asker.player)
        try:
            await self._store.choose(*key, Consent.OFF)
        except StoreAwayError:
            return words.not_changed()
        self._quizzes.names.chose(*key, Consent.OFF)
        try:
            await self._erase(asker)
        except StoreAwayError:
            return words.off_not_deleted()
        log.info("nothing kept at a player's wish: guild=%s", asker.guild)
        return words.chosen(Consent.OFF)

    async def _erase(self, asker: Asker) -> None:
        await self._store.erase(asker.guild, asker.player)
        self._timetable.forget(asker.guild, asker.player)

    async def choose(self, asker: Asker, consent: Consent) -> Reply:
        """Keep what the asker lets us keep and show; to keep nothing goes by `off`."""
        key = (asker.guild, asker.player)
        before = self._chosen(asker)
        try:
            await self._store.choose(*key, consent)
        except StoreAwayError:
            return words.not_changed()
        self._quizzes.names.chose(*key, consent)
        if before is Consent.OFF:
            # What they did so far is not kept; a name that was known but not kept is, from now on.
            self._quizzes.forget(*key)
        await self._quizzes.names.meet(asker)
        return words.chosen(consent)

    def _chosen(self, asker: Asker) -> Consent:
        return self._quizzes.names.consent(asker.guild, asker.player)
