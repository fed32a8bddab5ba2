"""What is said in a room is taken one line after the other, in the order in which it came."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]

REMEMBERED = 2000
"""Events that are known again when Discord delivers them a second time, as it may after a lost connection."""


class Rooms:
    """One queue per room that has something to do, emptied by one task that ends when nothing is left."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, room: str, work: Work) -> None:
        """Do something in a room after what waits there."""
        waiting = self._waiting.get(room)
        if waiting is not None:
            waiting.append(work)
            return
        self._waiting[room] = deque([work])
        self.spawn(self._empty(room))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside everything else; what it raises is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task failed", exc_info=error)

    async def _empty(self, room: str) -> None:
        waiting = self._waiting[room]
        try:
            while waiting:
                work = waiting.popleft()
                try:
                    await work()
                except Exception:
                    log.exception("what waits behind it goes on: room=%s", room)
        finally:
            del self._waiting[room]

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being done."""
        return not self._tasks

    async def settle(self) -> None:
        """Wait until nothing is being done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)


class Known:
    """The ids of the latest events, so that one that is delivered twice is taken once."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._ids: dict[int, None] = {}
        self._size = size

    def is_new(self, id_: int) -> bool:
        """Return whether an id comes for the first time, and remember it."""
        if id_ in self._ids:
            return False
        self._ids[id_] = None
        if len(self._ids) > self._size:
            del self._ids[next(iter(self._ids))]
        return True
