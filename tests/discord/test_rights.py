"""Who may do what, checked at each use; and what the bot may not do, named."""

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.commands.table import COMMANDS
from tests.discord.conftest import Town, answered, labels

MANAGERS = [name for name, command in COMMANDS.items() if command.managers]
ONLY = "Only managers can do that"


def deny(town: Town, *names: str, channel: simcord.ChannelHandle | None = None) -> None:
    """Take permissions from the bot in a channel, and give all others back."""
    denied = discord.Permissions(**dict.fromkeys(names, True))
    me = town.client.user
    assert me is not None
    rule = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=denied.value)
    with town.discord_acts():
        town.env.backend.set_overwrite((channel or town.channel).id, rule)


async def member_with(town: Town, name: str, **permissions: bool) -> simcord.MemberActor:
    """A member of the guild with a role of that name and those permissions."""
    role = town.guild.create_role(name, permissions=discord.Permissions(**permissions))
    return town.guild.add_member(town.env.create_user(f"{name}-holder"), roles=[role])


@pytest.mark.parametrize("command", MANAGERS)
async def test_manager_commands_are_for_those_who_manage_messages_or_have_the_role(
    town: Town, command: str
) -> None:
    keeper = await member_with(town, "keepers", manage_messages=True)
    master = await member_with(town, "masters")
    town.people |= {"keeper": keeper, "master": master}
    allowed: dict[str, bool] = {}
    for who in ("ann", "keeper", "master", "dora"):
        await town.say(who, f"!{command}")
        allowed[who] = ONLY not in town.shown()
    assert allowed == {"ann": False, "keeper": True, "master": False, "dora": True}
    for role in ("masters", str(town.guild.roles["masters"].id), town.guild.roles["masters"].mention):
        await town.study.settings.remember(str(town.guild.id), "", "role", role)
        await town.say("master", f"!{command}")
        assert ONLY not in town.shown()
    await town.say("ann", f"!{command}")
    assert ONLY in town.shown()


@pytest.mark.parametrize("command", MANAGERS)
async def test_manager_commands_are_refused_in_direct_messages(town: Town, command: str) -> None:
    user = town.people["ann"].user
    await user.send_dm(f"!{command}")
    await town.settle()
    assert ONLY in town.shown(user.dm_channel)


async def test_rights_that_are_taken_away_are_gone_at_the_next_use(town: Town) -> None:
    await town.say("ann", "!quiz plants 3")
    keeper = await member_with(town, "keepers", manage_messages=True)
    town.people["keeper"] = keeper
    role = town.guild.roles["keepers"]
    with town.discord_acts():
        town.env.backend.remove_member_role(town.guild.id, keeper.id, role.id)
    await town.say("keeper", "!stop")
    assert town.study.quizzes.session(str(town.channel.id)) is not None
    told = await keeper.slash(town.channel, "quiz stop")
    assert "Only the one who started the quiz" in answered(told)


async def test_an_answer_is_taken_away_by_who_asked_or_a_moderator_alone(town: Town) -> None:
    await town.say("ann", "!photosynthesis")
    card = town.last()
    refused = await town.people["bob"].click(card, label="Remove")
    assert "Only the one who asked" in answered(refused)
    assert refused.ephemeral
    await town.people["ann"].click(card, label="Remove")
    assert card.id not in [message.id for message in town.channel.history()]
    await town.say("ann", "!photosynthesis")
    keeper = await member_with(town, "keepers", manage_messages=True)
    await keeper.click(town.last(), label="Remove")
    assert "Photosynthesis" not in "\n".join(town.all_shown())


async def test_a_slash_answer_is_taken_away_too(town: Town) -> None:
    told = await town.people["ann"].slash(town.channel, "topics")
    assert told.response is not None
    assert "Remove" in labels(told.response.message)
    await town.people["ann"].click(told.response.message, label="Remove")
    assert town.all_shown() == []


async def test_where_the_bot_may_not_speak_who_calls_it_is_told_once(town: Town) -> None:
    deny(town, "send_messages")
    await town.say("ann", "!photosynthesis is nice")
    await town.say("ann", "!quiz")
    await town.say("ann", "!topics")
    told = town.all_shown(town.people["ann"].user.dm_channel)
    assert len(told) == 1
    assert "**Send Messages**" in told[0]
    assert town.all_shown() == []
    assert list(town.study.quizzes.sessions()) == []
    slash = await town.people["ann"].slash(town.channel, "quiz start")
    assert "**Send Messages**" in answered(slash)
    assert slash.ephemeral


