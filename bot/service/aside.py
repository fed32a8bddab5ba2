"""Chat of which nobody is to hear: what is kept in mind of it until the next step of its room is recorded."""

from collections.abc import Iterable, Sequence

from bot.core.quiz import Session
from bot.core.quiz.events import Attempted

ENOUGH = 30
"""Attempts of a session after which they are recorded without waiting for its next step."""


class Aside:
    """What was set aside of each session."""

    def __init__(self) -> None:
        self._attempts: dict[tuple[str, str], list[Attempted]] = {}

    def add(self, session: Session, attempts: Iterable[Attempted]) -> bool:
        """Set attempts aside; return whether it is enough now to be recorded by itself."""
        held = self._attempts.setdefault(_key(session), [])
        before = len(held)
        held.extend(attempts)
        return before < ENOUGH <= len(held)

    def has(self, session: Session) -> bool:
        """Whether anything of a session is set aside."""
        return bool(self._attempts.get(_key(session)))

    def take(self, session: Session) -> Sequence[Attempted]:
        """Return what was set aside of a session, and let go of it."""
        return self._attempts.pop(_key(session), ())

    def forget(self, guild: str, player: str) -> None:
        """Let go of what was set aside of a player."""
        for key, held in self._attempts.items():
            if key[0] == guild:
                held[:] = [attempt for attempt in held if attempt.player != player]


def _key(session: Session) -> tuple[str, str]:
    return session.plan.guild, session.plan.id
