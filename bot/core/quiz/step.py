"""The one place where a session changes: what can happen, as one match on phase and event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.judge import VerdictKind
from bot.core.quiz.closing import close, earned, finish
from bot.core.quiz.events import (
    Adjust,
    Answer,
    Asked,
    Clear,
    Closed,
    Ended,
    Event,
    Gathering,
    Gone,
    Grade,
    Hint,
    Join,
    Joined,
    Leave,
    Left,
    Overrule,
    Pause,
    Paused,
    Posted,
    Refusal,
    Refused,
    Restarted,
    Resume,
    Resumed,
    Returned,
    Reveal,
    Revealed,
    Skip,
    Step,
    Stop,
    Tick,
    Told,
)
from bot.core.quiz.marking import close_at, hear, settle, smallest_team
from bot.core.quiz.opening import FORGOTTEN, ask_next, closing_time, earliest
from bot.core.quiz.ruling import adjust, clear, overrule
from bot.core.quiz.session import EndReason, PauseReason, Phase, Rest, Said, Session, Tally
from bot.core.quiz.wishes import hint, skip

AT_LEAST = timedelta(seconds=10)
"""What is left of a question, at least, after a pause or a restart."""


def step(session: Session, event: Event, now: datetime) -> Step:  # noqa: C901, PLR0912 - one visible list
    """Return the session after an event, and what happened; what does not fit the phase changes nothing.

    `now` is our clock, in UTC; answers count by the time that they carry.
    """
    match session.phase, event:
        # Most of what comes is said by people, also when a session is just over.
        case (_, Answer()) if session.rounds:
            return hear(session, event, now)
        case (_, Clear()):
            return clear(session), ()
        case (Phase.OVER, Adjust()):
            return adjust(session, event)
        case (Phase.OVER, Overrule()):
            return overrule(session, event, now)
        case (Phase.OVER, Restarted()):
            return session, (*_untold(session), Ended(session.ended or EndReason.FINISHED))
        case (Phase.OVER, _):
            return session, ()
        case (_, Tick()) if session.deadline is not None and now >= session.deadline:
            return _time_up(session, now)
        case (_, Posted()):
            return _posted(session, event)
        case (_, Told(number)):
            return _mark_told(session, number), ()
        case (_, Gone()):
            return finish(session, EndReason.GONE, "", now)
        case (_, Stop(player, may)):
            may = may or session.is_forsaken
            reason = EndReason.STOPPED if player else EndReason.FORGOTTEN
            return _if_allowed(session, player, may, lambda: finish(session, reason, player, now))
        case (_, Join()):
            return _join(session, event)
        case (_, Leave(player)):
            return _leave(session, player, now)
        case (_, Adjust()):
            return adjust(session, event)
        case (_, Overrule()):
            return overrule(session, event, now)
        case (Phase.PAUSED, Resume()) if session.rest:
            return _resume(session, session.rest, event, now)
        case (Phase.PAUSED, Restarted()):
            return session, _untold(session)
        case (Phase.PAUSED, Pause(player) | Hint(player) | Skip(player)) if player:
            return session, (Refused(player, Refusal.RESTING),)
        case (Phase.PAUSED, _):
            return session, ()
        case (_, Pause(player, may, reason)):
            return _if_allowed(
                session, player, may or not player, lambda: _pause(session, event, reason, now)
            )
        case (_, Restarted()):
            return _restarted(session, now)
        case (Phase.OPEN | Phase.CLOSING, Hint(player) | Skip(player)) if session.is_onlooker(player):
            return session, (Refused(player, Refusal.NOT_PLAYING),)
        case (Phase.OPEN | Phase.CLOSING, Hint(player, may)):
            return hint(session, player, may)
        case (Phase.OPEN | Phase.CLOSING, Skip(player, may)):
            return skip(session, player, may, now)
        case (Phase.OPEN, Reveal(player)) if session.plan.mode.self_graded and player == session.starter:
            deadline = now + FORGOTTEN
            return replace(session, phase=Phase.GRADING, deadline=deadline), (Revealed(session.round.number),)
        case (Phase.GRADING, Grade(player, knew)) if player == session.starter:
            return _grade(session, knew, now)
        case (Phase.BETWEEN, Hint(player) | Skip(player)):
            return session, (Refused(player, Refusal.CLOSED),)
        case (_, Resume(player)):
            return session, (Refused(player, Refusal.RUNNING),)
        case (_, Hint(player) | Skip(player)):
            return session, (Refused(player, Refusal.NOT_NOW),)
        case _:
            return session, ()


def _time_up(session: Session, now: datetime) -> Step:
    match session.phase:
        case Phase.LOBBY | Phase.BETWEEN:
            return ask_next(session, now)
        case Phase.OPEN if session.round.closes is None:
            return finish(session, EndReason.FORGOTTEN, "", now)
        case Phase.OPEN if (closes := session.round.closes) and now < closes:
            # Those who have answered have waited long enough for others to read.
            return settle(replace(session, deadline=closes), now, now)
        case Phase.OPEN | Phase.CLOSING:
            return close(session, now)
        case _:
            return finish(session, EndReason.FORGOTTEN, "", now)


def _if_allowed(session: Session, player: str, may: bool, act: Callable[[], Step]) -> Step:
    if may or player == session.starter:
        return act()
    return session, (Refused(player, Refusal.NOT_YOURS),)


def _posted(session: Session, event: Posted) -> Step:
    """Let the round run from when it stood in the room, by the platform's clock."""
    if not 0 < event.round <= len(session.rounds) or session.rounds[event.round - 1].message:
        return session, ()
    round_ = session.rounds[event.round - 1]
    session = session.with_round(replace(round_, message=event.message))
    fresh = event.round == len(session.rounds) and session.phase is Phase.OPEN
    if not fresh or round_.said or round_.gaps:
        return session, ()
    opened = max(min(event.at, round_.opened), earliest(session, event.round))
    session = session.with_round(replace(session.round, opened=opened))
    closes = closing_time(session, event.at)
    if closes is None or round_.closes is None:
        return session, ()
    return close_at(session, max(closes, round_.closes)), ()


