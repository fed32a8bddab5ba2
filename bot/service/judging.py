"""What somebody says in a room, judged in the round in which it was said, by the rulings of the group."""

from collections.abc import Mapping, Sequence
from time import perf_counter

from bot.core.judge import Ruling, Verdict
from bot.core.pack import Item
from bot.core.quiz import Session
from bot.core.quiz.events import Answer
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Watch
from bot.service.verdicts import NOTHING, ChatVerdicts

MOST_KEPT = 300
"""Characters of an answer that go to its attempt."""


class Judging:
    """The judge of the shelf, and what managers ruled, by guild."""

    def __init__(self, shelf: Shelf, watch: Watch | None) -> None:
        self._shelf = shelf
        self._watch = watch
        self._chat = ChatVerdicts()
        self._rulings: dict[str, list[Ruling]] = {}
        self._seconds = 0.0

    def load(self, rulings: Mapping[str, Sequence[Ruling]]) -> None:
        """Take up what was ruled, as the store has it."""
        self._rulings = {guild: list(kept) for guild, kept in rulings.items()}

    def rulings(self, guild: str) -> Sequence[Ruling]:
        """Return what was ruled in a guild."""
        return self._rulings.get(guild, ())

    def rule(self, guild: str, ruling: Ruling) -> None:
        """Let a ruling hold, instead of an earlier one on the same answer."""
        about = (ruling.item, ruling.answer)
        others = [one for one in self.rulings(guild) if (one.item, one.answer) != about]
        self._rulings[guild] = [*others, ruling]

    def answer(
        self,
        session: Session,
        asker: Asker,
        text: str,
        *,
        deliberate: bool = False,
        round_: int | None = None,
    ) -> Answer | None:
        """Return what a line is as an answer; None where nothing has been asked yet, or nothing is said."""
        known = session.rounds[round_ - 1] if round_ and round_ <= len(session.rounds) else None
        asked = known or session.round_at(asker.at) or (session.round if session.rounds else None)
        if asked is None:
            return None
        item = session.plan.items[asked.item]
        # Who is alone with the bot is told what was wrong, so there talk is judged like an answer.
        chat = not (deliberate or session.plan.private)
        since = perf_counter()
        verdict = self._verdict(asker.guild, item, text, chat=chat)
        self._seconds = perf_counter() - since
        if verdict is NOTHING:
            return None
        words, kept = len(text.split()), text[:MOST_KEPT]
        return Answer(asker.player, verdict, asker.at, asker.id, deliberate, words, round_, kept)

    def count(self, answer: Answer) -> None:
        """Count the answer that was judged last; it is taken."""
        if self._watch:
            self._watch.answer(answer.verdict.kind, self._seconds)

    def _verdict(self, guild: str, item: Item, text: str, *, chat: bool) -> Verdict:
        judge, all_rulings = self._shelf.library.judge, self._rulings.get(guild)
        rulings = [ruling for ruling in all_rulings if ruling.item == item.id] if all_rulings else ()
        if chat and not rulings:
            return self._chat.of(judge, item, text)
        return judge.judge(item, text, rulings)
