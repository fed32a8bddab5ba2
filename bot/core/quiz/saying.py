"""What a player's answer is worth in a round, and which of several stands."""

from bot.core.judge import Reason, VerdictKind
from bot.core.pack import TYPED
from bot.core.quiz.events import Answer
from bot.core.quiz.session import Round, Said, Session

CLEARLY_MEANT = frozenset(
    {
        Reason.DIFFERENT_YEAR,
        Reason.DIFFERENT_DATE,
        Reason.DIFFERENT_NUMBER,
        Reason.DIFFERENT_UNIT,
        Reason.AUTHORED,
        Reason.CONFUSABLE,
    }
)
"""Why a line of chat was refused although it was plainly an answer: it replaces one given before."""


def said_of(session: Session, round_: Round, answer: Answer, matched: tuple[int, ...] | None = None) -> Said:
    """The answer as it stands.

    A wrong line of chat leaves the player another try, until the close; what was pressed, sent unseen or said in
    an exam does not.
    """
    verdict = answer.verdict
    final = (
        answer.deliberate
        or session.plan.mode.silent
        or verdict.kind is VerdictKind.ACCEPT
        or session.plan.items[round_.item].type not in TYPED
    )
    strong = (
        answer.deliberate
        or verdict.kind is VerdictKind.ACCEPT
        or bool(verdict.matched)
        or verdict.reason in CLEARLY_MEANT
    )
    kind = VerdictKind.REJECT if verdict.kind is VerdictKind.PROMPT else verdict.kind
    chosen = verdict.matched if matched is None else matched
    return Said(answer.player, answer.at, answer.id, kind, strong, final, chosen, round_.hints)


def stand(session: Session, round_: Round, new: Said) -> tuple[Said, ...]:
    """Put in an answer by what was said, not by when it came: replays and late ones change nothing wrongly."""
    others = tuple(said for said in round_.said if said.player != new.player)
    before = next((said for said in round_.said if said.player == new.player), None)
    if before is None:
        return (*others, new)
    if session.plan.mode.first_wins:
        # Who may choose again until it is right has chosen nothing.
        chosen = session.plan.items[round_.item].type not in TYPED
        better = min(before, new, key=lambda s: (not (chosen or s.kind is VerdictKind.ACCEPT), s.at, s.id))
    elif before.strong or new.strong:
        better = max(before, new, key=lambda s: (s.strong, s.at, s.id))
    else:
        # Of lines that say nothing any will do; with the first, the others change nothing and cost nothing.
        better = min(before, new, key=lambda s: (s.at, s.id))
    return round_.said if better is before else (*others, better)
