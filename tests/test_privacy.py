"""What members decide about themselves."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import press, say
from bot.core.ledger import BoardQuery, Consent, StoreAwayError
from bot.core.quiz.session import ModeName
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.studying import QUICK, World, world

TOGETHER = replace(QUICK, mode=ModeName.EVERYONE)


async def told(here: World, line: str, player: str = "bob") -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker(player), line)
    assert isinstance(reply, Reply)
    return reply


async def played(store: DictStore | None = None) -> World:
    """A room in which bob was right."""
    here = await world(store)
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("bob"), "oxygen")
    await here.passes(31)
    return here


async def test_everyone_can_read_what_is_kept():
    here = await played()
    reply = await told(here, "!privacy")
    assert reply.private
    assert "deleted after 30 days" in reply.text
    assert "**What you play is kept, and you are on the boards.**" in reply.text
    assert (await told(here, "!privacy please")).text.startswith("Say `!privacy`")


async def test_an_export_holds_everything_and_is_for_the_asker_alone():
    here = await played()
    reply = await told(here, "!privacy export")
    assert reply.secret
    assert reply.private
    assert reply.file
    assert reply.file.name.endswith(".json")
    kept = json.loads(reply.file.data)
    assert (kept["player"], kept["name"], kept["attempts"][0]["text"]) == ("bob", "bob", "oxygen")
    assert sum(award["points"] for award in kept["awards"]) == 10


async def test_deleting_is_confirmed_and_leaves_sums_to_nobody():
    here = await played()
    (button,) = (await told(here, "!privacy delete")).buttons
    assert (await here.store.export("guild", "bob"))["attempts"]
    other = await press(here.study, here.asker("cem"), button.action)
    assert isinstance(other, Reply)
    assert other.text.startswith("That button is for the one who asked")
    done = await press(here.study, here.asker("bob"), button.action)
    assert isinstance(done, Reply)
    assert done.text.startswith("Deleted")
    left = await here.store.export("guild", "bob")
    assert [left[part] for part in ("name", "attempts", "awards")] == ["", [], []]
    page = await here.store.board(BoardQuery("guild"), "ann")
    assert [(line.name, line.points) for line in page.lines if line.points] == [("", 10)]


async def test_an_old_confirmation_is_worth_nothing():
    here = await played()
    (button,) = (await told(here, "!privacy off")).buttons
    await here.passes(timedelta(minutes=11).total_seconds())
    late = await press(here.study, here.asker("bob"), button.action)
    assert isinstance(late, Reply)
    assert late.text.startswith("That was some time ago")
    assert (await here.store.export("guild", "bob"))["name"] == "bob"


@pytest.mark.parametrize("action", ["forget", "forget:delete:bob", "forget:all:bob:9", "forget:off:bob:soon"])
async def test_a_confirmation_that_makes_no_sense_is_answered(action: str):
    here = await played()
    reply = await press(here.study, here.asker("bob"), action)
    assert isinstance(reply, Reply)
    assert reply.text == "That is no longer there."


async def test_while_it_is_off_nothing_about_the_player_is_stored():
    store = DictStore()
    here = await world(store)
    assert (await told(here, "!privacy off confirm")).text.startswith("Nothing about you is kept")
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("bob"), "oxygen")
    await press(here.study, here.asker("bob"), f"hint:{here.session().plan.id}:1")
    await here.passes(31)
    assert here.points() == {"bob": 10}
    await told(here, "!daily")
    await told(here, "!daily A")
    del store.choices["guild", "bob"]
    assert "bob" not in repr(vars(store))


async def test_the_quiz_that_runs_is_kept_without_who_turned_it_off():
    store = DictStore()
    here = await played(store)
    await told(here, "!privacy off confirm")
    await here.passes(10)
    await say(here.study, here.asker("ann"), "1893")
    (kept,) = await store.open_sessions()
    assert "'bob'" not in repr(kept)
    assert kept.starter == "ann"


async def test_a_starter_who_keeps_nothing_can_still_stop_the_quiz():
    here = await world()
    await told(here, "!privacy off confirm", "ann")
    await here.start(options=TOGETHER)
    assert await say(here.study, here.asker("ann"), "!stop") is None
    await here.settle()
    assert here.study.quizzes.session("room") is None


async def test_on_again_keeps_the_name_from_then_on():
    here = await played()
    await told(here, "!privacy off confirm")
    assert (await told(here, "!privacy on")).text == "What you play is kept, and you are on the boards."
    assert (await here.store.names("guild", ["bob"])) == {"bob": "bob"}
    assert ("guild", "bob") not in await here.store.consents()
    again = await world(here.store, here.clock)
    assert not again.study.quizzes.names.is_unkept("guild", "bob")


async def test_unlisted_is_remembered_over_a_restart_and_taken_back():
    here = await played()
    await told(here, "!privacy unlisted")
    assert "on no board" in (await told(here, "!privacy")).text
    again = await world(here.store, here.clock)
    assert again.study.quizzes.names.consent("guild", "bob") is Consent.UNLISTED
    await told(again, "!privacy listed")
    assert again.study.quizzes.names.consent("guild", "bob") is Consent.FULL


async def test_a_choice_in_one_guild_says_nothing_about_another():
    here = await played()
    await told(here, "!privacy off confirm")
    assert not here.study.quizzes.names.is_unkept("other", "bob")


class Away(DictStore):
    """A store that is away for what members decide."""

    async def _away(self, *_arguments: object) -> None:
        raise StoreAwayError("gone")

    choose = erase = export = _away  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - each is away


@pytest.mark.parametrize("line", ["export", "delete confirm", "off confirm", "unlisted", "on"])
async def test_a_store_that_is_away_is_said_and_nothing_changes(line: str):
    here = await played(Away())
    assert (await told(here, f"!privacy {line}")).text.startswith("I cannot reach")
    assert here.study.quizzes.names.consent("guild", "bob") is Consent.FULL


async def test_what_could_not_be_deleted_is_said_though_nothing_more_is_kept():
    class HalfAway(DictStore):
        async def erase(self, guild: str, player: str) -> None:
            raise StoreAwayError(f"gone: {guild} {player}")

    here = await played(HalfAway())
    reply = await told(here, "!privacy off confirm")
    assert reply.text.startswith("From now on nothing is kept about you, but")
    assert here.study.quizzes.names.is_unkept("guild", "bob")


def test_the_document_names_every_command_and_how_long_things_are_kept():
    text = (Path(__file__).parents[1] / "PRIVACY.md").read_text(encoding="utf-8")
    for command in ("export", "delete", "unlisted", "off", "on"):
        assert f"`!privacy {command}`" in text
    assert "30 days" in text


async def test_what_is_old_is_deleted_by_itself_also_after_the_store_was_away():
    class Forgetful(DictStore):
        asked = 0

        async def purge(self, now: datetime) -> None:
            self.asked += 1
            if self.asked == 1:
                raise StoreAwayError("gone")
            await super().purge(now)

    store = Forgetful()
    here = await played(store)
    await here.passes(timedelta(days=29).total_seconds())
    assert store.asked > 4 * 28
    assert "oxygen" in repr(store.held_attempts)
    await here.passes(timedelta(days=1, hours=6).total_seconds())
    assert "oxygen" not in repr(store.held_attempts)


async def test_what_was_deleted_does_not_come_back_with_the_quiz_that_runs():
    store = DictStore()
    here = await world(store)
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("bob"), "oxygen")
    await say(here.study, here.asker("cem"), "oxygen")
    await told(here, "!privacy delete confirm")
    await here.passes(31)
    assert here.points() == {"bob": 10, "cem": 10}
    assert "bob" not in repr(vars(store))
    await here.passes(10)
    await say(here.study, here.asker("bob"), "1893")
    await here.passes(31)
    assert (await store.export("guild", "bob"))["name"] == "bob"
    awards = (await store.export("guild", "bob"))["awards"]
    assert isinstance(awards, list)
    assert len(awards) == 1  # pyright: ignore[reportUnknownArgumentType] - JSON


async def test_to_be_on_no_board_loses_nothing_that_was_said():
    here = await world()
    await here.start(options=TOGETHER)
    await say(here.study, here.asker("bob"), "the gas of life")
    await told(here, "!privacy unlisted")
    await here.passes(31)
    assert here.points() == {}
    await say(here.study, here.asker("ann", manager=True), "!accept the gas of life")
    assert here.points() == {"bob": 10}
