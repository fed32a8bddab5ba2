"""Each command by prefix and by slash, what the lists suggest, and when Discord is told of the commands."""

import pytest

from bot.commands.table import COMMANDS
from bot.discordbot.slash import TABLE, Kind, Slash
from bot.words.slash import about_options
from tests.discord.conftest import Town, answered, text_of

SLASHES = [slash for slash in TABLE if slash.runs in COMMANDS]
BORDER = "Something went wrong"

WORDS = {
    Kind.TEXT: "oxygen",
    Kind.FACT: "chlorophyll",
    Kind.TOPIC: "plants",
    Kind.COMMAND: "quiz",
}


def filled_in(town: Town, slash: Slash) -> dict[str, object]:
    """Something for each option of a command."""
    values: dict[str, object] = {}
    for option in slash.options:
        match option.kind:
            case Kind.NUMBER:
                values[option.name] = min(option.range[0] + 5, option.range[1])
            case Kind.CHOICE:
                values[option.name] = option.choices[0]
            case Kind.PLAYER:
                values[option.name] = town.people["bob"]
            case kind:
                values[option.name] = WORDS[kind]
    return values


def test_every_command_has_a_slash_command() -> None:
    assert {slash.runs for slash in SLASHES} == set(COMMANDS)


def test_every_option_is_described() -> None:
    about = about_options()
    assert [option.name for slash in TABLE for option in slash.options if option.name not in about] == []
    assert all(0 < len(text) <= 100 for text in about.values())


@pytest.mark.parametrize("slash", SLASHES, ids=lambda slash: slash.name)
async def test_a_slash_command_answers_with_nothing_and_with_everything_filled_in(
    town: Town, slash: Slash
) -> None:
    needed = {option.name for option in slash.options if option.required}
    for who in ("ann", "dora"):
        everything = filled_in(town, slash)
        for values in ({name: everything[name] for name in needed}, everything):
            if who == "dora" and "mode" in values:
                values["mode"] = "race"
            told = await town.people[who].slash(town.channel, slash.name, **values)
            await town.settle()
            assert told.acknowledged
            assert answered(told) or told.modal
            assert BORDER not in answered(told)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("words", ["", " oxygen", " plants 3", " <@1> 5"])
async def test_a_prefix_command_never_fails(town: Town, name: str, words: str) -> None:
    await town.say("ann", f"!{name}{words}")
    await town.say("dora", f"!{name}{words}")
    assert BORDER not in "\n".join(town.all_shown())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ph", "Photosynthesis"),
        ("ch", "Chlorophyll"),
        ("mi", "The microscope"),
        ("the mi", "The microscope"),
        ("green", "Chlorophyll"),
        ("how plants", "Photosynthesis"),
        ("chlorophil", "Chlorophyll"),
        ("fotosynthesis", "Photosynthesis"),
        ("ORG", "Organelles"),
    ],
)
async def test_the_list_is_right_after_two_letters_and_after_a_slip(
    town: Town, typed: str, first: str
) -> None:
    choices = await town.people["ann"].autocomplete(town.channel, "define", "term", typed)
    assert choices[0]["name"] == first


async def test_what_is_chosen_from_the_list_is_found(town: Town) -> None:
    for choice in await town.people["ann"].autocomplete(town.channel, "define", "term", ""):
        told = await town.people["ann"].slash(town.channel, "define", term=choice["value"])
        assert answered(told).startswith(f"{choice['name']}\n")


async def test_topics_and_commands_are_suggested_too(town: Town) -> None:
    ann = town.people["ann"]
    topics = await ann.autocomplete(town.channel, "quiz start", "topic", "pla")
    assert [choice["value"] for choice in topics] == ["plants"]
    assert await ann.autocomplete(town.channel, "facts", "topic", "zzz") == []
    named = await ann.autocomplete(town.channel, "help", "command", "re")
    assert named[0]["name"].startswith("re")


async def test_define_this_looks_up_what_a_message_says(town: Town) -> None:
    said = await town.say("bob", "chlorophyll")
    told = await town.people["ann"].context_menu(town.channel, "Define this", said)
    assert answered(told).startswith("Chlorophyll\n")
    nothing = await town.say("bob", "so long, and thanks for all the fish")
    told = await town.people["ann"].context_menu(town.channel, "Define this", nothing)
    assert BORDER not in answered(told)


async def test_an_unknown_word_is_silent_and_wrong_usage_says_the_right_one(town: Town) -> None:
    await town.say("ann", "!quarks")
    assert town.all_shown() == []
    await town.say("ann", "!compare")
    assert "!compare" in town.shown()
    await town.say("ann", "!help quiz")
    assert text_of(town.last()).count("!quiz") >= 3


async def test_discord_is_told_of_the_commands_only_when_they_have_changed(town: Town) -> None:
    def syncs() -> int:
        return sum(
            call.method == "PUT" and call.path.endswith("/commands") for call in town.env.http_requests
        )

    assert syncs() == 1
    await town.restart()
    assert syncs() == 1
    await town.study.settings.remember("@bot", "", "tree", "another version")
    await town.restart()
    assert syncs() == 2
