"""Who asks, as Discord tells it: from a message or an interaction to an Asker, with what they may do here."""

from typing import Any

import discord

from bot.service.customs import Settings
from bot.service.people import Asker

Interaction = discord.Interaction[Any]

NEEDED = ("send_messages",)
WISHED = ("embed_links", "attach_files", "read_message_history")
"""What the bot needs to speak in a channel, and what makes it better."""


def guild_of(guild: object, channel: object) -> str:
    """Return the guild's id as the rest of the bot knows it; a direct channel is a guild of its own."""
    return str(guild) if guild else f"dm-{channel}"


def asker_of(message: discord.Message, settings: Settings) -> Asker:
    """Return who said something, and what they may do there at this moment."""
    guild = guild_of(message.guild and message.guild.id, message.channel.id)
    author = message.author
    manager = isinstance(author, discord.Member) and can_manage(author, message.channel, settings)
    return Asker(
        guild=guild,
        room=str(message.channel.id),
        player=str(author.id),
        name=author.display_name,
        at=message.created_at,
        id=message.id,
        manager=manager,
        private=message.guild is None,
    )


def presser_of(interaction: Interaction, settings: Settings) -> Asker:
    """Return who pressed a button or called a slash command, and what they may do there at this moment."""
    guild = guild_of(interaction.guild_id, interaction.channel_id)
    user = interaction.user
    manager = interaction.guild_id is not None and (
        interaction.permissions.manage_messages
        or (isinstance(user, discord.Member) and _has_role(user, settings.of(guild).role))
    )
    return Asker(
        guild=guild,
        room=str(interaction.channel_id),
        player=str(user.id),
        name=user.display_name,
        at=interaction.created_at,
        id=interaction.id,
        manager=manager,
        private=interaction.guild_id is None,
    )


def can_manage(member: discord.Member, channel: Any, settings: Settings) -> bool:
    """Whether a member may manage messages in a channel, or has the role that the group's setting names."""
    if _permissions(channel, member).manage_messages:
        return True
    return _has_role(member, settings.of(str(member.guild.id)).role)


def _permissions(channel: Any, member: discord.Member) -> discord.Permissions:
    try:
        return channel.permissions_for(member)
    except discord.ClientException:  # a thread whose channel is not known (any more)
        return discord.Permissions.none()


def _has_role(member: discord.Member, wanted: str) -> bool:
    """Whether a member has the role that a group's setting names."""
    return bool(wanted) and any(is_named(role, wanted) for role in member.roles)


def is_named(role: discord.Role, wanted: str) -> bool:
    """Whether a role is the one that a setting names, by its id, its mention or its name; never everybody's."""
    named = str(role.id) == wanted.strip("<@&>") or role.name.casefold() == wanted.casefold()
    return named and not role.is_default()


def lacking(permissions: discord.Permissions, channel: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the permissions that the bot lacks: (needed to speak there, wished for)."""
    thread = isinstance(channel, discord.Thread)
    needed = ("send_messages_in_threads",) if thread else NEEDED

    def missing(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if not getattr(permissions, name))

    return missing(("view_channel", *needed)), missing(WISHED)


def own_permissions(channel: object) -> discord.Permissions | None:
    """Return what the bot may do in a channel as far as it is known, or None for a direct or unknown one."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return None
    me = channel.guild.me
    # Between a guild's outage and its return nobody is known there.
    return _permissions(channel, me) if me else None  # pyright: ignore[reportUnnecessaryComparison]
