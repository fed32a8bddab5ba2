"""What buttons and menus outside of a running quiz do, by the verb that their action begins with."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.commands import boards, dailies, forms, handlers, managing, privacy, settings
from bot.service.people import Asker
from bot.service.study import Study
from bot.words.reply import Form, Reply

Pressed = Callable[[Study, Asker, Sequence[str], Sequence[str]], Awaitable[Reply | Form | None]]
"""Takes what follows the verb in the action, and what was chosen or filled in."""

PRESSES: Mapping[str, Pressed] = {
    "board": boards.turn,
    "weak": boards.weak,
    "daily": dailies.pressed,
    "facts": handlers.turn,
    "reset": managing.confirm_reset,
    "forget": privacy.forget,
    "options": forms.opened,
    "set": settings.pressed,
}
