"""How an answer to a list is taken: what it finds is the group's in a race, else the player's own."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.judge import VerdictKind
from bot.core.pack import Item
from bot.core.quiz.events import Answer, Found, Missed, Noted, Outcome
from bot.core.quiz.saying import said_of
from bot.core.quiz.session import Find, Round, Session


def collect(
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
    said = said_of(session, round_, answer, named)
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
    said = (*(s for s in round_.said if s.player != answer.player), said_of(session, round_, answer, ()))
    round_ = replace(round_, finds=tuple(finds.values()), said=said)
    if new:
        outcomes.append(Found(round_.number, answer.player, new, tuple(finds), answer.deliberate))
    return round_, outcomes


def unfound(session: Session, answer: Answer, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """What is said of a line that names nothing new of a list, where something is awaited to be said."""
    if any(isinstance(outcome, Found) for outcome in outcomes) or session.plan.mode.silent:
        return ()
    number = session.round.number
    if answer.deliberate:
        return (Noted(number, answer.player),)
    if session.plan.private and answer.verdict.kind is VerdictKind.REJECT:
        return (Missed(number, answer.player, answer.verdict),)
    return ()
