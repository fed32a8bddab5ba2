"""From a line or a press to its use case."""

from collections.abc import Mapping, Sequence

from bot.commands.presses import PRESSES
from bot.commands.table import COMMANDS, OWN_NAMES, command_in, command_meant
from bot.core.judge import Reason, VerdictKind
from bot.core.quiz.events import Event, Grade, Hint, Join, Resume, Reveal, Skip
from bot.core.text import fold
from bot.service.cooldown import Signal
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import cards, forms, lines
from bot.words.reply import Form, Reply, Tone, prefixed

ALONE: Mapping[str, str] = {
    **dict.fromkeys(("skip", "pass", "i give up", "give up"), "skip"),
    **{name: name for name in ("hint", "stop", "help")},
}
"""What one may say without a prefix where nobody else plays, and the command that it means."""


MEANT = frozenset({Reason.AUTHORED, Reason.CONFUSABLE})
"""Why an answer is wrong that is plainly one."""


async def say(study: Study, asker: Asker, text: str) -> Reply | None:
    """Take a line of a room: a command, a bare look-up, or an answer to what is asked there.

    Chat in a room without a session costs the look at its first characters and one dictionary look-up.
    """
    prefix = study.settings.of(asker.guild, asker.room).prefix
    if text.startswith(prefix):
        return await command(study, asker, text[len(prefix) :])
    match _wished_alone(study, asker, text) if asker.private else "":
        case "":
            return own(study, asker, await study.quizzes.hear(asker, text))
        case "help":
            return own(study, asker, lines.alone())
        case wish:
            return await run(study, asker, wish, ())


def _wished_alone(study: Study, asker: Asker, text: str) -> str:
    """Return the command that somebody who plays alone says without a prefix, unless it may be the answer."""
    session = study.quizzes.session(asker.room)
    wish = ALONE.get(fold(text), "") if session else ""
    if session and session.rounds and wish:
        verdict = study.shelf.library.judge.judge(session.item, text)
        said_nothing = verdict.kind is VerdictKind.REJECT and not verdict.matched
        return wish if said_nothing and verdict.reason not in MEANT else ""
    return wish


async def command(study: Study, asker: Asker, line: str) -> Reply | None:
    """Take a line that began with the prefix, without it."""
    if not line or line[0].isspace() or not line[0].isalnum():
        return None
    first, *words = line.split()
    if name := command_in(line):
        return await run(study, asker, name, words, typed=True)
    if not study.settings.of(asker.guild, asker.room).lookups:
        return None
    found = study.lookups.bare(line)
    if (found is None or found.tone is Tone.NOTICE) and (meant := command_meant(first, asker)):
        return own(study, asker, lines.command_meant(meant, found))
    return own(study, asker, found)


async def run(
    study: Study, asker: Asker, name: str, words: Sequence[str], *, typed: bool = False
) -> Reply | None:
    """Run a command by its name or alias; who may not use it is told so, and who is too fast, if `typed` only once."""
    name = OWN_NAMES[name.lower()]
    found = COMMANDS[name]
    if found.managers and not asker.manager:
        _count(study, name, "refused")
        return own(study, asker, lines.managers_only())
    signal = study.cooldown.signal(asker) if study.cooldown is not None and found.costly else Signal.GO
    if signal is not Signal.GO:
        _count(study, name, "refused")
        return None if typed and signal is Signal.HUSH else lines.slower()
    try:
        reply = await found.do(study, asker, words)
    except BaseException:
        _count(study, name, "failed")
        raise
    _count(study, name, "done")
    return own(study, asker, reply)


def own(study: Study, asker: Asker, reply: Reply | None) -> Reply | None:
    """Return the reply with the prefix of the asker's group in all that it names."""
    return prefixed(reply, study.settings.of(asker.guild, asker.room).prefix) if reply else None


def _count(study: Study, name: str, ending: str) -> None:
    if study.watch:
        study.watch.command(name, ending)


async def press(study: Study, asker: Asker, action: str, values: Sequence[str] = ()) -> Reply | Form | None:
    """Take a press of a button, a choice in a menu or a filled-in form; a dead one is answered, not failed."""
    verb, *where = action.split(":")
    pressed = PRESSES.get(verb)
    done = await (pressed(study, asker, where, values) if pressed else _pressed(study, asker, action, values))
    return own(study, asker, done) if isinstance(done, Reply) else done


async def _pressed(study: Study, asker: Asker, action: str, values: Sequence[str]) -> Reply | Form | None:
    verb, *where = action.split(":")
    match verb, where:
        case "quiz", []:
            return await run(study, asker, "quiz", " ".join(values).split())
        case "fact" | "source" | "related", [key]:
            return study.lookups.opened(key, verb)
        case "quizme", [key]:
            return await study.starting.about(asker, key)
        case "again" | "study", [session]:
            return await _after_the_end(study, asker, verb, session)
        case "join", [session, team] if team.isdecimal():
            return await study.quizzes.tell(asker.room, Join(asker.player, int(team)), asker, session=session)
        case "resume", [session]:
            return await study.quizzes.tell(
                asker.room, Resume(asker.player, asker.manager), asker, session=session
            )
        case _, [session, number, *rest] if number.isdecimal():
            return await _in_round(study, asker, (verb, session, int(number)), [*rest, *values])
        case _:
            return lines.no_longer_there()


async def _in_round(
    study: Study, asker: Asker, pressed: tuple[str, str, int], values: Sequence[str]
) -> Reply | Form | None:
    verb, session, number = pressed
    running = study.quizzes.session(asker.room)
    if running is None or running.plan.id != session:
        return lines.finished()
    if verb in {"pick", "said"}:
        return await study.quizzes.hear(asker, " ".join(values), deliberate=True, round_=number)
    if verb == "say" and not values:
        current = number == len(running.rounds)
        return forms.answer(running.item.stem, f"said:{session}:{number}") if current else lines.round_over()
    event = _wish(asker, verb, values)
    if event is None:
        return lines.no_longer_there()
    return await study.quizzes.tell(asker.room, event, asker, session=session, round_=number)


def _wish(asker: Asker, verb: str, values: Sequence[str]) -> Event | None:
    """Return what the press of a button of a question asks for."""
    match verb, values:
        case "hint", []:
            return Hint(asker.player, asker.manager)
        case "skip", []:
            return Skip(asker.player, asker.manager)
        case "reveal", []:
            return Reveal(asker.player)
        case "grade", [known]:
            return Grade(asker.player, known == "y")
        case _:
            return None


async def _after_the_end(study: Study, asker: Asker, verb: str, id_: str) -> Reply | None:
    over = await study.store.session(asker.guild, id_)
    if over is None:
        return lines.finished()
    if verb == "again":
        return await study.starting.again(asker, over)
    missed = {over.plan.items[index].fact: None for tally in over.tallies.values() for index in tally.missed}
    facts = [fact for key in missed if (fact := study.shelf.library.catalog.get(key))]
    return cards.to_study(facts) if facts else lines.no_longer_there()
