"""A session as it is kept: its plan, written once, and its state, written at each step, as JSON."""

from pydantic import TypeAdapter, ValidationError

from bot.core.quiz import Plan, Round, Session

FORMAT = 1
"""The format that is written. Change it when an older program, or an older snapshot, could not be read any more."""

_PLANS = TypeAdapter(Plan)
_SESSIONS = TypeAdapter(Session)
_ROUNDS = TypeAdapter(Round)

REMEMBERED = 5000
"""Rounds whose text is remembered; one has about a kilobyte."""


class SnapshotError(ValueError):
    """A snapshot is of another format, or is none."""


def plan_of(session: Session) -> str:
    """Return the plan of a session, to be kept once."""
    return _PLANS.dump_json(session.plan, exclude_defaults=True).decode()


class States:
    """Writes states. Of each step most rounds are as they were, and are not written anew."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[Round, str]] = {}

    def of(self, session: Session) -> str:
        """Return everything of a session but its plan."""
        if len(self._written) > REMEMBERED:
            self._written.clear()
        rounds = ",".join([self._round(round_) for round_ in session.rounds])
        rest = _SESSIONS.dump_json(session, exclude={"plan", "rounds"}, exclude_defaults=True).decode()
        return f'{rest[:-1]},"rounds":[{rounds}]}}'

    def _round(self, round_: Round) -> str:
        held = self._written.get(id(round_))
        # The round is held beside its text, so that no other can have its id.
        if held is None or held[0] is not round_:
            text = _ROUNDS.dump_json(round_, exclude_defaults=True).decode()
            held = self._written[id(round_)] = (round_, text)
        return held[1]


def load_session(version: int, plan: str, state: str) -> Session:
    """Return the session that was kept; raise SnapshotError if it cannot be read."""
    if version != FORMAT:
        raise SnapshotError(f"the snapshot has format {version}, and this program reads format {FORMAT}")
    try:
        return _SESSIONS.validate_json(f'{{"plan":{plan},{state[1:]}')
    except ValidationError as error:
        # Only where it does not fit is said: the values are what people said and played.
        places = {".".join(map(str, problem["loc"][:3])) for problem in error.errors(include_input=False)} - {
            ""
        }
        where = f"does not fit at {', '.join(sorted(places))}" if places else "is no JSON"
        raise SnapshotError(f"the snapshot {where}") from None
