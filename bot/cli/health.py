"""`python -m bot health`: what a container's supervisor asks."""

import sys
from http.client import HTTPConnection, HTTPException
from typing import Literal

import click

from bot.config import load_settings
from bot.exits import Exit, Stop

SECONDS = 4


@click.command(epilog="Example: python -m bot health ready")
@click.argument("question", type=click.Choice(["live", "ready"]), default="live")
def health_command(question: Literal["live", "ready"]) -> None:
    """Ask the running bot whether it lives and serves.

    live: it answers at all; if not, start it again. ready: it also has its database and Discord; if not, wait.
    Exit code 0 is yes and 69 is no. The bot must run with METRICS_PORT set, and so must this.
    """
    settings = load_settings()
    if settings.metrics_port is None:
        raise Stop(
            Exit.CONFIG, ["METRICS_PORT: is not set, so health checks are off. Give the bot and this a port."]
        )
    # An address that means "listen everywhere" is no address to call.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.metrics_host, settings.metrics_host)  # noqa: S104
    connection = HTTPConnection(host, settings.metrics_port, timeout=SECONDS)
    try:
        connection.request("GET", f"/{question}")
        response = connection.getresponse()
        said = response.read().decode()
    except (OSError, HTTPException) as error:
        raise Stop(
            Exit.AWAY,
            [f"Nothing answers at {host} port {settings.metrics_port}: {error}. Is the bot running?"],
        ) from None
    click.echo(said, nl=False)
    sys.exit(Exit.OK if response.status == 200 else Exit.AWAY)  # noqa: PLR2004 - HTTP's own word for yes
