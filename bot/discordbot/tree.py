"""The tree of slash commands: what it suggests while one types, and when Discord is told of it."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.core.ledger import StoreAwayError
from bot.core.text import fold
from bot.discordbot.draw import Means, draw
from bot.discordbot.pages import shortened
from bot.discordbot.people import Interaction
from bot.discordbot.slash import Kind, Use, add_commands
from bot.service.study import Study
from bot.words import lines
from bot.words.help import pages
from bot.words.slash import menu_name

log = logging.getLogger(__name__)

CHOICES, CHOICE = 25, 100
"""Discord shows at most so many choices of so many characters, and drops the whole list if one is too long."""

OWN = "@bot"
"""The guild under which the bot keeps what concerns no guild."""


class Tree(app_commands.CommandTree[Any]):
    """The commands, and a word instead of silence for one that is no more."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a call that fits no command, as happens for an hour after commands have changed."""
        log.warning("a slash command could not be called: %r", error)
        can_be_answered = interaction.type is discord.InteractionType.application_command
        if can_be_answered and not interaction.response.is_done():
            (drawing,) = draw(lines.no_longer_there(), Means())
            await interaction.response.send_message(**drawing.arguments(), ephemeral=True)


def grow(
    client: discord.Client,
    study: Study,
    use: Use,
    define: Callable[[Interaction, str], Awaitable[None]],
) -> Tree:
    """Return the tree with every command of the table, and "Define this" in the menu of a message."""
    tree = Tree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    add_commands(tree, use, lambda _interaction, kind, typed: list(_suggested(study, kind, typed))[:CHOICES])

    async def define_this(interaction: Interaction, message: discord.Message) -> None:
        await define(interaction, message.content)

    tree.add_command(app_commands.ContextMenu(name=menu_name(), callback=define_this))
    return tree


def _suggested(study: Study, kind: Kind, typed: str) -> Iterator[app_commands.Choice[str]]:
    """Yield what an option may become, the likeliest first."""
    match kind:
        case Kind.FACT:
            named = [(fact.name, fact.key) for fact in study.lookups.complete(typed)]
        case Kind.TOPIC:
            topics = study.shelf.library.catalog.topics
            named = _beginning([(topic.name, topic.key) for topic in topics], typed)
        case _:
            named = _beginning([(name, name) for name in pages()], typed)
    for name, value in named:
        yield app_commands.Choice(name=shortened(name, CHOICE), value=value[:CHOICE])


def _beginning(named: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the (name, value) pairs that hold what was typed, those that begin with it first."""
    wanted = fold(typed)
    held = [pair for pair in named if any(wanted in fold(part) for part in pair)]
    return sorted(held, key=lambda pair: not any(fold(part).startswith(wanted) for part in pair))


async def sync_if_changed(tree: Tree, study: Study, application: int | None) -> None:
    """Tell Discord of the commands if they are others than those it was told of last."""
    told = json.dumps([command.to_dict(tree) for command in tree.get_commands()], sort_keys=True)
    current = f"{application}:{hashlib.sha256(told.encode()).hexdigest()}"
    if study.settings.remembered(OWN, "", "tree") == current:
        return
    try:
        await tree.sync()
        await study.settings.remember(OWN, "", "tree", current)
    except (discord.DiscordException, OSError, aiohttp.ClientError, StoreAwayError) as error:
        log.warning("Discord does not know the latest slash commands; the next start tries again: %r", error)
    else:
        log.info("slash commands synced")
