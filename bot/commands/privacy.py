"""What members type and press about what is kept of them."""

from collections.abc import Sequence

from bot.core.ledger import Consent
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import lines
from bot.words import privacy as words_
from bot.words.privacy import Step
from bot.words.reply import Reply


async def privacy(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Say what is kept about the asker, or do with it what they wish."""
    match [word.lower() for word in words]:
        case []:
            return study.privacy.about(asker)
        case ["export"]:
            return await study.privacy.export(asker)
        case [("delete" | "off") as step]:
            return study.privacy.ask(asker, Step(step))
        case ["delete", "confirm"]:
            return await study.privacy.delete(asker)
        case ["off", "confirm"]:
            return await study.privacy.off(asker)
        case ["unlisted"]:
            return await study.privacy.choose(asker, Consent.UNLISTED)
        case ["on" | "listed"]:
            return await study.privacy.choose(asker, Consent.FULL)
        case _:
            return words_.usage()


async def forget(study: Study, asker: Asker, where: Sequence[str], _values: Sequence[str]) -> Reply:
    """Delete what is kept of whoever asked for it, as a button says."""
    match where:
        case [("delete" | "off") as step, player, until] if until.isdecimal():
            return await study.privacy.confirmed(asker, Step(step), player, int(until))
        case _:
            return lines.no_longer_there()
