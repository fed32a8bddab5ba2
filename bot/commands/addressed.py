"""A line that was said to the bot itself: in a direct message, or after its name."""

from bot.commands.dispatch import own, run, say
from bot.commands.table import COMMANDS, command_in
from bot.core.text import fold
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import help as helps
from bot.words import lines
from bot.words.reply import Reply

GREETINGS = frozenset({"hi", "hello", "hey", "hi there", "hello there", "good morning", "good evening"})
THANKS = frozenset(
    {"thanks", "thank you", "thx", "ty", "thanks a lot", "many thanks", "thank you very much", "good bot"}
)


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
    if (name := command_in(text)) in COMMANDS:
        return await run(study, asker, name, words[1:], typed=True)
    if polite := _pleasantry(fold(text)):
        return own(study, asker, polite)
    if study.quizzes.session(asker.room) is not None:
        return own(study, asker, await study.quizzes.hear(asker, text, deliberate=True))
    return own(study, asker, await study.lookups.define(asker, text))


def _pleasantry(said: str) -> Reply | None:
    if said in GREETINGS:
        return lines.hello()
    return lines.welcome() if said in THANKS else None
