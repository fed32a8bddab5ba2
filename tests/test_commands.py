"""Commands by every name that they have: what is counted, and what the help says."""

import pytest

from bot.commands import say
from bot.commands.table import OWN_NAMES
from bot.metrics import Metrics
from bot.words.reply import Reply
from tests.studying import world


@pytest.mark.parametrize("alias", [alias for alias, name in OWN_NAMES.items() if alias != name])
async def test_the_help_of_an_alias_is_that_of_its_command(alias: str):
    here = await world()
    told = await say(here.study, here.asker("ann"), f"!help {alias}")
    assert isinstance(told, Reply)
    assert told == await say(here.study, here.asker("ann"), f"!help {OWN_NAMES[alias]}")
    assert told.title.startswith(f"!{OWN_NAMES[alias]}")


async def test_a_command_is_counted_under_its_own_name():
    here = await world()
    metrics = here.study.watch = Metrics(("leaderboard", "help"), ())
    for line in ("!lb", "!TOP", "!commands", "!help", "!audit"):
        await say(here.study, here.asker("ann"), line)
    counted = [line for line in metrics.page()[1].decode().splitlines() if "commands_total{" in line]
    assert sorted(counted) == [
        'colloquy_commands_total{command="help",ending="done"} 2.0',
        'colloquy_commands_total{command="leaderboard",ending="done"} 2.0',
        'colloquy_commands_total{command="other",ending="refused"} 1.0',
    ]
