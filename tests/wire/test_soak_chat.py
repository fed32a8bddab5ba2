"""A day of chat leaves nothing behind in the bot's memory."""

import psutil
import pytest

from tests.bench.events import ask, chatter, tell
from tests.wire.conftest import StartBot
from tests.wire.playing import study_bot
from tests.wire.standin import StandIn
from tests.wire.world import World

pytestmark = [pytest.mark.wire, pytest.mark.soak]

EVENTS, RATE = 100_000, 4000


@pytest.mark.parametrize("standin", [World(guilds=5, channels=20, members=200)], indirect=True)
async def test_a_hundred_thousand_lines_of_chat_cost_under_a_megabyte(
    standin: StandIn, start_bot: StartBot
) -> None:
    bot = await study_bot(start_bot)
    process = psutil.Process(bot.pid)
    # What is built once, such as the caches of the interpreter and of discord.py, is there after the first lines.
    await tell(standin, chatter(standin, EVENTS // 10), RATE)
    await ask(standin, "!help")
    before = process.memory_info().rss
    await tell(standin, chatter(standin, EVENTS), RATE)
    await ask(standin, "!help")
    grown = process.memory_info().rss - before
    assert grown < 1_000_000, f"{grown / 1e6:.2f} MB"
    assert await bot.stop() == 0
    assert "has anybody read" not in bot.output
