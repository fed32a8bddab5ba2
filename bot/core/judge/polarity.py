"""Answers of yes or no."""

from bot.core.judge.fillers import TALK
from bot.core.judge.forms import Question
from bot.core.judge.spelling import stem
from bot.core.judge.tables import STOP
from bot.core.text import fold

_YES = frozenset(
    "yes y yeah yep yup ya aye true t correct right affirmative indeed sure absolutely definitely certainly".split()
)
_NO = frozenset("no n nope nah nay false f incorrect wrong negative never not untrue".split())
_SURE = frozenset("absolutely definitely certainly sure right correct indeed".split())
_YES_NO_TALK = frozenset(
    "it is was they are were does did do has have had he she that can could will would i think think so of course the s sir think its thats".split()
)


def polarity(text: str, question: Question) -> bool | None:
    """Return what an answer of yes or no says; None if it says both, neither, or more."""
    words = fold(text).split()
    if words in (["of", "course"], ["of", "course", "it", "is"]):
        return True
    yes, no = (
        [word for word in words if word in _YES],
        [word for word in words if word in _NO or word.endswith("nt")],
    )
    if no and all(word in _SURE for word in yes):
        yes = []
    rest = [word for word in words if word not in _YES | _NO | _YES_NO_TALK and not word.endswith("nt")]
    strange = [word for word in rest if stem(word) not in question.stems and word not in TALK | STOP]
    if strange or (len(no) > 1 and words[0] in {"not", "never"}) or bool(yes) == bool(no):
        return None
    return bool(yes)
