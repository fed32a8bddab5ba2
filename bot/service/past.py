"""Sessions that are over, for as long as somebody may want to rule on their last question."""

from collections import OrderedDict

from bot.core.quiz import Session

MOST = 200
"""Rooms whose last session is remembered; the one that ended longest ago is let go first."""


class Past:
    """The last session of each room that ended since the start of the program."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def put(self, session: Session) -> None:
        """Remember a session instead of the one before it in its room."""
        room = session.plan.room
        self._sessions[room] = session
        self._sessions.move_to_end(room)
        if len(self._sessions) > MOST:
            self._sessions.popitem(last=False)

    def last(self, room: str) -> Session | None:
        """Return the session that ended last in a room, if it is remembered."""
        return self._sessions.get(room)
