"""How an answer is taken: it stands, finds, prompts or is passed over, whatever the order of delivery."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.judge import Reason, VerdictKind
from bot.core.pack import TYPED, Item, ItemType
from bot.core.quiz.closing import INSTANT, close, credit
from bot.core.quiz.events import (
    Answer,
    Attempted,
    Missed,
    Noted,
    Outcome,
    Prompted,
    Refusal,
    Refused,
    Step,
)
from bot.core.quiz.listing import collect, unfound
from bot.core.quiz.saying import said_of, stand
from bot.core.quiz.session import AWAY, Phase, Prompt, Round, Said, Session, Tally
from bot.core.text import fold

MOST_WORDS = 6
"""Words up to which a wrong line of the room's chat is taken for an answer, not for talk."""

SECOND_LOOK = timedelta(seconds=5)
"""The time that a prompt leaves at least for a better answer."""

_CHOSEN = frozenset({"a", "b", "t", "f", "true", "false", "it is true", "it is false"})

READING = timedelta(seconds=15)
"""For how long, at most, the first question waits for more players when one has answered."""


def hear(session: Session, answer: Answer, now: datetime) -> Step:
    """Take an answer into the round in which it was said, which may be over."""
    round_ = _round_of(session, answer)
    if round_ is None:
        # Who presses too late plays along all the same: the next question waits for them.
        late = answer.deliberate and session.phase is not Phase.OVER and not _barred(session, answer.player)
        return _seat(session, answer.player) if late else session, _closed(session, answer)
    if refusal := _barred(session, answer.player, round_):
        return session, (Refused(answer.player, refusal),) if answer.deliberate else ()
    if not _meant(answer, session.plan.items[round_.item]):
        return session, ()
    session = _seat(session, answer.player)
    current = round_.number == session.round.number and session.is_running
    taken, outcomes = _take(session, round_, answer, current=current)
    if taken == round_:
        return session, tuple(outcomes)
    session = session.with_round(taken)
    if not current:
        session, late = credit(session, taken, answer.player)
        return session, (*outcomes, *late)
    session = _extend(session, outcomes, answer.at)
    session, closed = settle(session, answer.at, now)
    return session, (*outcomes, *closed)


def _round_of(session: Session, answer: Answer) -> Round | None:
    if session.rest and answer.at >= session.rest.since:
        return None
    if answer.round is None:
        return session.round_at(answer.at)
    known = 0 < answer.round <= len(session.rounds)
    round_ = session.rounds[answer.round - 1] if known else None
    return round_ if round_ and round_.holds(answer.at) else None


def _closed(session: Session, answer: Answer) -> tuple[Outcome, ...]:
    why = Refusal.RESTING if session.rest else Refusal.CLOSED
    return (Refused(answer.player, why),) if answer.deliberate else ()


def _barred(session: Session, player: str, round_: Round | None = None) -> Refusal | None:
    """Why a player may not answer; in the round that cost the last life it was not lost yet."""
    mode = session.plan.mode
    if mode.self_graded:
        return Refusal.NOT_NOW
    if session.is_onlooker(player):
        return Refusal.NOT_PLAYING
    tally = session.tallies.get(player)
    alive = tally is None or tally.lives > 0 or (round_ is not None and player in round_.lost)
    return None if alive or not mode.lives else Refusal.OUT


def _meant(answer: Answer, item: Item) -> bool:
    """Whether a line can be an answer at all; talk in the room is passed over."""
    verdict = answer.verdict
    if not answer.deliberate and item.type is ItemType.TRUE_FALSE and verdict.kind is VerdictKind.REJECT:
        # Yes and no are said to one another all the time; who is wrong with them has chosen nothing.
        return fold(answer.text) in _CHOSEN
    if answer.deliberate or verdict.kind is not VerdictKind.REJECT or verdict.matched:
        return True
    return item.type in TYPED and answer.words <= MOST_WORDS and answer.verdict.reason is not Reason.EMPTY


def _seat(session: Session, player: str) -> Session:
    """Let a player in who answers without having joined, or after having sat out."""
    if (known := session.tallies.get(player)) and not known.left and known.idle < AWAY:
        return session
    tallies = dict(session.tallies)
    fresh = Tally(lives=session.plan.mode.lives, team=smallest_team(session))
    tallies[player] = replace(known, left=False, idle=0) if known else fresh
    return replace(session, tallies=tallies)


def smallest_team(session: Session) -> int:
    """The team, counted from 1, with the fewest members; 0 without teams."""
    if not session.plan.mode.teams:
        return 0
    teams = [tally.team for tally in session.tallies.values()]
    return min(range(1, session.plan.options.teams + 1), key=lambda team: (teams.count(team), team))