async def test_without_embeds_everything_is_said_in_plain_text(town: Town) -> None:
    deny(town, "embed_links")
    await town.say("ann", "!photosynthesis")
    card = town.last()
    assert card.embeds == []
    assert card.content.startswith("**Photosynthesis**\n")
    assert "Primer, §1" in card.content
    told = await town.people["ann"].slash(town.channel, "define", term="chlorophyll")
    assert told.response is not None
    assert told.response.embeds == []


async def test_without_the_history_answers_come_without_a_reference(town: Town) -> None:
    deny(town, "read_message_history")
    await town.say("ann", "!photosynthesis")
    assert town.last().reference is None
    await town.say("ann", "!quiz plants 1 short race")
    assert "**Read Message History**" in town.shown()
    await town.restart()
    assert town.study.quizzes.session(str(town.channel.id)) is not None


@pytest.mark.parametrize(
    ("permission", "name"), [("embed_links", "Embed Links"), ("attach_files", "Attach Files")]
)
async def test_a_quiz_that_starts_without_a_wished_permission_names_it(
    town: Town, permission: str, name: str
) -> None:
    deny(town, permission)
    told = await town.people["ann"].slash(town.channel, "quiz start")
    assert f"**{name}**" in answered(told)
    assert told.ephemeral


async def test_a_voice_that_is_taken_away_pauses_and_the_starter_is_told_once(town: Town) -> None:
    await town.say("ann", "!quiz plants 3 short race")
    deny(town, "send_messages")
    await town.passes(200)
    told = town.all_shown(town.people["ann"].user.dm_channel)
    assert len(told) == 1
    assert "I may not speak" in told[0]
    session = town.study.quizzes.session(str(town.channel.id))
    assert session is not None
    assert session.phase == "paused"
    deny(town)
    await town.say("bob", "!resume")
    await town.passes(5)
    assert session.plan.id == town.study.quizzes.session(str(town.channel.id)).plan.id  # type: ignore[union-attr]
    assert "The quiz goes on." in "\n".join(town.all_shown())


async def test_the_doctor_names_what_is_missing_here(town: Town) -> None:
    await town.say("dora", "!doctor")
    assert "everything that I need" in town.shown()
    assert "commands, buttons and what is typed" in town.shown()
    deny(town, "attach_files", "embed_links")
    await town.say("dora", "!doctor")
    assert "**Embed Links**, **Attach Files**" in town.shown()
    deny(town, "send_messages")
    told = await town.people["dora"].slash(town.channel, "doctor")
    assert "**Send Messages**" in answered(told)


@pytest.mark.parametrize("simcord_bot", [False], indirect=True)
async def test_the_doctor_says_where_message_content_is_switched_on(town: Town) -> None:
    told = await town.people["dora"].slash(town.channel, "doctor")
    assert "Message Content Intent" in answered(told)


async def test_a_manager_of_one_channel_schedules_no_quiz_in_another(town: Town) -> None:
    other = town.guild.create_text_channel("elsewhere")
    keeper = await member_with(town, "keepers")
    rule = Overwrite(
        target_id=keeper.id,
        type=OverwriteType.MEMBER,
        allow=discord.Permissions(manage_messages=True).value,
        deny=0,
    )
    with town.discord_acts():
        town.env.backend.set_overwrite(town.channel.id, rule)
    town.people["keeper"] = keeper
    await town.say("keeper", f"!schedule daily 18:00 {other.mention} plants 3")
    assert list(town.study.timetable.of(str(town.guild.id))) == []
    await town.say("keeper", f"!schedule daily 18:00 {town.channel.mention} plants 3")
    assert len(town.study.timetable.of(str(town.guild.id))) == 1


async def test_an_export_goes_to_its_owner_alone(town: Town) -> None:
    await town.say("ann", "!privacy export")
    assert town.all_shown() == []
    told = town.last(town.people["ann"].user.dm_channel)
    assert [attachment.filename for attachment in told.attachments]
    slash = await town.people["ann"].slash(town.channel, "privacy", choice="export")
    assert slash.ephemeral


@pytest.mark.parametrize("value", ["channels #nowhere", "channels reading", "channels 77", "role Nobodies"])
async def test_what_the_guild_does_not_have_is_not_set(town: Town, value: str) -> None:
    await town.say("dora", f"!settings {value}")
    assert "cannot be" in town.shown()


async def test_channels_and_a_role_are_set_by_mention_and_a_role_by_name_too(town: Town) -> None:
    role = town.guild.create_role("Readers")
    for value in (f"channels <#{town.channel.id}>", f"role <@&{role.id}>", "role readers"):
        await town.say("dora", f"!settings {value}")
        assert "is now" in town.shown(), value
