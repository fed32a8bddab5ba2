"""What an operator's monitor sees of the bot itself: before a command and after it, and while Discord is away."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import EVENTS, METHODS, SCOPES, VERDICTS
from tests.wire.conftest import StartBot
from tests.wire.faults import too_many
from tests.wire.gateway import encode
from tests.wire.playing import OXYGEN, ask, said, study_bot
from tests.wire.process import ROOT, BotProcess
from tests.wire.rest import pause
from tests.wire.standin import StandIn

pytestmark = pytest.mark.wire

Series = dict[str, float]


class Monitor:
    """Asks a bot's port as Prometheus and a supervisor do."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.env = {"METRICS_PORT": str(self.port)}

    async def get(self, path: str) -> tuple[int, str]:
        """Return the status and the body of a page."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: monitor\r\n\r\n".encode())
        said_ = (await reader.read()).decode()
        writer.close()
        head, _, body = said_.partition("\r\n\r\n")
        return int(head.split()[1]), body

    async def until(self, path: str, page: tuple[int, str], within: float = 20.0) -> None:
        """Wait until a page is this one."""
        shown: object = None
        try:
            async with asyncio.timeout(within):
                while (shown := await self._or_error(path)) != page:
                    await pause(0.1)
        except TimeoutError:
            raise AssertionError(f"{path} is {shown} after {within} s") from None

    async def _or_error(self, path: str) -> tuple[int, str] | str:
        try:
            return await self.get(path)
        except OSError as error:
            return str(error)

    async def series(self) -> Series:
        """Return every series of /metrics with its value, as `name{label,label}`."""
        status, page = await self.get("/metrics")
        assert status == 200
        return {
            f"{sample.name}{{{','.join(sample.labels.values())}}}": sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }

    async def cli(self, question: str) -> tuple[int, str]:
        """Ask as a container does."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "health", question,
            cwd=ROOT, env=self.env, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, _ = await process.communicate()
        return process.returncode or 0, out.decode()


READY = (200, "ready\n")
AWAY = (503, "discord is away\n")


@pytest.fixture
def monitor() -> Monitor:
    return Monitor()


async def _started(start_bot: StartBot, monitor: Monitor) -> BotProcess:
    bot = await study_bot(start_bot, monitor.env)
    await monitor.until("/ready", READY)
    return bot


def _gained(before: Series, after: Series, names: Iterable[str]) -> dict[str, float]:
    return {name: after.get(name, 0) - before.get(name, 0) for name in names}


