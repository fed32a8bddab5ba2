"""Quizzes that are recorded in a store, step by step."""

from datetime import datetime, timedelta
from itertools import count

from bot.core.judge import Verdict
from bot.core.ledger import Entry, Line
from bot.core.quiz import Options, Plan, open_session, step
from bot.core.quiz.events import Answer, Event
from bot.core.quiz.session import ModeName
from bot.service.ports import Store
from tests.quizzing import START, typed

numbers = count(1)


class Quiz:
    """A quiz that is recorded, step by step."""

    def __init__(
        self,
        store: Store,
        guild: str,
        mode: ModeName = ModeName.EVERYONE,
        rounds: int = 3,
        start: datetime = START,
    ) -> None:
        self.store = store
        self.start = start
        options = Options(mode, rounds, 30, 2.0)
        self.plan = Plan(
            f"{next(numbers):016x}", guild, "hall", options, tuple(map(typed, range(rounds))), start
        )
        self.session, _ = open_session(self.plan, "ann", start)

    async def begin(self) -> "Quiz":
        await self.store.begin(self.session, ())
        return self

    async def happen(self, event: Event, seconds: float) -> None:
        now = self.start + timedelta(seconds=seconds)
        self.session, outcomes = step(self.session, event, now)
        await self.store.record(self.session, outcomes, now)

    async def answer(self, player: str, verdict: Verdict, seconds: float, *, at: float | None = None) -> None:
        said = self.start + timedelta(seconds=seconds if at is None else at)
        await self.happen(Answer(player, verdict, said, next(numbers), deliberate=True, text="two"), seconds)


def line_of(rank: int, player: str, points: int, right: int, asked: int, value: int | None = None) -> Line:
    return Line(rank, player, "", points, right, asked, points if value is None else value)


async def award_all(store: Store, guild: str, scores: dict[str, int], at: datetime = START) -> None:
    for player, points in scores.items():
        await store.award(guild, "hall", Entry(at, "mo", "award", player, points), next(numbers))
