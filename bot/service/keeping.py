"""Recording what happens in sessions: only what may be kept, and for as long as it takes."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from bot.core.ledger import StoreAwayError
from bot.core.quiz import Session
from bot.core.quiz.events import Adjusted, Attempted, Awarded, Closed, Outcome, Overruled
from bot.core.quiz.forgetting import involved, without
from bot.service.aside import Aside
from bot.service.names import Names
from bot.service.people import Asker
from bot.service.ports import Clock, Store, Watch

log = logging.getLogger(__name__)

RETRY = (0.2, 0.5, 1.0, 2.0, 2.0, 5.0)
"""Seconds between tries to reach a store that is away; the last goes on for ever."""

TELL_AFTER = 10.0
"""Seconds after which a room is told that the store is away."""

AGAIN = timedelta(seconds=10)
"""After which something is tried again that failed."""

SOON = timedelta(seconds=1)
"""After which the names of those are recorded whose talk was taken; who comes meanwhile, with them."""

LULL = 2.0
"""Seconds without a store after which an open question is given time again."""


class Keeping:
    """The answer path's side of the store."""

    def __init__(self, store: Store, clock: Clock, names: Names, watch: Watch | None) -> None:
        self._store = store
        self._clock = clock
        self._names = names
        self._watch = watch
        self._writing = asyncio.Lock()
        self._untaken: list[tuple[Session, Sequence[Attempted]]] = []
        self._naming = False
        self.aside = Aside()

    def meet_soon(self, asker: Asker) -> None:
        """Know a player's name, and have it recorded in a moment."""
        if not self._names.is_met(asker):
            self._names.note(asker)
            self._name_after(SOON)

    def _name_after(self, delay: timedelta) -> None:
        if not self._naming:
            self._naming = True
            self._clock.wake("names", self._clock.now() + delay, self._write_names)

    async def _write_names(self) -> None:
        self._naming = False
        if not await self._names.save():
            self._name_after(AGAIN)

    async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Keep a new session; raise StoreAwayError at once.

        Whatever the store still holds open in its room is over, or never began: the store was away when it was to hear.
        """
        keepable = self._keepable(session)
        try:
            await self._store.begin(keepable, outcomes)
        except ValueError:
            for other in await self._store.open_sessions():
                if (other.plan.guild, other.plan.room) == (session.plan.guild, session.plan.room):
                    log.warning("session closed late: session=%s", other.plan.id)
                    await self._store.close(other)
            await self._store.begin(keepable, outcomes)

    async def record(self, session: Session, outcomes: Sequence[Outcome], worry: Callable[[], None]) -> float:
        """Record a step, waiting for a store that is away; return the seconds for which it was, 0 if it was there.

        What was set aside of the session is recorded with it. `worry` is called once when that takes long.
        """
        taken = self.aside.take(session)
        try:
            return await self._recorded(session, (*taken, *outcomes), worry)
        except BaseException:
            self.aside.add(session, taken)
            raise

    async def _recorded(
        self, session: Session, outcomes: Sequence[Outcome], worry: Callable[[], None]
    ) -> float:
        since = self._clock.now()
        tries = 0
        worried = False
        while True:
            try:
                before = perf_counter()
                # Somebody may have chosen meanwhile that nothing be kept of them.
                kept = [self._kept(session, one) for one in outcomes if not self._is_unkept(session, one)]
                await self._store.record(self._keepable(session), kept, since)
            except StoreAwayError as error:
                waited = (self._clock.now() - since).total_seconds()
                log.warning("store away: room=%s seconds=%.0f error=%s", session.plan.room, waited, error)
                if waited > TELL_AFTER and not worried:
                    worried = True
                    worry()
                await self._clock.sleep(RETRY[min(tries, len(RETRY) - 1)])
                tries += 1
            else:
                if self._watch:
                    self._watch.stored("record", perf_counter() - before)
                return (self._clock.now() - since).total_seconds() if tries else 0.0

    async def write_down(self) -> None:
        """Record the attempts that were set aside; raise StoreAwayError, and they are recorded the next time."""
        await self._names.save()
        async with self._writing:
            self._untaken += self.aside.take_attempts()
            self._untaken = [(session, self._keepable_of(session, some)) for session, some in self._untaken]
            try:
                await self._store.keep_attempts(self._untaken)
            except StoreAwayError:
                raise
            except Exception:
                # What the store cannot take stands in nobody else's way.
                self._untaken = []
                raise
            self._untaken = []

    def forget(self, guild: str, player: str) -> None:
        """Let go of what was set aside of a player."""
        self.aside.forget(guild, player)
        self._untaken = [
            (session, [one for one in some if (session.plan.guild, one.player) != (guild, player)])
            for session, some in self._untaken
        ]

    async def close(self, session: Session) -> None:
        """Count a session no longer as open; if the store is away, the next start does."""
        try:
            await self._store.close(session)
        except StoreAwayError:
            log.warning("session not closed in the store; the next start does: session=%s", session.plan.id)

    def _keepable(self, session: Session) -> Session:
        """The session as it may be kept: without those who want nothing kept."""
        if self._names.all_kept:
            return session
        guild = session.plan.guild
        return without(session, {p for p in involved(session) if self._names.is_unkept(guild, p)})

    def _keepable_of(self, session: Session, attempts: Sequence[Attempted]) -> Sequence[Attempted]:
        """The attempts of those of whom something may be kept."""
        return [attempt for attempt in attempts if not self._is_unkept(session, attempt)]

    def _is_unkept(self, session: Session, outcome: Outcome) -> bool:
        """Whether an outcome is kept already, or is about somebody who wants nothing kept."""
        if isinstance(outcome, Adjusted) and outcome.recorded:
            return True
        if not isinstance(outcome, Attempted | Awarded | Adjusted | Overruled):
            return False
        return self._names.is_unkept(session.plan.guild, outcome.player)

    def _kept(self, session: Session, outcome: Outcome) -> Outcome:
        """The outcome as it may be kept: the close of a round names nobody who had everything deleted in it."""
        if self._names.all_kept or not isinstance(outcome, Closed):
            return outcome
        guild = session.plan.guild
        points = {p: gained for p, gained in outcome.points.items() if not self._names.is_erased(guild, p)}
        return replace(outcome, points=points)
