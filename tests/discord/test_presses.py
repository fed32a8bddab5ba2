"""Buttons and slash commands in trouble: dead, pressed twice, slow, late, unknown."""

import asyncio
from collections.abc import Mapping

import discord
import pytest

from bot.core.ledger import BoardQuery, Page, StoreAwayError
from bot.core.quiz import Seen
from bot.service.ports import Store
from tests.discord.conftest import SimClock, Town, answered, build, gathered, labels
from tests.fakes.dict_store import DictStore


class SlowStore(DictStore):
    """Takes its time, to count what was not found too, or is away."""

    seconds = 0.0
    is_away = False

    async def missed(self, guild: str, folded: str) -> None:
        await asyncio.sleep(self.seconds)  # noqa: TID251 - the slowness is real
        await super().missed(guild, folded)

    async def board(self, query: BoardQuery, asker: str) -> Page:
        await asyncio.sleep(self.seconds)  # noqa: TID251
        return await super().board(query, asker)

    async def seen(self, guild: str, room: str) -> Mapping[str, Seen]:
        await asyncio.sleep(self.seconds)  # noqa: TID251
        if self.is_away:
            raise StoreAwayError("away")
        return await super().seen(guild, room)


@pytest.fixture
def store() -> Store:
    return SlowStore()


def kinds(town: Town) -> list[int]:
    """The kinds of first answers that the bot gave to interactions: 4 is a message, 5 "is thinking"."""
    calls = [call.json for call in town.env.http_requests if call.path.endswith("/callback")]
    return [call["type"] for call in calls if call]


async def test_a_button_of_a_session_that_is_over_says_so(town: Town) -> None:
    await town.say("ann", "!quiz plants 1 short race")
    question = town.last()
    await town.say("ann", "!stop")
    for label in labels(question):
        told = await town.people["bob"].click(question, label=label)
        assert "finished" in answered(told)
        assert told.ephemeral
    await town.restart()
    assert "finished" in answered(await town.people["bob"].click(question, label="Skip"))


async def test_a_button_of_an_earlier_question_says_that_it_is_closed(town: Town) -> None:
    await town.say("ann", "!quiz plants 2 short date ordered race")
    question = town.last()
    await town.say("ann", "oxygen")
    await town.passes(10)
    told = await town.people["bob"].click(question, label="Skip")
    assert "closed" in answered(told)


@pytest.mark.parametrize("custom_id", ["c:nonsense", "c:", "other-bots-button", "c:fact:gone"])
async def test_a_button_that_nobody_knows_is_answered(town: Town, custom_id: str) -> None:
    channel = town.client.get_partial_messageable(town.channel.id)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="old", custom_id=custom_id))
    view.stop()
    with town.discord_acts():
        await channel.send("old", view=view)
    told = await town.people["ann"].click(town.last(), label="old")
    assert "no longer there" in answered(told)
    assert told.ephemeral


async def test_two_clicks_on_one_button_start_one_quiz(town: Town) -> None:
    await town.say("ann", "!photosynthesis")
    card = town.last()
    first = await town.people["ann"].click(card, label="Quiz me on this")
    second = await town.people["bob"].click(card, label="Quiz me on this")
    assert not first.followups
    assert "running here already" in answered(second)
    assert second.ephemeral
    assert sum("Question 1" in told for told in town.all_shown()) == 1


async def test_two_clicks_that_take_an_answer_away_do_no_harm(town: Town) -> None:
    await town.say("ann", "!photosynthesis")
    town.env.inject_error("DELETE", "/webhooks/*", status=404, code=10008)
    told = await town.people["ann"].click(town.last(), label="Remove")
    assert told.acknowledged


async def test_an_interaction_that_is_delivered_twice_counts_once(town: Town) -> None:
    sent = list(town.env.backend.subscribers)
    town.env.backend.subscribers[:] = [*sent, *sent]
    told = await town.people["ann"].slash(town.channel, "topics")
    town.env.backend.subscribers[:] = sent
    assert answered(told)
    assert town.env.errors == []
    callbacks = [call for call in town.env.http_requests if call.path.endswith("/callback")]
    assert len(callbacks) == 1


async def test_a_line_that_is_delivered_twice_is_answered_once(town: Town) -> None:
    sent = list(town.env.backend.subscribers)
    town.env.backend.subscribers[:] = [*sent, *sent]
    await town.say("ann", "!photosynthesis")
    town.env.backend.subscribers[:] = sent
    assert len(town.all_shown()) == 1


async def test_a_slow_answer_is_announced_after_a_second(town: Town, store: SlowStore) -> None:
    store.seconds = 1.3
    told = await town.people["ann"].slash(town.channel, "leaderboard")
    await town.settle()
    assert kinds(town) == [5]
    assert "Nobody has played yet" in answered(told)


async def test_what_nobody_knows_is_told_to_who_asked_alone(town: Town, store: SlowStore) -> None:
    told = await town.people["ann"].slash(town.channel, "define", term="quarks")
    assert told.ephemeral
    assert "I have nothing on" in answered(told)
    store.seconds = 1.3
    await town.people["ann"].slash(town.channel, "define", term="quarks")
    await town.settle()
    assert kinds(town) == [4, 5]
    assert town.all_shown() == []
    assert "I have nothing on" in town.shown(town.people["ann"].user.dm_channel)


async def test_a_slow_word_to_the_asker_alone_stays_with_the_asker(town: Town, store: SlowStore) -> None:
    store.seconds, store.is_away = 1.3, True
    told = await town.people["ann"].slash(town.channel, "quiz start")
    await town.settle()
    assert kinds(town) == [5]
    assert told.ephemeral
    assert "cannot save scores" in answered(told)


async def test_an_answer_that_comes_too_late_is_given_another_way(town: Town) -> None:
    town.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    await town.people["ann"].slash(town.channel, "topics")
    await town.settle()
    assert town.shown().startswith("Topics\n")
    town.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    await town.people["ann"].slash(town.channel, "quiz stop")
    await town.settle()
    assert "No quiz is running here" in town.shown(town.people["ann"].user.dm_channel)


async def test_an_answer_that_was_given_already_is_not_given_again(town: Town) -> None:
    town.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    await town.people["ann"].slash(town.channel, "topics")
    await town.settle()
    assert town.all_shown() == []


async def test_while_the_bot_leaves_presses_are_told_to_wait_and_lines_are_left_for_later(town: Town) -> None:
    town.client.leave()
    told = await town.people["ann"].slash(town.channel, "topics")
    assert "Back in a moment" in answered(told)
    await town.say("ann", "!photosynthesis")
    assert town.all_shown() == ["ℹ️ Back in a moment; the quiz goes on then. No point is lost."]


async def test_what_fails_is_told_by_a_number_and_the_log_has_the_rest(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.study.lookups.topics = lambda: 1 / 0  # type: ignore[assignment,method-assign,return-value]
    await town.say("ann", "!topics")
    told = await town.people["ann"].slash(town.channel, "topics")
    for said in (town.shown(), answered(told)):
        assert "Something went wrong" in said
        assert "ZeroDivisionError" not in said
    assert caplog.text.count("ZeroDivisionError") == 2
    caplog.clear()


async def test_two_presses_at_once_take_their_turns(store: Store, clock: SimClock) -> None:
    client = await build(store, clock)
    order: list[int] = []

    async def work(number: int) -> None:
        order.append(number)

    for number in range(5):
        client.rooms.put("room", lambda number=number: work(number))
    await gathered(client.rooms.settle())
    assert order == [0, 1, 2, 3, 4]
