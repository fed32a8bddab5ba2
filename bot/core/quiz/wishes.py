"""What players want together: a hint, or the next question."""

from dataclasses import replace
from datetime import datetime

from bot.core.quiz.closing import close
from bot.core.quiz.events import Hinted, Refusal, Refused, Step, Voted, Wish
from bot.core.quiz.hints import hint_count
from bot.core.quiz.session import Session


def hint(session: Session, player: str, may: bool) -> Step:
    """Give a hint once more than half of those who play want one."""
    options = session.plan.options
    round_ = session.round
    if not options.hints:
        return session, (Refused(player, Refusal.HINTS_OFF),)
    if round_.hints >= hint_count(session.item):
        return session, (Refused(player, Refusal.NO_MORE_HINTS if round_.hints else Refusal.NO_HINTS),)
    if not (may or player == session.starter) and (refusal := _without_a_say(session, player)):
        return session, (refusal,)
    votes = tuple(sorted({*round_.hint_votes, player}))
    needed = _majority(session, votes)
    if len(votes) < needed:
        session = session.with_round(replace(round_, hint_votes=votes))
        return session, (Voted(Wish.HINT, len(votes), needed),)
    level = round_.hints + 1
    session = session.with_round(replace(round_, hints=level, hint_votes=()))
    return session, (Hinted(round_.number, level),)


def skip(session: Session, player: str, may: bool, now: datetime) -> Step:
    """Close the round for who leads the quiz, or once more than half of those who play want that."""
    if may or player == session.starter:
        return close(session, now, skipped=True)
    if refusal := _without_a_say(session, player):
        return session, (refusal,)
    votes = tuple(sorted({*session.round.skip_votes, player}))
    needed = _majority(session, votes)
    if len(votes) >= needed:
        return close(session, now, skipped=True)
    session = session.with_round(replace(session.round, skip_votes=votes))
    return session, (Voted(Wish.SKIP, len(votes), needed),)


def _majority(session: Session, votes: tuple[str, ...]) -> int:
    """More than half of those who play, with those who vote although nobody waits for them any more."""
    return len({*session.players, *votes}) // 2 + 1


def _without_a_say(session: Session, player: str) -> Refused | None:
    """Why somebody has no say in what others play: not joined, gone, or without lives."""
    tally = session.tallies.get(player)
    if not session.players:
        return None
    if tally is None or tally.left:
        return Refused(player, Refusal.BYSTANDER)
    out = session.plan.mode.lives > 0 and tally.lives == 0
    return Refused(player, Refusal.OUT) if out else None
