"""Drawing a reply: embeds, buttons, menus and pictures, for Discord itself and for discord.py."""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.discordbot.pages import BLANK, CONTENT, Page, pages, shortened
from bot.words.reply import Button, Choice, Menu, Pick, Reply, Tone

log = logging.getLogger(__name__)

OURS = "c:"
"""What every custom_id of ours begins with; the action of the button stands behind it."""

LABEL, CUSTOM_ID, CHOICES, CHOICE, PLACEHOLDER = 80, 100, 25, 100, 150
ROWS, IN_ROW = 5, 5
ALT = 1024

# Each reads on light and on dark, and none is the only signal: the sign says the same.
COLOURS = {
    Tone.PLAIN: 0x5865F2,
    Tone.GOOD: 0x2E9E5B,
    Tone.BAD: 0xD9483B,
    Tone.NOTICE: 0xB7791F,
    Tone.WARNING: 0xC2571A,
}
SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✅ ", Tone.BAD: "❌ ", Tone.NOTICE: "ℹ️ ", Tone.WARNING: "⚠️ "}

BUTTON, SELECT, ROW = (
    discord.ComponentType.button.value,
    discord.ComponentType.select.value,
    discord.ComponentType.action_row.value,
)
STRONG, CALM = discord.ButtonStyle.primary.value, discord.ButtonStyle.secondary.value

NOBODY = discord.AllowedMentions.none()

Payload = dict[str, Any]
"""A message, or a part of one, in the terms of Discord's API."""

Arguments = dict[str, Any]
"""What discord.py's send, reply, send_message and follow-ups take alike."""


@dataclass(frozen=True, slots=True)
class Means:
    """What may be used where a reply is shown."""

    embeds: bool = True
    files: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """One message to be sent."""

    reply: Reply
    page: Page
    last: bool
    means: Means
    buttons: tuple[Button, ...]

    def message(self) -> Payload:
        """Return the message as Discord takes it, but for its files; nobody is pinged but a role that asked for it."""
        content = self._content()
        embeds = [] if self.page.is_plain else [self._embed()]
        message: Payload = {"allowed_mentions": self._mentions().to_dict()}
        if content or not embeds:
            message["content"] = content or BLANK
        if embeds:
            message["embeds"] = embeds
        if self.last and (self.buttons or self.reply.menus):
            message["components"] = _rows(self.buttons, self.reply.menus)
        return message

    def arguments(self) -> Arguments:
        """Return what discord.py is to be called with to show the message; anew for each try, if it has files."""
        message = self.message()
        shown: Arguments = {"allowed_mentions": self._mentions()}
        if "content" in message:
            shown["content"] = message["content"]
        if "embeds" in message:
            shown["embed"] = discord.Embed.from_dict(message["embeds"][0])
        if "components" in message:
            shown["view"] = Drawn(message["components"])
        if self.has_files:
            shown["files"] = list(_files(self.reply))
        return shown

    @property
    def has_files(self) -> bool:
        """Whether files go with the message."""
        return self.last and self.means.files and bool(self.reply.image or self.reply.file)

    def _mentions(self) -> discord.AllowedMentions:
        if not self.reply.ping.isdecimal():
            return NOBODY
        return discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(int(self.reply.ping))], replied_user=False
        )

    def _content(self) -> str:
        ping = f"<@&{self.reply.ping}> " if self.reply.ping and self.last else ""
        image = self.reply.image
        alt = f"\n({image.alt})" if image and self.last and not self.means.files else ""
        return shortened(f"{ping}{self.page.content}{alt}", CONTENT).strip()

    def _embed(self) -> Payload:
        page = self.page
        embed: Payload = {"type": "rich", "color": COLOURS[self.reply.tone]}
        if page.title:
            embed["title"] = page.title
        if page.text:
            embed["description"] = page.text
        if page.fields:
            embed["fields"] = [
                {"name": field.name, "value": field.value, "inline": field.inline} for field in page.fields
            ]
        if page.footer:
            embed["footer"] = {"text": page.footer}
        if self.reply.image and self.has_files:
            embed["image"] = {"url": f"attachment://{self.reply.image.name}"}
        return embed


class Drawn(ui.View):
    """Components as they are drawn; presses come in as interactions, so it listens to nothing and is not kept."""

    def __init__(self, rows: list[Payload]) -> None:
        super().__init__(timeout=None)
        self._rows = rows
        self.stop()

    def to_components(self) -> list[Payload]:
        """Return the rows."""
        return self._rows


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
    if sign and reply.title:
        return replace(reply, title=sign + reply.title)
    return replace(reply, text=sign + reply.text) if sign and reply.text else reply


def _files(reply: Reply) -> Iterator[discord.File]:
    if reply.image:
        data = io.BytesIO(reply.image.data)
        yield discord.File(data, reply.image.name, description=shortened(reply.image.alt, ALT))
    if reply.file:
        yield discord.File(io.BytesIO(reply.file.data), reply.file.name)


def _rows(buttons: Sequence[Button], menus: Sequence[Menu]) -> list[Payload]:
    """Return the rows of a message: one for each menu, and what is left for the buttons."""
    # Discord refuses a message with two equal ids, and an id that is too long.
    fit = {menu.action: menu for menu in menus if len(OURS + menu.action) <= CUSTOM_ID and menu.choices}
    rows = [[_menu(menu)] for menu in list(fit.values())[:ROWS]]
    free = (ROWS - len(rows)) * IN_ROW
    others = {each.action: each for each in buttons if len(OURS + each.action) <= CUSTOM_ID}
    drawn = [_button(button) for action, button in others.items() if action not in fit][:free]
    rows += [drawn[start : start + IN_ROW] for start in range(0, len(drawn), IN_ROW)]
    return [{"type": ROW, "components": row} for row in rows]


def _button(button: Button) -> Payload:
    return {
        "type": BUTTON,
        "label": shortened(button.label, LABEL) or BLANK,
        "custom_id": OURS + button.action,
        "style": STRONG if button.strong else CALM,
    }


def _menu(menu: Menu) -> Payload:
    options = [option.to_dict() for option in options_of(menu.choices)]
    least, most = bounds(menu, len(options))
    return {
        "type": SELECT,
        "custom_id": OURS + menu.action,
        "placeholder": shortened(menu.placeholder, PLACEHOLDER),
        "options": options,
        "min_values": least,
        "max_values": most,
    }


def bounds(chosen_from: Menu | Pick, size: int) -> tuple[int, int]:
    """Return how many of so many lines must and may be chosen, within what Discord takes."""
    return min(chosen_from.least, size), max(1, min(chosen_from.most, size))


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
