"""What managers do: points, resets, rulings, reloads, and the list of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import press, say
from bot.commands.table import COMMANDS
from bot.core.ledger import Consent, StoreAwayError
from bot.core.quiz.session import ModeName
from bot.packs.problems import PackError, Problem
from bot.service.library import Library
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.managed import kept, quizzed, stopped, told
from tests.studying import QUICK, world


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.managers])
async def test_managers_commands_are_for_managers(name: str):
    here = await quizzed()
    before = await kept(here)
    reply = await told(here, f"!{name} all confirm", "bob", manager=False)
    assert reply.text.startswith("Only managers can do that")
    assert await kept(here) == before


async def test_points_given_count_in_the_running_quiz_and_in_the_store():
    here = await quizzed()
    reply = await told(here, "!award @bob +5 for **the** best @everyone question")
    assert reply.text.startswith("bob +5 · for \\*\\*the\\*\\* best @\u200beveryone question")
    assert here.points() == await kept(here) == {"bob": 15}
    await told(here, "!award bob -20")
    assert here.points() == await kept(here) == {"bob": -5}


@pytest.mark.parametrize(
    "line",
    [
        "!award",
        "!award bob",
        "!award bob lots",
        "!award bob 0",
        "!award bob +1001",
        "!award nobody 5",
        "!award <@99> 5",
    ],
)
async def test_what_cannot_be_awarded_is_said_and_changes_nothing(line: str):
    here = await quizzed()
    assert (await told(here, line)).private
    assert await kept(here) == {"bob": 10}


async def test_a_mention_names_a_player_and_two_of_a_name_must_be_told_apart():
    here = await quizzed()
    await here.store.remember_names({("guild", "17"): "eva"})
    assert (await told(here, "!award <@!17> +5")).text == "eva +5"
    await here.study.quizzes.names.meet(replace(here.asker("18"), name="Eva"))
    assert (await told(here, "!award eva 5")).text.startswith("Several players")
    assert (await kept(here))["17"] == 5


async def test_who_wants_nothing_kept_gets_no_points():
    here = await quizzed()
    here.study.quizzes.names.chose("guild", "bob", Consent.OFF)
    assert "nothing kept" in (await told(here, "!award bob 5")).text


async def test_undo_takes_back_the_last_award_also_from_the_running_quiz():
    here = await quizzed()
    await told(here, "!award cem 5")
    assert (await told(here, "!undo")).text.startswith("Took back 5 points from cem")
    assert here.points() == await kept(here) == {"bob": 10}
    assert (await told(here, "!undo")).text.startswith("Took back 10 points from bob")
    assert here.points() == await kept(here) == {}
    assert (await told(here, "!undo")).text.startswith("No points stand")


async def test_a_reset_is_asked_for_confirmed_by_button_and_backed_up_first():
    store = DictStore()
    here = await quizzed(store=store)
    sure = await told(here, "!reset session")
    assert await kept(here) == {"bob": 10}
    (button,) = sure.buttons
    refused = await press(here.study, here.asker("bob"), button.action)
    assert isinstance(refused, Reply)
    assert refused.text.startswith("Only managers")
    assert not store.backups
    done = await press(here.study, here.asker("ann", manager=True), button.action)
    assert isinstance(done, Reply)
    assert "with the backup reset-1" in done.text.replace("\\", "")
    assert here.points() == await kept(here) == {}
    assert store.backups == ["reset"]


async def test_an_old_confirmation_is_worth_nothing():
    here = await quizzed()
    (button,) = (await told(here, "!reset all")).buttons
    await here.passes(timedelta(minutes=11).total_seconds())
    late = await press(here.study, here.asker("ann", manager=True), button.action)
    assert isinstance(late, Reply)
    assert late.text.startswith("That was some time ago")
    assert await kept(here) == {"bob": 10}


@pytest.mark.parametrize("action", ["reset", "reset:all", "reset:all:soon", "reset:me:99999999999"])
async def test_a_confirmation_that_makes_no_sense_is_answered(action: str):
    here = await quizzed()
    reply = await press(here.study, here.asker("ann", manager=True), action)
    assert isinstance(reply, Reply)
    assert reply.text == "That is no longer there."


async def test_a_week_is_reset_and_what_was_before_it_stays():
    here = await quizzed()
    await stopped(here)
    await here.passes(timedelta(days=7).total_seconds())
    await told(here, "!award bob 3")
    assert "1 award is gone" in (await told(here, "!reset week confirm")).text
    assert await kept(here) == {"bob": 10}
    assert "1 award is gone" in (await told(here, "!reset all confirm")).text
    assert await kept(here) == {}


async def test_nothing_to_reset_and_a_wrong_word_are_said():
    here = await world()
    assert (await told(here, "!reset session")).text.startswith("No quiz has run")
    assert (await told(here, "!reset session confirm")).text.startswith("No quiz has run")
    assert (await told(here, "!reset everything")).text.startswith("Reset what?")


async def test_the_last_quiz_can_be_reset_after_it_ended_and_after_a_restart():
    here = await quizzed()
    await stopped(here)
    assert here.study.quizzes.session("room") is None
    again = await world(here.store, here.clock)
    await told(again, "!reset session confirm")
    assert await kept(again) == {}


class NoBackup(DictStore):
    """A store whose disk is full."""

    async def backup(self, reason: str) -> str:
        raise StoreAwayError(f"no space for {reason}")


async def test_without_a_backup_nothing_is_reset():
    here = await quizzed(store=NoBackup())
    assert (await told(here, "!reset all confirm")).text.endswith("nothing was changed.")
    assert await kept(here) == {"bob": 10}


async def test_everything_is_in_the_audit_list():
    here = await quizzed()
    await told(here, "!award bob +5 for the_best")
    await told(here, "!undo")
    await told(here, "!accept ozone")
    await told(here, "!reset session confirm")
    await told(here, "!reload")
    rows = [row.split("**", 1)[1] for row in (await told(here, "!audit")).text.split("\n")]
    assert rows == [
        "ann** reloaded the packs",
        f"ann** reset scores: session {here.session().plan.id} backup=reset\\-1",
        "ann** ruled right: photosynthesis\\-gas\\: ozone",
        "ann** took back points: bob · -5",
        "ann** gave points: bob · +5 · for the\\_best",
    ]


async def test_broken_packs_are_listed_and_the_old_ones_stay(monkeypatch: pytest.MonkeyPatch):
    here = await quizzed()
    before = here.study.shelf.library

    def load() -> Library:
        raise PackError(Problem("plants.yaml", line, 3, "no `source`") for line in range(20))

    monkeypatch.setattr(here.study.shelf, "_load", load)
    reply = await told(here, "!reload")
    assert reply.title == "20 mistakes in the packs; the old ones stay"
    assert reply.text.startswith("`plants.yaml:0:3: no  source ")
    assert reply.text.endswith("and 5 more")
    assert here.study.shelf.library is before


class Away(DictStore):
    """A store that is away for managers."""

    async def _away(self, *_arguments: object) -> None:
        raise StoreAwayError("gone")

    undo = award = rule = audit = note = _away  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - each is away


@pytest.mark.parametrize("line", ["!undo", "!award bob 5", "!accept ozone", "!audit"])
async def test_a_store_that_is_away_is_said(line: str):
    here = await quizzed(store=Away())
    assert (await told(here, line)).text.startswith("I cannot reach")
    assert here.points() == {"bob": 10}


async def test_two_guilds_never_touch_each_other():
    here = await quizzed()
    other = here.asker("ann", "room2", "other", manager=True)
    for line in ("!undo", "!reset all confirm", "!accept ozone"):
        await say(here.study, other, line)
    assert await kept(here) == {"bob": 10}
    assert not here.study.quizzes.judging.rulings("other")


async def test_what_was_reset_is_not_taken_a_second_time_by_a_ruling():
    here = await world()
    await here.start(options=replace(QUICK, mode=ModeName.EVERYONE))
    await say(here.study, here.asker("bob"), "oxygen")
    await here.passes(31)
    assert here.points() == {"bob": 10}
    await told(here, "!reset session confirm")
    assert here.points() == {}
    await told(here, "!refuse oxygen")
    assert here.points() == {}
    await here.passes(10)
    await say(here.study, here.asker("bob"), "1893")
    await here.passes(40)
    assert here.points() == {"bob": 15}


async def test_what_was_reset_after_the_end_is_not_taken_a_second_time_either():
    here = await quizzed()
    await stopped(here)
    await here.passes(10)
    await told(here, "!reset session confirm")
    assert await kept(here) == {}
    assert "-10" not in (await told(here, "!refuse oxygen")).text
    assert "+10" not in (await told(here, "!accept oxygen")).text
    assert await kept(here) == {}
