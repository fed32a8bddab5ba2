"""The command line: each command in a module of its own, imported when it is asked for."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from bot import __version__
from bot.exits import Exit, Stop
from bot.logs import Redactor

INTERRUPTED = 130
"""What a shell shows for a program that Ctrl-C ended: 128 and the number of SIGINT."""

SUMMARIES: Mapping[str, str] = {
    "run": "Run the bot: on Discord, or in this terminal if no token is set.",
    "chat": "Open a study room in this terminal, or play a transcript.",
    "check": "List everything that is wrong with the content.",
    "judge": "Show how an answer is judged, and by which rule.",
    "invite": "Print the link that invites the bot to a server.",
    "db": "Look after the database: migrate, status, backup, restore, verify.",
    "export": "Write scores to standard output, for a spreadsheet or a program.",
    "doctor": "Look at settings, token, content, database, disk and clock.",
    "health": "Ask the running bot whether it lives and serves.",
}
"""The commands in the order of the help: `bot/cli/NAME.py` holds NAME_command, and its help begins with this."""


class Commands(click.Group):
    """A group that knows its commands by name, so that its help costs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, most wanted first."""
        del ctx
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now, or None if there is none of that name."""
        del ctx
        if cmd_name not in SUMMARIES:
            return None
        command = getattr(import_module(f"bot.cli.{cmd_name}"), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing one."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: python -m bot chat",
)
@click.version_option(__version__, "--version", prog_name="colloquy")
@click.pass_context
def commands(context: click.Context) -> None:
    """Colloquy, a bot for study groups: look a term up, quiz each other, see who knows what.

    Without a command it runs, as `run` does. Settings come from the environment and .env: see .env.example.
    """
    if context.invoked_subcommand is None:
        run = commands.get_command(context, "run")
        assert run  # noqa: S101 - it is in the list above
        context.invoke(run)


def main() -> None:
    """Run the command that was asked for and exit with its code; see bot.exits.Exit."""
    try:
        code = commands.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = Exit.USAGE
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Stop as stop:
        click.echo(redacted("\n".join(stop.problems)), err=True)
        code = stop.code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    sys.exit(code)


def redacted(problems: str) -> str:
    """Return what is wrong without what is secret by its form, such as a password in an address."""
    return Redactor(()).redact(problems)
