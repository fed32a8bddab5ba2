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
    Found,
    Missed,
    Noted,
    Outcome,
    Prompted,
    Refusal,
    Refused,
    Step,
)
from bot.core.quiz.session import AWAY, Find, Phase, Prompt, Round, Said, Session, Tally

TALK = 6
"""Words from which a wrong line of the room's chat is taken for talk, not for an answer."""

SECOND_LOOK = timedelta(seconds=5)
"""The time that a prompt leaves at least for a better answer."""

READING = timedelta(seconds=15)
"""For how long, at most, the first question waits for more players when one has answered."""

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
    if answer.deliberate or answer.verdict.kind is not VerdictKind.REJECT or answer.verdict.matched:
        return True
    return item.type in TYPED and answer.words <= TALK and answer.verdict.reason is not Reason.EMPTY


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
    verdict = answer.verdict
    attempt = Attempted(round_.number, answer.player, verdict, answer.at, answer.id, answer.text)
    item = session.plan.items[round_.item]
    if item.type is ItemType.LIST and not item.ordered:
        taken, outcomes = _collect(session, round_, answer, item, [attempt])
        return taken, [*outcomes, *(_unfound(session, answer, outcomes) if current else ())]
    before = next((prompt for prompt in round_.prompts if prompt.player == answer.player), None)
    if before and before.id == answer.id:
        return round_, [attempt]
    if verdict.kind is VerdictKind.PROMPT and before is None:
        prompted = replace(round_, prompts=(*round_.prompts, Prompt(answer.player, answer.id)))
        told = [Prompted(round_.number, answer.player, verdict, answer.deliberate)] if current else []
        return prompted, [attempt, *told]
    said = _said(session, round_, answer)
    round_ = replace(round_, said=_stand(session, round_, said))
    return round_, [attempt, *(_heard(session, round_, answer, said) if current else ())]


def _heard(session: Session, round_: Round, answer: Answer, said: Said) -> tuple[Outcome, ...]:
    """What the player learns at once of an answer that stands."""
    if answer.deliberate:
        return (Noted(round_.number, answer.player),)
    if session.plan.private and not said.final and not session.plan.mode.silent:
        return (Missed(round_.number, answer.player, answer.verdict),)
    return ()


def _unfound(session: Session, answer: Answer, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """What is said of a line that names nothing new of a list, where something is awaited to be said."""
    if any(isinstance(outcome, Found) for outcome in outcomes) or session.plan.mode.silent:
        return ()
    number = session.round.number
    if answer.deliberate:
        return (Noted(number, answer.player),)
    if session.plan.private and answer.verdict.kind is VerdictKind.REJECT:
        return (Missed(number, answer.player, answer.verdict),)
    return ()


def _said(session: Session, round_: Round, answer: Answer, matched: tuple[int, ...] | None = None) -> Said:
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


def _stand(session: Session, round_: Round, new: Said) -> tuple[Said, ...]:
    """Put in an answer by what was said, not by when it came: replays and late ones change nothing wrongly."""
    others = tuple(said for said in round_.said if said.player != new.player)
    before = next((said for said in round_.said if said.player == new.player), None)
    if before is None:
        return (*others, new)
    if session.plan.mode.first_wins:
        better = min(before, new, key=lambda s: (s.kind is not VerdictKind.ACCEPT, s.at, s.id))
    elif before.strong or new.strong:
        better = max(before, new, key=lambda s: (s.strong, s.at, s.id))
    else:
        # Of lines that say nothing any will do; with the first, the others change nothing and cost nothing.
        better = min(before, new, key=lambda s: (s.at, s.id))
    return round_.said if better is before else (*others, better)


def _collect(
    session: Session, round_: Round, answer: Answer, item: Item, outcomes: list[Outcome]
) -> tuple[Round, list[Outcome]]:
    """Add the elements of a list that an answer names, to the group's in a race, else to the player's own."""
    elements = answer.verdict.matched if answer.verdict.kind is not VerdictKind.REJECT else ()
    if session.plan.mode.first_wins:
        return _collect_together(session, round_, answer, elements, outcomes)
    before = next((said for said in round_.said if said.player == answer.player), None)
    had = before.matched if before else ()
    new = tuple(element for element in elements if element not in had)
    if not new and before:
        return round_, outcomes
    named = (*had, *new)
    said = _said(session, round_, answer, named)
    enough = len(named) >= item.need
    kind = VerdictKind.ACCEPT if enough else VerdictKind.REJECT
    others = tuple(s for s in round_.said if s.player != answer.player)
    round_ = replace(round_, said=(*others, replace(said, kind=kind, final=enough)))
    if new:
        outcomes.append(Found(round_.number, answer.player, new, named, answer.deliberate))
    return round_, outcomes


def _collect_together(
    session: Session, round_: Round, answer: Answer, elements: Sequence[int], outcomes: list[Outcome]
) -> tuple[Round, list[Outcome]]:
    finds = {find.element: find for find in round_.finds}
    new = tuple(element for element in elements if element not in finds)
    if not elements and answer.player in round_.answerers:
        return round_, outcomes
    for element in elements:
        mine = Find(element, answer.player, answer.at, answer.id, round_.hints)
        finds[element] = min(finds.get(element, mine), mine, key=lambda find: (find.at, find.id))
    said = (*(s for s in round_.said if s.player != answer.player), _said(session, round_, answer, ()))
    round_ = replace(round_, finds=tuple(finds.values()), said=said)
    if new:
        outcomes.append(Found(round_.number, answer.player, new, tuple(finds), answer.deliberate))
    return round_, outcomes


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
    others = round_.number == 1 and len(session.tallies) == 1 and not session.plan.mode.first_wins
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
