"""The words of a text that carry meaning, as lint compares them."""

from bot.core.lookup.phrasing import root
from bot.core.text import fold

_STOP_WORDS = frozenset(
    """a about after all also an and any are as at be been before but by did do does each for from had has have he
    her him his how if in into is it its more most no nor not of on one only or other out over she so some such than
    that the their them then there these they this those through to under up was were what when where which while who
    whom whose why will with""".split()  # noqa: SIM905  a list of this length reads better as prose
)


def phrase(text: str) -> str:
    """Return the text as words that compare: folded, in the singular, in one spelling."""
    return " ".join(map(root, fold(text).split()))


def meaning(text: str) -> frozenset[str]:
    """Return the words that carry the meaning of a text."""
    return frozenset(root(word) for word in fold(text).split() if word not in _STOP_WORDS)


def holds(text: str, words: str) -> bool:
    """Tell whether the words stand in the text one after the other."""
    return bool(words) and f" {phrase(words)} " in f" {phrase(text)} "