def _take(session: Session, round_: Round, answer: Answer, *, current: bool) -> tuple[Round, list[Outcome]]:
    verdict, item = answer.verdict, session.plan.items[round_.item]
    if (
        answer.deliberate
        and item.type not in TYPED
        and not (verdict.kind is VerdictKind.ACCEPT or verdict.matched)
    ):
        return round_, [Refused(answer.player, Refusal.NO_OPTION)]
    attempt = Attempted(round_.number, answer.player, verdict, answer.at, answer.id, answer.text)
    if item.type is ItemType.LIST and not item.ordered:
        taken, outcomes = collect(session, round_, answer, item, [attempt])
        return taken, [*outcomes, *(unfound(session, answer, outcomes) if current else ())]
    before = next((prompt for prompt in round_.prompts if prompt.player == answer.player), None)
    if before and before.id == answer.id:
        return round_, [attempt]
    # That a part of several options is right would be news to all others, too.
    alone = session.plan.private and not session.plan.mode.silent
    open_secret = item.type is ItemType.MULTI and not (alone or answer.deliberate)
    if verdict.kind is VerdictKind.PROMPT and before is None and not open_secret:
        prompted = replace(round_, prompts=(*round_.prompts, Prompt(answer.player, answer.id)))
        told = [Prompted(round_.number, answer.player, verdict, answer.deliberate)] if current else []
        return prompted, [attempt, *told]
    said = said_of(session, round_, answer)
    round_ = replace(round_, said=stand(session, round_, said))
    return round_, [attempt, *(_heard(session, round_, answer, said) if current else ())]


def _heard(session: Session, round_: Round, answer: Answer, said: Said) -> tuple[Outcome, ...]:
    """What the player learns at once of an answer: that it stands, or that another one does."""
    first_wins = session.plan.mode.first_wins
    if answer.deliberate:
        chosen = first_wins and session.plan.items[round_.item].type not in TYPED
        stands = next(each for each in round_.said if each.player == answer.player)
        if stands is not said and first_wins and (chosen or stands.kind is VerdictKind.ACCEPT):
            return (Refused(answer.player, Refusal.ANSWERED),)
        return (Noted(round_.number, answer.player, last=chosen),)
    if session.plan.private and not said.final and not session.plan.mode.silent:
        return (Missed(round_.number, answer.player, answer.verdict),)
    return ()


def _extend(session: Session, outcomes: Sequence[Outcome], at: datetime) -> Session:
    """Leave a prompted player time for another try."""
    prompted = any(isinstance(outcome, Prompted) for outcome in outcomes)
    closes = session.round.closes
    if not prompted or session.phase is not Phase.OPEN or closes is None or closes >= at + SECOND_LOOK:
        return session
    return close_at(session, at + SECOND_LOOK)


def close_at(session: Session, closes: datetime) -> Session:
    """Set when the current round closes."""
    session = session.with_round(replace(session.round, closes=closes))
    return replace(session, deadline=closes)


def settle(session: Session, at: datetime, now: datetime) -> Step:
    """Close the round, after the grace window if others may be typing, once nothing more is to come."""
    if session.phase is not Phase.OPEN or not _complete(session):
        return session, ()
    alone = session.plan.private or session.plan.mode.solo
    grace = timedelta(0) if alone else timedelta(seconds=session.plan.options.grace)
    last = max((said.at for said in session.round.said), default=at)
    end = max(max(at, last) + grace, last + INSTANT)
    if session.round.closes is not None:
        end = min(end, session.round.closes)
        if not alone and (read := _read_by(session)) > end:
            return replace(session, deadline=read), ()
    session = close_at(session, end)
    return (replace(session, phase=Phase.CLOSING), ()) if grace else close(session, now)


def _read_by(session: Session) -> datetime:
    """When those have read the first question who play along but are not known yet, if only one is known."""
    round_ = session.round
    # Whoever made a schedule is not there to be waited for: the group may only now be gathering.
    gathering = 1 if session.starter in session.tallies else AWAY
    alone = len(session.tallies) == 1 and not session.plan.mode.first_wins
    others = round_.number <= gathering and alone
    if not others or round_.closes is None:
        return round_.opened
    return round_.opened + min(READING, timedelta(seconds=session.plan.options.seconds) / 2)


def _complete(session: Session) -> bool:
    round_, item = session.round, session.item
    if session.plan.mode.first_wins:
        if item.type is ItemType.LIST and not item.ordered:
            return len(round_.finds) >= item.need
        return any(said.kind is VerdictKind.ACCEPT for said in round_.said)
    waiting = set(session.players) - {said.player for said in round_.said if said.final}
    return bool(session.players) and not waiting
