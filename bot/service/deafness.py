"""What nobody heard: since when each room is to be read again after a lost connection."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.quiz import Session


class Deafness:
    """When each room was heard last, and since when it was not."""

    def __init__(self) -> None:
        self._heard: dict[str, datetime] = {}
        self._since: dict[str, datetime] = {}
        self._unread: dict[str, datetime] = {}

    def heard(self, room: str, at: datetime) -> None:
        """Something that was said in a room at that time was heard."""
        self._heard[room] = at

    def deaf(self, sessions: Iterable[Session]) -> None:
        """From now on nothing is heard: what is missed may belong to a round that closes meanwhile."""
        for session in sessions:
            room = session.plan.room
            self._since.setdefault(room, self._heard.get(room, session.plan.started))

    def listening(self) -> None:
        """Nothing was missed after all, but for what could not be read before."""
        self._since.clear()

    def take(self, session: Session) -> datetime:
        """Return since when the room of a session is to be read; what is missed from now on is another gap."""
        room = session.plan.room
        since = self._since.pop(room, session.round.opened)
        return min(since, self._unread.pop(room, since))

    def put_back(self, room: str, since: datetime) -> None:
        """The room could not be read; it is to be read since then, whatever else was missed."""
        self._unread[room] = min(since, self._unread.get(room, since))

    def let_go(self, room: str) -> None:
        """Nothing runs in a room any more."""
        self._heard.pop(room, None)
        self._since.pop(room, None)
        self._unread.pop(room, None)
