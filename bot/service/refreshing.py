"""Taking up packs that change on disk: all of them or none, beside the rooms' work."""

import asyncio
import logging
from collections.abc import Callable, Hashable
from datetime import timedelta

from bot.packs.problems import PackError
from bot.service.library import Shelf
from bot.service.ports import Clock

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=15)
"""How often the files are looked at."""


class Refreshing:
    """Looks at the files now and then, and reloads the shelf when they have changed and are all sound.

    `broken` holds what is wrong with the newest files while the packs from before are in use.
    """

    def __init__(self, shelf: Shelf, clock: Clock, stamp: Callable[[], Hashable]) -> None:
        self._shelf = shelf
        self._clock = clock
        self._stamp = stamp
        self._seen = stamp()
        self.broken = ""

    def watch(self) -> None:
        """Look again after a while, and so on."""
        self._clock.wake("refreshing", self._clock.now() + EVERY, self._look)

    async def _look(self) -> None:
        try:
            stamp = await asyncio.to_thread(self._stamp)
            if stamp != self._seen:
                self._seen = stamp
                await self._reload()
        finally:
            self.watch()

    async def _reload(self) -> None:
        try:
            library = await asyncio.to_thread(self._shelf.reload)
        except PackError as error:
            self.broken = str(error)
            log.warning("packs changed on disk and are broken, the old ones stay:\n%s", error)
        else:
            self.broken = ""
            log.info("packs changed on disk and were taken up: packs=%d", len(library.packs))
