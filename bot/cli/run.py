"""`python -m bot run`: the bot itself."""

import gc
import logging
import sys

import click

from bot.config import load_settings
from bot.logs import set_up

TERMINAL_INSTEAD = "No DISCORD_TOKEN is set, so this is a study room in your terminal; Ctrl-D leaves it."


@click.command(epilog="Example: DISCORD_TOKEN_FILE=/run/secrets/token python -m bot run")
def run_command() -> None:
    """Run the bot: on Discord, or in this terminal if no token is set.

    The database is opened and the packs are loaded before the bot connects. Exit code 78 says that a setting, a
    pack or the token is wrong and that starting it again will not help; 69 and 75 that it may help.
    """
    settings = load_settings()
    if settings.discord_token is None:
        from bot.cli.chat import chat_command  # noqa: PLC0415 - only where there is no token

        click.echo(TERMINAL_INSTEAD, err=True)
        click.get_current_context().invoke(chat_command)
        return
    set_up(settings.log_level, settings.log_format, settings.secrets)
    logging.getLogger(__name__).info("scores are kept in %s", settings.database_shown)
    # What is imported and loaded now stays, so the garbage collector would look through it in vain; app wakes it.
    gc.disable()
    # A wrong setting is told at once, and not after discord.py has been imported.
    from bot.app import run_discord  # noqa: PLC0415

    sys.exit(run_discord(settings))
