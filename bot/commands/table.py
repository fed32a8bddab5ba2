"""The commands: the one list of names, which both front ends, the help and the content check read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.commands import boards, dailies, handlers, managing, privacy, schedules, settings
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import help as helps
from bot.words.reply import Reply

Handler = Callable[[Study, Asker, handlers.Words], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does, what else it may be called, whether only managers may use it.

    `costly` ones ask the store or draw, so they may not be used as fast as one can type.
    """

    do: Handler
    aliases: tuple[str, ...] = ()
    managers: bool = False
    costly: bool = False


async def help_(study: Study, asker: Asker, words: handlers.Words) -> Reply:
    """Show the commands, or one of them by its name or an alias."""
    prefix = study.settings.of(asker.guild, asker.room).prefix
    if not words:
        return helps.overview(prefix)
    name = words[0].lower().removeprefix(prefix)
    return helps.about(OWN_NAMES.get(name, name), prefix)


COMMANDS: Mapping[str, Command] = {
    "define": Command(handlers.define, ("def", "lookup")),
    "search": Command(handlers.search, ("find",)),
    "topics": Command(handlers.topics, ("packs",)),
    "facts": Command(handlers.facts, ("terms",)),
    "source": Command(handlers.source, ("sources",)),
    "related": Command(handlers.related),
    "random": Command(handlers.random),
    "timeline": Command(handlers.timeline),
    "compare": Command(handlers.compare),
    "quiz": Command(handlers.quiz, costly=True),
    "answer": Command(handlers.answer, ("a",)),
    "hint": Command(handlers.hint),
    "skip": Command(handlers.skip, ("next",)),
    "pause": Command(handlers.pause),
    "resume": Command(handlers.resume, ("continue",)),
    "stop": Command(handlers.stop, ("end",)),
    "join": Command(handlers.join),
    "leave": Command(handlers.leave),
    "scores": Command(handlers.scores, ("score", "standings")),
    "leaderboard": Command(boards.leaderboard, ("lb", "board", "top"), costly=True),
    "me": Command(boards.me, ("profile",), costly=True),
    "daily": Command(dailies.daily, costly=True),
    "privacy": Command(privacy.privacy, costly=True),
    "help": Command(help_, ("commands",)),
    "undo": Command(managing.undo, managers=True, costly=True),
    "award": Command(managing.award, managers=True, costly=True),
    "accept": Command(managing.accept, managers=True, costly=True),
    "refuse": Command(managing.refuse, managers=True, costly=True),
    "reset": Command(managing.reset, managers=True, costly=True),
    "audit": Command(managing.audit, managers=True, costly=True),
    "settings": Command(settings.settings, ("setting", "set"), managers=True, costly=True),
    "schedule": Command(schedules.schedule, managers=True, costly=True),
    "doctor": Command(managing.doctor, managers=True, costly=True),
    "reload": Command(managing.reload, managers=True, costly=True),
}

OWN_NAMES: Mapping[str, str] = {
    name: key for key, command in COMMANDS.items() for name in (key, *command.aliases)
}
"""Every name and alias, with the name under which the command stands in the help."""

NAMES: Mapping[str, Command] = {name: COMMANDS[key] for name, key in OWN_NAMES.items()}
"""Every name and alias, with its command."""


def command_names() -> frozenset[str]:
    """Return every word that is a command and so can be no key or alias of a fact."""
    return frozenset(NAMES)
