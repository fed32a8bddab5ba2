"""What the store promises about boards and profiles, case by case, on each of the three."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ledger import BoardQuery, Consent, Order, Page, Period, TopicScore
from bot.core.quiz.events import Tick
from bot.service.ports import Store
from tests.quizzing import RIGHT, START, WRONG
from tests.recorded import Quiz, award_all, line_of


async def test_equal_points_share_a_rank_and_pages_follow_on(store: Store, guild: str):
    await award_all(store, guild, {"ann": 5, "bob": 7, "cem": 5, "dee": 9, "eve": 5, "fay": 1})
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
    await award_all(store, guild, {"ann": 5, "bob": 7, "cem": 3})
    await store.choose(guild, "bob", Consent.UNLISTED)
    lines = (line_of(1, "ann", 5, 0, 0), line_of(2, "cem", 3, 0, 0))
    assert await store.board(BoardQuery(guild), "bob") == Page(lines, 2, line_of(1, "bob", 7, 0, 0))
    assert await store.board(BoardQuery(guild), "ann") == Page(lines, 2, lines[0])
    await store.choose(guild, "bob", Consent.FULL)
    assert (await store.board(BoardQuery(guild), "")).total == 3


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
    assert percent == Page((line_of(1, "ann", 20, 2, 2, 100), line_of(2, "bob", 10, 1, 2, 50)), 2, None)
    first = Period("week", START, START + timedelta(days=7))
    second = Period("week", START + timedelta(days=7), START + timedelta(days=14))
    improved = await store.board(BoardQuery(guild, second, order=Order.IMPROVED, before=first), "bob")
    assert [(line.player, line.value) for line in improved.lines] == [("bob", 10), ("ann", 0)]


async def test_topics_and_packs_have_boards_of_their_own(store: Store, guild: str):
    quiz = await Quiz(store, guild).begin()
    await quiz.answer("ann", RIGHT, 3)
    await quiz.happen(Tick(), 31)
    await award_all(store, guild, {"bob": 50})
    assert len((await store.board(BoardQuery(guild), "")).lines) == 2
    for query in (
        BoardQuery(guild, topic="sums"),
        BoardQuery(guild, pack="arithmetic"),
        BoardQuery(guild, topic="sums", pack="arithmetic"),
    ):
        assert (await store.board(query, "")).lines == (line_of(1, "ann", 10, 1, 1),)
    assert (await store.board(BoardQuery(guild, topic="sums", pack="other"), "")).lines == ()
    assert (await store.profile(guild, "ann", "UTC")).topics == (TopicScore("arithmetic", "sums", 1, 1, 10),)
