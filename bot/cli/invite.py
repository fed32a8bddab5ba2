"""`python -m bot invite`: the link that lets the bot into a server, with no right that it does not use."""

from urllib.parse import urlencode

import click

from bot.config import application_id, load_settings
from bot.exits import Exit, Stop

AUTHORIZE = "https://discord.com/oauth2/authorize"

PERMISSIONS = {
    "view channels": 1 << 10,
    "send messages": 1 << 11,
    "embed links": 1 << 14,
    "attach files": 1 << 15,
    "read message history": 1 << 16,
    "send messages in threads": 1 << 38,
}
"""What the bot needs where it plays, as Discord's documentation numbers its permissions."""

SCOPES = ("bot", "applications.commands")


def invite(application: int) -> str:
    """Return the address at which a manager of a server lets this application in."""
    asked = {"client_id": application, "permissions": sum(PERMISSIONS.values()), "scope": " ".join(SCOPES)}
    return f"{AUTHORIZE}?{urlencode(asked)}"


@click.command(epilog="Example: python -m bot invite --id 123456789012345678")
@click.option("--id", "number", type=click.IntRange(min=1), help="The application's id, if no token is set.")
def invite_command(number: int | None) -> None:
    """Print the link that invites the bot to a server.

    It asks for six permissions: view channels, send messages (in threads too), embed links, attach files and
    read message history. The application's id is part of the token; --id is for where no token is set.
    """
    click.echo(invite(number or _own_id()))


def _own_id() -> int:
    token = load_settings().discord_token
    if token is None:
        raise click.UsageError(
            "No DISCORD_TOKEN is set. Give --id: the developer portal shows it as Application ID."
        )
    number = application_id(token.get_secret_value())
    if number is None:
        raise Stop(Exit.CONFIG, ["DISCORD_TOKEN: is not a bot's token. Copy the token again, or give --id."])
    return number
