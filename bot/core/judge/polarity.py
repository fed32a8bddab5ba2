"""Answers of yes or no."""

from itertools import pairwise

from bot.core.judge.fillers import TALK
from bot.core.judge.forms import Question
from bot.core.judge.spelling import stem
from bot.core.judge.tables import NEGATIONS, STOP, word_set
from bot.core.text import fold

_YES = word_set(
    "yes y yeah yep yup ya aye true t correct right affirmative indeed sure absolutely definitely certainly"
)
_CONTRACTED = frozenset(word for word in NEGATIONS if word.endswith("nt"))
_NO = _CONTRACTED | word_set("no n nope nah nay false f incorrect wrong negative never not untrue")
POLAR = _YES | _NO
"""Every word that says yes or no."""

_SURE = word_set("absolutely definitely certainly sure right correct indeed")
_TURNING = _CONTRACTED | {"not", "never"}
_UNTRUE = frozenset((turning, "true") for turning in _TURNING)
AROUND_POLAR = word_set(
    "statement it is was they are were does did do has have had he she that can could will would i think think so "
    "of course the s sir think its thats"
)
"""Words that may stand beside a yes or a no: it is a true statement."""


def polarity(text: str, question: Question) -> bool | None:
    """Return what an answer of yes or no says; None if it says both, neither, or more."""
    words = fold(text).split()
    if words in (["of", "course"], ["of", "course", "it", "is"]):
        return True
    # Not true is no.
    yes = [word for before, word in pairwise(("", *words)) if word in _YES and (before, word) not in _UNTRUE]
    no = [word for word in words if word in _NO]
    if no and all(word in _SURE for word in yes):
        yes = []
    rest = [word for word in words if word not in _YES | _NO | AROUND_POLAR]
    strange = [word for word in rest if stem(word) not in question.stems and word not in TALK | STOP]
    if strange or (len(no) > 1 and words[0] in {"not", "never"}) or bool(yes) == bool(no):
        return None
    return bool(yes)
