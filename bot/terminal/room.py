"""A room in the terminal: who speaks, what was said, and the port that lets the bot speak."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.commands import press, say
from bot.service.people import Asker
from bot.service.ports import Clock, Heard, Sent, Unsent
from bot.service.study import Study
from bot.terminal.draw import buttons, drawn
from bot.words import room
from bot.words.reply import Button, Form, Reply

GUILD = "terminal"
ROOM = "study"

SPOKEN = re.compile(r"(?P<name>[a-z][a-z0-9_-]{0,31})> ?(?P<text>.*)", re.DOTALL)
"""A line with its speaker: `ann> !quiz`."""


@dataclass
class TerminalChat:
    """The port Chat: every reply goes to one screen."""

    clock: Clock
    show: Callable[[Sequence[str]], None]
    pressable: list[Button] = field(default_factory=list[Button])
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    shown: set[str] = field(default_factory=set[str])

    def put(self, reply: Reply) -> None:
        """Show a reply; its buttons replace those that could be pressed before."""
        offered = buttons(reply)
        if offered:
            self.pressable = list(offered)
        self.show(drawn(reply, self.clock.now()))

    async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:  # noqa: ARG002 - the port's
        """Show a reply, once for a key; there is one room."""
        if not key or key not in self.shown:
            self.put(reply)
        if key:
            self.shown.add(key)
        return Sent(str(next(self.numbers)), self.clock.now())

    async def tell(self, player: str, reply: Reply) -> None:
        """Tell one player; the screen is everybody's."""
        del player
        self.put(reply)

    async def aside(self, asker: Asker) -> Asker | None:
        """Return the player where they are: there is one room."""
        return asker

    async def history(self, room: str, since: datetime) -> Sequence[Heard]:
        """Return nothing: while nobody listened, nobody could speak."""
        del room, since
        return ()


class Desk:
    """Takes lines as they are typed and passes them on as what some member said or pressed."""

    def __init__(self, study: Study, chat: TerminalChat, clock: Clock) -> None:
        self._study = study
        self._chat = chat
        self._clock = clock
        self._ids = count(int(clock.now().timestamp() * 1_000_000))
        self._speakers: dict[str, None] = {}
        self.speaker = "student"

    async def take(self, line: str) -> None:
        """Take one line: `ann> text`, a bare line of whoever spoke last, `/as`, `/press` or `/answer`."""
        if spoken := SPOKEN.fullmatch(line):
            self.speaker = spoken["name"]
            line = spoken["text"]
        verb, _, rest = line.partition(" ")
        match verb:
            case "/as":
                self._switch(rest.strip())
            case "/press":
                await self._press(rest.strip())
            case "/answer":
                self._answered(await self._study.quizzes.hear(self._asker(), rest, deliberate=True))
            case _ if verb.startswith("/"):
                self._chat.show([room.what_can_be_typed()])
            case _ if line.strip():
                self._answered(await say(self._study, self._asker(), line))
            case _:
                pass

    def _switch(self, name: str) -> None:
        if SPOKEN.fullmatch(f"{name}>"):
            self.speaker = name
        else:
            self._chat.show([room.name_rule()])

    def _asker(self) -> Asker:
        """The speaker; whoever spoke first looks after the room."""
        self._speakers.setdefault(self.speaker)
        return Asker(
            guild=GUILD,
            room=ROOM,
            player=self.speaker,
            name=self.speaker,
            at=self._clock.now(),
            id=next(self._ids),
            manager=self.speaker == next(iter(self._speakers)),
            private=len(self._speakers) == 1,
        )

    async def _press(self, number: str) -> None:
        offered = self._chat.pressable
        if not number.isdecimal() or not 0 < int(number) <= len(offered):
            self._chat.show([room.no_such_button(len(offered))])
            return
        done = await press(self._study, self._asker(), offered[int(number) - 1].action)
        if not isinstance(done, Form):
            self._answered(done)

    def _answered(self, reply: Reply | None) -> None:
        if reply is not None:
            self._chat.put(reply)
