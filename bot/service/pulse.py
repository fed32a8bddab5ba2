"""The pulse of the database: felt now and then, so that health tells of an outage before a member meets it."""

import logging
from datetime import timedelta

from bot.core.ledger import StoreAwayError
from bot.health import Health
from bot.service.ports import Clock, Store, Watch

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
"""How often the database is asked; a supervisor asks no more often than that."""

DATABASE = "database"
"""What health calls it."""


class Pulse:
    """Asks the store for a trivial transaction, and tells health and metrics how that went."""

    def __init__(self, store: Store, clock: Clock, health: Health, watch: Watch) -> None:
        self._store = store
        self._clock = clock
        self._health = health
        self._watch = watch

    def feel(self) -> None:
        """The store was just opened: it is there, and will be asked again, and so on."""
        self._health.up(DATABASE)
        self._wait()

    def _wait(self) -> None:
        self._clock.wake("@pulse", self._clock.now() + EVERY, self._ask)

    async def _ask(self) -> None:
        try:
            self._watch.stored("ping", await self._store.ping())
        except StoreAwayError as error:
            log.warning("store away: %s", error)
            self._health.down(DATABASE, "is away")
        else:
            self._health.up(DATABASE)
        finally:
            self._wait()
