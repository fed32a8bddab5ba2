"""What a soak surrounds the study with: a clock that waits by hand-moved time, and a chat and a store that fail."""

import asyncio
import heapq
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.core.ledger import StoreAwayError
from bot.service.people import Asker
from bot.service.ports import Heard, Obstacle, Sent, Unsent
from bot.words.reply import Reply

REMEMBERED = 50
"""Lines of a room's history that the chat keeps."""

SPARE = 100
"""Calls that nobody waits for any more which the clock may still hold."""


class SoakClock:
    """A clock moved by hand; whoever sleeps or is to be woken goes on beside the others, at the right time."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._order = count()
        self._due: list[tuple[datetime, int, str, Callable[[], Awaitable[None]]]] = []
        self._latest: dict[str, int] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def now(self) -> datetime:
        """Return the time to which the clock was moved."""
        return self._now

    def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
        """Call once when the clock is moved to that time, instead of whatever that key waited for."""
        if at is None:
            self._latest.pop(key, None)
            return
        number = self._latest[key] = next(self._order)
        heapq.heappush(self._due, (at, number, key, call))
        if len(self._due) > 2 * len(self._latest) + SPARE:
            # What was waited for no longer would be held until its time.
            self._due = [due for due in self._due if self._latest.get(due[2]) == due[1]]
            heapq.heapify(self._due)

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved that far."""
        done = asyncio.Event()

        async def wakes() -> None:
            done.set()

        number = next(self._order)
        self.wake(f"sleep {number}", self._now + timedelta(seconds=seconds), wakes)
        await done.wait()

    def move(self, seconds: float) -> None:
        """Move on, and start whatever is due."""
        self._now += timedelta(seconds=seconds)
        while self._due and self._due[0][0] <= self._now:
            _, number, key, call = heapq.heappop(self._due)
            if self._latest.get(key) == number:
                del self._latest[key]
                self.spawn(call())

    def spawn(self, work: Awaitable[Any]) -> None:
        """Let something happen beside everything else."""

        async def awaits() -> None:
            await work

        task = asyncio.ensure_future(awaits())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def forget(self) -> None:
        """Forget all that was to be woken, as a program that dies does."""
        self._latest.clear()
        self._due.clear()


class FaultyStore:
    """A store that can be away; `busy` counts the calls that are under way in the real one."""

    def __init__(self, real: object) -> None:
        self._real = real
        self.is_away = False
        self.busy = 0

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        verb = getattr(self._real, name)

        async def call(*args: Any, **named: Any) -> Any:
            if self.is_away:
                raise StoreAwayError("away")
            self.busy += 1
            try:
                return await verb(*args, **named)
            finally:
                self.busy -= 1

        return call


@dataclass
class SoakChat:
    """The port Chat: shows each key once, refuses where it is told to, and remembers what people said."""

    clock: SoakClock
    refuses: dict[str, Obstacle] = field(default_factory=dict[str, Obstacle])
    sent: int = 0
    shown: dict[str, tuple[str, Reply]] = field(default_factory=dict[str, tuple[str, Reply]])
    """What was shown under a key of a session, and in which room, until it is looked through."""
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _said: defaultdict[str, deque[Heard]] = field(
        default_factory=lambda: defaultdict[str, deque[Heard]](lambda: deque(maxlen=REMEMBERED))
    )

    async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:
        """Show a reply, once for a key."""
        if why := self.refuses.get(room):
            return Unsent(why)
        self.sent += 1
        if key:
            self.shown.setdefault(key, (room, reply))
        return Sent(str(next(self._ids)), self.clock.now())

    async def tell(self, player: str, reply: Reply) -> None:
        """Tell nobody anything."""
        del player, reply

    async def aside(self, asker: Asker) -> Asker | None:
        """Return the same player in a room of their own."""
        return replace(asker, guild=f"dm-{asker.player}", room=f"dm-{asker.player}", private=True)

    def hear(self, asker: Asker, text: str) -> None:
        """Remember what somebody said."""
        self._said[asker.room].append(Heard(asker.player, asker.name, text, asker.at, asker.id))

    async def history(self, room: str, since: datetime) -> Sequence[Heard]:
        """Return what was said in a room since then."""
        return [heard for heard in self._said[room] if heard.at >= since]
