"""What all tests share: `--accept`, and settings that nothing around the test run can change."""

import os

import pytest


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
