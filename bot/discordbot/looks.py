"""What Discord alone can tell a use case: what the bot may do in a room, what it hears, who may look after a room."""

import math
from collections.abc import Sequence

import aiohttp
import discord

from bot.discordbot.people import can_manage, is_named, lacking, own_permissions
from bot.service.customs import Settings
from bot.service.people import Asker
from bot.words import access
from bot.words.doctor import Check


async def look(client: discord.Client, asker: Asker) -> Sequence[Check]:
    """Look at permissions, intents and latency for somebody in a room."""
    channel = client.get_channel(int(asker.room))
    held = own_permissions(channel)
    needed, wished = lacking(held, channel) if held else ((), ())
    latency = client.latency
    return (
        access.permissions(needed, wished),
        access.content(on=client.intents.message_content),
        access.connection(latency if math.isfinite(latency) else None),
    )


def knows(client: discord.Client, guild: str, name: str, value: str) -> bool:
    """Whether the channels or the role that a setting is to name are there; of other settings Discord knows nothing."""
    held = client.get_guild(int(guild)) if guild.isdecimal() else None
    if held is None:
        # Not there at the moment; what is set is shown and can be set again.
        return True
    if name == "channels":
        rooms = value.replace(",", " ").split()
        return all(room.isdecimal() and held.get_channel_or_thread(int(room)) for room in rooms)
    return name != "role" or any(is_named(role, value) for role in held.roles)


async def reaches(client: discord.Client, settings: Settings, asker: Asker, room: str) -> bool:
    """Whether a room is of the asker's guild, and they may look after it."""
    channel = client.get_channel(int(room)) if room.isdecimal() else None
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return False
    if str(channel.guild.id) != asker.guild:
        return False
    try:
        # The bot keeps no members, so what this one may do elsewhere has to be asked for.
        member = await channel.guild.fetch_member(int(asker.player))
    except (discord.HTTPException, OSError, aiohttp.ClientError):
        return False
    return can_manage(member, channel, settings)
