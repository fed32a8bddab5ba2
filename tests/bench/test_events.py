"""The driver of the event benchmark runs; what it measures is for people to judge."""

from pathlib import Path

import pytest

from tests.bench.events import FLOOR, Contender, Load, compete, measure, table


@pytest.mark.wire
async def test_the_floor_is_measured_and_compared_with_itself(tmp_path: Path) -> None:
    result = await measure(
        Contender("floor", FLOOR, opening="!ping", rooms=2), Load(events=500, rate=2000), tmp_path
    )
    assert 0 < result.pace < 2500
    assert result.memory > 10
    results = await compete([Contender("floor", FLOOR), Contender("again", FLOOR)], Load(events=3000), runs=1)
    assert [line.split()[0] for line in table(results).splitlines()] == ["client", "floor", "again", "ratio"]
