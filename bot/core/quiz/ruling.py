"""What a person's ruling changes in a session: who had a round, and the points of everybody in it."""

from dataclasses import replace
from datetime import datetime

from bot.core.judge import VerdictKind
from bot.core.pack import TYPED, Item, ItemType
from bot.core.quiz.closing import earned
from bot.core.quiz.events import Adjusted, Overrule, Step
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
    return _recount(session, before, after, event.id)


def _ruled(round_: Round, player: str, kind: VerdictKind) -> Said:
    """What a player said, as it is ruled; who was only asked to say more comes after everybody else."""
    last = Said(player, round_.closes or round_.opened, 0, kind, strong=True, final=True, hints=round_.hints)
    said = next((said for said in round_.said if said.player == player), last)
    return said if said.kind is kind else replace(said, kind=kind, strong=True, final=True)


def _recount(session: Session, before: Round, after: Round, id_: int) -> Step:
    had, has = earned(session, before), earned(session, after)
    tallies = dict(session.tallies)
    outcomes: list[Adjusted] = []
    for player in dict.fromkeys((*has, *had)):
        change = has.get(player, 0) - had.get(player, 0)
        tally = tallies.get(player, Tally(left=True))
        tally = replace(tally, points=tally.points + change)
        if not after.review:
            tally = _with_result(tally, after.item, was=player in had, is_=player in has)
        tallies[player] = tally
        if change:
            outcomes.append(Adjusted(player, change, id_))
    after = replace(after, scored=tuple(dict.fromkeys((*after.scored, *has))))
    return replace(session, tallies=tallies).with_round(after), tuple(outcomes)


def _with_result(tally: Tally, item: int, *, was: bool, is_: bool) -> Tally:
    """The tally with one more or one less that was right; what came of lives stays as it was played."""
    if was == is_:
        return tally
    missed = tuple(index for index in tally.missed if index != item)
    return replace(tally, right=tally.right + (1 if is_ else -1), missed=missed if is_ else (*missed, item))
