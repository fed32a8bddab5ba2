"""Where the bot is: threads, direct messages, without message content, rooms that end; and what it never answers."""

import discord
import pytest
import simcord
from simcord.enums import MessageType

from tests.discord.conftest import Town, answered, text_of


async def dm(town: Town, who: str, text: str) -> list[str]:
    """Let somebody write to the bot, and return all that it has said there."""
    user = town.people[who].user
    await user.send_dm(text)
    await town.settle()
    return town.all_shown(user.dm_channel)


async def thread_of(town: Town) -> simcord.ChannelHandle:
    """A thread in the town's channel."""
    channel = town.client.get_channel(town.channel.id)
    assert isinstance(channel, discord.TextChannel)
    with town.discord_acts():
        await channel.create_thread(name="chapter two", type=discord.ChannelType.public_thread)
    return town.channel.threads[0]


async def test_a_direct_message_needs_no_prefix(town: Town) -> None:
    assert (await dm(town, "ann", "what is photosynthesis?"))[-1].startswith("Photosynthesis\n")
    assert "I have nothing on" in (await dm(town, "ann", "quarks and gluons"))[-1]
    assert (await dm(town, "ann", "help"))[-1].startswith("Colloquy\n")
    assert (await dm(town, "ann", "!chlorophyll"))[-1].startswith("Chlorophyll\n")


async def test_a_quiz_in_a_direct_message_and_its_answers(town: Town) -> None:
    await dm(town, "ann", "!quiz plants short 1 race")
    said = await dm(town, "ann", "oxygen")
    assert "Question 1 of 1" in said[0]
    await town.passes(10)
    assert "ann +10" in "\n".join(town.all_shown(town.people["ann"].user.dm_channel))


async def test_slash_commands_work_in_a_direct_message(town: Town) -> None:
    told = await town.people["ann"].user.slash("define", term="chlorophyll")
    assert answered(told).startswith("Chlorophyll\n")


async def test_nobody_manages_in_a_direct_message_but_one_stops_ones_own_quiz(town: Town) -> None:
    await dm(town, "ann", "!quiz plants short 1")
    await dm(town, "ann", "!stop")
    assert town.study.quizzes.session(str(town.people["ann"].user.dm_channel.id)) is None


@pytest.mark.parametrize("mode", ["exam", "flash"])
async def test_who_studies_alone_is_taken_to_their_direct_messages(town: Town, mode: str) -> None:
    await town.say("ann", f"!quiz {mode} plants 2")
    assert "to your direct messages" in town.shown()
    assert town.study.quizzes.session(str(town.channel.id)) is None
    assert "Question 1 of 2" in town.shown(town.people["ann"].user.dm_channel)


async def test_who_takes_no_direct_messages_is_told_why_an_exam_cannot_be(town: Town) -> None:
    town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    told = await town.people["ann"].slash(town.channel, "quiz start", mode="exam")
    assert "Allow direct messages" in answered(told)
    assert told.ephemeral


async def test_a_thread_is_a_room_of_its_own(town: Town) -> None:
    thread = await thread_of(town)
    await town.say("ann", "!quiz plants short 1 race", thread)
    await town.say("bob", "!quiz plants short 1 race")
    assert "Question 1 of 1" in town.shown(thread)
    assert "Question 1 of 1" in town.shown()
    await town.say("bob", "oxygen", thread)
    await town.passes(40)
    assert "Right: bob +10" in "\n".join(town.all_shown(thread))
    assert "Right" not in "\n".join(town.all_shown())


async def test_a_deleted_thread_ends_what_ran_there(town: Town) -> None:
    thread = await thread_of(town)
    await town.say("ann", "!quiz plants short 1", thread)
    with town.discord_acts():
        town.env.backend.delete_channel(thread.id)
    await town.settle()
    assert town.study.quizzes.session(str(thread.id)) is None


async def test_a_deleted_channel_ends_what_ran_there_and_in_its_threads(town: Town) -> None:
    thread = await thread_of(town)
    await town.say("ann", "!quiz plants short 1")
    await town.say("bob", "!quiz plants short 1", thread)
    with town.discord_acts():
        town.env.backend.delete_channel(town.channel.id)
    await town.settle()
    assert list(town.study.quizzes.sessions()) == []


