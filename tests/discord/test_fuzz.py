"""Whatever is typed, into whatever command, the error border is not met, and nobody is pinged."""

from random import Random

import pytest

from bot.commands.table import COMMANDS
from tests.discord.conftest import Town, text_of
from tests.discord.test_forms import standing

ROUNDS = 20
LINES = 100
"""Rounds of so many lines: 2,000 inputs in all."""

# fmt: off
PIECES = (
    "@everyone", "@here", "<@1>", "<@&2>", "<#3>", "<t:0:R>", "</quiz:1>", "<a:b:1>", "[a](https://example.org)",
    "**", "__", "~~", "||", "`", "```", "> ", "# ", "-# ", "\\", "{0.__class__}", "{}", "%s", "%n",
    "'; DROP TABLE x; --",
    "\u202e", "\u200d", "\u200b", "\ufeff", "\x00", "\x1b[31m", "e\u0301" * 20, "Z\u0351\u0352" * 30, "👨‍👩‍👧‍👦",
    "🏳️‍🌈", "🇫🇷",
    "ＦＵＬＬ", "ﬁ", "ß", "İ", "א", "ا", "中", "9" * 400, "-1", "0", "1e9", "１２", "½", "NaN", "a" * 1900,
    "\n", "\t", " ",
    "photosynthesis", "oxygen", "plants", "race", "exam", "flash", "teams", "easy", "20s", "5",
    "A", "A B", "1893", "same",
    "here", "confirm", "default", "rounds", "export", "and", "|", ",", "=", "mode=", "=race",
)
# fmt: on


def line_of(dice: Random) -> str:
    """A line as nobody in their senses would type it."""
    name = dice.choice([*COMMANDS, "", "photosynthesis", "nonsense"])
    pieces = [dice.choice(PIECES) for _ in range(dice.randrange(6))]
    prefix = dice.choice(["!", "!", "!", "!", ""])
    return (
        prefix + dice.choice([name, name.upper(), f"{name} "]) + dice.choice(["", " "]) + " ".join(pieces)
    )[:2000]


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_no_line_meets_the_error_border(town: Town, seed: int) -> None:
    dice = Random(seed)
    for number in range(LINES):
        line = line_of(dice)
        if not line.strip():
            continue
        await town.people[dice.choice(["ann", "bob", "cem", "dora"])].send(town.channel, line)
        if number % 10 == 0:
            await town.passes(dice.choice([1, 31, 70]))
    await town.settle()
    rooms = [town.channel, *(person.user.dm_channel for person in town.people.values())]
    said = "\n".join(text for room in rooms for text in town.all_shown(room))
    assert "Something went wrong" not in said
    assert "@everyone" not in said.replace("@\u200beveryone", "")


@pytest.mark.parametrize("seed", range(3))
async def test_no_button_meets_the_error_border(town: Town, seed: int) -> None:
    dice = Random(seed)
    await town.say("ann", f"!quiz {dice.choice(['plants', 'parts', ''])} 5 everyone")
    for _ in range(40):
        message = dice.choice(
            [each for each in town.channel.history() if each.author.bot and each.components]
        )
        (row, *_rest) = message.components
        part = dice.choice(row.children)  # type: ignore[union-attr]
        who = town.people[dice.choice(["ann", "bob", "cem"])]
        if part.type.name == "button":
            told = await who.click(message, custom_id=part.custom_id)  # type: ignore[union-attr]
        else:
            values = [option.value for option in part.options][: dice.randrange(1, 3)]  # type: ignore[union-attr]
            told = await who.select(message, values, custom_id=part.custom_id)  # type: ignore[union-attr]
        if told.modal:
            typed = dice.choice(["oxygen", "A", "1893", "9" * 300])
            lines = {name: typed for name, stands in standing(told).items() if isinstance(stands, str)}
            told = await who.submit_modal(told, standing(told) | lines)
        assert told.acknowledged
        await town.passes(dice.choice([0, 1, 10]))
    assert "Something went wrong" not in "\n".join(map(text_of, town.channel.history()))
