"""A chat that keeps what is said in it, and can be made to refuse."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.service.people import Asker
from bot.service.ports import Clock, Heard, Obstacle, Sent, Unsent
from bot.words.reply import Reply


@dataclass
class Rooms:
    """The port Chat: every room's replies in order; `refuses` rooms show nothing, for the reason given."""

    clock: Clock
    said: dict[str, list[Reply]] = field(default_factory=dict[str, list[Reply]])
    keys: set[str] = field(default_factory=set[str])
    told: list[tuple[str, Reply]] = field(default_factory=list[tuple[str, Reply]])
    refuses: dict[str, Obstacle] = field(default_factory=dict[str, Obstacle])
    unheard: dict[str, list[Heard]] = field(default_factory=dict[str, list[Heard]])

    async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:
        """Show a reply, once for a key."""
        if why := self.refuses.get(room):
            return Unsent(why)
        if not key or key not in self.keys:
            self.said.setdefault(room, []).append(reply)
        self.keys.add(key)
        return Sent(str(len(self.said.get(room, ()))), self.clock.now())

    async def tell(self, player: str, reply: Reply) -> None:
        """Keep what a player is told alone."""
        self.told.append((player, reply))

    async def aside(self, asker: Asker) -> Asker | None:
        """Return the same player in a room of their own."""
        return replace(asker, room=f"aside-{asker.player}", private=True)

    async def history(self, room: str, since: datetime) -> Sequence[Heard] | None:
        """Return what the test says was said meanwhile."""
        return [heard for heard in self.unheard.get(room, ()) if heard.at >= since]
