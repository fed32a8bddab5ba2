"""How fast and how long we call Discord: under its limit of 50 a second, and not at all where it turns us away."""

import asyncio
import heapq
import logging
from collections import deque
from itertools import count
from types import SimpleNamespace

import aiohttp

from bot.metrics import Metrics

log = logging.getLogger(__name__)

PLACES = 45
SECOND = 1.0
"""How many calls may be under way, or answered less than a second ago.

A call reaches Discord between its start and its answer. So no second there sees more than that, under its limit of 50,
however the network bunches what we send.
"""

REFUSALS = 1000
WINDOW = 600.0
"""Discord bans an address after 10,000 answers of 401, 403 or 429 in ten minutes; we stop at a tenth of that."""

BANNED = 600.0
"""Seconds for which nothing is sent after Cloudflare has turned the address away."""

UNCOUNTED = ("/interactions/", "/webhooks/")
"""Answers to interactions, which Discord does not count, and for which somebody waits."""

FORBIDDEN = frozenset({401, 403, 429})
TOO_MANY = 429


class ShutError(aiohttp.ClientError):
    """Nothing is sent for a while, because Discord has turned away too much."""


class Pace:
    """Lets calls through: those that show something new before those that change what stands there."""

    def __init__(self, metrics: Metrics | None = None) -> None:
        self._metrics = metrics
        self._free = PLACES
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()
        self._refused: deque[float] = deque()
        self._shut_until = 0.0

    def trace(self) -> aiohttp.TraceConfig:
        """Return the hook that discord.py hangs on every call it makes."""
        hooks = aiohttp.TraceConfig()

        async def starts(
            _session: aiohttp.ClientSession, context: SimpleNamespace, call: aiohttp.TraceRequestStartParams
        ) -> None:
            context.placed = await self.turn(call.method, call.url.path)

        async def ends(
            _session: aiohttp.ClientSession, context: SimpleNamespace, call: aiohttp.TraceRequestEndParams
        ) -> None:
            if context.placed:
                self.over()
            self.saw(call.method, call.response)

        async def fails(
            _session: aiohttp.ClientSession,
            context: SimpleNamespace,
            call: aiohttp.TraceRequestExceptionParams,
        ) -> None:
            if context.placed:
                self.over()
            if self._metrics:
                self._metrics.rest_call(call.method, None)

        hooks.on_request_start.append(starts)
        hooks.on_request_end.append(ends)
        hooks.on_request_exception.append(fails)
        return hooks

    @property
    def shut(self) -> bool:
        """Whether nothing may be sent now."""
        return _now() < self._shut_until

    async def turn(self, method: str, path: str) -> bool:
        """Wait until a call may be made; return whether `over` must be told when it has its answer, or none.

        Raise ShutError if no call may be made for a while.
        """
        self._must_be_open()
        if any(part in path for part in UNCOUNTED):
            return False
        if self._free:
            self._free -= 1
            return True
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (_urgency(method), next(self._order), turn))
        try:
            await turn
            self._must_be_open()
        except (asyncio.CancelledError, ShutError):
            # A place that was given meanwhile is not taken.
            if not turn.cancelled():
                self._next()
            raise
        return True

    def _must_be_open(self) -> None:
        if self.shut:
            raise ShutError("Discord has turned us away; nothing is sent for a while")

    def over(self) -> None:
        """Let another call take the place of one that is over, a second later."""
        asyncio.get_running_loop().call_later(SECOND, self._next)

    def _next(self) -> None:
        """Give a free place to whoever is most urgent, and has not given up."""
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def saw(self, method: str, response: aiohttp.ClientResponse) -> None:
        """Take note of an answer; stop for a while when too many are refusals."""
        if self._metrics:
            self._metrics.rest_call(method, response.status)
        if response.status not in FORBIDDEN:
            return
        # Discord's own answers pass Google's front end and are JSON.
        ours = "Via" in response.headers and "html" not in response.headers.get("Content-Type", "")
        cloudflare = response.status == TOO_MANY and not ours
        if response.status == TOO_MANY and self._metrics:
            scope = "cloudflare" if cloudflare else response.headers.get("X-RateLimit-Scope", "user")
            self._metrics.rate_limited(scope)
        if cloudflare:
            self._shut(BANNED, "Cloudflare has turned this address away")
        self._refused.append(_now())
        while self._refused[0] < _now() - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= REFUSALS:
            self._refused.clear()
            self._shut(WINDOW, f"Discord has refused {REFUSALS} calls in ten minutes")

    def _shut(self, seconds: float, why: str) -> None:
        self._shut_until = _now() + seconds
        log.error("%s: nothing is sent for %.0f seconds", why, seconds)


def _urgency(method: str) -> int:
    """Return the place in the queue: what is new first, then what is read, then what only changes."""
    return {"POST": 0, "PUT": 0, "GET": 1}.get(method, 2)


def _now() -> float:
    return asyncio.get_running_loop().time()
