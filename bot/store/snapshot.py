"""A session as it is kept, in JSON: its plan, written once, its state, and each round by itself."""

from collections.abc import Iterable
from math import isfinite

from pydantic import TypeAdapter, ValidationError

from bot.core.quiz import Plan, Round, Session

FORMAT = 1
"""The format that is written. Change it when an older program, or an older snapshot, could not be read any more."""

_PLANS = TypeAdapter(Plan)
_SESSIONS = TypeAdapter(Session)
_ROUNDS = TypeAdapter(Round)


class SnapshotError(ValueError):
    """A snapshot is of another format, or is none."""


def plan_of(session: Session) -> str:
    """Return the plan of a session, to be kept once."""
    return _PLANS.dump_json(session.plan, exclude_defaults=True).decode()


def state_of(session: Session) -> str:
    """Return everything of a session but its plan and its rounds."""
    return _SESSIONS.dump_json(session, exclude={"plan", "rounds"}, exclude_defaults=True).decode()


def round_of(round_: Round) -> str:
    """Return a round, to be kept by its number."""
    return _ROUNDS.dump_json(round_, exclude_defaults=True).decode()


def load_session(version: int, plan: str, state: str, rounds: Iterable[str]) -> Session:
    """Return the session that was kept; raise SnapshotError if it cannot be read."""
    if version != FORMAT:
        raise SnapshotError(f"the snapshot has format {version}, and this program reads format {FORMAT}")
    try:
        session = _SESSIONS.validate_json(f'{{"plan":{plan},"rounds":[{",".join(rounds)}],{state[1:]}')
    except ValidationError as error:
        # Only where it does not fit is said: the values are what people said and played.
        places = {".".join(map(str, problem["loc"][:3])) for problem in error.errors(include_input=False)} - {
            ""
        }
        where = f"does not fit at {', '.join(sorted(places))}" if places else "is no JSON"
        raise SnapshotError(f"the snapshot {where}") from None
    _must_be_playable(session)
    return session


def _must_be_playable(session: Session) -> None:
    """Raise SnapshotError for what has the right form and cannot be played."""
    asked = [each.item for each in (*session.rounds, *session.queue)]
    asked += [item for tally in session.tallies.values() for item in tally.missed]
    if any(not 0 <= item < len(session.plan.items) for item in asked):
        raise SnapshotError("the snapshot names an item that its plan has not")
    if session.rest and not isfinite(session.rest.left or 0.0):
        raise SnapshotError("the snapshot does not fit at rest.left")
