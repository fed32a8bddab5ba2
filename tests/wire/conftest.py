"""Fixtures of the wire tests: a stand-in for Discord, and bots that run as processes against it."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pytest

from tests.wire.process import BARE_BOT, BotProcess, start
from tests.wire.standin import TOKEN, StandIn, running
from tests.wire.world import World


class StartBot(Protocol):
    """Starts a bot against the stand-in; see `start_bot`."""

    async def __call__(
        self,
        argv: Sequence[str] = BARE_BOT,
        env: Mapping[str, str] | None = None,
        *,
        probe: str | None = "!ping",
        within: float = 20.0,
    ) -> BotProcess: ...


@pytest.fixture
async def standin(request: pytest.FixtureRequest) -> AsyncIterator[StandIn]:
    """A stand-in with the default world, or the one that `@pytest.mark.parametrize(..., indirect=True)` passes."""
    world = getattr(request, "param", None)
    async with running(world if isinstance(world, World) else None) as served:
        yield served


@pytest.fixture
async def start_bot(standin: StandIn, tmp_path: Path) -> AsyncIterator[StartBot]:
    """A function that starts a bot and returns it once its probe message was answered in the first channel.

    The bot gets DISCORD_TOKEN, DISCORD_API_URL and DATABASE_URL (a SQLite file of this test, the same at each
    start), and `env` above them; `probe=None` returns at once. All bots are killed after the test.
    """
    started: list[BotProcess] = []

    async def begin(
        argv: Sequence[str] = BARE_BOT,
        env: Mapping[str, str] | None = None,
        *,
        probe: str | None = "!ping",
        within: float = 20.0,
    ) -> BotProcess:
        given = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PYTHONUNBUFFERED": "1",
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": standin.url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'study.sqlite3'}",
            **(env or {}),
        }
        logins = len(standin.journal.logins)
        bot = await start(argv, given, tmp_path, len(started) + 1)
        started.append(bot)
        if probe is not None:
            await answered(standin, bot, probe, logins, within)
        return bot

    yield begin
    for bot in started:
        await bot.kill()


async def answered(standin: StandIn, bot: BotProcess, probe: str, logins: int, within: float) -> None:
    """Wait until a bot has logged in and answered the probe; fail with its output if it ends first."""
    seen = len(standin.journal.sent)

    async def probed() -> None:
        await standin.ready(after=logins, within=within)
        await standin.say("ann", probe)
        await standin.journal.sent.first(lambda _: True, after=seen, within=within)

    work, end = asyncio.create_task(probed()), asyncio.create_task(bot.process.wait())
    try:
        await asyncio.wait({work, end}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            pytest.fail(f"the bot ended with {end.result()}:\n{bot.output[-4000:]}")
        await work
    finally:
        for task in (work, end):
            task.cancel()
            with suppress(asyncio.CancelledError, AssertionError):
                await task
