"""Rulings: a manager decides that an answer counts, or does not, and those who gave it get what follows."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from bot.core.judge import Ruling, VerdictKind
from bot.core.ledger import Entry, StoreAwayError
from bot.core.quiz import Round, Session
from bot.core.quiz.events import Outcome, Overrule, Overruled
from bot.core.quiz.ruling import is_ruled
from bot.core.text import clean, fold
from bot.service.audit import note
from bot.service.customs import Settings
from bot.service.people import Asker
from bot.service.ports import Store
from bot.service.quizzes import Quizzes
from bot.words import lines
from bot.words import managing as words
from bot.words.reply import Reply

log = logging.getLogger(__name__)

LATELY = 5
"""Rounds, from the last one back, among which an answer is looked for: a ruling comes late."""


class Rulings:
    """The use case of `!accept` and `!refuse`."""

    def __init__(self, store: Store, settings: Settings, quizzes: Quizzes) -> None:
        self._store = store
        self._settings = settings
        self._quizzes = quizzes
        self._turn = asyncio.Lock()

    async def rule(self, asker: Asker, said: str, *, accepted: bool) -> Reply:
        """Rule on an answer to the item asked last, or to the latest of the last few to which it was given."""
        answer = fold(clean(said).text)
        if not answer:
            return words.rule_what("accept" if accepted else "refuse")
        async with self._turn:
            try:
                session = self._quizzes.session(asker.room) or await self._last(asker)
                if session is None or not session.rounds:
                    return words.nothing_to_rule()
                return await self._rule(asker, session, answer, accepted=accepted)
            except StoreAwayError:
                return lines.scores_away()

    async def _last(self, asker: Asker) -> Session | None:
        """The quiz that ran last in a room, as it stood at its end."""
        id_ = self._settings.remembered(asker.guild, asker.room, "session")
        return await self._store.session(asker.guild, id_) if id_ else None

    async def _rule(self, asker: Asker, session: Session, answer: str, *, accepted: bool) -> Reply:
        await self._quizzes.recorded(asker.room)
        round_, players = await self._said(session, answer, accepted=accepted)
        item = session.plan.items[round_.item]
        if not is_ruled(item):
            return words.not_ruled(item)
        ruling = Ruling(item.id, answer, accepted)
        if ruling in self._quizzes.judging.rulings(asker.guild):
            return words.ruled_already(item, answer, accepted=accepted)
        await self._store.rule(asker.guild, ruling, asker.player, asker.at)
        self._quizzes.judging.rule(asker.guild, ruling)
        what = "accept" if accepted else "refuse"
        changes: list[tuple[str, int]] = []
        if players:
            event = Overrule(round_.number, players, accepted, asker.id)
            changes = _changes(await self._quizzes.happen_in(session, event, asker.at))
        await note(
            self._store, asker.guild, Entry(asker.at, asker.player, what, detail=f"{item.id}: {answer}")
        )
        with suppress(StoreAwayError):
            await self._quizzes.names.learn(asker.guild, [player for player, _ in changes])
        log.info("ruling: room=%s item=%s accepted=%s", asker.room, item.id, accepted)
        named = [(self._quizzes.names.of(asker.guild, player), points) for player, points in changes]
        return words.ruled(item, answer, named, accepted=accepted)

    async def _said(self, session: Session, answer: str, *, accepted: bool) -> tuple[Round, tuple[str, ...]]:
        """The round that a ruling is about, and who gave that answer in it."""
        for round_ in session.rounds[: -LATELY - 1 : -1]:
            kept = await self._store.attempts(session.plan.guild, session.plan.id, round_.number)
            said = [(one, fold(clean(one.text).text) == answer) for one in kept]
            # Who was right in other words, too, is not touched by what becomes of these.
            right = {one.player for one, same in said if not same and one.verdict == VerdictKind.ACCEPT}
            if accepted:
                # But who changed a right answer for these has nothing yet.
                right &= {one.player for one in round_.said if one.kind is VerdictKind.ACCEPT}
            if any(same for _, same in said):
                return round_, tuple(
                    dict.fromkeys(one.player for one, same in said if same and one.player not in right)
                )
        return session.round, ()


def _changes(outcomes: Sequence[Outcome]) -> list[tuple[str, int]]:
    return [(outcome.player, outcome.points) for outcome in outcomes if isinstance(outcome, Overruled)]
