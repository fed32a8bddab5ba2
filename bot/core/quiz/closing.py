"""How a round ends: points, lives, what comes again, and what comes next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.judge import VerdictKind
from bot.core.pack import Item, ItemType
from bot.core.quiz.events import Awarded, Closed, Ended, Outcome, Paused, Step
from bot.core.quiz.opening import FORGOTTEN, ask_next
from bot.core.quiz.session import EndReason, PauseReason, Phase, Rest, Round, Session, Tally, Turn
from bot.core.scoring import points, share

BREAK = timedelta(seconds=6)
"""The time to read a reveal before the next question."""

INSTANT = timedelta(microseconds=1)

SILENT = 3
"""Rounds without any answer after which a session pauses itself."""

STANDINGS_EVERY = 5
"""Rounds from one showing of the standings to the next."""

TOGETHER = 2
"""Players from whom on a survival is a contest: it ends when one is left."""


def close(session: Session, now: datetime, *, skipped: bool = False) -> Step:
    """Close the current round, award its points, and go on to what follows."""
    session, outcomes = _reckon(session, now, skipped=skipped)
    session, following = _follow(session, now)
    return session, (*outcomes, *following)


def finish(session: Session, reason: EndReason, player: str, now: datetime) -> Step:
    """End a session at once; whoever has the open question right keeps the points."""
    outcomes: tuple[Outcome, ...] = ()
    if session.is_running and session.round.said:
        session, outcomes = _reckon(session, now, last=True)
    session, ended = end(session, reason, player)
    return session, (*outcomes, *ended)


def _reckon(session: Session, now: datetime, *, skipped: bool = False, last: bool = False) -> Step:
    scores = earned(session, session.round)
    round_ = replace(session.round, scored=tuple(scores), skipped=skipped)
    if skipped or last or round_.closes is None:
        # What was taken was said before the close, also where the platform's clock is ahead of ours.
        heard = max((said.at + INSTANT for said in round_.said), default=now)
        round_ = replace(round_, closes=max(now, heard))
    again = not last and _comes_again(session, round_, scores)
    tallies, lost = _tally(session, round_, scores)
    round_ = replace(round_, lost=lost)
    quiet = not (round_.answerers or skipped)
    session = replace(
        session,
        rounds=(*session.rounds[:-1], round_),
        tallies=tallies,
        queue=(*session.queue, Turn(round_.item, review=True)) if again else session.queue,
        silent=session.silent + 1 if quiet else 0,
    )
    goes_on = bool(session.queue) and not (last or _decided(session))
    show = round_.number % STANDINGS_EVERY == 0 and goes_on
    awards = (Awarded(round_.number, player, gained) for player, gained in scores.items() if gained)
    return session, (*awards, Closed(round_.number, scores, lost, again, standings=show))


def earned(session: Session, round_: Round) -> dict[str, int]:
    """Return what each player who had it earns in a round, in the order in which they had it.

    Who grades themself earns no points. In a race the first earns all, those within the grace window half; of a
    list that the group completes, each named element earns its part.
    """
    item = session.plan.items[round_.item]
    if session.plan.mode.self_graded:
        return {said.player: 0 for said in round_.said if said.kind is VerdictKind.ACCEPT}
    extra = 1 if round_.review else 0
    if session.plan.mode.first_wins and item.type is ItemType.LIST and not item.ordered:
        return _earned_together(round_, item, extra)
    right = sorted(
        (said for said in round_.said if said.kind is VerdictKind.ACCEPT), key=lambda said: (said.at, said.id)
    )
    scores = {said.player: points(item.difficulty, said.hints + extra) for said in right}
    if session.plan.mode.first_wins:
        for said in right[1:]:
            scores[said.player] = share(scores[said.player], 2)
    return scores


def _earned_together(round_: Round, item: Item, extra: int) -> dict[str, int]:
    scores: dict[str, int] = {}
    for place, find in enumerate(sorted(round_.finds, key=lambda find: (find.at, find.id))[: item.need]):
        worth = points(item.difficulty, find.hints + extra)
        # All parts together are worth what the item is, and no part is worth nothing.
        part = max(1, share(worth * (place + 1), item.need) - share(worth * place, item.need))
        scores[find.player] = scores.get(find.player, 0) + part
    return scores


def _comes_again(session: Session, round_: Round, scores: Mapping[str, int]) -> bool:
    coming = sum(turn.review for turn in session.queue)
    room_left = coming < share(len(session.plan.items), 3)
    return session.plan.mode.review and not round_.review and not scores and room_left


def _tally(
    session: Session, round_: Round, scores: Mapping[str, int]
) -> tuple[dict[str, Tally], tuple[str, ...]]:
    players = set(session.players)
    answered = round_.answerers
    tallies: dict[str, Tally] = {}
    lost: list[str] = []
    for player, tally in session.tallies.items():
        gained = scores.get(player)
        after = replace(tally, idle=tally.idle + 1)
        if player in answered or gained is not None:
            after = _after(tally, round_, gained)
        elif session.plan.mode.solo:
            # Who plays alone is asked every question, also those that they let pass.
            after = replace(_after(tally, round_, None), idle=tally.idle + 1)
        if session.plan.mode.lives and player in players and gained is None and not round_.skipped:
            after = replace(after, lives=tally.lives - 1)
            lost.append(player)
        tallies[player] = after
    return tallies, tuple(lost)


def _after(tally: Tally, round_: Round, gained: int | None) -> Tally:
    """The tally of one who answered; a round that came again can only add points."""
    total = tally.points + (gained or 0)
    if round_.review:
        return replace(tally, points=total, idle=0)
    if gained is None:
        return replace(tally, asked=tally.asked + 1, missed=(*tally.missed, round_.item), idle=0)
    return replace(tally, points=total, asked=tally.asked + 1, right=tally.right + 1, idle=0)


def _follow(session: Session, now: datetime) -> Step:
    if _decided(session):
        return end(session, EndReason.LAST_STANDING)
    if not session.queue:
        return end(session, EndReason.FINISHED)
    if session.silent >= SILENT:
        rest = Rest(Phase.BETWEEN, 0.0, now, PauseReason.SILENT)
        session = replace(session, phase=Phase.PAUSED, rest=rest, deadline=now + FORGOTTEN, silent=0)
        return session, (Paused(PauseReason.SILENT),)
    if session.plan.mode.silent:
        return ask_next(session, now)
    return replace(session, phase=Phase.BETWEEN, deadline=now + BREAK), ()


def _decided(session: Session) -> bool:
    """Whether a survival is over: one is left of several, or nobody of one."""
    if not session.plan.mode.lives or not session.tallies:
        return False
    played = sum(tally.has_played for tally in session.tallies.values())
    return len(session.players) <= (1 if played >= TOGETHER else 0)


def end(session: Session, reason: EndReason, player: str = "") -> Step:
    """End a session; whatever was scored stands."""
    over = replace(session, phase=Phase.OVER, deadline=None, rest=None, ended=reason)
    return over, (Ended(reason, player),)


def credit(session: Session, round_: Round, player: str) -> Step:
    """Give the points of a closed round, and the life, to one whose right answer, said in time, was delivered late."""
    if player in round_.scored:
        return session, ()
    gained = earned(session, round_).get(player, 0)
    if not gained:
        return session, ()
    tally = session.tallies[player]
    if round_.item in tally.missed:
        missed = tuple(item for item in tally.missed if item != round_.item)
        tally = replace(tally, missed=missed, right=tally.right + 1)
    elif not round_.review:
        tally = replace(tally, right=tally.right + 1, asked=tally.asked + 1)
    lives = tally.lives + (player in round_.lost)
    lost = tuple(other for other in round_.lost if other != player)
    round_ = replace(round_, scored=(*round_.scored, player), lost=lost)
    tallies = {**session.tallies, player: replace(tally, points=tally.points + gained, lives=lives)}
    late: tuple[Outcome, ...] = (Awarded(round_.number, player, gained, late=True),)
    return replace(session, tallies=tallies).with_round(round_), late
