"""How the words after !schedule are read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.commands.options import named, topic_names
from bot.core.customs import MOST_ROUNDS
from bot.core.ledger import Schedule
from bot.core.pack import Topic
from bot.core.schedule import read_days, read_time
from bot.service.people import Asker
from bot.service.study import Study
from bot.words import lines
from bot.words import schedules as words_
from bot.words.reply import Reply

CHANNEL = re.compile(r"<#([0-9]{1,20})>")
ROLE = re.compile(r"<@&([0-9]{1,20})>")
HALF_DAY = re.compile(r"(?<!\S)(\d[\d:.]*) ([ap]\.?m\.?)(?!\S)", re.ASCII | re.IGNORECASE)
"""A time with the half of the day as a word of its own."""

ROUNDS = 5
"""Questions of a scheduled quiz if no number is said: a small one."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


async def schedule(study: Study, asker: Asker, words: Sequence[str]) -> Reply:
    """List what is scheduled, schedule a quiz, or drop one."""
    words = HALF_DAY.sub(r"\1\2", " ".join(words)).split()
    match [word.lower() for word in words]:
        case [] | ["list"]:
            return study.timetable.listed(asker)
        case [("drop" | "remove"), number] if number.isdecimal() and number.isascii():
            return await study.timetable.drop(asker, int(number[:9]))
        case ["weekly", days, time, *_]:
            return await _add(study, asker, (days, time), words[3:])
        case [days, time, *_]:
            return await _add(study, asker, (days, time), words[2:])
        case _:
            return words_.usage()


async def _add(study: Study, asker: Asker, when: tuple[str, str], rest: Sequence[str]) -> Reply:
    try:
        days = () if when[0] == "daily" else read_days(when[0])
        time = read_time(when[1])
    except ValueError:
        return words_.usage()
    plan = Schedule(0, asker.guild, "", time, days, "", ROUNDS, "", asker.player, NEVER)
    read = _read(plan, rest, study.shelf.library.catalog.topics)
    return read if isinstance(read, Reply) else await study.timetable.add(asker, read)


def _read(plan: Schedule, rest: Sequence[str], topics: Sequence[Topic]) -> Schedule | Reply:
    """Return the schedule with what its words say: a topic, a number, a channel, a role, in any order."""
    known = topic_names(topics)
    while rest:
        word = rest[0]
        size, topic = named(rest, known)
        if topic:
            plan = replace(plan, topic=topic)
        elif word.isdecimal() and word.isascii():
            if not 0 < int(word[:9]) <= MOST_ROUNDS:
                return lines.rounds_between(1, MOST_ROUNDS)
            plan = replace(plan, rounds=int(word[:9]))
        elif channel := CHANNEL.fullmatch(word):
            plan = replace(plan, room=channel[1])
        elif (role := ROLE.fullmatch(word)) and role[1] != plan.guild:  # the guild's own id is @everyone
            plan = replace(plan, role=role[1])
        else:
            return words_.unknown_word(word, sorted(set(known.values())))
        rest = rest[size or 1 :]
    return plan
