"""A store in memory that is away now and then, and a clock that lets the time of waiting for it pass."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import HandClock
from bot.core.ledger import StoreAwayError
from bot.core.quiz import Session
from bot.core.quiz.events import Outcome
from tests.fakes.dict_store import DictStore


class Flaky(DictStore):
    """A store that is away for so many tries."""

    def __init__(self) -> None:
        super().__init__()
        self.away = 0

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        if self.away:
            self.away -= 1
            raise StoreAwayError("gone for lunch")
        await super().record(session, outcomes, at)


class PassingClock(HandClock):
    """Whoever sleeps lets that time pass."""

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await super().sleep(seconds)