async def test_a_guild_that_removes_the_bot_ends_what_ran_there(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1")
    guild = town.client.get_guild(town.guild.id)
    assert guild is not None
    with town.discord_acts():
        await guild.leave()
    await town.settle()
    assert list(town.study.quizzes.sessions()) == []


@pytest.mark.parametrize("simcord_bot", [False], indirect=True)
async def test_without_message_content_slash_buttons_and_mentions_carry_everything(town: Town) -> None:
    await town.say("ann", "!photosynthesis")
    assert town.all_shown() == []
    await town.say("ann", f"<@{town.client.user.id}> photosynthesis")  # pyright: ignore[reportOptionalMemberAccess]
    assert town.shown().startswith("Photosynthesis\n")
    await town.people["ann"].slash(town.channel, "quiz start", topic="plants", rounds=1, type="short")
    await town.settle()
    question = town.last()
    await town.say("bob", "oxygen")
    await town.say("cem", f"<@{town.client.user.id}> oxygen")  # pyright: ignore[reportOptionalMemberAccess]
    assert "Noted" in town.shown()
    shown = await town.people["ann"].click(question, label="Answer in secret")
    await town.people["ann"].submit_modal(shown, {"typed": "nitrogen"})
    await town.passes(40)
    assert "Right: cem +10" in "\n".join(town.all_shown())


@pytest.mark.parametrize("simcord_bot", [False], indirect=True)
async def test_managers_are_told_once_that_message_content_is_off(town: Town) -> None:
    role = town.guild.create_role("keepers", permissions=discord.Permissions(manage_messages=True))
    eve = town.guild.add_member(town.env.create_user("eve"), roles=[role])
    assert "Message Content Intent" not in answered(await town.people["ann"].slash(town.channel, "topics"))
    first = await eve.slash(town.channel, "topics")
    assert "Message Content Intent" in answered(first)
    assert first.followups[0].ephemeral
    assert "Message Content Intent" not in answered(await eve.slash(town.channel, "topics"))
    await town.restart(content=False)
    assert "Message Content Intent" not in answered(await eve.slash(town.channel, "topics"))


async def test_bots_webhooks_and_system_messages_are_never_answered(town: Town) -> None:
    robot = town.guild.add_member(town.env.create_user("robot", bot=True))
    await robot.send(town.channel, "!photosynthesis")
    await town.guild.create_webhook(town.channel).send("!photosynthesis")
    joined = MessageType.NEW_MEMBER
    town.guild.create_system_message(town.channel, joined, author=town.people["ann"])
    await town.settle()
    assert "Photosynthesis" not in "\n".join(
        text_of(message) for message in town.channel.history() if message.author == town.client.user
    )


async def test_the_first_content_of_an_edited_message_counts(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1 race")
    said = await town.say("bob", "nitrogen")
    await town.people["bob"].edit(said, "oxygen")
    await town.passes(31)
    assert "Nobody had it." in "\n".join(town.all_shown())


async def test_an_answer_that_is_deleted_counts(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1 race")
    said = await town.say("bob", "oxygen")
    await town.people["bob"].delete(said)
    await town.passes(10)
    assert "Right: bob +10" in "\n".join(town.all_shown())


async def test_a_player_who_leaves_keeps_the_points_and_is_not_pinged(town: Town) -> None:
    await town.say("ann", "!quiz number cloze 2 race ordered")
    await town.say("bob", "2")
    town.guild.remove_member(town.people["bob"])
    await town.passes(10)
    await town.say("ann", "chlorophyll")
    await town.passes(10)
    assert "bob · 10 points" in town.shown()


async def test_ordinary_chat_is_not_even_built(town: Town) -> None:
    heard: list[discord.Message] = []
    town.client.hearing.take, kept = heard.append, town.client.hearing.take  # type: ignore[method-assign]
    await town.say("ann", "has anybody read the second chapter?")
    town.client.hearing.take = kept  # type: ignore[method-assign]
    assert heard == []
    assert town.client.rooms.is_idle
