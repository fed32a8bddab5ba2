"""What happens by itself: schedules and the item of the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.ledger import Consent, Daily, Schedule
from bot.store.statements import (
    ADD_DAILY_ANSWER,
    ALL_SCHEDULES,
    CLAIM,
    CONSENT,
    DAILY,
    DAILY_ANSWERS,
    DROP_SCHEDULE,
    NEXT_NUMBER,
    PUT_DAILY,
    PUT_SCHEDULE,
    SCHEDULES,
)
from bot.store.steps import Database, Steps, moment, stamp


class Diary:
    """The verbs about schedules and days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def schedules(self, guild: str | None = None) -> Sequence[Schedule]:
        """Return a guild's schedules, or those of all guilds that have the bot, by guild and id."""
        asked = (ALL_SCHEDULES,) if guild is None else (SCHEDULES, guild)
        return [_schedule(row) for row in await self._database.look(*asked)]

    async def put_schedule(self, schedule: Schedule) -> int:
        """Keep a schedule (a new one has id 0) and return its id."""
        return await self._database.write(_put_schedule(schedule))

    async def drop_schedule(self, guild: str, id: int) -> bool:  # noqa: A002 - as in Schedule
        """Forget a schedule; return whether there was one."""
        return bool(await self._database.once(DROP_SCHEDULE, guild, id))

    async def claim(self, schedule: Schedule, next_due: datetime) -> bool:
        """Move a schedule from its due time to the next; False if somebody else has done it already."""
        due = (stamp(schedule.due), stamp(next_due))
        return bool(await self._database.once(CLAIM, schedule.guild, schedule.id, *due))

    async def daily(self, guild: str, day: str) -> Daily | None:
        """Return the item of the day of a guild, with the answers so far."""
        return await self._database.read(_daily(guild, day))

    async def put_daily(self, daily: Daily) -> bool:
        """Keep the item of a day; False if that day had one."""
        return bool(await self._database.once(PUT_DAILY, daily.guild, daily.day, daily.room, daily.item))

    async def answer_daily(self, guild: str, day: str, player: str, right: bool) -> bool:
        """Keep a player's answer to the item of the day; False if there was one.

        The answer of a player who wants nothing kept is always the first.
        """
        return await self._database.write(_answer_daily(guild, day, player, int(right)))


def _schedule(row: Sequence[Any]) -> Schedule:
    id_, guild, room, at, days, topic, rounds, role, by, due = row
    weekdays = tuple(int(day) for day in days.split(",") if day)
    return Schedule(id_, guild, room, at, weekdays, topic, rounds, role, by, moment(due))


def _put_schedule(schedule: Schedule) -> Steps[int]:
    if not schedule.id:
        ((number,),) = yield NEXT_NUMBER, (schedule.guild,)
        schedule = replace(schedule, id=number)
    days = ",".join(map(str, schedule.days))
    said = (schedule.topic, schedule.rounds, schedule.role, schedule.by, stamp(schedule.due))
    yield PUT_SCHEDULE, (schedule.guild, schedule.id, schedule.room, schedule.at, days, *said)
    return schedule.id


def _daily(guild: str, day: str) -> Steps[Daily | None]:
    held = yield DAILY, (guild, day)
    if not held:
        return None
    ((room, item),) = held
    answers = yield DAILY_ANSWERS, (guild, day)
    return Daily(guild, room, day, item, {player: bool(had) for player, had in answers})


def _answer_daily(guild: str, day: str, player: str, had: int) -> Steps[bool]:
    chosen = yield CONSENT, (guild, player)
    if chosen and chosen[0][0] == Consent.OFF:
        return True
    return bool((yield ADD_DAILY_ANSWER, (guild, day, player, had)))
