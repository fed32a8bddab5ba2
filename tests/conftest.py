"""What all tests share: `--accept`, and settings that nothing around the test run can change."""

import os
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import cast

import pytest

from bot.service.ports import Store
from bot.store import open_store
from tests.fakes.dict_store import DictStore
from tests.postgres import serving_postgres
from tests.recorded import numbers


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write down what the bot says in the transcripts now"
    )


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the bot's settings away that the machine may have."""
    for name in os.environ:
        if name.startswith(("DISCORD_", "DATABASE_", "BOT_", "LOG_", "METRICS_")) and name != "BOT_ESSAYS":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_url() -> Generator[str, None, None]:
    """The address of a real PostgreSQL, started for the tests alone."""
    with serving_postgres() as server:
        yield server.get_uri()


@pytest.fixture(params=["dict", "sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Store, None]:
    """Each of the stores in turn."""
    match cast("str", request.param):
        case "dict":
            yield DictStore()
        case "sqlite":
            async with open_store(f"sqlite:///{tmp_path / 'colloquy.db'}") as opened:
                yield opened
                assert await opened.problems() == []
        case _:
            async with open_store(request.getfixturevalue("postgres_url"), tmp_path / "backups") as opened:
                yield opened
                assert await opened.problems() == []


@pytest.fixture
def guild() -> str:
    """A guild that nothing is known of, though the database may be that of many tests."""
    return f"alone-{next(numbers)}"
