"""What the store promises about sessions, people and managers, case by case, on each of the three."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.ledger import BoardQuery, Consent, Daily, Entry, Kept, Page, Period, Undone
from bot.core.quiz import Session, step
from bot.core.quiz.events import Adjust, Answer, Event, Grade, Overrule, Reveal, Tick
from bot.core.quiz.session import ModeName
from bot.service.ports import Store
from bot.store import SqlStore
from tests.quizzing import NEARLY, RIGHT, START, WRONG, after
from tests.recorded import Quiz, award_all, line_of, numbers


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
    lines = (line_of(1, "ann", 10, 1, 1), line_of(2, "bob", 0, 0, 1), line_of(2, "cem", 0, 0, 1))
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
        assert (await store.board(BoardQuery(guild), "")).lines == (line_of(1, "ann", 10, 1, 1),)
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
        line_of(1, "ann", 17, 1, 1),
        line_of(2, "bob", 0, 0, 1),
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


async def test_nothing_is_kept_of_who_wants_nothing_kept(store: Store, guild: str):
    await store.choose(guild, "bob", Consent.OFF)
    await store.remember_names({(guild, "bob"): "Bob"})
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
    await store.remember_names({(guild, "ann"): "Ann"})
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


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Australia/Adelaide", "America/St_Johns", "UTC"])
async def test_days_and_periods_end_with_the_midnight_of_the_zone(store: Store, guild: str, zone: str):
    midnight = datetime(2026, 3, 5, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await award_all(store, guild, {"ann": 1}, midnight - timedelta(microseconds=1))
    await award_all(store, guild, {"ann": 2, "bob": 2}, midnight)
    day = Period("day", midnight, midnight + timedelta(days=1))
    assert (await store.board(BoardQuery(guild, day), "ann")).own == line_of(1, "ann", 2, 0, 0)
    assert (await store.profile(guild, "ann", zone)).points_by_day == {"2026-03-04": 1, "2026-03-05": 2}
    taken = await store.reset(guild, day, "", Entry(midnight, "mo", "reset"))
    assert taken == 2
    assert (await store.board(BoardQuery(guild), "bob")).lines == (line_of(1, "ann", 1, 0, 0),)


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
        line_of(1, "bob", 9, 0, 0),
        line_of(2, "ann", 0, 0, 1),
    )
    assert [(entry.what, entry.player, entry.points, entry.detail) for entry in await store.audit(guild)] == [
        ("undo", "ann", -10, ""),
        ("undo", "bob", 4, ""),
        ("award", "bob", 9, ""),
        ("award", "bob", -4, "talked"),
    ]


def _ruling(player: str, *, accepted: bool) -> Overrule:
    return Overrule(1, (player,), accepted, id=next(numbers))


async def test_a_ruling_counts_as_if_it_had_been_known_also_when_the_session_is_over(
    store: Store, guild: str
):
    quiz = await Quiz(store, guild, rounds=1).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.happen(Tick(), 31)
    await store.close(quiz.session)
    assert (await store.profile(guild, "ann", "UTC")).missed == ("sum-0",)
    # A week later, and all the same in the week in which it was asked, and for its topic.
    late = timedelta(days=7).total_seconds()
    await quiz.happen(_ruling("ann", accepted=True), late)
    week = Period("week", START, START + timedelta(days=7))
    for query in (BoardQuery(guild), BoardQuery(guild, week), BoardQuery(guild, week, topic="sums")):
        assert (await store.board(query, "")).lines == (line_of(1, "ann", 10, 1, 1),)
    assert (await store.board(BoardQuery(guild, Period("later", week.end)), "")).lines == ()
    assert (await store.profile(guild, "ann", "UTC")).missed == ()
    assert not (await store.seen(guild, "hall"))["sum-0"].missed
    assert await store.session(guild, quiz.plan.id) == quiz.session
    await quiz.happen(_ruling("ann", accepted=False), late + 1)
    assert (await store.board(BoardQuery(guild, week), "")).lines == (line_of(1, "ann", 0, 0, 1),)
    assert (await store.profile(guild, "ann", "UTC")).missed == ("sum-0",)


async def test_a_ruling_in_a_race_leaves_the_others_their_part_and_that_they_knew_it(
    store: Store, guild: str
):
    quiz = await Quiz(store, guild, ModeName.RACE).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.answer("bob", RIGHT, 4)
    await quiz.happen(Tick(), 31)
    quiz.session, outcomes = step(quiz.session, _ruling("ann", accepted=True), after(32))
    for _ in range(3):
        await store.record(quiz.session, outcomes, after(32))
    lines = (line_of(1, "ann", 10, 1, 1), line_of(2, "bob", 5, 1, 1))
    assert (await store.board(BoardQuery(guild), "")).lines == lines
    assert (await store.profile(guild, "bob", "UTC")).points_by_day == {"2026-01-01": 5}


async def test_what_a_manager_took_back_is_not_touched_by_a_ruling(store: Store, guild: str):
    quiz = await Quiz(store, guild, ModeName.RACE).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.answer("bob", RIGHT, 4)
    await quiz.happen(Tick(), 31)
    undone = await store.undo(guild, "hall", "mo", after(32))
    assert undone
    assert (undone.player, undone.points, undone.round) == ("bob", 10, 1)
    # Whether the session has heard of it, as one that runs does, or not.
    for taken in ((), (Adjust("bob", -10, next(numbers), recorded=True, round=1),)):
        before = quiz.session
        for event in taken:
            quiz.session, _ = step(quiz.session, event, after(33))
        for player, accepted in (("ann", True), ("bob", False), ("bob", True), ("ann", False)):
            await quiz.happen(_ruling(player, accepted=accepted), 34)
            board = await store.board(BoardQuery(guild), "bob")
            assert board.own == line_of(1 + (board.lines[0].points > 0), "bob", 0, 0, 1)
        quiz.session = before
    await quiz.happen(_ruling("ann", accepted=True), 35)
    assert [await store.undo(guild, "hall", "mo", after(36)) for _ in range(2)] == [
        Undone("ann", "", 10, quiz.plan.id, 1),
        None,
    ]
    lines = (line_of(1, "ann", 0, 0, 1), line_of(1, "bob", 0, 0, 1))
    assert (await store.board(BoardQuery(guild), "")).lines == lines


async def test_a_ruling_on_what_was_reset_gives_and_takes_nothing_that_is_gone(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", WRONG, 3)
    await quiz.answer("bob", RIGHT, 4)
    await quiz.happen(Tick(), 31)
    await store.reset(guild, Period(), quiz.plan.id, Entry(after(32), "mo", "reset"))
    await quiz.happen(_ruling("bob", accepted=False), 33)
    assert (await store.board(BoardQuery(guild), "")).lines == ()
    await quiz.happen(_ruling("ann", accepted=True), 34)
    assert (await store.board(BoardQuery(guild), "")).lines == (line_of(1, "ann", 10, 1, 1),)


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
    assert (await store.board(BoardQuery(guild), "")).lines == (line_of(1, "ann", 10, 1, 1),)


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
    assert (await store.board(BoardQuery(guild), "")).lines == (line_of(1, "ann", 10, 1, 1),)


async def test_a_group_that_is_gone_for_thirty_days_is_forgotten(store: Store, guild: str):
    for left in (guild, f"{guild}-back"):
        await award_all(store, left, {"ann": 1})
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
