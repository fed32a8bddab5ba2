"""What a step of a session leaves behind, as lines to keep: attempts, awards, and what the room has seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.quiz import Session
from bot.core.quiz.events import Adjusted, Attempted, Awarded, Closed, Outcome, Overruled
from bot.store.steps import stamp, storable

MANAGER = "manager"
"""The source of points that a manager gave or took."""


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt to keep."""

    id: int
    number: int
    item: str
    player: str
    kind: str
    reason: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Award:
    """What a player had of a round, or of a manager.

    What is decided `again`, by a late answer or a ruling, changes the line that was kept before, if that is as it was
    when it was decided: of so many points, and known or not. So it counts once, and what a manager took back stays so.
    """

    source: str
    number: int
    player: str
    item: str
    pack: str
    topic: str
    points: int
    had: int
    asked: int
    rounds: int
    knew: int
    at: int
    again: bool = False
    was_points: int = 0
    was_knew: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A room saw an item in a round; `late` only says that somebody knew it after all."""

    item: str
    number: int
    missed: int
    at: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """All that a step leaves behind."""

    attempts: tuple[AttemptLine, ...]
    awards: tuple[Award, ...]
    looks: tuple[Look, ...]


def lines_of(session: Session, outcomes: Sequence[Outcome], at: datetime) -> Lines:
    """Return what is to be kept of a step that happened at a time."""
    attempts: list[AttemptLine] = []
    awards: dict[tuple[str, int, str], Award] = {}
    looks: list[Look] = []
    for outcome in outcomes:
        match outcome:
            case Attempted():
                attempts.append(attempt_line(session, outcome))
            case Awarded():
                award = _award(session, outcome.round, outcome.player, outcome.points, at)
                if outcome.late:
                    award = replace(award, again=True)
                    looks.append(_known(award))
                awards[award.source, award.number, award.player] = award
            case Overruled():
                award = _award(session, outcome.round, outcome.player, outcome.has or None, at)
                award = replace(award, again=True, was_points=outcome.had, was_knew=int(bool(outcome.had)))
                if outcome.has:
                    looks.append(_known(award))
                awards[award.source, award.number, award.player] = award
            case Adjusted(recorded=False):
                award = given(outcome.player, outcome.points, outcome.id, at)
                awards[award.source, award.number, award.player] = award
            case Closed(recorded=False):
                for award in _closed(session, outcome, at):
                    awards.setdefault((award.source, award.number, award.player), award)
                item = session.plan.items[session.rounds[outcome.round - 1].item]
                looks.append(Look(item.id, outcome.round, int(not outcome.points), stamp(at)))
            case _:
                pass
    return Lines(tuple(attempts), tuple(awards.values()), tuple(looks))


def given(player: str, points: int, number: int, at: datetime) -> Award:
    """Return the award of a manager."""
    return Award(MANAGER, number, player, "", "", "", points, 0, 0, 0, 0, stamp(at))


def attempt_line(session: Session, outcome: Attempted) -> AttemptLine:
    """Return an attempt as it is kept."""
    item = session.plan.items[session.rounds[outcome.round - 1].item]
    verdict = outcome.verdict
    return AttemptLine(
        outcome.id, outcome.round, item.id, outcome.player,
        verdict.kind.value, verdict.reason.value, stamp(outcome.at), storable(outcome.text),
    )  # fmt: skip


def _known(award: Award) -> Look:
    """A round was known after all."""
    return Look(award.item, award.number, 0, award.at, late=True)


def _award(session: Session, number: int, player: str, points: int | None, at: datetime) -> Award:
    """What a player had of a round, None for not knowing it.

    A round that came again is asked no second time, and who grades themself is not asked by anybody.
    """
    round_ = session.rounds[number - 1]
    item = session.plan.items[round_.item]
    asked = int(not (round_.review or session.plan.mode.self_graded))
    knew = int(points is not None)
    return Award(
        session.plan.id, number, player, item.id, item.pack, item.topic,
        points or 0, asked * knew, asked, 1, knew, stamp(at),
    )  # fmt: skip


def _closed(session: Session, closed: Closed, at: datetime) -> Sequence[Award]:
    """The lines of all who answered in a round, or earned something in it."""
    round_ = session.rounds[closed.round - 1]
    had = [_award(session, closed.round, player, points, at) for player, points in closed.points.items()]
    others = () if round_.review else sorted(round_.answerers - closed.points.keys())
    return [*had, *(_award(session, closed.round, player, None, at) for player in others)]
