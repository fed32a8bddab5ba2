"""Groups that come and go, and what starts there by itself."""

from bot.commands import press, say
from bot.core.ledger import Entry, StoreAwayError
from tests.fakes.dict_store import DictStore
from tests.managed import told
from tests.studying import DAY, HOUR, titles, world


async def test_two_groups_hear_of_their_quizzes_of_the_same_minute():
    here = await world()
    for guild in ("guild", "club"):
        await say(
            here.study, here.asker("ann", f"room-{guild}", guild, manager=True), "!schedule daily 18:00"
        )
    await here.passes(6 * HOUR)
    for guild in ("guild", "club"):
        assert titles(here, f"room-{guild}") == ["It is 18:00: time", "Question 1 of 5 ·"]


async def test_a_group_without_the_bot_has_no_quizzes_until_it_is_back():
    here = await world()
    await told(here, "!schedule daily 18:00")
    await here.study.guild_gone("guild")
    await here.passes(6 * HOUR)
    assert titles(here) == []
    again = await world(here.store, here.clock, here.chat)
    await again.passes(DAY)
    assert titles(again) == []
    await again.study.guild_back("guild")
    await again.passes(DAY)
    assert titles(again)[:2] == ["It is 18:00: time", "Question 1 of 5 ·"]


async def test_a_group_that_leaves_takes_its_open_quiz_along():
    here = await world()
    await here.start()
    await here.start("elsewhere", guild="club")
    await here.study.guild_gone("guild")
    assert [session.plan.guild for session in here.study.quizzes.sessions()] == ["club"]


async def test_who_made_a_schedule_does_not_play_for_it():
    here = await world()
    await told(here, "!settings mode survival")
    await told(here, "!schedule daily 18:00 3")
    await here.passes(6 * HOUR)
    assert here.session().players == ()
    await say(here.study, here.asker("bob"), "oxygen, 1893")
    await here.passes(60)
    assert "ann" not in here.session().tallies


async def test_a_schedule_of_somebody_who_was_deleted_does_not_bring_them_back():
    here = await world()
    await told(here, "!schedule daily 18:00", "bob")
    (button,) = (await told(here, "!privacy delete", "bob")).buttons
    await press(here.study, here.asker("bob"), button.action)
    await here.passes(6 * HOUR)
    assert titles(here) == ["It is 18:00: time", "Question 1 of 5 ·"]
    assert here.session().starter == ""
    await told(here, "!settings zone Europe/Berlin")
    assert "bob" not in {plan.by for plan in await here.store.schedules()}


async def test_what_is_scheduled_is_said_so_though_the_audit_list_is_away():
    class Deaf(DictStore):
        async def note(self, guild: str, entry: Entry) -> None:
            del guild, entry
            raise StoreAwayError("gone")

    here = await world(Deaf())
    assert (await told(here, "!schedule daily 18:00")).text.startswith("Scheduled as number 1")
    assert (await told(here, "!settings rounds 3")).text.startswith("`rounds` is now")
    assert (await told(here, "!schedule drop 1")).text.startswith("No longer scheduled")
    assert here.study.timetable.of("guild") == await here.store.schedules() == []


async def test_a_group_that_came_back_unheard_has_its_schedules_again():
    here = await world()
    await told(here, "!schedule daily 18:00")
    await here.study.guild_gone("guild")
    again = await world(here.store, here.clock, here.chat)
    await again.study.guilds_here({"guild", "club"})
    await again.passes(6 * HOUR)
    assert titles(again) == ["It is 18:00: time", "Question 1 of 5 ·"]
    assert await again.store.guilds_left() == []
