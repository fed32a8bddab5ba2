"""The bot itself, which takes a connection for dead after one second without a word instead of sixty."""

from typing import Any

from bot.cli import main
from bot.discordbot import run
from bot.discordbot.client import Client

PATIENCE = 1.0
"""Seconds; in discord.py the default is 60."""


class Hasty(Client):
    """The bot's client, with discord.py's own setting for how long a silent connection is believed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connection.heartbeat_timeout = PATIENCE


if __name__ == "__main__":
    run.Client = Hasty
    main()
