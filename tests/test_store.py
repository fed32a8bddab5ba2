"""What the store promises, case by case, on each of the three."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from bot.core.judge import Verdict
from bot.core.ledger import BoardQuery, Consent, Daily, Entry, Kept, Line, Order, Page, Period, TopicScore
from bot.core.quiz import Options, Plan, Session, open_session, step
from bot.core.quiz.events import Adjust, Answer, Event, Grade, Overrule, Reveal, Tick
from bot.core.quiz.session import ModeName
from bot.service.ports import Store
from bot.store import SqlStore, open_store
from tests.fakes.dict_store import DictStore
from tests.quizzing import NEARLY, RIGHT, START, WRONG, after, typed

numbers = count(1)


@pytest.fixture(params=["dict", "sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Store, None]:
    match cast("str", request.param):
        case "dict":
            yield DictStore()
        case "sqlite":
            async with open_store(f"sqlite:///{tmp_path / 'colloquy.db'}") as opened:
                yield opened
                assert await opened.problems() == []
        case _:
            async with open_store(request.getfixturevalue("postgres_url"), tmp_path / "backups") as opened:
                yield opened
                assert await opened.problems() == []


@pytest.fixture
def guild() -> str:
    return f"alone-{next(numbers)}"


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


def _line(rank: int, player: str, points: int, right: int, asked: int, value: int | None = None) -> Line:
    return Line(rank, player, "", points, right, asked, points if value is None else value)


async def test_a_session_is_kept_as_it_stands(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    for seconds, event in ((3, Tick()), (4, Adjust("bob", 5, next(numbers))), (31, Tick()), (38, Tick())):
        await quiz.happen(event, seconds)
        assert [held for held in await store.open_sessions() if held.plan.guild == guild] == [quiz.session]
    assert await store.session(guild, quiz.plan.id) == quiz.session
    await store.close(quiz.session)
    assert [held for held in await store.open_sessions() if held.plan.guild == guild] == []
    assert await store.session(guild, quiz.plan.id) == quiz.session
    assert await store.session("another", quiz.plan.id) is None


async def test_a_room_has_one_open_session_and_another_after_it(store: Store, guild: str):
    first = await Quiz(store, guild).begin()
    await first.begin()
    second = Quiz(store, guild)
    with pytest.raises(ValueError, match="open session"):
        await second.begin()
    await store.close(first.session)
    await second.begin()


async def test_who_answered_was_asked_and_who_knew_it_has_the_points(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.answer("bob", WRONG, 4)
    await quiz.answer("cem", NEARLY, 4.5)
    await quiz.happen(Tick(), 31)
    lines = (_line(1, "ann", 10, 1, 1), _line(2, "bob", 0, 0, 1), _line(2, "cem", 0, 0, 1))
    assert await store.board(BoardQuery(guild), "cem") == Page(lines, 3, lines[2])
    assert (await store.profile(guild, "bob", "UTC")).missed == ("sum-0",)
    seen = await store.seen(guild, "hall")
    assert {item: (held.times, held.missed) for item, held in seen.items()} == {"sum-0": (1, False)}


async def test_a_right_answer_that_was_delivered_late_is_known_after_all(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.happen(Tick(), 31)
    assert (await store.seen(guild, "hall"))["sum-0"].missed
    assert (await store.profile(guild, "ann", "UTC")).missed == ("sum-0",)
    for late in (RIGHT, RIGHT):
        await quiz.answer("ann", late, 32, at=4)
        assert (await store.board(BoardQuery(guild), "")).lines == (_line(1, "ann", 10, 1, 1),)
    assert not (await store.seen(guild, "hall"))["sum-0"].missed
    assert (await store.profile(guild, "ann", "UTC")).missed == ()


async def test_what_is_kept_twice_counts_once(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    events: list[tuple[Event, float]] = [
        (Answer("ann", RIGHT, after(3), next(numbers), deliberate=True), 3),
        (Answer("bob", WRONG, after(3), next(numbers), deliberate=True), 4),
        (Tick(), 31),
        (Adjust("ann", 7, next(numbers)), 32),
    ]
    for event, seconds in events:
        quiz.session, outcomes = step(quiz.session, event, after(seconds))
        for _ in range(3):
            await store.record(quiz.session, outcomes, after(seconds))
    assert (await store.board(BoardQuery(guild), "")).lines == (
        _line(1, "ann", 17, 1, 1),
        _line(2, "bob", 0, 0, 1),
    )
    assert (await store.seen(guild, "hall"))["sum-0"].times == 1


async def test_who_grades_themself_is_on_no_board_but_has_days_and_missed_items(store: Store, guild: str):
    quiz = await Quiz(store, guild, ModeName.FLASH).begin()
    for seconds, knew in ((1, False), (5, True)):
        await quiz.happen(Reveal("ann"), seconds)
        await quiz.happen(Grade("ann", knew), seconds + 1)
    profile = await store.profile(guild, "ann", "UTC")
    assert (profile.points, profile.right, profile.asked) == (0, 0, 0)
    assert profile.missed == ("sum-0",)
    assert profile.days == ("2026-01-01",)


async def _scored(store: Store, guild: str, scores: dict[str, int], at: datetime = START) -> None:
    for player, points in scores.items():
        await store.award(guild, "hall", Entry(at, "mo", "award", player, points), next(numbers))


async def test_equal_points_share_a_rank_and_pages_follow_on(store: Store, guild: str):
    await _scored(store, guild, {"ann": 5, "bob": 7, "cem": 5, "dee": 9, "eve": 5, "fay": 1})
    pages = [await store.board(BoardQuery(guild, offset=offset, limit=2), "eve") for offset in (0, 2, 4, 6)]
    assert [[(line.rank, line.player) for line in page.lines] for page in pages] == [
        [(1, "dee"), (2, "bob")],
        [(3, "ann"), (3, "cem")],
        [(3, "eve"), (6, "fay")],
        [],
    ]
    assert {(page.total, page.own and page.own.rank) for page in pages} == {(6, 3)}
    assert await store.board(BoardQuery(guild), "nobody") == replace(
        await store.board(BoardQuery(guild), "eve"), own=None
    )
    assert await store.board(BoardQuery("empty"), "eve") == Page((), 0, None)


async def test_unlisted_players_are_on_no_board_but_see_their_rank(store: Store, guild: str):
    await _scored(store, guild, {"ann": 5, "bob": 7, "cem": 3})
    await store.choose(guild, "bob", Consent.UNLISTED)
    lines = (_line(1, "ann", 5, 0, 0), _line(2, "cem", 3, 0, 0))
    assert await store.board(BoardQuery(guild), "bob") == Page(lines, 2, _line(1, "bob", 7, 0, 0))
    assert await store.board(BoardQuery(guild), "ann") == Page(lines, 2, lines[0])
    await store.choose(guild, "bob", Consent.FULL)
    assert (await store.board(BoardQuery(guild), "")).total == 3


async def test_nothing_is_kept_of_who_wants_nothing_kept(store: Store, guild: str):
    await store.choose(guild, "bob", Consent.OFF)
    await store.remember_name(guild, "bob", "Bob")
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.answer("bob", RIGHT, 3)
    await quiz.happen(Adjust("bob", 3, next(numbers)), 4)
    await quiz.happen(Tick(), 31)
    await store.award(guild, "hall", Entry(START, "mo", "award", "bob", 5), next(numbers))
    await store.put_daily(Daily(guild, "hall", "2026-01-01", "sum-1"))
    assert await store.answer_daily(guild, "2026-01-01", "bob", right=True)
    kept = await store.export(guild, "bob")
    assert not any(kept[what] for what in ("name", "attempts", "awards", "daily", "audit"))
    assert [line.player for line in (await store.board(BoardQuery(guild), "")).lines] == ["ann"]
    assert (await store.consents())[guild, "bob"] is Consent.OFF


async def test_erased_players_leave_their_sums_and_nothing_else(store: Store, guild: str):
    await store.remember_name(guild, "ann", "Ann")
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.answer("bob", WRONG, 4)
    await quiz.happen(Tick(), 31)
    await store.close(quiz.session)
    before = await store.board(BoardQuery(guild), "bob")
    await store.erase(guild, "ann")
    now = await store.board(BoardQuery(guild), "bob")
    assert [(line.rank, line.points) for line in now.lines] == [
        (line.rank, line.points) for line in before.lines
    ]
    assert now.own == before.own
    assert now.lines[0].player.startswith("anonymous-")
    assert now.lines[0].name == ""
    kept = await store.export(guild, "ann")
    assert not any(kept[what] for what in ("name", "attempts", "awards", "daily", "audit"))
    assert [kept.player for kept in await store.attempts(guild, quiz.plan.id, 1)] == ["bob"]
    held = await store.session(guild, quiz.plan.id)
    assert held
    assert "ann" not in repr(replace(held, plan=quiz.plan))


async def test_percent_needs_enough_rounds_and_improvement_compares_periods(store: Store, guild: str):
    for start, right in ((START, ("ann",)), (START + timedelta(days=7), ("ann", "bob"))):
        quiz = await Quiz(store, guild, start=start).begin()
        for player in ("ann", "bob"):
            await quiz.answer(player, RIGHT if player in right else WRONG, 3)
        if start == START:
            await quiz.answer("cem", RIGHT, 3)
        await quiz.happen(Tick(), 33)
        await store.close(quiz.session)
    percent = await store.board(BoardQuery(guild, order=Order.PERCENT, minimum=2), "cem")
    assert percent == Page((_line(1, "ann", 20, 2, 2, 100), _line(2, "bob", 10, 1, 2, 50)), 2, None)
    first = Period("week", START, START + timedelta(days=7))
    second = Period("week", START + timedelta(days=7), START + timedelta(days=14))
    improved = await store.board(BoardQuery(guild, second, order=Order.IMPROVED, before=first), "bob")
    assert [(line.player, line.value) for line in improved.lines] == [("bob", 10), ("ann", 0)]


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Australia/Adelaide", "America/St_Johns", "UTC"])
async def test_days_and_periods_end_with_the_midnight_of_the_zone(store: Store, guild: str, zone: str):
    midnight = datetime(2026, 3, 5, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await _scored(store, guild, {"ann": 1}, midnight - timedelta(microseconds=1))
    await _scored(store, guild, {"ann": 2, "bob": 2}, midnight)
    day = Period("day", midnight, midnight + timedelta(days=1))
    assert (await store.board(BoardQuery(guild, day), "ann")).own == _line(1, "ann", 2, 0, 0)
    assert (await store.profile(guild, "ann", zone)).points_by_day == {"2026-03-04": 1, "2026-03-05": 2}
    taken = await store.reset(guild, day, "", Entry(midnight, "mo", "reset"))
    assert taken == 2
    assert (await store.board(BoardQuery(guild), "bob")).lines == (_line(1, "ann", 1, 0, 0),)


async def test_topics_and_packs_have_boards_of_their_own(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.happen(Tick(), 31)
    await _scored(store, guild, {"bob": 50})
    assert len((await store.board(BoardQuery(guild), "")).lines) == 2
    for query in (
        BoardQuery(guild, topic="sums"),
        BoardQuery(guild, pack="arithmetic"),
        BoardQuery(guild, topic="sums", pack="arithmetic"),
    ):
        assert (await store.board(query, "")).lines == (_line(1, "ann", 10, 1, 1),)
    assert (await store.board(BoardQuery(guild, topic="sums", pack="other"), "")).lines == ()
    assert (await store.profile(guild, "ann", "UTC")).topics == (TopicScore("arithmetic", "sums", 1, 1, 10),)


async def test_undo_takes_back_the_last_award_of_the_room_and_then_the_one_before(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.happen(Tick(), 31)
    await store.award(guild, "hall", Entry(after(40), "mo", "award", "bob", -4, "talked"), 77)
    await store.award(guild, "hall", Entry(after(40), "mo", "award", "bob", -4, "talked"), 77)
    await store.award(guild, "attic", Entry(after(50), "mo", "award", "bob", 9), 78)
    undone = [await store.undo(guild, "hall", "mo", after(60)) for _ in range(3)]
    assert [each and (each.player, each.points, each.session) for each in undone] == [
        ("bob", -4, quiz.plan.id),
        ("ann", 10, quiz.plan.id),
        None,
    ]
    assert (await store.board(BoardQuery(guild), "")).lines == (
        _line(1, "bob", 9, 0, 0),
        _line(2, "ann", 0, 0, 1),
    )
    assert [(entry.what, entry.player, entry.points, entry.detail) for entry in await store.audit(guild)] == [
        ("undo", "ann", -10, ""),
        ("undo", "bob", 4, ""),
        ("award", "bob", 9, ""),
        ("award", "bob", -4, "talked"),
    ]


async def test_a_ruling_counts_for_points_even_when_the_session_is_over(store: Store, guild: str):
    quiz = await Quiz(store, guild, rounds=1).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.happen(Tick(), 31)
    await store.close(quiz.session)
    await quiz.happen(Overrule(1, ("ann",), accepted=True, id=next(numbers)), 90)
    assert (await store.board(BoardQuery(guild), "")).lines[0].points == 10
    held = await store.session(guild, quiz.plan.id)
    assert held == quiz.session


async def test_a_reset_of_one_session_leaves_the_others(store: Store, guild: str):
    sessions: list[Session] = []
    for start in (START, START + timedelta(days=1)):
        quiz = await Quiz(store, guild, start=start).begin()
        await quiz.answer("ann", RIGHT, 3)
        await quiz.happen(Tick(), 33)
        await store.close(quiz.session)
        sessions.append(quiz.session)
    assert await store.reset(guild, Period(), sessions[0].plan.id, Entry(START, "mo", "reset")) == 1
    assert (await store.profile(guild, "ann", "UTC")).days == ("2026-01-02",)
    assert (await store.board(BoardQuery(guild), "")).lines == (_line(1, "ann", 10, 1, 1),)


async def test_texts_and_snapshots_go_after_thirty_days_and_scores_stay(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.happen(Tick(), 31)
    await store.close(quiz.session)
    await store.purge(START + timedelta(days=30))
    assert await store.attempts(guild, quiz.plan.id, 1) == [Kept("ann", "two", "accept")]
    await store.purge(START + timedelta(days=30, seconds=10))
    assert await store.attempts(guild, quiz.plan.id, 1) == []
    assert await store.session(guild, quiz.plan.id) is None
    assert (await store.board(BoardQuery(guild), "")).lines == (_line(1, "ann", 10, 1, 1),)


async def test_a_group_that_is_gone_for_thirty_days_is_forgotten(store: Store, guild: str):
    for left in (guild, f"{guild}-back"):
        await _scored(store, left, {"ann": 1})
        await store.guild_left(left, START)
    await store.guild_left(f"{guild}-back", None)
    await store.purge(START + timedelta(days=30) - timedelta(seconds=1))
    assert (await store.board(BoardQuery(guild), "")).total == 1
    await store.purge(START + timedelta(days=30))
    assert (await store.board(BoardQuery(guild), "")).total == 0
    assert await store.audit(guild) == []
    assert (await store.board(BoardQuery(f"{guild}-back"), "")).total == 1


async def test_a_ping_takes_time(store: Store):
    assert 0 <= await store.ping() < 5
    if isinstance(store, SqlStore):
        assert (await store.counts())["attempts"] >= 0
