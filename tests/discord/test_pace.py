"""How fast we call Discord, when we stop, and how a crash loop slows down."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.discordbot.pace import BURST, RATE, REFUSALS, Pace, ShutError
from bot.discordbot.starts import WAITS, Starts
from tests.wire.journal import busiest

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MESSAGES = "/api/v10/channels/1/messages"


@dataclass
class Answered:
    """What aiohttp says of an answer, as far as the pace looks at it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])


async def test_no_second_sees_fifty_calls() -> None:
    pace, times = Pace(), list[float]()

    async def call() -> None:
        await pace.turn("POST", MESSAGES)
        times.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(call() for _ in range(70)))
    assert busiest(times) <= RATE + BURST + 1
    assert times[-1] - times[0] >= (70 - BURST) / RATE - 0.1


async def test_what_is_new_goes_before_what_only_changes_and_interactions_do_not_wait() -> None:
    pace, order = Pace(), list[str]()

    async def call(method: str, path: str = MESSAGES) -> None:
        await pace.turn(method, path)
        order.append(method if path == MESSAGES else "interaction")

    calls = [call("POST") for _ in range(int(BURST))]
    calls += [
        call("PATCH"),
        call("GET"),
        call("POST"),
        call("POST", "/api/v10/interactions/1/token/callback"),
    ]
    await asyncio.gather(*calls)
    assert order[int(BURST) :] == ["interaction", "POST", "GET", "PATCH"]


@pytest.mark.parametrize("status", [401, 403, 429])
async def test_too_many_refusals_stop_everything_for_a_while(status: int) -> None:
    pace: Any = Pace()
    for _ in range(REFUSALS - 1):
        pace.saw("POST", Answered(status, {"Via": "1.1 google"}))
    await pace.turn("POST", MESSAGES)
    pace.saw("POST", Answered(status, {"Via": "1.1 google"}))
    assert pace.shut
    with pytest.raises(ShutError):
        await pace.turn("POST", MESSAGES)


async def test_a_ban_by_cloudflare_stops_everything_at_once() -> None:
    pace: Any = Pace()
    pace.saw("POST", Answered(429))
    with pytest.raises(ShutError):
        await pace.turn("GET", "/api/v10/gateway/bot")


def test_starts_that_do_not_end_well_wait_longer_and_longer(tmp_path: Path) -> None:
    waits = [Starts(tmp_path / "data").begin(NOW) for _ in range(12)]
    assert waits == [*WAITS, WAITS[-1], WAITS[-1]]
    Starts(tmp_path / "data").went_well(NOW)
    assert Starts(tmp_path / "data").begin(NOW) == 0


def test_failed_starts_are_forgotten_after_some_hours(tmp_path: Path) -> None:
    for _ in range(8):
        Starts(tmp_path).begin(NOW)
    assert Starts(tmp_path).begin(NOW + timedelta(hours=7)) == 0


@pytest.mark.parametrize("kept", ["", "[]", '{"failed": 9}', '{"failed": "x", "at": "y"}', "\x00"])
def test_a_count_that_cannot_be_read_stops_nothing(tmp_path: Path, kept: str) -> None:
    (tmp_path / "starts.json").write_text(kept)
    assert Starts(tmp_path).begin(NOW) == 0
    assert json.loads((tmp_path / "starts.json").read_text())["failed"] == 1


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Starts(tmp_path / "file").begin(NOW) == 0
