"""Speaking on Discord: once for a key, whatever the network does, and not where we are refused."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import aiohttp
import discord
from discord.http import Route

from bot.discordbot.draw import Arguments, Drawing, Means, draw
from bot.discordbot.pace import ShutError
from bot.discordbot.people import guild_of, lacking, own_permissions
from bot.service.people import Asker
from bot.service.ports import Clock, Heard, Obstacle, Sent, Unsent
from bot.words.reply import Button, Reply

log = logging.getLogger(__name__)

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries of one message; discord.py's own tries come on top of each."""

LEFT_ALONE = 60.0
"""Seconds for which a channel that refused is not tried again, unless its permissions change."""

HISTORY = 500
"""Messages that are read at most of what was said meanwhile."""

ARCHIVED = 50083
"""Discord's code for a thread that is archived and locked."""

MESSAGES = "/channels/{channel_id}/messages"

SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def nonce_of(key: str) -> str:
    """Return what Discord knows a message by for some minutes: equal keys are one message, also across processes."""
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


class DiscordChat:
    """The port Chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._client: discord.Client | None = None
        self._refused: dict[str, float] = {}
        self._guild_of: dict[int, int] = {}

    def speak_through(self, client: discord.Client) -> None:
        """Use this client from now on."""
        self._client = client

    @property
    def client(self) -> discord.Client:
        """The client that speaks."""
        if self._client is None:
            raise RuntimeError("nobody speaks for the chat yet")
        return self._client

    def forgive(self, room: str = "") -> None:
        """Try a room again that refused, because its permissions have changed; empty for all rooms."""
        if room:
            self._refused.pop(room, None)
        else:
            self._refused.clear()

    async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:
        """Show a reply in a room; the same `key` shows it at most once."""
        return await self.say(room, reply, key)

    async def say(
        self,
        room: str,
        reply: Reply,
        key: str = "",
        *,
        extra: Sequence[Button] = (),
        answering: discord.MessageReference | None = None,
    ) -> Sent | Unsent:
        """Show a reply as `send` does, with buttons of the platform's own, as the answer to a message.

        To answer a message needs the permission to read it again; without it the reply stands for itself.
        """
        channel = self._channel(int(room), answering)
        # To know them costs as much as to draw the reply, so they are asked for once.
        held = own_permissions(channel)
        if self._refused.get(room, 0.0) > _now() or (held and lacking(held, channel)[0]):
            return Unsent(Obstacle.FORBIDDEN)
        means = Means(held.embed_links, held.attach_files) if held else Means()
        key = key or uuid4().hex
        done: Sent | Unsent = Unsent(Obstacle.FAILED)
        for number, drawing in enumerate(draw(reply, means, extra)):
            replies = number == 0 and (held is None or held.read_message_history)
            nonce = nonce_of(f"{room}:{key}#{number}")
            done = await self._post(room, drawing, nonce, answering if replies else None)
            if isinstance(done, Unsent):
                break
        return done

    def _channel(self, room: int, answering: discord.MessageReference | None) -> object:
        known = answering.guild_id if answering else self._guild_of.get(room)
        guild = self.client.get_guild(known) if known else None
        channel = guild.get_channel_or_thread(room) if guild else None
        if channel is None:
            # Without the guild, discord.py looks for it in one guild after the other.
            channel = self.client.get_channel(room)
            if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
                self._guild_of[room] = channel.guild.id
        return channel

    async def _post(
        self, room: str, drawing: Drawing, nonce: str, answering: discord.MessageReference | None
    ) -> Sent | Unsent:
        for wait in (*WAITS, None):
            try:
                return await self._create(room, drawing, nonce, answering)
            except discord.Forbidden:
                self._refused[room] = _now() + LEFT_ALONE
                return Unsent(Obstacle.FORBIDDEN)
            except discord.NotFound:
                return Unsent(Obstacle.GONE)
            except ShutError:
                return Unsent(Obstacle.FAILED)
            except (discord.DiscordServerError, OSError, aiohttp.ClientError) as error:
                if wait is None:
                    log.warning("not sent after %d tries: room=%s error=%r", len(WAITS) + 1, room, error)
                    return Unsent(Obstacle.FAILED)
                await self._clock.sleep(wait)
            except discord.HTTPException as error:
                log.warning("not sent: room=%s status=%s code=%s", room, error.status, error.code)
                return Unsent(Obstacle.FORBIDDEN if error.code == ARCHIVED else Obstacle.FAILED)
        return Unsent(Obstacle.FAILED)

    async def _create(
        self, room: str, drawing: Drawing, nonce: str, answering: discord.MessageReference | None
    ) -> Sent:
        """Try once to send one message."""
        if drawing.has_files:
            channel = self.client.get_partial_messageable(int(room))
            reference: Arguments = {} if answering is None else {"reference": answering}
            sent = await channel.send(**drawing.arguments(), **reference, nonce=nonce)
            return Sent(str(sent.id), sent.created_at)
        # `send` would make this call, too, but build an object for each part of what is told and of what comes back;
        # of that we need the id alone, and the rest costs more than all that we do ourselves for a reply.
        told = drawing.message() | {"nonce": nonce, "enforce_nonce": True}
        if answering is not None:
            told["message_reference"] = answering.to_message_reference_dict()
        made = await self.client.http.request(Route("POST", MESSAGES, channel_id=int(room)), json=told)
        return Sent(made["id"], discord.utils.snowflake_time(int(made["id"])))

    async def aside(self, asker: Asker) -> Asker | None:
        """Return the same player in their direct messages, or None if Discord does not open them."""
        room = await self._direct(asker.player)
        return replace(asker, guild=guild_of(None, room), room=room, private=True) if room else None

    async def _direct(self, player: str) -> str | None:
        if not player.isdecimal():
            # Somebody who had everything deleted is nobody whom Discord knows.
            return None
        try:
            channel = await self.client.create_dm(discord.Object(int(player)))
        except (discord.HTTPException, OSError, aiohttp.ClientError):
            return None
        return str(channel.id)

    async def tell(self, player: str, reply: Reply) -> None:
        """Tell one player in a direct message; nothing is said if that is refused."""
        room = await self._direct(player)
        if room is not None:
            await self.send(room, reply)

    async def history(self, room: str, since: datetime) -> Sequence[Heard] | None:
        """Return what people said in a room since then, oldest first, at most 500 lines; None if Discord fails."""
        channel = self.client.get_partial_messageable(int(room))
        for wait in (*WAITS, None):
            try:
                said = channel.history(limit=HISTORY, after=since, oldest_first=True)
                return [_heard(message) async for message in said if is_speech(message)]
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("what was said meanwhile cannot be read: room=%s error=%r", room, error)
                return ()
            except (discord.HTTPException, OSError, aiohttp.ClientError) as error:
                log.warning("what was said meanwhile could not be read: room=%s error=%r", room, error)
                if wait is not None:
                    await self._clock.sleep(wait)
        return None


def is_speech(message: discord.Message) -> bool:
    """Whether a person said something with it: no bot, no webhook, no message of Discord's own."""
    return (
        not message.author.bot
        and message.webhook_id is None
        and message.type in SPOKEN
        and bool(message.content)
    )


def _heard(message: discord.Message) -> Heard:
    author = message.author
    return Heard(str(author.id), author.display_name, message.content, message.created_at, message.id)


def _now() -> float:
    return asyncio.get_running_loop().time()
