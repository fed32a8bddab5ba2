"""Verdicts on what is said beside a question: talk is told apart first, and what many say is judged once."""

from bot.core.judge import Judge, Reason, Verdict, VerdictKind
from bot.core.pack import Item

TALK = Verdict(VerdictKind.REJECT, Reason.WRONG)
"""What becomes of lines of a room's chat that name nothing."""

MOST = 500
"""Verdicts that are remembered."""


class ChatVerdicts:
    """The judge for lines of chat, with a memory that ends when packs are loaded anew."""

    def __init__(self) -> None:
        self._judge: Judge | None = None
        self._known: dict[tuple[int, str], tuple[Item, Verdict]] = {}

    def of(self, judge: Judge, item: Item, text: str) -> Verdict:
        """Return the verdict on a line."""
        known = self._known.get((id(item), text))
        if known is not None and known[0] is item and judge is self._judge:
            return known[1]
        if judge is not self._judge or len(self._known) >= MOST:
            self._judge = judge
            self._known.clear()
        verdict = TALK if judge.is_talk(item, text) else judge.judge(item, text)
        self._known[id(item), text] = item, verdict
        return verdict
