"""What is done by itself so that nothing is kept for longer than we say."""

import logging
from datetime import timedelta

from bot.core.ledger import StoreAwayError
from bot.service.ports import Clock, Store

log = logging.getLogger(__name__)

EVERY = timedelta(hours=6)
"""How often what is old is deleted; so long, at most, it is kept beyond its time."""

FIRST = timedelta(minutes=5)
"""After the start, when the rush is over."""

KEY = "@housekeeping"


class Housekeeping:
    """Deletes, a few times a day, what the store need not keep any longer."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self) -> None:
        """Wait for the first time."""
        self._wait(FIRST)

    def _wait(self, after: timedelta) -> None:
        self._clock.wake(KEY, self._clock.now() + after, self._clean)

    async def _clean(self) -> None:
        try:
            await self._store.purge(self._clock.now())
        except StoreAwayError:
            log.warning("store away: what is old is deleted at the next time")
        finally:
            self._wait(EVERY)
