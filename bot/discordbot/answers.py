"""Answering an interaction: in time, to the right eyes, and another way when Discord no longer takes the answer."""

import asyncio
import logging
from collections.abc import Awaitable

import aiohttp
import discord

from bot.discordbot.border import bordered
from bot.discordbot.chat import DiscordChat
from bot.discordbot.draw import Arguments, Drawing, Means, draw
from bot.discordbot.people import Interaction
from bot.discordbot.sheets import sheet
from bot.service.people import Asker
from bot.words import access
from bot.words.reply import Button, Form, Reply

log = logging.getLogger(__name__)

DEFER_AFTER = 1.0
"""Seconds until an answer that is not ready is announced; Discord waits for three."""

DROP = "drop"
"""The verb of the button with which the asker takes an answer away."""

ACKNOWLEDGED = 40060
"""Discord's code for an interaction that was answered before: by us, when the connection broke after it."""


def takes_away(asker: Asker) -> tuple[Button, ...]:
    """Return the button with which only the asker, or a manager, takes an answer away; alone nobody needs it."""
    return () if asker.private else (Button(access.take_away(), f"{DROP}:{asker.player}"),)


async def answer(
    interaction: Interaction,
    asker: Asker,
    work: Awaitable[Reply | Form | None],
    chat: DiscordChat,
    *,
    quiet: bool = False,
    otherwise: Reply | None = None,
) -> None:
    """Answer an interaction with what a use case says; `quiet` when it concerns the asker alone if it is slow.

    `otherwise` is said to the asker alone where the use case says nothing.
    """
    task = asyncio.ensure_future(bordered(asker.id, work))
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        await _defer(interaction, quiet=quiet)
    public = not done and not quiet and interaction.type is not discord.InteractionType.component
    told = await task or otherwise
    try:
        try:
            await _give(interaction, asker, told, waits_in_public=public)
        except (OSError, aiohttp.ClientError):
            # If it arrived all the same, Discord says that it was answered before.
            await _give(interaction, asker, told, waits_in_public=public)
    except discord.NotFound:  # the token is too old, or the message is gone
        await _tell_otherwise(chat, asker, told)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            log.warning("an interaction was not answered: status=%s code=%s", error.status, error.code)
            await _tell_otherwise(chat, asker, told)
    except (OSError, aiohttp.ClientError) as error:
        log.warning("an interaction was not answered: %r", error)
        await _tell_otherwise(chat, asker, told)


async def _defer(interaction: Interaction, *, quiet: bool) -> None:
    component = interaction.type is discord.InteractionType.component
    try:
        await interaction.response.defer(ephemeral=quiet, thinking=not component)
    except (discord.HTTPException, OSError, aiohttp.ClientError) as error:
        log.warning("an interaction was not deferred: %r", error)


async def _give(
    interaction: Interaction, asker: Asker, told: Reply | Form | None, *, waits_in_public: bool
) -> None:
    if isinstance(told, Form):
        await _show_form(interaction, told)
    elif told is None:
        if not interaction.response.is_done():
            await interaction.response.defer()
    elif told.instead and interaction.message is not None:
        await _replace(interaction, told)
    else:
        if waits_in_public and (told.private or told.secret):
            # What follows a public "is thinking" would be public, too.
            await interaction.delete_original_response()
        await _speak(interaction, asker, told)


async def _show_form(interaction: Interaction, form: Form) -> None:
    if not interaction.response.is_done():
        await interaction.response.send_modal(sheet(form))
        return
    (drawing,) = draw(access.once_more(), Means())
    await interaction.followup.send(**drawing.arguments(), ephemeral=True)


async def _replace(interaction: Interaction, reply: Reply) -> None:
    """Let a reply take the place of the message whose button was pressed."""
    (drawing,) = draw(reply, means_of(interaction), own_message=False)
    arguments = drawing.arguments()
    arguments["attachments"] = arguments.pop("files", [])
    shown: Arguments = {"content": None, "embed": None, "view": None} | arguments
    if interaction.response.is_done():
        await interaction.edit_original_response(**shown)
    else:
        await interaction.response.edit_message(**shown)


async def _speak(interaction: Interaction, asker: Asker, reply: Reply) -> None:
    alone = reply.private or reply.secret
    extra = () if alone else takes_away(asker)
    for drawing in draw(reply, means_of(interaction), extra):
        await _send(interaction, drawing, alone=alone)


async def _send(interaction: Interaction, drawing: Drawing, *, alone: bool) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(**drawing.arguments(), ephemeral=alone)
    else:
        await interaction.response.send_message(**drawing.arguments(), ephemeral=alone)


async def tell_alone(interaction: Interaction, reply: Reply) -> None:
    """Add a word for the asker alone to an interaction that is answered."""
    try:
        for drawing in draw(reply, means_of(interaction)):
            await _send(interaction, drawing, alone=True)
    except (discord.HTTPException, OSError, aiohttp.ClientError) as error:
        log.warning("a word was not added: %r", error)


async def _tell_otherwise(chat: DiscordChat, asker: Asker, told: Reply | Form | None) -> None:
    """Say in the room, or to the asker, what the interaction can no longer take."""
    match told:
        case Reply(private=False, secret=False):
            await chat.say(asker.room, told, f"late:{asker.id}", extra=takes_away(asker))
        case Reply():
            await chat.tell(asker.player, told)
        case _:
            pass


def means_of(interaction: Interaction) -> Means:
    """Return what may be used in the answer to an interaction."""
    held = interaction.app_permissions
    if interaction.guild_id is None:
        return Means()
    return Means(held.embed_links, held.attach_files)
