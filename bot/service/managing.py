"""What managers do to scores: take back, give, reset; and the list of who did what."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

from bot.core import periods
from bot.core.ledger import CONFIRM_WITHIN, Consent, Entry, Period, Scope, StoreAwayError
from bot.core.quiz import Session
from bot.core.quiz.events import Adjust, Clear
from bot.packs.problems import PackError
from bot.service.audit import note
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.words import lines
from bot.words import managing as words
from bot.words.reply import Reply

log = logging.getLogger(__name__)

MOST_POINTS = 1000
"""Points that can be given or taken at once."""


class Managing:
    """The use cases of managers around scores; whether somebody is one is asked before."""

    def __init__(self, shelf: Shelf, store: Store, settings: Settings, quizzes: Quizzes) -> None:
        self._shelf = shelf
        self._store = store
        self._settings = settings
        self._quizzes = quizzes

    async def undo(self, asker: Asker) -> Reply:
        """Take back the last award in this room."""
        try:
            undone = await self._store.undo(asker.guild, asker.room, asker.player, asker.at)
        except StoreAwayError:
            return lines.scores_away()
        if undone is None:
            return words.nothing_to_undo()
        running = self._quizzes.session(asker.room)
        if running and running.plan.id == undone.session:
            taken = Adjust(undone.player, -undone.points, asker.id, recorded=True, round=undone.round)
            await self._quizzes.tell(asker.room, taken)
        log.info("award undone: room=%s points=%d", asker.room, undone.points)
        return words.undone(undone)

    async def player_of(self, asker: Asker, said: str) -> str | Reply:
        """Return the player that a word means: an id, as a mention holds it, or a name that one player has."""
        wanted = said.removeprefix("@").casefold()
        await self._quizzes.names.learn(asker.guild, [said, asker.player])
        known = {
            player: name
            for (guild, player), name in self._quizzes.names.known.items()
            if guild == asker.guild and name
        }
        if said in known:
            return said
        found = [player for player, name in known.items() if name.casefold() == wanted]
        return found[0] if len(found) == 1 else words.who(said, several=len(found) > 1)

    async def award(self, asker: Asker, said: str, points: int, reason: str) -> Reply:
        """Give points to a player, or take them; they count in the running quiz too."""
        if not 0 < abs(points) <= MOST_POINTS:
            return words.points_between(MOST_POINTS)
        player = await self.player_of(asker, said)
        if isinstance(player, Reply):
            return player
        if self._quizzes.names.consent(asker.guild, player) is Consent.OFF:
            return words.keeps_nothing()
        entry = Entry(asker.at, asker.player, "award", player, points, reason[:200])
        try:
            await self._quizzes.names.meet(asker)
            await self._store.award(asker.guild, asker.room, entry, asker.id)
        except StoreAwayError:
            return lines.scores_away()
        if self._quizzes.session(asker.room):
            await self._quizzes.tell(asker.room, Adjust(player, points, asker.id, recorded=True))
        log.info("points given: room=%s points=%d", asker.room, points)
        return words.awarded(self._quizzes.names.of(asker.guild, player), points, reason)

    def ask_reset(self, asker: Asker, scope: Scope) -> Reply:
        """Ask whether scores are to go, with a button that works for some minutes."""
        session = self._session_of(asker) if scope is Scope.SESSION else ""
        if scope is Scope.SESSION and not session:
            return words.no_session()
        until = int((asker.at + CONFIRM_WITHIN).timestamp())
        return words.sure(scope, until, session)

    async def confirm_reset(self, asker: Asker, scope: Scope, until: int, session: str) -> Reply:
        """Take scores away, as a button asks for that was shown a moment ago."""
        if asker.at.timestamp() > until:
            return words.too_late_to_confirm()
        return await self._reset(asker, scope, session)

    async def reset(self, asker: Asker, scope: Scope) -> Reply:
        """Take scores away at once."""
        session = self._session_of(asker) if scope is Scope.SESSION else ""
        if scope is Scope.SESSION and not session:
            return words.no_session()
        return await self._reset(asker, scope, session)

    async def _reset(self, asker: Asker, scope: Scope, session: str) -> Reply:
        """Take scores away, with a backup first: what cannot be brought back is not taken."""
        zone = self._settings.of(asker.guild).zone
        period = periods.period(periods.WEEK, asker.at, zone) if scope is Scope.WEEK else Period()
        try:
            backup = await self._store.backup("reset")
            detail = f"{scope} {session} backup={backup}".replace("  ", " ")
            entry = Entry(asker.at, asker.player, "reset", detail=detail)
            count = await self._store.reset(asker.guild, period, session, entry)
        except StoreAwayError:
            return words.not_reset()
        shown = list(self._quizzes.sessions())
        with suppress(StoreAwayError):
            if last := await self._store.session(asker.guild, session or self._session_of(asker)):
                shown.append(last)
        for each in shown:
            if each.plan.guild == asker.guild and session in {"", each.plan.id}:
                await self._clear(each, asker.at, period.start)
        log.info("scores reset: guild=%s scope=%s awards=%d", asker.guild, scope, count)
        return words.was_reset(scope, count, backup)

    async def _clear(self, shown: Session, at: datetime, since: datetime | None) -> None:
        """Let a quiz that runs, or ran last, show what is kept, and no ruling on it take or give that once more."""
        if since is None or shown.plan.started >= since:
            with suppress(StoreAwayError):
                await self._quizzes.happen_in(shown, Clear(), at)

    def _session_of(self, asker: Asker) -> str:
        """The id of the quiz that runs in a room, or ran there last."""
        running = self._quizzes.session(asker.room)
        return running.plan.id if running else self._settings.remembered(asker.guild, asker.room, "session")

    async def reload(self, asker: Asker) -> Reply:
        """Load the packs anew, all or none; what is wrong with them is told to the manager alone."""
        try:
            library = await asyncio.to_thread(self._shelf.reload)
        except PackError as error:
            log.warning("packs not reloaded: problems=%d", len(error.problems))
            return words.not_reloaded([str(problem) for problem in error.problems])
        log.info("packs reloaded: packs=%d items=%d", len(library.packs), len(library.items))
        await note(self._store, asker.guild, Entry(asker.at, asker.player, "reload"))
        return words.reloaded(sum(len(pack.facts) for pack in library.packs), len(library.items))

    async def audit(self, asker: Asker) -> Reply:
        """List who changed what, newest first."""
        try:
            entries = await self._store.audit(asker.guild)
            people = {person for entry in entries for person in (entry.by, entry.player) if person}
            await self._quizzes.names.learn(asker.guild, people)
        except StoreAwayError:
            return lines.scores_away()
        return words.audit(entries, lambda player: self._quizzes.names.of(asker.guild, player))
