"""What a judgement says: the kind, the reason, and what matched."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class VerdictKind(StrEnum):
    """Quizbowl's three rulings: right, say more, wrong."""

    ACCEPT = "accept"
    PROMPT = "prompt"
    REJECT = "reject"


class Reason(StrEnum):
    """Why an answer was accepted, sent back or rejected; each has its line in the wording."""

    # accept
    EXACT = "exact"
    VARIANT = "variant"
    SPELLING = "spelling"
    ACRONYM = "acronym"
    MORE_SPECIFIC = "more-specific"
    COMPLETE = "complete"
    # accept or reject
    RULING = "ruling"
    # prompt or reject
    AUTHORED = "authored"
    # prompt
    INCOMPLETE = "incomplete"
    CHECK_SPELLING = "check-spelling"
    # reject
    WRONG = "wrong"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    LINK = "link"
    NEGATION = "negation"
    SEVERAL_ANSWERS = "several-answers"
    CONFUSABLE = "confusable"
    DIFFERENT_NUMBER = "different-number"
    DIFFERENT_UNIT = "different-unit"
    DIFFERENT_YEAR = "different-year"
    DIFFERENT_DATE = "different-date"
    DIFFERENT_NAME = "different-name"
    DIFFERENT_PLACE = "different-place"
    WRONG_ORDER = "wrong-order"
    EXTRA_WORDS = "extra-words"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judge's ruling on one answer.

    `matched` is the place of the accepted answer that fitted; for a list the elements that were named; for
    options, an order or pairs the authored indices that were chosen. `detail` is the author's own reason, or
    the other thing that was named; never the right answer.
    """

    kind: VerdictKind
    reason: Reason
    matched: tuple[int, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision that an answer to one item counts or not; the answer is kept folded."""

    item: str
    answer: str
    accepted: bool


def accept(reason: Reason, *matched: int) -> Verdict:
    """Return the verdict that the answer is right."""
    return Verdict(VerdictKind.ACCEPT, reason, matched)


def prompt(reason: Reason, *matched: int, detail: str = "") -> Verdict:
    """Return the verdict that the player should say more or look again."""
    return Verdict(VerdictKind.PROMPT, reason, matched, detail)


def reject(reason: Reason, detail: str = "") -> Verdict:
    """Return the verdict that the answer is wrong."""
    return Verdict(VerdictKind.REJECT, reason, (), detail)


_RANK = {VerdictKind.ACCEPT: 0, VerdictKind.PROMPT: 1, VerdictKind.REJECT: 2}
_TELLING = {Reason.WRONG: 2, Reason.EXTRA_WORDS: 1}


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that is kindest to the player, and among those the one that says most."""
    return min(verdicts, key=lambda verdict: (_RANK[verdict.kind], _TELLING.get(verdict.reason, 0)))
