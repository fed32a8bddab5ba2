"""A line that was said to the bot itself: in a direct message, or after its name."""

from bot.commands.dispatch import own, run, say
from bot.commands.table import COMMANDS
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import help as helps
from bot.words.reply import Reply


async def address(study: Study, asker: Asker, text: str) -> Reply | None:
    """Take a line that is meant for the bot: a command with or without prefix, an answer, or a look-up.

    Aliases of commands are not taken for commands, for people talk here in sentences. An answer counts as plainly
    meant as one, so the player is told what became of it.
    """
    prefix = study.settings.of(asker.guild, asker.room).prefix
    words = text.split()
    if not words:
        return helps.overview(prefix)
    if text.startswith(prefix):
        return await say(study, asker, text)
    if words[0].lower() in COMMANDS:
        return await run(study, asker, words[0], words[1:], typed=True)
    if study.quizzes.session(asker.room) is not None:
        return own(study, asker, await study.quizzes.hear(asker, text, deliberate=True))
    return own(study, asker, await study.lookups.define(asker, text))
