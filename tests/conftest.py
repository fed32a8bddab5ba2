"""What all tests share: `--accept`, and settings that nothing around the test run can change."""

import os
from collections.abc import Generator

import pytest

from tests.postgres import serving_postgres


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
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Generator[str, None, None]:
    """The address of a real PostgreSQL, started for the tests alone."""
    folder = tmp_path_factory.mktemp("postgres")
    with serving_postgres(folder) as server:
        yield server.get_uri()
