"""Chat of which nobody is to hear: what is kept in mind of it until it is recorded."""

from collections.abc import Sequence

from bot.core.quiz import Session
from bot.core.quiz.events import Attempted

ENOUGH = 1024
"""Attempts of all sessions after which they are recorded without waiting for the next steps of these."""


class Aside:
    """What was set aside of each session: attempts, and that it has changed since it was recorded."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[Session, list[Attempted]]] = {}
        self._count = 0

    def add(self, session: Session, attempts: Sequence[Attempted]) -> bool:
        """Set attempts aside; return whether it is enough now to be recorded by itself."""
        _, held = self._held.get(_key(session), (session, []))
        held.extend(attempts)
        self._held[_key(session)] = session, held
        before, self._count = self._count, self._count + len(attempts)
        return before // ENOUGH < self._count // ENOUGH

    def has(self, session: Session) -> bool:
        """Whether anything was set aside of a session since it was recorded."""
        return _key(session) in self._held

    def take(self, session: Session) -> Sequence[Attempted]:
        """Return what is set aside of a session that is being recorded, and let go of it."""
        _, attempts = self._held.pop(_key(session), (session, []))
        self._count -= len(attempts)
        return attempts

    def take_attempts(self) -> Sequence[tuple[Session, Sequence[Attempted]]]:
        """Return the attempts of all sessions, and let go of them; the sessions are still to be recorded."""
        taken = [held for held in self._held.values() if held[1]]
        self._held = {key: (session, []) for key, (session, _) in self._held.items()}
        self._count = 0
        return taken

    def forget(self, guild: str, player: str) -> None:
        """Let go of what was set aside of a player."""
        for key, (_, held) in self._held.items():
            if key[0] == guild:
                self._count -= len(held)
                held[:] = [attempt for attempt in held if attempt.player != player]
                self._count += len(held)


def _key(session: Session) -> tuple[str, str]:
    return session.plan.guild, session.plan.id
