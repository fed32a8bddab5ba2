"""Drawing a form: as a modal, which comes back filled in as an interaction of its own."""

from typing import Any

from discord import ui

from bot.discordbot.draw import OURS
from bot.discordbot.pages import shortened
from bot.words.reply import Form

TITLE, LABEL, ABOUT, TYPED = 45, 45, 100, 300

FIELD = "typed"


class Sheet(ui.Modal):
    """A form. What is filled in comes back as an interaction of its own, so it needs no callback and no memory."""


def sheet(form: Form) -> Sheet:
    """Return the form as a modal with one line."""
    typed = ui.TextInput[Any](custom_id=FIELD, max_length=TYPED)
    label = ui.Label[Any](
        text=shortened(form.label, LABEL),
        description=shortened(form.label, ABOUT) if len(form.label) > LABEL else None,
        component=typed,
    )
    made = Sheet(title=shortened(form.title, TITLE), timeout=None, custom_id=OURS + form.action)
    made.add_item(label)
    made.stop()
    return made
