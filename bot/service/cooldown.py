"""How often commands may be used: so much at once, then as fast as the bucket fills; answers are never held up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.service.people import Asker
from bot.service.ports import Clock


class Signal(StrEnum):
    """What becomes of a command: it runs, or its sender is asked to slow down, or nothing more is said."""

    GO = "go"
    ASK = "ask"
    HUSH = "hush"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """So many commands at once, and a new one every so many seconds."""

    burst: int
    seconds: float


PLAYER, ROOM, GUILD = Limit(8, 1.0), Limit(15, 0.5), Limit(60, 0.1)

OF_LATE = timedelta(minutes=1)
"""In that time every bucket fills."""

MOST = 10_000
"""Buckets that are kept; full ones are let go first."""


class Cooldown:
    """Buckets per player, per room and per guild."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._buckets)

    def signal(self, asker: Asker) -> Signal:
        """Count a command of theirs, if it may run; who is too fast is asked once to slow down."""
        now = self._clock.now()
        wanted = (
            (f"player:{asker.guild}:{asker.player}", PLAYER),
            (f"room:{asker.room}", ROOM),
            (f"guild:{asker.guild}", GUILD),
        )
        buckets = [self._bucket(key, limit, now) for key, limit in wanted]
        if all(bucket.left >= 1 for bucket in buckets):
            for bucket in buckets:
                bucket.left -= 1
                bucket.asked = False
            return Signal.GO
        asked, buckets[0].asked = buckets[0].asked, True
        return Signal.HUSH if asked else Signal.ASK

    def _bucket(self, key: str, limit: Limit, now: datetime) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= MOST:
                self._let_go(now)
            bucket = self._buckets[key] = _Bucket(limit.burst, now)
            return bucket
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.left = min(limit.burst, bucket.left + passed / limit.seconds)
        bucket.at = now
        return bucket

    def _let_go(self, now: datetime) -> None:
        """Forget the buckets that nobody used of late, which are full again; or all, if everybody did."""
        kept = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < OF_LATE}
        self._buckets = kept if len(kept) < MOST else {}
