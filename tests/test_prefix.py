"""In a group with a prefix of its own, everything that the bot says names commands with that prefix."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.commands import press, say
from bot.commands.addressed import address
from bot.commands.table import COMMANDS, NAMES
from bot.core.quiz.session import ModeName
from bot.words.reply import Field, Form, Reply, prefixed
from tests.studying import World, world

NAMED = re.compile(r"!\w")
VARIANTS = (
    "",
    "nonsense",
    "plants",
    "oxygen 3",
    "chlorophyll",
    "same",
    "options",
    "100",
    "list",
    "confirm",
    "here",
)
CHAT = (
    "@ann nonsense",
    "nonsense words that nobody looks up",
    "quiz nonsense",
    "chlorophil",
    "hello",
    "hlep",
    "quiz hepl",
    "",
)


class Listener:
    """Does what members do, and keeps every reply, whichever way it comes."""

    def __init__(self, here: World, prefix: str) -> None:
        self.here = here
        self.prefix = prefix
        self.heard: list[Reply] = []
        self.pressed: set[str] = set()

    def _keep(self, told: Reply | Form | None) -> None:
        if isinstance(told, Reply):
            self.heard.append(told)

    async def says(self, text: str) -> None:
        for manager in (True, False):
            asker = replace(self.here.asker("ann" if manager else "bob"), manager=manager)
            self._keep(await say(self.here.study, asker, text))
            await self.here.settle()

    async def calls(self, text: str) -> None:
        self._keep(await address(self.here.study, self.here.asker("cem"), text))

    async def presses_everything(self) -> None:
        """Press every kind of button that was shown, twice: the second press is of a button that is over."""
        for action in [each for each in self._actions() if each.split(":")[0] not in self.pressed]:
            self.pressed.add(action.split(":")[0])
            for player in ("ann", "bob", "ann"):
                self._keep(await press(self.here.study, self.here.asker(player), action, ["nonsense"]))
                await self.here.settle()

    def _actions(self) -> Sequence[str]:
        replies = self.everything()
        return [part.action for reply in replies for part in (*reply.buttons, *reply.menus)]

    def everything(self) -> Sequence[Reply]:
        said = [reply for replies in self.here.chat.said.values() for reply in replies]
        return [*self.heard, *said, *(reply for _player, reply in self.here.chat.told)]


def texts_of(reply: Reply) -> Iterator[str]:
    yield from (reply.title, reply.text, reply.footer)
    for field in reply.fields:
        yield from (field.name, field.value)
    yield from (button.label for button in reply.buttons)
    yield from (menu.placeholder for menu in reply.menus)


async def plays(listener: Listener, mode: ModeName) -> None:
    """A short quiz with answers right, near and wrong, paused and stopped, and all buttons pressed."""
    here, prefix = listener.here, listener.prefix
    await listener.says(f"{prefix}quiz plants parts 3 {mode}")
    for line in ("nitrogen", "oxygen", "{}answer oxi", "{}hint", "{}skip", "{}pause", "{}pause", "{}resume"):
        await listener.says(line.format(prefix))
        await listener.presses_everything()
        await here.passes(4)
    await here.passes(400)
    for session in here.study.quizzes.sessions():
        await say(here.study, here.asker("ann", session.plan.room), f"{prefix}stop")
    await here.settle()
    await listener.presses_everything()


@pytest.mark.parametrize("prefix", ["?", "!!"])
async def test_nothing_that_is_said_names_a_command_with_another_prefix(prefix: str) -> None:
    listener = Listener(await world(), prefix)
    await listener.says(f"!settings prefix {prefix}")
    for name in COMMANDS:
        for words in VARIANTS:
            await listener.says(f"{prefix}{name} {words}".strip())
    for name in NAMES:
        await listener.says(f"{prefix}help {name}")
    for line in CHAT:
        await listener.calls(line)
        await listener.says(prefix + line)
    await listener.says(f"{prefix}stop")
    for mode in ModeName:
        await plays(listener, mode)
    # Nobody in this test types an exclamation mark, so one before a word is a command of ours.
    said = [text.replace(prefix, "") for reply in listener.everything() for text in texts_of(reply)]
    assert not [text for text in said if NAMED.search(text)]
    assert len(said) > 1000
    assert {"quizme", "again", "study", "hint", "daily"} <= listener.pressed


def test_a_prefix_is_put_in_once_wherever_a_command_is_named() -> None:
    reply = Reply(
        "`!quiz` and `!pfp`, not a shout!", fields=(Field("x", "`!stop`"),), footer="!facts TOPIC · !quiz"
    )
    for prefix in ("?", "!!", "?!", "\\"):
        told = prefixed(reply, prefix)
        assert told.text == f"`{prefix}quiz` and `{prefix}pfp`, not a shout!"
        assert told.fields[0].value == f"`{prefix}stop`"
        assert told.footer == f"{prefix}facts TOPIC · {prefix}quiz"
        assert prefixed(told, prefix) == told
