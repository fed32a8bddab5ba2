"""Drawing a reply: embeds, buttons, menus, pictures and forms, as discord.py sends them."""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.discordbot.pages import BLANK, CONTENT, Page, pages, shortened
from bot.words.reply import Button, Choice, Menu, Reply, Tone

log = logging.getLogger(__name__)

OURS = "c:"
"""What every custom_id of ours begins with; the action of the button stands behind it."""

LABEL, CUSTOM_ID, CHOICES, CHOICE, PLACEHOLDER = 80, 100, 25, 100, 150
ROWS, IN_ROW = 5, 5
ALT = 1024

# Each reads on light and on dark, and none is the only signal: the sign says the same.
COLOURS = {Tone.PLAIN: 0x5865F2, Tone.GOOD: 0x2E9E5B, Tone.BAD: 0xD9483B, Tone.NOTICE: 0xB7791F}
SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✅ ", Tone.BAD: "❌ ", Tone.NOTICE: "ℹ️ "}

Arguments = dict[str, Any]
"""What discord.py's send, reply, send_message and follow-ups take alike."""


@dataclass(frozen=True, slots=True)
class Means:
    """What may be used where a reply is shown."""

    embeds: bool = True
    files: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """One message to be sent. Its arguments are made anew for each try, for a file can be sent only once."""

    reply: Reply
    page: Page
    last: bool
    means: Means
    buttons: tuple[Button, ...]

    def arguments(self) -> Arguments:
        """Return what discord.py is to be called with; nobody is ever pinged but a role that asked for it."""
        embed = _embed(self.reply, self.page)
        files = list(_files(self.reply)) if self.last and self.means.files else []
        shown: Arguments = {"allowed_mentions": _mentions(self.reply.ping)}
        content = self._content()
        if content or embed is None:
            shown["content"] = content or BLANK
        if embed is not None:
            if files and self.reply.image:
                embed.set_image(url=f"attachment://{files[0].filename}")
            shown["embed"] = embed
        if files:
            shown["files"] = files
        if self.last and (self.buttons or self.reply.menus):
            shown["view"] = _view(self.buttons, self.reply.menus)
        return shown

    def _content(self) -> str:
        ping = f"<@&{self.reply.ping}> " if self.reply.ping and self.last else ""
        image = self.reply.image
        alt = f"\n({image.alt})" if image and self.last and not self.means.files else ""
        return shortened(f"{ping}{self.page.content}{alt}", CONTENT).strip()


def draw(
    reply: Reply, means: Means, extra: Sequence[Button] = (), *, own_message: bool = True
) -> tuple[Drawing, ...]:
    """Return the messages that show a reply; buttons, pictures and files are on the last.

    Without `own_message` (an existing message is changed) it is one message, with what fits.
    """
    reply = _signed(reply)
    made = pages(reply, embeds=means.embeds)
    made = made if own_message else made[:1]
    buttons = (*reply.buttons, *extra)
    return tuple(
        Drawing(reply, page, number == len(made), means, buttons) for number, page in enumerate(made, start=1)
    )


def _signed(reply: Reply) -> Reply:
    sign = SIGNS[reply.tone]
    if reply.title:
        return replace(reply, title=sign + reply.title)
    return replace(reply, text=sign + reply.text) if reply.text else reply


def _mentions(role: str) -> discord.AllowedMentions:
    if not role.isdecimal():
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, users=False, roles=[discord.Object(int(role))], replied_user=False
    )


def _embed(reply: Reply, page: Page) -> discord.Embed | None:
    if page.is_plain:
        return None
    embed = discord.Embed(title=page.title or None, description=page.text or None, colour=COLOURS[reply.tone])
    for field in page.fields:
        embed.add_field(name=field.name, value=field.value, inline=field.inline)
    if page.footer:
        embed.set_footer(text=page.footer)
    return embed


def _files(reply: Reply) -> Iterator[discord.File]:
    if reply.image:
        data = io.BytesIO(reply.image.data)
        yield discord.File(data, reply.image.name, description=shortened(reply.image.alt, ALT))
    if reply.file:
        yield discord.File(io.BytesIO(reply.file.data), reply.file.name)


def _view(buttons: Sequence[Button], menus: Sequence[Menu]) -> ui.View:
    """Return the components; presses come in as interactions, so the view itself listens to nothing and is not kept."""
    view = ui.View(timeout=None)
    menus = [menu for menu in menus if len(OURS + menu.action) <= CUSTOM_ID and menu.choices][:ROWS]
    for row, menu in enumerate({menu.action: menu for menu in menus}.values()):
        view.add_item(_select(menu, row))
    free = (ROWS - len(menus)) * IN_ROW
    # Discord refuses a message with two equal ids, and an id that is too long.
    taken = {menu.action for menu in menus}
    fit = {button.action: button for button in buttons if len(OURS + button.action) <= CUSTOM_ID}
    for button in [button for action, button in fit.items() if action not in taken][:free]:
        view.add_item(_button(button))
    view.stop()
    return view


def _button(button: Button) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary if button.strong else discord.ButtonStyle.secondary
    return ui.Button(
        label=shortened(button.label, LABEL) or BLANK, custom_id=OURS + button.action, style=style
    )


def _select(menu: Menu, row: int) -> ui.Select[Any]:
    choices = options_of(menu.choices)
    return ui.Select(
        custom_id=OURS + menu.action,
        placeholder=shortened(menu.placeholder, PLACEHOLDER),
        options=choices,
        min_values=min(menu.least, len(choices)),
        max_values=max(1, min(menu.most, len(choices))),
        row=row,
    )


def options_of(choices: Iterable[Choice]) -> list[discord.SelectOption]:
    """Return the lines of a menu within Discord's limits; of two with one value the later stays."""
    return [
        discord.SelectOption(
            label=shortened(choice.label, CHOICE) or BLANK,
            value=choice.value[:CHOICE],
            description=shortened(choice.about, CHOICE) or None,
            default=choice.chosen,
        )
        for choice in list({choice.value[:CHOICE]: choice for choice in choices}.values())[:CHOICES]
    ]
