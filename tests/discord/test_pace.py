"""How fast we call Discord, when we stop, and how a crash loop slows down."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.discordbot.pace import PLACES, REFUSALS, SECOND, Pace, ShutError
from bot.discordbot.starts import WAITS, Starts
from tests.wire.journal import busiest
from tests.wire.rest import pause

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MESSAGES = "/api/v10/channels/1/messages"


@dataclass
class Answered:
    """What aiohttp says of an answer, as far as the pace looks at it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])


async def test_no_second_sees_fifty_calls_however_long_they_are_under_way() -> None:
    pace, dice, times = Pace(), Random(1), list[float]()
    now = asyncio.get_running_loop().time

    async def call() -> None:
        assert await pace.turn("POST", MESSAGES)
        began, under_way = now(), dice.random() / 2
        await pause(under_way)
        # It came to Discord at some time between the two.
        times.append(began + dice.random() * under_way)
        pace.over()

    await asyncio.gather(*(call() for _ in range(3 * PLACES)))
    assert busiest(sorted(times)) <= PLACES
    assert max(times) - min(times) < 3 * (SECOND + 0.5)


async def test_what_is_new_goes_before_what_only_changes_and_interactions_do_not_wait() -> None:
    pace, order = Pace(), list[str]()

    async def call(method: str, path: str = MESSAGES) -> None:
        placed = await pace.turn(method, path)
        order.append(method if placed else "interaction")
        if placed:
            pace.over()

    calls = [call("POST") for _ in range(PLACES)]
    calls += [
        call("PATCH"),
        call("GET"),
        call("POST"),
        call("POST", "/api/v10/interactions/1/token/callback"),
    ]
    await asyncio.gather(*calls)
    assert order[PLACES:] == ["interaction", "POST", "GET", "PATCH"]


async def test_who_gives_up_takes_nobodys_place() -> None:
    pace = Pace()
    for _ in range(PLACES):
        await pace.turn("POST", MESSAGES)
    waiting = [asyncio.ensure_future(pace.turn("POST", MESSAGES)) for _ in range(3)]
    await pause(0)
    waiting[0].cancel()
    await pause(0)
    pace.over()
    # The second is given the place and gives up before it knows; the third gets it.
    asyncio.get_running_loop().call_later(SECOND, waiting[1].cancel)
    time.sleep(1.1 * SECOND)  # noqa: ASYNC251 - so that both come due at once
    assert await asyncio.wait_for(waiting[2], 2 * SECOND)
    assert waiting[0].cancelled()
    assert waiting[1].cancelled()


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
