"""Boards and profiles: reading what was scored."""

import asyncio
from dataclasses import replace

from bot import charts
from bot.core import periods
from bot.core.ledger import BoardQuery, Consent, Order, Page, Profile, StoreAwayError, TopicScore
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.service.starting import Starting
from bot.words import boards as words
from bot.words import lines
from bot.words.reply import Image, Reply

DAYS = 28
"""Days that the chart of a player shows."""

WEAK = 3
"""Topics that a player is told to look at again."""

ENOUGH = 3
"""Rounds of a topic from which on it can be called weak."""

STRONG = 85
"""Percent right from which on a topic is not weak."""


class Boards:
    """What members can ask about points."""

    def __init__(
        self, shelf: Shelf, store: Store, settings: Settings, quizzes: Quizzes, starting: Starting
    ) -> None:
        self._shelf = shelf
        self._store = store
        self._settings = settings
        self._quizzes = quizzes
        self._starting = starting

    async def board(self, asker: Asker, query: BoardQuery, period: str, *, turned: bool = False) -> Reply:
        """Show a board of a period by name, as much of it as the group shows, and where the asker stands.

        A page that was turned to takes the place of the one before.
        """
        held = self._settings.of(asker.guild)
        if held.board == "hidden":
            return words.hidden()
        if query.order is Order.IMPROVED and period == periods.ALL:
            return words.nothing_before()
        query = replace(
            query,
            guild=asker.guild,
            period=periods.period(period, asker.at, held.zone),
            before=periods.before(period, asker.at, held.zone) if query.order is Order.IMPROVED else None,
        )
        try:
            page = await self._store.board(query, asker.player)
            if query.offset and query.offset >= page.total:
                # Beyond the last page there is the last page.
                query = replace(query, offset=max(0, page.total - 1) // query.limit * query.limit)
                page = await self._store.board(query, asker.player)
        except StoreAwayError:
            return lines.scores_away()
        view = words.View(query, self._subject(query))
        if held.board == "own":
            return words.own_line(view, page)
        shown = words.board(view, page, await self._picture(view, page))
        return replace(shown, instead=turned)

    def _subject(self, query: BoardQuery) -> str:
        if query.topic:
            return self._topics().get(query.topic, query.topic)
        packs = {pack.key: pack.name for pack in self._shelf.library.packs}
        return packs.get(query.pack, query.pack)

    def _topics(self) -> dict[str, str]:
        return {topic.key: topic.name for topic in self._shelf.library.catalog.topics}

    async def _picture(self, view: words.View, page: Page) -> Image | None:
        if len(page.lines) < 2:  # noqa: PLR2004 - one bar compares nothing
            return None
        bars = [charts.Bar(line.rank, line.name, line.value) for line in page.lines]
        unit = "%" if view.query.order is Order.PERCENT else ""
        data = await asyncio.to_thread(charts.board, bars, unit)
        return Image("board.png", data, words.picture_of_board(page, view.query.order))

    async def me(self, asker: Asker) -> Reply:
        """Show how the asker does."""
        if self._consent(asker) is Consent.OFF:
            return words.unlisted()
        held = self._settings.of(asker.guild)
        try:
            profile = await self._store.profile(asker.guild, asker.player, held.zone)
            page = await self._store.board(BoardQuery(asker.guild, limit=1), asker.player)
        except StoreAwayError:
            return lines.scores_away()
        shown = held.board == "all" and self._consent(asker) is Consent.FULL
        progress = words.Progress(
            streak=periods.streak(profile.days, periods.day(asker.at, held.zone)),
            weak=weakest(profile),
            rank=page.own.rank if page.own and held.board != "hidden" else 0,
            total=max(page.total, page.own.rank if page.own else 0),
            enough=ENOUGH,
        )
        asked = tuple(score for score in profile.topics if score.asked)
        profile = replace(profile, name=profile.name or asker.name, topics=asked)
        picture = await self._progress(asker, profile, held.zone)
        return words.me(profile, progress, self._topics(), picture, private=not shown)

    async def _progress(self, asker: Asker, profile: Profile, zone: str) -> Image | None:
        if not profile.asked:
            return None
        points = [
            profile.points_by_day.get(day.isoformat(), 0)
            for day in periods.last_days(periods.day(asker.at, zone), DAYS)
        ]
        topics = self._topics()
        shares = [
            charts.Share(topics.get(score.topic, score.topic), score.right, score.asked)
            for score in profile.topics
        ]
        data = await asyncio.to_thread(charts.progress, points, words.ends(DAYS), shares)
        return Image("me.png", data, words.picture_of_player(profile, DAYS))

    async def weak(self, asker: Asker) -> Reply | None:
        """Start a quiz on the topics in which the asker does worst."""
        try:
            zone = self._settings.of(asker.guild).zone
            profile = await self._store.profile(asker.guild, asker.player, zone)
        except StoreAwayError:
            return lines.scores_away()
        known = self._topics()
        topics = tuple(score.topic for score in weakest(profile) if score.topic in known)
        if not topics:
            return lines.nothing_to_ask()
        return await self._starting.start(
            asker, replace(self._starting.defaults(asker.guild, asker.room), topics=topics)
        )

    def _consent(self, asker: Asker) -> Consent:
        return self._quizzes.names.consent(asker.guild, asker.player)


def weakest(profile: Profile) -> tuple[TopicScore, ...]:
    """Return the topics in which a player does worst, the worst first, of those asked often enough to tell."""
    told = (score for score in profile.topics if score.asked >= ENOUGH)
    weak = (score for score in told if words.percent(score.right, score.asked) < STRONG)
    return tuple(sorted(weak, key=lambda score: (score.right / score.asked, score.topic)))[:WEAK]
