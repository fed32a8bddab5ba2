"""What managers type and press: points, resets, rulings, reloads, the audit list."""

import re
from collections.abc import Sequence

from bot.core.ledger import Scope
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import lines
from bot.words import managing as words_
from bot.words.reply import Reply

MENTION = re.compile(r"<@!?([0-9]{1,20})>")
POINTS = re.compile(r"([+\-−]?[0-9]{1,6})[0-9]*")


async def undo(study: Study, asker: Asker, _words: Sequence[str]) -> Reply:
    """Take back the last award in this room."""
    return await study.managing.undo(asker)


async def award(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Give a player points, or take some."""
    match words:
        case [who, number, *reason] if said := POINTS.fullmatch(number):
            points = int(said[1].replace("−", "-"))
            mention = MENTION.fullmatch(who)
            return await study.managing.award(asker, mention[1] if mention else who, points, " ".join(reason))
        case _:
            return words_.award_usage()


async def reset(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Take scores away, once it is confirmed."""
    match [word.lower() for word in words]:
        case [("session" | "week" | "all") as scope]:
            return study.managing.ask_reset(asker, Scope(scope))
        case [("session" | "week" | "all") as scope, "confirm"]:
            return await study.managing.reset(asker, Scope(scope))
        case _:
            return words_.reset_usage()


async def confirm_reset(
    study: Study, asker: Asker, where: Sequence[str], _values: Sequence[str]
) -> Reply | None:
    """Take scores away, as a button asks for."""
    if not asker.manager:
        return lines.managers_only()
    match where:
        case [("session" | "week" | "all") as scope, until, *session] if until.isdecimal():
            return await study.managing.confirm_reset(
                asker, Scope(scope), int(until), session[0] if session else ""
            )
        case _:
            return lines.no_longer_there()


async def audit(study: Study, asker: Asker, _words: Sequence[str]) -> Reply:
    """List who changed what."""
    return await study.managing.audit(asker)


async def accept(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Rule that an answer counts."""
    return await study.rulings.rule(asker, " ".join(words), accepted=True)


async def refuse(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Rule that an answer does not count."""
    return await study.rulings.rule(asker, " ".join(words), accepted=False)


async def reload(study: Study, asker: Asker, _words: Sequence[str]) -> Reply:
    """Load the packs anew."""
    return await study.managing.reload(asker)


async def doctor(study: Study, asker: Asker, _words: Sequence[str]) -> Reply:
    """Look at what the group needs to work."""
    return await study.doctor.examine(asker)
