"""What managers type and press to change how the bot behaves in their group."""

import re
from collections.abc import Sequence

from bot.core.customs import GUILD_ONLY, READERS
from bot.core.ledger import StoreAwayError
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import lines
from bot.words import settings as words_
from bot.words.reply import Reply

MENTION = re.compile(r"<(?:@&|#)([0-9]{1,20})>")

CALLED = {"timezone": "zone"}
"""Other names of settings."""

DEFAULT = frozenset({"default", "none"})


async def settings(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """Show the settings, one of them, or change one: `rounds 5`, `here seconds 20`, `rounds default`."""
    here = bool(words) and words[0].lower() == "here"
    name, *said = words[here:] or [""]
    name = CALLED.get(name.lower(), name.lower())
    if not name:
        return words_.overview(_held(study, asker))
    if name not in READERS:
        return words_.unknown(name)
    if here and name in GUILD_ONLY:
        return words_.group_only(name)
    if not said:
        return words_.one(name, _held(study, asker), _packs(study))
    room = asker.room if here else ""
    refused = await _change(study, asker, name, " ".join(said), room)
    return refused or words_.changed(name, study.settings.of(asker.guild, room), here=here)


async def pressed(study: Study, asker: Asker, where: Sequence[str], values: Sequence[str]) -> Reply:
    """Change a setting by a button or a menu of the overview, and show the overview as it is now."""
    if not asker.manager:
        return lines.managers_only()
    match [*where, *values]:
        case [name, said] if name in READERS:
            refused = await _change(study, asker, name, said, "")
            return refused or words_.again(words_.overview(_held(study, asker)))
        case _:
            return lines.no_longer_there()


async def _change(study: Study, asker: Asker, name: str, said: str, room: str) -> Reply | None:
    """Change a setting; return why it cannot be."""
    value = None if said.lower() in DEFAULT else MENTION.sub(r" \1 ", said).strip()
    if value and name == "packs_off" and set(value.replace(",", " ").split()) - set(_packs(study)):
        return words_.refused(name, said, _packs(study))
    try:
        await study.settings.change(asker, room, name, value)
        if name == "zone":
            await study.timetable.rezone(asker.guild)
    except ValueError:
        return words_.refused(name, said, _packs(study))
    except StoreAwayError:
        return lines.scores_away()
    return None


def _held(study: Study, asker: Asker) -> words_.Held:
    held = study.settings
    return words_.Held(
        held.of(asker.guild),
        held.of(asker.guild, asker.room),
        held.changed(asker.guild, ""),
        held.changed(asker.guild, asker.room),
    )


def _packs(study: Study) -> list[str]:
    return [pack.key for pack in study.shelf.library.packs]
