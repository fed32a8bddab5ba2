"""Speaking, in order and outside of the turn: a slow or forbidden room never delays judging."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.crash import reached
from bot.service.ports import Chat, Obstacle, Sent, Unsent
from bot.words.reply import Reply

log = logging.getLogger(__name__)

After = Callable[[Sent | Unsent], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Letter:
    reply: Reply
    key: str
    after: After | None


class Outbox:
    """One queue per room, emptied by one task that ends when there is nothing more to say."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._waiting: dict[str, deque[_Letter]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._asides: set[asyncio.Task[Sent | Unsent]] = set()

    def put(self, room: str, reply: Reply, key: str = "", after: After | None = None) -> None:
        """Say something in a room after what waits there; `after` hears how it went."""
        self._waiting.setdefault(room, deque()).append(_Letter(reply, key, after))
        if room not in self._tasks:
            self._tasks[room] = asyncio.create_task(self._empty(room))

    def interject(self, room: str, reply: Reply) -> None:
        """Say something in a room at once, past what waits there."""
        task = asyncio.create_task(self._chat.send(room, reply))
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _empty(self, room: str) -> None:
        waiting = self._waiting[room]
        try:
            while waiting:
                letter = waiting.popleft()
                reached("outbox.before_send")
                sent = await self._sent(room, letter)
                reached("outbox.after_send")
                if isinstance(sent, Unsent):
                    log.warning("could not speak: room=%s why=%s", room, sent.why)
                if letter.after is not None:
                    await self._follow(room, letter.after, sent)
        finally:
            del self._tasks[room]
            del self._waiting[room]

    async def _sent(self, room: str, letter: _Letter) -> Sent | Unsent:
        try:
            return await self._chat.send(room, letter.reply, letter.key)
        except Exception:
            # What waits behind it is not lost for it, and its session learns that it was not heard.
            log.exception("speaking failed: room=%s key=%s", room, letter.key)
            return Unsent(Obstacle.FAILED)

    async def _follow(self, room: str, after: After, sent: Sent | Unsent) -> None:
        try:
            await after(sent)
        except Exception:
            # What waits behind it is not lost for it.
            log.exception("what follows on speaking failed: room=%s", room)

    @property
    def depth(self) -> int:
        """How many replies wait."""
        return sum(map(len, self._waiting.values()))

    async def emptied(self, room: str) -> None:
        """Wait until nothing waits for one room."""
        if task := self._tasks.get(room):
            await asyncio.wait([task])

    async def settle(self) -> None:
        """Wait until nothing waits."""
        while self._tasks or self._asides:
            await asyncio.gather(*self._tasks.values(), *self._asides, return_exceptions=True)
