"""What is pressed: slash commands, buttons, menus and forms; for ever, for all that they need stands in their ids."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import discord

from bot.commands import press, run
from bot.commands.table import COMMANDS, NAMES
from bot.core.ledger import StoreAwayError
from bot.discordbot.answers import DROP, answer, tell_alone
from bot.discordbot.chat import DiscordChat
from bot.discordbot.draw import OURS
from bot.discordbot.people import Interaction, lacking, presser_of
from bot.discordbot.rooms import Known
from bot.discordbot.slash import Slash
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import access, lines
from bot.words.reply import Form, Reply

TOLD_CONTENT = "told-content"
"""The setting under which it stands that a guild's managers know that message content is off."""

QUIZ = "quiz"
"""The action of the form whose words start a quiz."""

Work = Callable[[], Awaitable[Reply | Form | None]]

PRESSES = frozenset({discord.InteractionType.component, discord.InteractionType.modal_submit})


class Pressing:
    """Takes presses. `leaving` answers that the bot is back in a moment; `content` says that typing is heard."""

    def __init__(self, study: Study, chat: DiscordChat) -> None:
        self._study = study
        self._chat = chat
        self._known = Known()
        self.leaving = False
        self.content = True

    async def use(self, interaction: Interaction, slash: Slash, words: Sequence[str]) -> None:
        """Take a slash command: the same use case as the command with the prefix."""
        if not self._known.is_new(interaction.id):
            return
        asker = presser_of(interaction, self._study.settings)
        if slash.opens:
            await answer(interaction, asker, self._pressed(asker, slash.opens, ()), self._chat, quiet=True)
            return
        quiz = NAMES[slash.runs] is COMMANDS["quiz"]
        work = partial(self._ran, asker, slash.runs, words)
        await answer(
            interaction,
            asker,
            self._started(interaction, asker, work) if quiz else work(),
            self._chat,
            quiet=slash.quiet,
            otherwise=access.starting() if quiz else access.done(),
        )
        await self._tell_of_content(interaction, asker)

    async def define(self, interaction: Interaction, words: str) -> None:
        """Take "Define this" on a message."""
        asker = presser_of(interaction, self._study.settings)
        await answer(interaction, asker, self._ran(asker, "define", words.split()), self._chat)

    async def _ran(self, asker: Asker, name: str, words: Sequence[str]) -> Reply | None:
        return self._away() or await run(self._study, asker, name, words)

    async def _started(self, interaction: Interaction, asker: Asker, start: Work) -> Reply | Form | None:
        """Start a quiz where the bot may ask; say what is missing."""
        if interaction.guild_id is None:
            return await start()
        needed, wished = lacking(interaction.app_permissions, interaction.channel)
        if needed:
            return access.may_not_speak(asker.room, needed)
        refused = await start()
        return refused or (access.goes_without(wished) if wished else None)

    async def press(self, interaction: Interaction) -> None:
        """Take a press of a button, a choice in a menu or a form that was filled in."""
        if interaction.type not in PRESSES or not self._known.is_new(interaction.id):
            return
        data: Mapping[str, Any] = interaction.data or {}
        asker = presser_of(interaction, self._study.settings)
        action = str(data.get("custom_id", "")).removeprefix(OURS)
        verb, _, whose = action.partition(":")
        if verb == DROP and (whose == asker.player or asker.manager):
            await take_away(interaction)
            return
        if verb == DROP:
            await answer(interaction, asker, self._not_yours(), self._chat, quiet=True)
            return
        work = partial(self._pressed, asker, action, values_of(data))
        if action == QUIZ:
            started = self._started(interaction, asker, work)
            await answer(interaction, asker, started, self._chat, quiet=True, otherwise=access.starting())
        else:
            await answer(interaction, asker, work(), self._chat, quiet=True)

    async def _not_yours(self) -> Reply:
        return access.not_yours()

    async def _pressed(self, asker: Asker, action: str, values: Sequence[str]) -> Reply | Form | None:
        return self._away() or await press(self._study, asker, action, values)

    def _away(self) -> Reply | None:
        return lines.back_in_a_moment() if self.leaving else None

    async def _tell_of_content(self, interaction: Interaction, asker: Asker) -> None:
        """Tell a guild's managers once that typed lines are not heard, and where to change it."""
        if self.content or asker.private or not asker.manager:
            return
        settings = self._study.settings
        if not settings.remembered(asker.guild, "", TOLD_CONTENT):
            with suppress(StoreAwayError):
                await settings.remember(asker.guild, "", TOLD_CONTENT, "yes")
                await tell_alone(interaction, access.content_is_off())


async def take_away(interaction: Interaction) -> None:
    """Delete the message whose button was pressed."""
    with suppress(discord.NotFound):  # two clicks
        await interaction.response.defer()
        await interaction.delete_original_response()


def values_of(data: Mapping[str, Any]) -> list[str]:
    """Return what was chosen in a menu, or filled into a form, part by part."""
    return list(_filled(data))


def _filled(component: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was chosen and typed, however deep it stands there."""
    if "value" in component:
        yield str(component["value"])
    yield from map(str, component.get("values", ()))
    inner = [component["component"]] if "component" in component else []
    for each in (*inner, *component.get("components", ())):
        yield from _filled(each)
