"""PostgreSQL is away, or slow, while a quiz runs."""

import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from itertools import count
from time import perf_counter

import pytest

from bot.exits import Exit
from bot.store import open_store
from tests.wire.conftest import StartBot
from tests.wire.databases import make_databases, rows
from tests.wire.journal import Sent
from tests.wire.playing import ask, said, study_bot, times_said
from tests.wire.process import BotProcess
from tests.wire.proxy import Proxy, proxied
from tests.wire.rest import pause
from tests.wire.standin import StandIn

pytestmark = pytest.mark.wire

WORD = "I cannot save scores at the moment"

ROUNDS = "SELECT state FROM rounds"

numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A database, the proxy before it, the address through the proxy, and the one that leads around it."""

    proxy: Proxy
    url: str
    direct: str

    async def points(self) -> list[int]:
        """The points that are kept, the lowest first."""
        kept = await rows(self.direct, "SELECT points FROM awards WHERE points <> 0 ORDER BY points")
        return [points for (points,) in kept]

    async def knows(self, question: Sent) -> None:
        """Wait until it is kept that a question stands: then the next thing to be kept is what is said next."""
        while not any(str(question.id) in state for (state,) in await rows(self.direct, ROUNDS)):
            await pause(0.05)


async def waits_for_the_database(bot: BotProcess, channel: int) -> None:
    """Wait until what happened in a channel waits for the database."""
    while f"store away: room={channel} " not in bot.output:
        await pause(0.05)


@pytest.fixture
async def server(postgres_url: str) -> AsyncGenerator[Server, None]:
    """An empty database behind a proxy."""
    [direct] = await make_databases(postgres_url, [f"outage-{next(numbers)}"])
    async with proxied(direct) as (proxy, url):
        yield Server(proxy, url, direct)


async def test_what_is_said_while_the_database_is_away_for_five_seconds_is_queued_and_counts(
    standin: StandIn, start_bot: StartBot, server: Server
) -> None:
    bot = await study_bot(start_bot, {"DATABASE_URL": server.url})
    await server.knows(await ask(standin))
    server.proxy.cut()
    await standin.say("bob", "oxygen")
    await standin.say("cem", "O2")
    await waits_for_the_database(bot, standin.channel)
    since = perf_counter()
    other = list(standin.guild.channels)[1]
    await standin.say("ann", "!photosynthesis", other)
    await said(standin, "How plants make sugar", within=4)
    await standin.say("ann", "!quiz", other)
    await said(standin, WORD, channel=other, within=4)
    await pause(max(0.0, since + 5 - perf_counter()))
    assert times_said(standin, "Answer: oxygen") == 0
    server.proxy.restore()
    told = await said(standin, "Answer: oxygen", within=20)
    assert "bob +10" in told.text
    assert "cem +5" in told.text
    assert await server.points() == [5, 10]
    assert not [
        sent for sent in standin.journal.sent if WORD in sent.text and sent.channel == standin.channel
    ]


@pytest.mark.soak
async def test_an_outage_of_half_a_minute_is_told_once_and_the_question_goes_on_afterwards(
    standin: StandIn, start_bot: StartBot, server: Server
) -> None:
    await study_bot(start_bot, {"DATABASE_URL": server.url})
    await server.knows(await ask(standin, "!quiz plants ordered 2 everyone 10s"))
    server.proxy.cut()
    await standin.say("bob", "oxygen")
    await pause(5)
    await standin.say("cem", "oxygen")
    await said(standin, WORD, within=15)
    await pause(15)
    server.proxy.restore()
    back = await said(standin, "It closes", within=15)
    told = await said(standin, "Answer: oxygen", within=15)
    assert told.at - back.at > 9
    assert "bob +10" in told.text
    assert "cem +10" in told.text
    assert await server.points() == [10, 10]
    assert times_said(standin, WORD) == 1
    await said(standin, "Question 2", within=15)


async def test_with_a_slow_database_interactions_are_deferred_in_time_and_answered(
    standin: StandIn, start_bot: StartBot, server: Server
) -> None:
    await study_bot(start_bot, {"DATABASE_URL": server.url})
    await ask(standin)
    server.proxy.delay = 2.0
    began = perf_counter()
    asked = [await standin.invoke("me", "ann"), await standin.invoke("leaderboard", "bob")]
    for each in asked:
        assert await each.acknowledged() < 2.5
    await standin.say("bob", "oxygen")
    for each in asked:
        await each.reply(within=30)
    assert perf_counter() - began > 2
    await said(standin, "bob +10", within=30)
    server.proxy.delay = 0.0
    assert await server.points() == [10]


async def test_a_bot_that_finds_its_database_taken_after_an_outage_stops_with_75(
    standin: StandIn, start_bot: StartBot, server: Server
) -> None:
    bot = await study_bot(start_bot, {"DATABASE_URL": server.url})
    await ask(standin)
    server.proxy.cut()
    async with open_store(server.direct):
        await standin.say("bob", "oxygen")
        server.proxy.restore()
        assert await bot.exit_code(within=20) == Exit.RUNNING
    assert bot.output.rstrip().endswith(f"as process {os.getpid()}. Stop that one first.")
    assert await server.points() == []
