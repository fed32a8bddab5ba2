"""Drawing a form: as a modal, which comes back filled in as an interaction of its own."""

from typing import Any

from discord import ui

from bot.discordbot.draw import OURS, PLACEHOLDER, bounds, options_of
from bot.discordbot.pages import shortened
from bot.words.reply import Form, Line, Pick

TITLE, LABEL, ABOUT, EXAMPLE, PARTS = 45, 45, 100, 100, 5
"""What one modal may hold, by Discord's documentation, in characters and in parts."""


class Sheet(ui.Modal):
    """A form. What is filled in comes back as an interaction of its own, so it needs no callback and no memory."""


def sheet(form: Form) -> Sheet:
    """Return the form as a modal, each of its parts under its label; Discord refuses a menu without choices."""
    made = Sheet(title=shortened(form.title, TITLE), timeout=None, custom_id=OURS + form.action)
    parts = [part for part in form.parts if isinstance(part, Line) or part.choices]
    for part in parts[:PARTS]:
        made.add_item(_labelled(part))
    made.stop()
    return made


def _labelled(part: Line | Pick) -> ui.Label[Any]:
    return ui.Label(
        text=shortened(part.label, LABEL),
        description=shortened(part.label, ABOUT) if len(part.label) > LABEL else None,
        component=_typed(part) if isinstance(part, Line) else _picked(part),
    )


def _typed(line: Line) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=line.name,
        default=line.typed if 0 < len(line.typed) <= line.longest else None,
        placeholder=shortened(line.example, EXAMPLE) or None,
        required=line.needed,
        max_length=line.longest,
    )


def _picked(pick: Pick) -> ui.Select[Any]:
    options = options_of(pick.choices)
    least, most = bounds(pick, len(options))
    return ui.Select(
        custom_id=pick.name,
        placeholder=shortened(pick.placeholder, PLACEHOLDER) or None,
        options=options,
        min_values=least,
        max_values=most,
        required=pick.least > 0,
    )
