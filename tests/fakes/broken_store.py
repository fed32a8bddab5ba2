"""A store in memory in which something breaks that nobody foresaw."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.quiz import Session
from bot.core.quiz.events import Outcome
from tests.fakes.dict_store import DictStore


class BrokenStore(DictStore):
    """Breaks at the next step that is recorded once `breaks` is set, and is whole again afterwards."""

    breaks = False

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        if self.breaks:
            self.breaks = False
            raise RuntimeError("not foreseen")
        await super().record(session, outcomes, at)
