"""Faults of the REST side as data: what goes wrong with the next calls of a route."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from time import time_ns

import orjson

VIA = {"Via": "1.1 google"}
"""Discord's own answers pass Google's front end; discord.py takes a 429 without this header for Cloudflare's ban."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    The call waits for `seconds`, then is answered with `status` (0: as usual) or its connection is reset. With
    `after`, the call has had its effect by then; without, it has none.
    """

    status: int = 0
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    reset: bool = False
    after: bool = False
    seconds: float = 0.0


def too_many(retry_after: float, *, everywhere: bool = False) -> Fault:
    """Return a 429 of one bucket, or of the whole application."""
    scope = "global" if everywhere else "user"
    headers = {
        **VIA,
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Scope": scope,
        "X-RateLimit-Reset-After": str(retry_after),
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    told = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Fault(429, orjson.dumps(told), headers=headers)


def banned() -> Fault:
    """Return the HTML page with which Cloudflare answers an address that it has banned."""
    page = b"<!DOCTYPE html><title>Access denied | discord.com used Cloudflare to restrict access</title>"
    return Fault(429, page, "text/html", {"Retry-After": "600"})


def broken(status: int = 502, *, after: bool = False) -> Fault:
    """Return a server error, before or after the effect."""
    return Fault(status, b"upstream connect error", "text/plain", after=after)


def reset(*, after: bool = False) -> Fault:
    """Return a connection reset (RST), before or after the effect."""
    return Fault(reset=True, after=after)


def slow(seconds: float, *, after: bool = False) -> Fault:
    """Return a delay, before or after the effect, and then the usual answer."""
    return Fault(seconds=seconds, after=after)


def refused(status: int = 403, code: int = 50013, message: str = "Missing Permissions") -> Fault:
    """Return one of Discord's JSON errors."""
    return Fault(status, orjson.dumps({"message": message, "code": code}), headers=VIA)


class Plan:
    """Queues of faults, one per route: each call of the route takes the next."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, route: str, *faults: Fault) -> None:
        """Let the next calls of a route meet these faults, one each.

        A route is "POST /channels/{channel}/messages" (the template), "POST /channels/12/messages" (one path), or
        "*" (any call).
        """
        self._queues[route].extend(faults)

    def take(self, method: str, route: str, path: str) -> Fault | None:
        """Return the fault that this call meets, the most exact queue first, and forget it."""
        for key in (f"{method} {path}", route, "*"):
            if self._queues[key]:
                return self._queues[key].popleft()
        return None

    def clear(self) -> None:
        """Forget all faults."""
        self._queues.clear()


@dataclass(slots=True)
class Bucket:
    """Discord's limit of one route and channel: so many calls, all given back when the window is over."""

    limit: int
    per: float
    used: int = 0
    ends: float = 0.0

    def take(self, now: float) -> Fault | None:
        """Count a call at that time in seconds; the 429 that answers it if it is one too many."""
        if now >= self.ends:
            self.used, self.ends = 0, now + self.per
        self.used += 1
        return too_many(round(self.ends - now, 3)) if self.used > self.limit else None

    def headers(self, name: str, now: float) -> dict[str, str]:
        """Return the headers that tell the client where it stands."""
        left = max(0.0, self.ends - now)
        return {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "X-RateLimit-Reset": f"{time_ns() / 1e9 + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }
