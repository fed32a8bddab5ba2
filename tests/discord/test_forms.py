"""The options of a quiz in a form: opened by slash and by button, filled in already, sent, refused."""

from typing import Any

import pytest
import simcord
from simcord.components import validate_modal

from bot.core.pack import Topic
from bot.discordbot.sheets import sheet
from bot.words import forms
from bot.words.forms import LONGEST, Offered
from tests.discord.conftest import Town, answered, labels, text_of
from tests.discord.test_rights import deny

DOOR = "Quiz options …"


def parts_of(shown: simcord.InteractionResult) -> dict[str, dict[str, Any]]:
    """The parts of the form that is shown, by name."""
    assert shown.modal is not None
    return {label["component"]["custom_id"]: label["component"] for label in shown.modal["components"]}


def standing(shown: simcord.InteractionResult) -> dict[str, Any]:
    """What stands in a form before anybody changes it."""
    return {
        name: [option["value"] for option in part["options"] if option.get("default")]
        if "options" in part
        else part.get("value", "")
        for name, part in parts_of(shown).items()
    }


async def opened(town: Town, who: str = "ann") -> simcord.InteractionResult:
    return await town.people[who].slash(town.channel, "quiz options")


async def test_the_form_is_the_first_answer_and_holds_what_is_usual(town: Town) -> None:
    shown = await opened(town)
    assert standing(shown) == {
        "topics": [],
        "numbers": "10 30s",
        "mode": ["everyone"],
        "difficulty": ["any"],
        "kinds": [],
    }
    assert not shown.deferred
    told: list[Any] = [call.json for call in town.env.http_requests if call.path.endswith("/callback")]
    assert [each["type"] for each in told] == [9]


async def test_what_is_filled_in_is_played(town: Town) -> None:
    shown = await opened(town)
    chosen = {"topics": ["plants"], "numbers": "1 20s", "mode": ["race"], "difficulty": ["any"]}
    chosen["kinds"] = ["short", "nohints"]
    sent = await town.people["ann"].submit_modal(shown, chosen)
    await town.settle()
    assert answered(sent) == "ℹ️ Here it comes."
    assert sent.ephemeral
    assert "Question 1 of 1 · short answer" in town.shown()
    assert "Hint" not in labels(town.last())
    await town.say("ann", "!stop")
    assert standing(await opened(town, "bob")) == chosen


async def test_what_cannot_be_said_in_the_line_is_refused_in_clear_words(town: Town) -> None:
    shown = await opened(town)
    sent = await town.people["ann"].submit_modal(shown, {**standing(shown), "numbers": "10 quickly"})
    assert "I do not know “quickly”" in answered(sent)
    assert sent.ephemeral
    assert town.all_shown() == []
    assert sent.response is not None
    again = await town.people["ann"].click(sent.response.message, label=DOOR)
    assert standing(again)["numbers"] == "10 30s"
    sent = await town.people["ann"].submit_modal(again, {**standing(again), "numbers": "10000"})
    assert "1 to 50 questions" in answered(sent)


async def test_an_empty_line_is_as_usual(town: Town) -> None:
    shown = await opened(town)
    await town.people["ann"].submit_modal(shown, {**standing(shown), "numbers": ""})
    await town.settle()
    session = town.study.quizzes.session(str(town.channel.id))
    assert session is not None
    assert (session.plan.options.rounds, session.plan.options.seconds) == (10, 30)


async def test_the_form_is_reached_from_the_words_and_from_the_end_of_a_quiz(town: Town) -> None:
    await town.say("ann", "!quiz options")
    assert "`race`" in town.shown()
    assert parts_of(await town.people["bob"].click(town.last(), label=DOOR))
    await town.say("ann", "!quiz plants 1 race short")
    await town.say("ann", "!stop")
    assert "stopped the quiz" in text_of(town.last())
    assert standing(await town.people["cem"].click(town.last(), label=DOOR))["mode"] == ["race"]


async def test_what_holds_when_it_is_sent_decides(town: Town) -> None:
    first, second = await opened(town), await opened(town, "bob")
    await town.people["ann"].submit_modal(first, standing(first))
    await town.settle()
    late = await town.people["bob"].submit_modal(second, standing(second))
    assert "running here already" in answered(late)
    refused = await opened(town, "cem")
    assert refused.modal is None
    assert "running here already" in answered(refused)
    await town.say("ann", "!stop")
    third = await opened(town, "bob")
    other = town.guild.create_text_channel("elsewhere")
    await town.say("dora", f"!settings channels <#{other.id}>")
    assert "played in" in answered(await town.people["bob"].submit_modal(third, standing(third)))


async def test_where_the_bot_may_not_speak_the_form_says_so(town: Town) -> None:
    shown = await opened(town)
    deny(town, "send_messages")
    sent = await town.people["ann"].submit_modal(shown, standing(shown))
    assert "Send Messages" in answered(sent)
    assert town.study.quizzes.session(str(town.channel.id)) is None


@pytest.mark.parametrize("simcord_bot", [False], indirect=True)
async def test_the_form_works_without_message_content(town: Town) -> None:
    shown = await opened(town)
    await town.people["ann"].submit_modal(shown, {**standing(shown), "numbers": "1"})
    await town.settle()
    assert "Question 1 of 1" in town.shown()


async def test_a_form_that_was_open_while_the_bot_restarted_starts_a_quiz(town: Town) -> None:
    shown = await opened(town)
    await town.restart()
    await town.people["ann"].submit_modal(shown, standing(shown))
    await town.settle()
    assert "Question 1 of" in town.shown()


@pytest.mark.parametrize(
    ("count", "all_chosen"), [(0, False), (1, True), (25, True), (26, True), (500, True), (500, False)]
)
def test_the_form_keeps_within_discords_limits(count: int, *, all_chosen: bool) -> None:
    topics = tuple(
        Topic(f"{number}-{'long' * 20}", "A very long name " * 20, "", (), ()) for number in range(count)
    )
    chosen = frozenset(topic.key for topic in topics) if all_chosen else frozenset[str]()
    payload = sheet(
        forms.quiz(Offered(topics, chosen, "10 30s", "2teams", ("nohints",), frozenset()), "quiz")
    ).to_dict()
    assert validate_modal(payload)
    (first, *_rest) = payload["components"]
    assert len(first["component"].get("value") or "") <= LONGEST
