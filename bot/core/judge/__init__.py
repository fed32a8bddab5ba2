"""The judge of answers: accept, prompt or reject, with the reason.

>>> judge = Judge(pack.items, words)
>>> judge.judge(item, "partnership for piece").kind
<VerdictKind.ACCEPT: 'accept'>
"""

from bot.core.judge.fillers import is_chatter
from bot.core.judge.ruling import Explanation, Judge, Step
from bot.core.judge.verdict import Reason, Ruling, Verdict, VerdictKind
from bot.core.judge.words import Words

__all__ = [
    "Explanation",
    "Judge",
    "Reason",
    "Ruling",
    "Step",
    "Verdict",
    "VerdictKind",
    "Words",
    "is_chatter",
]
