"""What a person changes in a session: who had a round, and the points of everybody in it."""

from dataclasses import replace
from datetime import datetime

from bot.core.judge import VerdictKind
from bot.core.pack import TYPED, Item, ItemType
from bot.core.quiz.closing import earned
from bot.core.quiz.events import Adjust, Adjusted, Overrule, Overruled, Step
from bot.core.quiz.marking import settle
from bot.core.quiz.session import Round, Said, Session, Tally


def is_ruled(item: Item) -> bool:
    """Return whether a ruling on a typed answer decides an item by itself; a list takes several answers."""
    return item.type in TYPED and item.type is not ItemType.LIST


def overrule(session: Session, event: Overrule, now: datetime) -> Step:
    """Let what players said in a round count, or not, and give and take the points that follow for all of its players.

    In an open round nothing is given yet. Ruling the same again changes nothing.
    """
    if not 0 < event.round <= len(session.rounds):
        return session, ()
    before = session.rounds[event.round - 1]
    kind = VerdictKind.ACCEPT if event.accepted else VerdictKind.REJECT
    others = tuple(said for said in before.said if said.player not in event.players)
    after = replace(before, said=(*others, *(_ruled(before, player, kind) for player in event.players)))
    if set(after.said) == set(before.said):
        return session, ()
    if session.is_running and event.round == session.round.number:
        return settle(session.with_round(after), now, now)
    return _recount(session, before, after)


def _ruled(round_: Round, player: str, kind: VerdictKind) -> Said:
    """What a player said, as it is ruled; who was only asked to say more comes after everybody else."""
    last = Said(player, round_.closes or round_.opened, 0, kind, strong=True, final=True, hints=round_.hints)
    said = next((said for said in round_.said if said.player == player), last)
    return said if said.kind is kind else replace(said, kind=kind, strong=True, final=True)


def _recount(session: Session, before: Round, after: Round) -> Step:
    had, has = _stands(session, before), _stands(session, after)
    tallies = dict(session.tallies)
    outcomes: list[Overruled] = []
    for player in dict.fromkeys((*has, *had)):
        change = Overruled(after.number, player, had.get(player, 0), has.get(player, 0))
        if change.points:
            tally = tallies.get(player, Tally(left=True))
            tallies[player] = _with_result(tally, after, change)
            outcomes.append(change)
    after = replace(after, scored=tuple(dict.fromkeys((*after.scored, *has))))
    return replace(session, tallies=tallies).with_round(after), tuple(outcomes)


def _stands(session: Session, round_: Round) -> dict[str, int]:
    """What players have of a round; what a manager took back is not given again by a ruling on something else."""
    return {
        player: gained for player, gained in earned(session, round_).items() if player not in round_.undone
    }


def _with_result(tally: Tally, round_: Round, change: Overruled) -> Tally:
    """The tally with other points, and one more or one less that was right; lives stay as they were played."""
    tally = replace(tally, points=tally.points + change.points)
    if round_.review or bool(change.had) == bool(change.has):
        return tally
    missed = tuple(index for index in tally.missed if index != round_.item)
    right = bool(change.has)
    return replace(
        tally,
        right=tally.right + (1 if right else -1),
        missed=missed if right else (*missed, round_.item),
    )


def adjust(session: Session, event: Adjust) -> Step:
    """Let a manager give or take points; who loses those of a round has not known it."""
    tally = session.tallies.get(event.player) or Tally(lives=session.plan.mode.lives, left=True)
    if 0 < event.round <= len(session.rounds):
        round_ = session.rounds[event.round - 1]
        tally = _with_result(tally, round_, Overruled(event.round, event.player, -event.points, 0))
        session = session.with_round(replace(round_, undone=(*round_.undone, event.player)))
    else:
        tally = replace(tally, points=tally.points + event.points)
    session = replace(session, tallies={**session.tallies, event.player: tally})
    return session, (Adjusted(event.player, event.points, event.id, event.recorded),)


def clear(session: Session) -> Session:
    """Return the session without the points that were given so far; no ruling gives or takes them once more."""
    return replace(
        session,
        tallies={player: replace(tally, points=0) for player, tally in session.tallies.items()},
        rounds=tuple(
            replace(round_, undone=tuple(dict.fromkeys((*round_.undone, *round_.scored))))
            for round_ in session.rounds
        ),
    )
