"""The item of the day: asked, and answered by a letter or a press."""

from collections.abc import Sequence

from bot.service.people import Asker
from bot.service.study import Study
from bot.words import lines
from bot.words.reply import Reply


async def daily(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Show the item of the day, or answer it with a letter."""
    if words:
        return await study.dailies.answer(asker, " ".join(words))
    return await study.dailies.today(asker)


async def pressed(study: Study, asker: Asker, where: Sequence[str], _values: Sequence[str]) -> Reply:
    """Answer the item of the day that a button belongs to."""
    match where:
        case [day, letter]:
            return await study.dailies.answer(asker, letter, day)
        case _:
            return lines.no_longer_there()
