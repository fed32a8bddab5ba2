"""The options of a quiz as a form: what stands in it already, in the words that it comes back as."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.options import DIFFICULTY
from bot.core.pack import Topic
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import forms, lines
from bot.words.forms import Offered
from bot.words.reply import Form, Reply

LEVELS = {level: word for word, level in DIFFICULTY.items()}


async def opened(study: Study, asker: Asker, _where: Sequence[str], _values: Sequence[str]) -> Reply | Form:
    """Show the form, unless a quiz is running; what is filled in starts one, as typed words do."""
    if study.quizzes.session(asker.room) is not None:
        return lines.already_running()
    return forms.quiz(offered(study, asker), "quiz")


def explained(study: Study, asker: Asker) -> Reply:
    """Say which words `!quiz` takes."""
    base = study.starting.defaults(asker.guild, asker.room)
    last = _last(study, asker)
    return forms.options(offered(study, asker), [] if last == base else words_of(last, base))


def offered(study: Study, asker: Asker) -> Offered:
    """Return what a quiz may be started with, with the options of the last one chosen."""
    base = study.starting.defaults(asker.guild, asker.room)
    last = _last(study, asker)
    return Offered(
        topics=_topics(study, asker),
        asked=frozenset(last.topics),
        numbers=" ".join(_numbers(last, base)),
        teams=_mode(replace(last, mode=ModeName.TEAMS)),
        extras=tuple(_extras(last, base)),
        chosen=frozenset(words_of(replace(last, topics=()), base)),
    )


def words_of(options: Options, base: Options) -> list[str]:
    """Return the words after `!quiz` that say these options, where `base` is what holds with nothing said."""
    extras = [word for word, is_chosen in _extras(options, base).items() if is_chosen]
    level = LEVELS[options.difficulty]
    return [
        *options.topics,
        *_numbers(options, base),
        _mode(options),
        level,
        *map(str, options.types),
        *extras,
    ]


def _topics(study: Study, asker: Asker) -> tuple[Topic, ...]:
    off = study.settings.of(asker.guild).packs_off
    return tuple(topic for pack in study.shelf.library.packs if pack.key not in off for topic in pack.topics)


def _last(study: Study, asker: Asker) -> Options:
    """Return the options of the last quiz in a room, as far as there still is what they name."""
    last = study.starting.last(asker.guild, asker.room)
    there = {topic.key for topic in _topics(study, asker)}
    return replace(last, topics=tuple(key for key in last.topics if key in there))


def _mode(options: Options) -> str:
    return f"{options.teams}teams" if options.mode is ModeName.TEAMS else options.mode.value


def _numbers(options: Options, base: Options) -> Iterator[str]:
    yield str(options.rounds)
    if options.seconds or not base.seconds:
        yield f"{options.seconds}s"


def _extras(options: Options, base: Options) -> dict[str, bool]:
    """Return the switches that change something, and whether they are chosen."""
    switches = {
        "nohints" if base.hints else "hints": options.hints != base.hints,
        "ordered": not options.shuffled,
    }
    return switches | {"untimed": not options.seconds} if base.seconds else switches