def _mark_told(session: Session, number: int) -> Session:
    if not 0 < number <= len(session.rounds):
        return session
    return session.with_round(replace(session.rounds[number - 1], told=True))


def _join(session: Session, event: Join) -> Step:
    mode = session.plan.mode
    before = session.tallies.get(event.player)
    if session.is_onlooker(event.player):
        return session, (Refused(event.player, Refusal.NOT_PLAYING),)
    if mode.lives and before and before.lives == 0:
        return session, (Refused(event.player, Refusal.OUT),)
    team = min(event.team, session.plan.options.teams) if mode.teams else 0
    team = team or (before.team if before else 0) or smallest_team(session)
    after = replace(before or Tally(lives=mode.lives), left=False, idle=0, team=team)
    if before == after:
        return session, (Refused(event.player, Refusal.ALREADY),)
    return replace(session, tallies={**session.tallies, event.player: after}), (Joined(event.player, team),)


def _leave(session: Session, player: str, now: datetime) -> Step:
    tally = session.tallies.get(player)
    if tally is None or tally.left:
        return session, (Refused(player, Refusal.NOT_IN),)
    session = replace(session, tallies={**session.tallies, player: replace(tally, left=True)})
    heir = ""
    if player == session.starter:
        heir = next((other for other in session.players), "")
        session = replace(session, starter=heir or player)
    session, closed = settle(session, now, now) if session.rounds else (session, ())
    return session, (Left(player, heir), *closed)


def _pause(session: Session, event: Pause, reason: PauseReason, now: datetime) -> Step:
    until = session.round.closes if session.phase is Phase.OPEN else session.deadline
    left = max(0.0, (until - now).total_seconds()) if until else None
    rest = Rest(session.phase, left, now, reason)
    session = replace(session, phase=Phase.PAUSED, rest=rest, deadline=now + FORGOTTEN)
    return session, (Paused(reason, event.player),)


def _resume(session: Session, rest: Rest, event: Resume, now: datetime) -> Step:
    """Go on where the session rested; one that paused itself may be resumed by anyone."""
    own_accord = rest.reason is not PauseReason.ASKED
    if not (own_accord or event.may or event.player == session.starter):
        return session, (Refused(event.player, Refusal.NOT_YOURS),)
    session = replace(session, phase=rest.phase, rest=None)
    resumed = Resumed(event.player)
    if rest.phase in {Phase.OPEN, Phase.CLOSING}:
        gap = (rest.since, now)
        session = session.with_round(replace(session.round, gaps=(*session.round.gaps, gap), message=""))
        session = _with_time(session, rest.left, now)
        return replace(session, phase=Phase.OPEN), (resumed, Asked(session.round.number, again=True))
    if rest.phase is Phase.BETWEEN:
        session, asked = ask_next(session, now)
        return session, (resumed, *asked)
    left = timedelta(seconds=rest.left) if rest.left is not None else FORGOTTEN
    return replace(session, deadline=now + left), (resumed,)


def _with_time(session: Session, left: float | None, now: datetime) -> Session:
    if left is None:
        return replace(session, deadline=now + FORGOTTEN)
    return close_at(session, now + max(AT_LEAST, timedelta(seconds=left)))


def _restarted(session: Session, now: datetime) -> Step:
    """Give an open question the time it needs, and say again what may not have been heard."""
    match session.phase:
        case Phase.LOBBY:
            return replace(session, deadline=max(session.deadline or now, now + AT_LEAST)), (Gathering(),)
        case Phase.OPEN | Phase.CLOSING:
            closes = session.round.closes
            if closes is not None:
                session = replace(close_at(session, max(closes, now + AT_LEAST)), phase=Phase.OPEN)
            number = session.round.number
            stands = Returned(number) if session.round.message else Asked(number)
            return session, (*_untold(session), stands)
        case _:
            return session, _untold(session)


def _untold(session: Session) -> tuple[Closed, ...]:
    """The reveal of the last closed round, if it may not have been posted."""
    closed = session.rounds[:-1] if session.is_running else session.rounds
    if not closed or closed[-1].told or session.plan.mode.silent:
        return ()
    return (Closed(closed[-1].number, earned(session, closed[-1]), recorded=True),)


def _grade(session: Session, knew: bool, now: datetime) -> Step:
    kind = VerdictKind.ACCEPT if knew else VerdictKind.REJECT
    said = Said(session.starter, now, 0, kind, strong=True, final=True)
    return close(session.with_round(replace(session.round, said=(said,))), now)
