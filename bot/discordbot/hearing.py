"""What is typed: which lines concern us at all, and how each is answered."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.commands import say
from bot.commands.addressed import address
from bot.commands.table import COMMANDS, NAMES, command_in
from bot.discordbot.answers import takes_away
from bot.discordbot.border import bordered
from bot.discordbot.chat import DiscordChat
from bot.discordbot.people import asker_of, lacking, own_permissions
from bot.discordbot.rooms import Known, Rooms
from bot.service.people import Asker
from bot.service.ports import Obstacle, Unsent
from bot.service.study import Study
from bot.words import access
from bot.words.reply import Reply

log = logging.getLogger(__name__)

SPEECH = frozenset({discord.MessageType.default.value, discord.MessageType.reply.value})
"""Types of messages that people write; all others are Discord's own."""


class Hearing:
    """Takes typed lines. `leaving` makes it deaf: what is said then is read from the history after the next start."""

    def __init__(self, study: Study, chat: DiscordChat, rooms: Rooms) -> None:
        self._study = study
        self._chat = chat
        self._rooms = rooms
        self._names: tuple[str, ...] = ()
        self._told: set[tuple[str, str]] = set()
        self.known = Known()
        self.leaving = False

    def answer_to_name(self, user: int) -> None:
        """Take lines that begin with a mention of this user as said to the bot."""
        self._names = (f"<@{user}>", f"<@!{user}>")

    def concerns_us(self, message: Mapping[str, Any]) -> bool:
        """Whether a message, as Discord sends it, may be for the bot; ordinary chat costs two dictionary look-ups.

        It comes before discord.py has built anything.
        """
        guild, content = message.get("guild_id"), message["content"]
        if guild is not None and not (
            self._is_call(guild, content) or self._study.quizzes.listens(message["channel_id"])
        ):
            return False
        spoken = message["type"] in SPEECH and content and "webhook_id" not in message
        return bool(spoken and not message["author"].get("bot") and not self.leaving)

    def answers(self, message: Mapping[str, Any]) -> bool:
        """Take a line of a guild, as Discord sends it, that may be an answer and is no call; return whether it was one.

        It comes before discord.py has built anything.
        """
        guild, room, content = message.get("guild_id"), message["channel_id"], message["content"]
        if guild is None or self._is_call(guild, content):
            return False
        author, number = message["author"], int(message["id"])
        name = message.get("member", {}).get("nick") or author.get("global_name") or author["username"]
        at = discord.utils.snowflake_time(number)
        asker = Asker(guild, room, author["id"], name, at, number)
        if not self._study.quizzes.overhear(asker, content) and self.known.is_new(number):
            # Not before what came earlier and is still being built.
            asyncio.get_running_loop().call_soon(self._rooms.put, room, partial(self._answer, asker, content))
        return True

    async def _answer(self, asker: Asker, text: str) -> None:
        """Take an answer; it is told to the room by the quiz, unless something breaks."""
        broken = await bordered(asker.id, say(self._study, asker, text))
        if isinstance(broken, Reply):
            self._rooms.spawn(self._reply(asker, broken))

    async def take(self, message: discord.Message) -> None:
        """Take a line; the answer is sent beside what is said next in the room."""
        asker = asker_of(message, self._study.settings)
        if await self._cannot_answer(message, asker):
            return
        called = self._said_to_us(message.content)
        if called is None and asker.private and self._study.quizzes.session(asker.room) is None:
            called = message.content
        work = (
            say(self._study, asker, message.content)
            if called is None
            else address(self._study, asker, called)
        )
        reply = await bordered(message.id, work) or self._goes_without(message, asker)
        if isinstance(reply, Reply):
            self._rooms.spawn(self._reply(asker, reply))

    def _is_call(self, guild: str, text: str) -> bool:
        """Whether a line in a guild begins with its prefix or our name, and so is more than an answer."""
        return text.startswith((self._study.settings.of(guild).prefix, *self._names))

    def _said_to_us(self, text: str) -> str | None:
        """Return what was said after our name, or None if the line does not begin with it."""
        name = next((name for name in self._names if text.startswith(name)), None)
        return None if name is None else text.removeprefix(name).strip(" ,:")

    def _command(self, asker: Asker, text: str) -> str:
        """Return the name of the command that a line calls, or an empty string."""
        prefix = self._study.settings.of(asker.guild, asker.room).prefix
        called = self._said_to_us(text)
        line = text.removeprefix(prefix) if called is None else called.removeprefix(prefix)
        return "" if called is None and line == text else command_in(line)

    async def _cannot_answer(self, message: discord.Message, asker: Asker) -> bool:
        """Whether a command came where the bot may not speak; who called it is told so, once."""
        held = own_permissions(message.channel) if self._command(asker, message.content) else None
        if held is None:
            return False
        needed, _wished = lacking(held, message.channel)
        if needed and self._first_time(asker.room, asker.player):
            await self._chat.tell(asker.player, access.may_not_speak(asker.room, needed))
        return bool(needed)

    def _goes_without(self, message: discord.Message, asker: Asker) -> Reply | None:
        """Name what is missing where a quiz was started, once for each room."""
        command = self._command(asker, message.content)
        starts = bool(command) and NAMES[command] is COMMANDS["quiz"]
        held = own_permissions(message.channel) if starts else None
        if held is None:
            return None
        _needed, wished = lacking(held, message.channel)
        return access.goes_without(wished) if wished and self._first_time(asker.room, "") else None

    def _first_time(self, room: str, player: str) -> bool:
        fresh = (room, player) not in self._told
        self._told.add((room, player))
        return fresh

    def permissions_changed(self) -> None:
        """Say again what is missing, if it still is."""
        self._told.clear()

    async def _reply(self, asker: Asker, reply: Reply) -> None:
        """Answer what was said, where it was said, or in private what nobody else may see."""
        if reply.secret and not asker.private:
            await self._chat.tell(asker.player, replace(reply, secret=False))
            return
        guild = None if asker.private else int(asker.guild)
        said = discord.MessageReference(
            message_id=asker.id, channel_id=int(asker.room), guild_id=guild, fail_if_not_exists=False
        )
        extra = () if reply.private else takes_away(asker)
        sent = await self._chat.say(asker.room, reply, f"re:{asker.id}", extra=extra, answering=said)
        refused = isinstance(sent, Unsent) and sent.why is Obstacle.FORBIDDEN
        if refused and self._first_time(asker.room, asker.player):
            await self._chat.tell(asker.player, access.may_not_speak(asker.room, ("send_messages",)))
