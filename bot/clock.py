"""The time: the one place that asks for it and waits."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any


class LoopClock:
    """The real time, with one waiting call per key on the running event loop."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._running: set[asyncio.Task[None]] = set()

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the place

    def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
        """Call once at that time, instead of whatever that key waited for; None only forgets the key.

        The delay is measured once, against the monotonic clock, so that a clock that jumps ends nothing early.
        """
        if before := self._waiting.pop(key, None):
            before.cancel()
        if at is None:
            return
        delay = max(0.0, (at - self.now()).total_seconds())
        self._waiting[key] = asyncio.get_running_loop().call_later(delay, self._start, key, call)

    def _start(self, key: str, call: Callable[[], Awaitable[None]]) -> None:
        del self._waiting[key]
        task = asyncio.ensure_future(_await(call()))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)  # noqa: TID251 - this is the place

    def stop(self) -> None:
        """Forget everything that waits."""
        for handle in self._waiting.values():
            handle.cancel()
        self._waiting.clear()


class HandClock:
    """A clock that stands still until it is moved; what is due meanwhile runs in order, at its own time."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._waiting: dict[str, tuple[datetime, Callable[[], Awaitable[None]]]] = {}

    def now(self) -> datetime:
        """Return the time to which the clock was moved."""
        return self._now

    def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
        """Call once when the clock is moved to that time or past it; None only forgets the key."""
        self._waiting.pop(key, None)
        if at is not None:
            self._waiting[key] = (at, call)

    async def sleep(self, seconds: float) -> None:
        """Let the others run; the hand alone moves the time."""
        del seconds
        await asyncio.sleep(0)  # noqa: TID251 - this is the place

    async def advance(self, seconds: float, settle: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Move on, calling what is due; `settle` lets the consequences of each call come to rest."""
        end = self._now + timedelta(seconds=seconds)
        while due := [(at, key) for key, (at, _) in self._waiting.items() if at <= end]:
            at, key = min(due)
            _, call = self._waiting.pop(key)
            self._now = max(self._now, at)
            await call()
            await settle()
        self._now = end
        await settle()


async def _await(waiting: Awaitable[None]) -> None:
    await waiting
