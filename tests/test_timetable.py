"""Quizzes that start by themselves, and the item of the day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import HandClock
from bot.commands import say
from bot.core.ledger import Schedule, StoreAwayError
from bot.core.quiz.session import ModeName
from bot.service.people import Asker
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.quizzing import START
from tests.studying import DAY, HOUR, World, titles, world


async def told(here: World, line: str, player: str = "ann", guild: str = "guild") -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker(player, guild=guild, manager=True), line)
    assert isinstance(reply, Reply)
    return reply


async def test_a_quiz_starts_by_itself_at_the_groups_hour_every_day():
    here = await world()
    await told(here, "!settings zone Europe/Berlin")
    reply = await told(here, "!schedule daily 18:00 parts 2")
    assert reply.text.startswith("Scheduled as number 1: daily 18:00, parts, 2 questions in room")
    await here.passes(5 * HOUR - 1)
    assert titles(here) == []
    await here.passes(1)
    assert titles(here) == ["It is 18:00: time", "Question 1 of 2 ·"]
    assert {item.topic for item in here.session().plan.items} == {"parts"}
    await say(here.study, here.asker("ann"), "!stop")
    await here.passes(DAY)
    assert titles(here).count("It is 18:00: time") == 2


async def test_a_weekly_quiz_comes_on_its_days():
    here = await world()
    await told(here, "!schedule fri,mon 9:30 1")
    await here.passes(21 * HOUR + 29 * 60)
    assert titles(here) == []
    await here.passes(60)
    assert titles(here)[0] == "It is 09:30: time"
    await say(here.study, here.asker("ann"), "!stop")
    await here.passes(3 * DAY)
    assert titles(here).count("It is 09:30: time") == 2
    assert here.clock.now().weekday() == 0


async def test_what_is_missed_by_a_quarter_of_an_hour_is_skipped_and_comes_the_next_day():
    store = DictStore()
    here = await world(store)
    await told(here, "!schedule daily 18:00 1")
    await told(here, "!schedule daily 17:50 1")
    # Nobody is there from noon to 18:10 four days later.
    later = await world(store, HandClock(START + timedelta(days=4, hours=6, minutes=10)))
    await later.passes(29)
    assert titles(later) == []
    await later.passes(1)
    assert titles(later) == ["It is 18:00: time", "Question 1 of 1 ·"]
    assert {plan.due for plan in await store.schedules()} == {
        START + timedelta(days=5, hours=6),
        START + timedelta(days=5, hours=5, minutes=50),
    }


async def test_two_programs_on_one_store_start_it_once():
    store, clock = DictStore(), HandClock(START)
    here = await world(store, clock)
    await told(here, "!schedule daily 18:00 1")
    other = await world(store, HandClock(START))
    await here.passes(6 * HOUR)
    await other.passes(6 * HOUR)
    assert len(titles(here)) == 2
    assert titles(other) == []
    await told(here, "!schedule drop 1")
    await other.passes(DAY)
    assert other.study.timetable.of("guild") == []


async def test_a_store_that_is_away_is_asked_again_within_its_time():
    class Away(DictStore):
        asked = 0

        async def claim(self, schedule: Schedule, next_due: object) -> bool:
            self.asked += 1
            if self.asked < 3:
                raise StoreAwayError("gone")
            return await super().claim(schedule, next_due)  # pyright: ignore[reportArgumentType] - passed on as it came

    here = await world(Away())
    await told(here, "!schedule daily 18:00 1")
    await here.passes(6 * HOUR + 119)
    assert titles(here) == []
    await here.passes(1)
    assert titles(here)[0] == "It is 18:00: time"


async def test_a_running_quiz_is_not_disturbed():
    here = await world()
    await told(here, "!schedule daily 12:01 1")
    await here.start(options=replace(here.study.starting.defaults("guild", "room"), seconds=0))
    await here.passes(61)
    assert len(titles(here)) == 1


async def test_a_quiz_to_which_nobody_came_is_in_nobodys_way():
    here = await world()
    await told(here, "!schedule daily 12:01 7")
    await here.passes(900)
    first = here.session().plan.id
    await here.passes(DAY)
    assert here.session().plan.id != first, "tomorrow's comes all the same"
    await say(here.study, here.asker("passer-by"), "!stop")
    await here.settle()
    assert here.study.quizzes.session("room") is None


async def test_a_mode_for_one_alone_is_played_by_all_and_a_topic_that_is_gone_is_all():
    here = await world()
    await told(here, "!settings mode exam")
    await told(here, "!schedule daily 12:01 1")
    (plan,) = here.study.timetable.of("guild")
    await here.store.put_schedule(replace(plan, topic="gone"))
    await here.study.timetable.open()
    await here.passes(61)
    assert here.session().plan.options.mode is ModeName.EVERYONE


async def test_only_the_role_that_is_named_is_called():
    here = await world()
    await told(here, "!schedule daily 12:01 1 <@&77>")
    assert "<@&77>" in (await told(here, "!schedule")).text
    await here.passes(61)
    assert [reply.ping for reply in here.chat.said["room"]] == ["77", ""]
    assert here.chat.said["room"][0].text.startswith("It is 12:01")
    everyone = replace(here.asker("ann", guild="5", manager=True))
    reply = await say(here.study, everyone, "!schedule daily 12:01 <@&5>")
    assert reply
    assert reply.text.startswith("I do not know")


async def test_another_channel_must_be_within_reach():
    here = await world()
    assert (await told(here, "!schedule daily 18:00 <#42>")).text.startswith("I can only schedule")

    async def reaches(asker: Asker, room: str) -> bool:
        return (asker.guild, room) == ("guild", "42")

    here.study.timetable.reaches = reaches
    assert "in <#42>" in (await told(here, "!schedule daily 18:00 <#42>")).text
    assert (await told(here, "!schedule daily 18:00 <#42>", guild="other")).text.startswith("I can only")


async def test_schedules_are_listed_dropped_and_audited_in_their_group_alone():
    here = await world()
    assert (await told(here, "!schedule")).text.startswith("Nothing is scheduled")
    await told(here, "!schedule daily 18:00")
    await told(here, "!schedule weekly sun 9:00 Parts of a cell")
    rows = (await told(here, "!schedule list")).text.split("\n")
    assert [row.split(" in ")[0] for row in rows] == [
        "**1** daily 18:00, 5 questions",
        "**2** Sun 09:00, parts, 5 questions",
    ]
    assert (await told(here, "!schedule drop 1", guild="other")).text.startswith("Nothing is scheduled as")
    assert (await told(here, "!schedule drop 3")).text.startswith("Nothing is scheduled as number 3")
    assert (await told(here, "!schedule drop 0")).text.startswith("Nothing is scheduled as number 0")
    dropped = await told(here, "!schedule drop 1")
    gone, left = dropped.text.split("\n")
    assert gone == "No longer scheduled: daily 18:00, 5 questions in room."
    assert left.startswith("**1** Sun 09:00")
    assert (await told(here, "!schedule list")).text.startswith("**1** Sun 09:00")
    assert len(here.study.timetable.of("guild")) == 1
    assert (await told(here, "!audit")).text.count("changed the schedule") == 3
    await here.study.room_gone("room")
    assert await here.store.schedules() == []


async def test_due_times_move_with_the_time_zone():
    here = await world()
    await told(here, "!schedule daily 18:00")
    await told(here, "!settings zone Asia/Tokyo")
    (plan,) = await here.store.schedules("guild")
    assert plan.due == START + timedelta(hours=21)
    assert here.study.timetable.of("guild") == [plan]


@pytest.mark.parametrize(
    "line",
    [
        "daily",
        "daily noon",
        "someday 18:00",
        "daily 18:00 51",
        "daily 18:00 biology",
        "drop one",
        "daily 18:00 ²",
    ],
)
async def test_what_cannot_be_scheduled_is_said(line: str):
    here = await world()
    assert (await told(here, f"!schedule {line}")).private
    assert await here.store.schedules() == []


async def test_a_group_has_its_fill_of_schedules():
    here = await world()
    for minute in range(20):
        assert (await told(here, f"!schedule daily 18:{minute + 10}")).text.startswith("Scheduled")
    assert (await told(here, "!schedule daily 18:00")).text.startswith("A group can have 20")


async def test_two_quizzes_are_not_scheduled_for_one_time_and_room():
    here = await world()
    await told(here, "!schedule mon,thu 18:00")
    taken = "Number 1 is there at that time already: Mon, Thu 18:00"
    assert (await told(here, "!schedule daily 18:00")).text.startswith(taken)
    assert (await told(here, "!schedule thu 6pm")).text.startswith(taken)
    for fits in ("tue 18:00", "thu 18:01"):
        assert (await told(here, f"!schedule {fits}")).text.startswith("Scheduled")
