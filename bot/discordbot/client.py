"""What comes from Discord, and where it goes: lines, presses, and rooms that come and go."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord

from bot.discordbot.border import guard_parsers
from bot.discordbot.buttons import Pressing
from bot.discordbot.chat import DiscordChat
from bot.discordbot.hearing import Hearing
from bot.discordbot.looks import knows, look, reaches
from bot.discordbot.pace import Pace
from bot.discordbot.people import Interaction
from bot.discordbot.rooms import Rooms
from bot.discordbot.tree import grow, sync_if_changed
from bot.health import Health
from bot.metrics import Metrics
from bot.service.study import Study

log = logging.getLogger(__name__)

UNHEARD = ("MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK")
"""Events that change nothing for us: what was said first counts, also when it is edited or deleted."""

DISCORD = "discord"
"""What health calls the connection."""


def intents(*, content: bool) -> discord.Intents:
    """Return what the bot wants to hear; `content` is privileged and may be refused."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content = content
    return wanted


class Client(discord.Client):
    """The connection of one study to Discord. It keeps no members and no messages in memory."""

    def __init__(
        self,
        study: Study,
        chat: DiscordChat,
        *,
        pace: Pace,
        content: bool = True,
        metrics: Metrics | None = None,
        health: Health | None = None,
    ) -> None:
        super().__init__(
            intents=intents(content=content),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=pace.trace(),
        )
        self.study = study
        self._chat = chat
        self._metrics = metrics
        self._health = health
        self._restored = False
        self.rooms = Rooms()
        self.hearing = Hearing(study, chat, self.rooms)
        self.pressing = Pressing(study, chat)
        self.pressing.content = content
        self.tree = grow(self, study, self.pressing.use, self.pressing.define)
        chat.speak_through(self)
        study.doctor.more.append(partial(look, self))
        study.timetable.reaches = partial(reaches, self, study.settings)
        study.settings.knows = partial(knows, self)
        self._listen()

    def _listen(self) -> None:
        """Hear only what concerns us, and survive what cannot be read."""
        parsers: dict[str, Callable[[Any], None]] = self._connection.parsers
        for event in UNHEARD:
            parsers.pop(event, None)
        parsers["MESSAGE_CREATE"] = partial(self._heard, parsers["MESSAGE_CREATE"])
        guard_parsers(parsers, self._metrics)

    def _heard(self, build: Callable[[Any], None], data: Mapping[str, Any]) -> None:
        """Turn away what is not for us, and take answers, before discord.py builds a message of it."""
        if not self.hearing.concerns_us(data):
            return
        if self.hearing.answers(data):
            self._count("message")
        else:
            build(data)

    def without_content(self) -> None:
        """Do without what is typed on servers, because the privileged intent is refused."""
        # The next IDENTIFY asks for what stands here; a client of its own would need its own tree and caches.
        self._connection._intents.message_content = False  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        self.pressing.content = False

    def leave(self) -> None:
        """Take nothing more."""
        self.hearing.leaving = self.pressing.leaving = True

    async def setup_hook(self) -> None:
        """Tell Discord of the commands, if they have changed, before anything can be heard."""
        await sync_if_changed(self.tree, self.study, self.application_id)

    async def on_connect(self) -> None:
        """Take up what was running, or read what was said while a lost connection could not be resumed."""
        if self.user is not None:
            self.hearing.answer_to_name(self.user.id)
        self._up()
        if self._restored:
            self.rooms.spawn(self.study.quizzes.catch_up())
        else:
            self._restored = True
            self.rooms.spawn(self.study.quizzes.go_on())

    async def on_resumed(self) -> None:
        """Note that the connection is back; Discord delivers by itself what was missed."""
        self._count("resume")
        self.study.quizzes.listening()
        self._up()

    async def on_disconnect(self) -> None:
        """Note that the connection is gone; discord.py looks for a new one."""
        self._count("reconnect")
        self.study.quizzes.deaf()
        if self._health:
            self._health.down(DISCORD, "is away")

    def _up(self) -> None:
        if self._health:
            self._health.up(DISCORD)

    def _count(self, kind: str) -> None:
        if self._metrics:
            self._metrics.event(kind)

    async def on_message(self, message: discord.Message, /) -> None:
        """Take a line in its room, after what was said there before."""
        if self.hearing.known.is_new(message.id):
            self._count("message")
            self.rooms.put(str(message.channel.id), partial(self.hearing.take, message))

    async def on_interaction(self, interaction: Interaction, /) -> None:
        """Take a press; slash commands come through the tree."""
        pressed = interaction.type is discord.InteractionType.component
        self._count("button" if pressed else "interaction")
        await self.pressing.press(interaction)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel, /) -> None:
        """End what ran in a channel that is no more."""
        await self.study.room_gone(str(channel.id))

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent, /) -> None:
        """End what ran in a thread that is no more."""
        await self.study.room_gone(str(thread.thread_id))

    async def on_ready(self) -> None:
        """Look whether a guild has come back while nobody was there to hear of it."""
        await self.study.guilds_here({str(guild.id) for guild in self.guilds})

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """End what ran in a guild that the bot has left; its scores are kept for some time."""
        await self.study.guild_gone(str(guild.id))

    async def on_guild_join(self, guild: discord.Guild, /) -> None:
        """Keep what is stored of a guild that has the bot (again)."""
        await self.study.guild_back(str(guild.id))

    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel, /
    ) -> None:
        """Try a channel again whose permissions may have changed."""
        self._chat.forgive(str(after.id))
        self.hearing.permissions_changed()

    async def on_guild_role_update(self, _before: discord.Role, _after: discord.Role, /) -> None:
        """Try again where roles may have changed what the bot may do."""
        self._chat.forgive()
        self.hearing.permissions_changed()
