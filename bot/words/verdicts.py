"""What a player is told of a verdict: never the answer, always the reason."""

from bot.core.judge import Reason, Verdict
from bot.words.escape import plain
from bot.words.language import _


def missed(verdict: Verdict) -> str:
    """Tell somebody who plays alone why an answer is wrong."""
    if verdict.reason is Reason.WRONG:
        return _("Not that. Try again, or `!skip`.")
    if authored := _sentence(verdict):
        return _("Not yet. {sentence} Try again, or `!skip`.").format(sentence=authored)
    return _("Not yet: {reason}. Try again, or `!skip`.").format(reason=reason(verdict))


def prompted(verdict: Verdict) -> str:
    """Tell somebody why an answer that is near needs another look."""
    if authored := _sentence(verdict):
        return _("Nearly. {sentence} Try again.").format(sentence=authored)
    return _("Nearly: {reason}. Try again.").format(reason=reason(verdict))


def _sentence(verdict: Verdict) -> str:
    """Return what the author says of an answer, ended as a sentence; empty if the words are ours."""
    if verdict.reason is not Reason.AUTHORED or not verdict.detail:
        return ""
    return verdict.detail if verdict.detail.endswith((".", "?", "!", "…")) else f"{verdict.detail}."


def reason(verdict: Verdict) -> str:
    """Return why an answer was judged so, in a few words; the author's own words come first."""
    if verdict.reason is Reason.AUTHORED and verdict.detail:
        return verdict.detail
    if verdict.reason is Reason.CONFUSABLE and verdict.detail:
        return _("that is {other}").format(other=plain(verdict.detail))
    return {
        Reason.EXACT: _("right"),
        Reason.VARIANT: _("right"),
        Reason.SPELLING: _("right, but for the spelling"),
        Reason.ACRONYM: _("right"),
        Reason.MORE_SPECIFIC: _("right, and more than was asked"),
        Reason.COMPLETE: _("complete"),
        Reason.RULING: _("decided by a manager"),
        Reason.AUTHORED: _("near, but not it"),
        Reason.INCOMPLETE: _("not all of it yet"),
        Reason.CHECK_SPELLING: _("check the spelling"),
        Reason.WRONG: _("not that"),
        Reason.EMPTY: _("there is no answer in it"),
        Reason.TOO_LONG: _("too long for an answer"),
        Reason.LINK: _("a link is no answer"),
        Reason.NEGATION: _("the “not” turns it round"),
        Reason.SEVERAL_ANSWERS: _("one answer, please"),
        Reason.CONFUSABLE: _("that is something else"),
        Reason.DIFFERENT_NUMBER: _("a different number"),
        Reason.DIFFERENT_UNIT: _("a different unit"),
        Reason.DIFFERENT_YEAR: _("a different year"),
        Reason.DIFFERENT_DATE: _("a different date"),
        Reason.DIFFERENT_NAME: _("a different name"),
        Reason.DIFFERENT_PLACE: _("a different place"),
        Reason.WRONG_ORDER: _("not in that order"),
        Reason.EXTRA_WORDS: _("there is something in it that does not belong"),
    }[verdict.reason]
