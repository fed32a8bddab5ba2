"""Verdicts on what is said beside a question: talk is told apart first, and what many say is judged once."""

from collections import OrderedDict

from bot.core.judge import Judge, Reason, Verdict, VerdictKind, is_chatter
from bot.core.pack import Item
from bot.core.quiz.marking import MOST_WORDS
from bot.core.text import fold

TALK = Verdict(VerdictKind.REJECT, Reason.WRONG)
"""What becomes of lines of a room's chat that name nothing."""

NOTHING = Verdict(VerdictKind.REJECT, Reason.EMPTY)
"""What becomes of those in which nothing is said that anybody could take for an answer: no quiz hears of them."""

MOST = 4000
"""Verdicts that are remembered: a third of a kilobyte each."""

LONG = 100
"""Characters of a line that nobody says a second time."""


class ChatVerdicts:
    """The judge for lines of chat, with a memory that ends when packs are loaded anew."""

    def __init__(self) -> None:
        self._judge: Judge | None = None
        self._known: OrderedDict[tuple[str, tuple[int, ...], str], tuple[Item, Verdict]] = OrderedDict()

    def of(self, judge: Judge, item: Item, text: str) -> Verdict:
        """Return the verdict on a line."""
        if len(text) > LONG:
            return self._judged(judge, item, text)
        if judge is not self._judge:
            self._judge = judge
            self._known.clear()
        # Sessions play copies of an item, perhaps with its options in another order; and it may be of an older pack.
        key = (item.id, item.shown, text)
        known = self._known.get(key)
        if known is None or not (known[0] is item or known[0] == item):
            known = self._known[key] = item, self._judged(judge, item, text)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        # What was said last stands last, and what nobody says any more goes first.
        self._known.move_to_end(key)
        return known[1]

    def _judged(self, judge: Judge, item: Item, text: str) -> Verdict:
        if not judge.is_talk(item, text):
            return judge.judge(item, text)
        # For talk of more words nobody is taken for a player, whatever it says.
        long = len(text.split()) > MOST_WORDS
        return NOTHING if long or is_chatter(fold(text).split()) else TALK
