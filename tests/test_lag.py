"""A loop that hangs is measured, and told with where it hangs."""

import asyncio
import logging
from time import perf_counter

import pytest

from bot.lag import watching


async def test_a_blocked_loop_is_told_once_with_its_stack(caplog: pytest.LogCaptureFixture):
    lags: list[float] = []
    with caplog.at_level(logging.WARNING):
        async with watching(lags.append, blocked=0.1):
            hang_here(0.8)
            await asyncio.sleep(0.3)  # noqa: TID251 - for the beat that measures it
    blocked = [record.getMessage() for record in caplog.records if "blocked" in record.getMessage()]
    assert len(blocked) == 1
    assert "hang_here" in blocked[0]
    assert max(lags) > 0.3


def hang_here(seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        pass


async def test_a_loop_that_runs_is_not_told_of(caplog: pytest.LogCaptureFixture):
    lags: list[float] = []
    async with watching(lags.append):
        await asyncio.sleep(0.6)  # noqa: TID251 - for two beats
    assert len(lags) >= 1
    assert not caplog.records
