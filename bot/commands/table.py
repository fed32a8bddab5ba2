"""The commands: the one list of names, which both front ends, the help and the content check read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.commands import boards, dailies, handlers, managing, privacy, schedules, settings
from bot.commands.options import is_option
from bot.commands.slips import nearest
from bot.core.quiz.session import ModeName
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
    """Show the commands, one of them by its name or an alias, or what else a word of the bot's means."""
    prefix = study.settings.of(asker.guild, asker.room).prefix
    if not words:
        return helps.overview(prefix)
    name = words[0].lower().removeprefix(prefix)
    if name in NAMES:
        return helps.about(OWN_NAMES[name], prefix, NAMES[name].aliases)
    if name in helps.MANAGE:
        return helps.for_managers(prefix)
    if name in set(ModeName):
        return helps.about_mode(ModeName(name))
    if is_option(" ".join(words)):
        return helps.about_option(" ".join(words))
    fact = study.shelf.library.catalog.fact(" ".join(words))
    return study.lookups.card(fact) if fact else helps.unknown(name, command_meant(name, asker, shortest=1))


COMMANDS: Mapping[str, Command] = {
    "define": Command(handlers.define, ("def", "lookup", "fact")),
    "search": Command(handlers.search, ("find",)),
    "topics": Command(handlers.topics, ("topic", "packs")),
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
    "me": Command(boards.me, ("profile", "stats", "rank"), costly=True),
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


SHORTEST = 5
"""Letters of a command for which any slip is understood: shorter ones are one slip from other bots' commands."""


def command_in(line: str) -> str:
    """Return the name or alias that a line begins with, whatever marks end the word; empty if it is no command."""
    word = line.split(maxsplit=1)[0] if line.strip() else ""
    name = word.lower().rstrip("!?.,;:…")
    return name if name in NAMES else ""


def command_meant(word: str, asker: Asker, shortest: int = SHORTEST) -> str:
    """Return the name that a word misses by one slip, of the commands that the asker may use; else empty.

    Of names with fewer letters than the shortest, only letters in each other's place and a last one typed twice are
    forgiven. Aliases are everyday words, such as "next", one slip from many others.
    """
    said = word.lower()
    known = (name for name, command in COMMANDS.items() if asker.manager or not command.managers)
    alike = (sorted(said), sorted(said[:-1]) if said[-1:] == said[-2:-1] else [])
    return nearest(said, (name for name in known if len(name) >= shortest or sorted(name) in alike), 1)


def command_names() -> frozenset[str]:
    """Return every word that is a command and so can be no key or alias of a fact."""
    return frozenset(NAMES)
