"""What each command does: read the words, call the use case."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.forms import explained
from bot.commands.options import read_options
from bot.core.quiz import Options
from bot.core.quiz.events import Event, Hint, Join, Leave, Pause, Resume, Skip, Stop
from bot.core.quiz.session import ModeName
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import help as helps
from bot.words import lines, reveals
from bot.words.forms import door
from bot.words.reply import Reply

Words = Sequence[str]

LONGEST_PAGE = 6
"""Digits from which on a number can be no page of a list."""


async def define(study: Study, asker: Asker, words: Words) -> Reply:
    """Look a term up."""
    return await study.lookups.define(asker, " ".join(words))


async def search(study: Study, _asker: Asker, words: Words) -> Reply:
    """Look inside the texts."""
    return study.lookups.search(" ".join(words))


async def topics(study: Study, _asker: Asker, _words: Words) -> Reply:
    """List the topics."""
    return study.lookups.topics()


async def facts(study: Study, _asker: Asker, words: Words) -> Reply:
    """List what can be looked up."""
    return study.lookups.facts(" ".join(words))


async def turn(study: Study, _asker: Asker, where: Words, _values: Words) -> Reply:
    """Turn to the page of facts that a button names."""
    match where:
        case [page, topic] if page.isdecimal() and page.isascii() and len(page) < LONGEST_PAGE:
            shown = study.lookups.facts(topic, int(page))
            return replace(shown, instead=not shown.private)
        case _:
            return lines.no_longer_there()


async def source(study: Study, _asker: Asker, words: Words) -> Reply:
    """Say where a fact stands."""
    return study.lookups.source(" ".join(words))


async def related(study: Study, _asker: Asker, words: Words) -> Reply:
    """List what belongs with a fact."""
    return study.lookups.related(" ".join(words))


async def random(study: Study, _asker: Asker, words: Words) -> Reply:
    """Show any fact."""
    return study.lookups.random(" ".join(words))


async def timeline(study: Study, _asker: Asker, words: Words) -> Reply:
    """Show what bears a date."""
    return study.lookups.timeline(" ".join(words))


async def compare(study: Study, _asker: Asker, words: Words) -> Reply:
    """Put two facts side by side."""
    return study.lookups.compare(words)


async def quiz(study: Study, asker: Asker, words: Words) -> Reply | None:
    """Start a quiz: `same` as the last one, about a fact, or with options; `options` and `help` tell of these."""
    match [word.lower() for word in words]:
        case ["options", *_]:
            return explained(study, asker)
        case ["help", *_]:
            return helps.about("quiz", study.settings.of(asker.guild, asker.room).prefix)
        case ["same", *_]:
            words, base = words[1:], study.starting.last(asker.guild, asker.room)
        case _:
            base = study.starting.defaults(asker.guild, asker.room)
    topics = study.shelf.library.catalog.topics
    options = read_options(words, base, topics)
    if not isinstance(options, Reply):
        return await _start(study, asker, options)
    # Options stand before or behind the name of a fact; the longest name is meant.
    for size in range(len(words), 0, -1):
        for start in sorted({0, len(words) - size}):
            if fact := study.shelf.library.catalog.fact(" ".join(words[start : start + size])):
                rest = [*words[:start], *words[start + size :]]
                said = read_options(rest, base, topics) if rest else None
                return await _start(study, asker, said, fact.key)
    return replace(options, buttons=(door(),))


async def _start(study: Study, asker: Asker, options: Options | Reply | None, fact: str = "") -> Reply | None:
    """Start a quiz about a fact or with options, unless these are a reply that says what is wrong with them."""
    if isinstance(options, Reply):
        return replace(options, buttons=(door(),))
    if options is not None and options.mode is ModeName.TEAMS and asker.private:
        return lines.teams_alone()
    if fact or options is None:
        return await study.starting.about(asker, fact, options)
    return await study.starting.start(asker, options)


async def _tell(study: Study, asker: Asker, event: Event) -> Reply | None:
    if study.quizzes.session(asker.room) is None:
        return lines.nothing_running()
    return await study.quizzes.tell(asker.room, event, asker)


async def stop(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """End the quiz."""
    return await _tell(study, asker, Stop(asker.player, asker.manager))


async def pause(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """Let the quiz rest."""
    return await _tell(study, asker, Pause(asker.player, asker.manager))


async def resume(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """Let the quiz go on."""
    return await _tell(study, asker, Resume(asker.player, asker.manager))


async def hint(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """Ask for a hint."""
    return await _tell(study, asker, Hint(asker.player, asker.manager))


async def skip(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """Ask for the next question."""
    return await _tell(study, asker, Skip(asker.player, asker.manager))


async def join(study: Study, asker: Asker, words: Words) -> Reply | None:
    """Play along, in a team if there are teams."""
    session = study.quizzes.session(asker.room)
    teams = session.plan.options.teams if session and session.plan.mode.teams else 0
    letters = [reveals.team_letter(team) for team in range(1, teams + 1)]
    letter = words[-1].upper() if words and teams else ""
    if letter and letter not in letters:
        return lines.no_such_team(", ".join(letters))
    return await _tell(study, asker, Join(asker.player, letters.index(letter) + 1 if letter else 0))


async def leave(study: Study, asker: Asker, _words: Words) -> Reply | None:
    """Play no longer."""
    return await _tell(study, asker, Leave(asker.player))


async def answer(study: Study, asker: Asker, words: Words) -> Reply | None:
    """Answer so that it is plainly meant as an answer."""
    if not words:
        return lines.answer_what()
    if not study.quizzes.listens(asker.room):
        return lines.nothing_running()
    return await study.quizzes.hear(asker, " ".join(words), deliberate=True)


async def scores(study: Study, asker: Asker, _words: Words) -> Reply:
    """Show how the running quiz stands."""
    session = study.quizzes.session(asker.room)
    if session is None:
        return lines.nothing_running()
    return reveals.scores(session, study.quizzes.speech(asker.guild))