async def test_a_bot_without_discord_lives_and_is_not_ready(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    standin.gateway.is_open = False
    await study_bot(start_bot, monitor.env, probe=None)
    await monitor.until("/ready", AWAY)
    assert await monitor.get("/live") == (200, "alive\n")
    assert (await monitor.series())["colloquy_events_total{message}"] == 0

    standin.gateway.is_open = True
    await monitor.until("/ready", READY)
    assert await monitor.cli("ready") == (0, "ready\n")


async def test_a_command_and_an_answer_are_counted(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    await _started(start_bot, monitor)
    before = await monitor.series()
    assert before["colloquy_open_sessions{}"] == 0

    await standin.say("ann", "!help quiz")
    await said(standin, "quiz", after=1)
    await ask(standin)
    assert (await monitor.series())["colloquy_open_sessions{}"] == 1
    await standin.say("bob", "nitrogen")
    await standin.say("cem", "oxygen")
    await said(standin, "The quiz is over")
    await _over(monitor)

    names = {
        "colloquy_commands_total{help,done}": 1,
        "colloquy_commands_total{quiz,done}": 1,
        "colloquy_events_total{message}": 4,
        "colloquy_answers_total{accept}": 1,
        "colloquy_answers_total{reject}": 1,
        "colloquy_judge_seconds_count{}": 2,
        "colloquy_rest_rate_limits_total{user}": 0,
    }
    after = await monitor.series()
    assert _gained(before, after, names) == names
    stored, posted = "colloquy_store_seconds_count{record}", "colloquy_rest_calls_total{POST,2xx}"
    assert after[stored] - before.get(stored, 0) >= 3
    assert after[posted] - before[posted] >= 3
    assert after["colloquy_outbox_depth{}"] == 0
    assert after["colloquy_loop_lag_seconds_count{}"] > before["colloquy_loop_lag_seconds_count{}"]


async def _over(monitor: Monitor) -> None:
    """Wait until the session is let go of, which follows the last word in the room."""
    async with asyncio.timeout(10):
        while (await monitor.series())["colloquy_open_sessions{}"]:
            await pause(0.05)


async def test_time_that_runs_out_and_presses_are_counted(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    await _started(start_bot, monitor)
    asked = await ask(standin, "!quiz plants choice 1 race 5s")
    await standin.invoke("help", "ann")
    button = next(iter(_buttons(asked.message)))
    await standin.click(asked.message, "bob", button)
    # A wrong option, which the dice decide, lets the round run out and come again.
    await said(standin, "The quiz is over", within=30)
    series = await monitor.series()
    assert series["colloquy_events_total{tick}"] >= 1
    assert series["colloquy_events_total{interaction}"] == 1
    assert series["colloquy_events_total{button}"] == 1


def _buttons(message: dict[str, Any]) -> Iterable[str]:
    return (part["custom_id"] for row in message["components"] for part in row["components"])


async def test_a_gateway_that_is_cut_is_not_ready_until_it_is_back(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    await _started(start_bot, monitor)
    standin.gateway.is_open = False
    await standin.gateway.close()
    await monitor.until("/ready", AWAY)
    assert await monitor.get("/live") == (200, "alive\n")
    assert await monitor.cli("ready") == (69, "discord is away\n")
    assert await monitor.cli("live") == (0, "alive\n")
    assert (await monitor.series())["colloquy_events_total{reconnect}"] >= 1

    standin.gateway.is_open = True
    await monitor.until("/ready", READY)
    assert (await monitor.series())["colloquy_events_total{resume}"] == 1
    assert len(standin.journal.identifies()) == 1


async def test_a_connection_that_ends_unforeseen_is_not_ready(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    await _started(start_bot, monitor)
    await standin.gateway.send_raw(b"no payload")
    # The bot looks for a new connection after a second.
    await monitor.until("/ready", AWAY, within=0.9)
    await monitor.until("/ready", READY)


async def test_a_database_that_cannot_be_written_is_told(
    start_bot: StartBot, monitor: Monitor, tmp_path: Path
) -> None:
    await _started(start_bot, monitor)
    with closing(sqlite3.connect(tmp_path / "study.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await monitor.until("/ready", (503, "database is away\n"), within=30)
        assert await monitor.get("/live") == (200, "alive\n")
    await monitor.until("/ready", READY)
    assert (await monitor.series())["colloquy_store_seconds_count{ping}"] >= 1


async def test_trouble_is_counted(standin: StandIn, start_bot: StartBot, monitor: Monitor) -> None:
    await _started(start_bot, monitor)
    standin.rest.faults.add("POST /channels/{channel}/messages", too_many(0.2))
    await standin.gateway.send_raw(encode(0, {"id": "no number"}, 10_000, "MESSAGE_CREATE"))
    seen = len(standin.journal.sent)
    await standin.say("ann", "!help")
    await standin.journal.sent.first(lambda _: True, after=seen)
    series = await monitor.series()
    assert series["colloquy_rest_rate_limits_total{user}"] == 1
    assert series["colloquy_rest_calls_total{POST,4xx}"] == 1
    assert series["colloquy_events_total{malformed}"] == 1


async def test_no_person_and_no_room_is_in_the_page(
    standin: StandIn, start_bot: StartBot, monitor: Monitor
) -> None:
    await _started(start_bot, monitor)
    await ask(standin, OXYGEN)
    await standin.say("cem", "oxygen")
    await said(standin, "The quiz is over")
    _, page = await monitor.get("/metrics")
    ours = [line for line in page.splitlines() if line.startswith("colloquy_")]
    people = {str(standin.world.user(name)["id"]) for name in ("ann", "bob", "cem")}
    for word in {"ann", "bob", "cem", "oxygen", str(standin.channel), str(standin.guild.id)} | people:
        assert not [line for line in ours if f'"{word}"' in line or (word.isdigit() and word in line)]
    assert {*EVENTS, *VERDICTS, *SCOPES} <= {word for line in ours for word in line.split('"')}
    assert set(METHODS) & {word for line in ours for word in line.split('"')}


async def test_a_port_that_is_taken_ends_the_start_before_discord_hears_of_it(
    standin: StandIn, start_bot: StartBot
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = await study_bot(start_bot, {"METRICS_PORT": str(port)}, probe=None)
        assert await bot.exit_code() == 78
    assert f"METRICS_PORT: nothing can listen at 127.0.0.1:{port}" in bot.output
    assert not standin.journal.logins
