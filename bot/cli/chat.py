"""`python -m bot chat`: a study room in the terminal."""

import sys
from pathlib import Path

import click

from bot.config import load_settings
from bot.logs import set_up


@click.command(epilog="Example: python -m bot chat --script tests/transcripts/readme.txt")
@click.option(
    "--script",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Play this transcript with a clock moved by hand, and exit 1 with a diff where the bot says otherwise.",
)
def chat_command(script: Path | None = None) -> None:
    """Open a study room in this terminal, or play a transcript.

    Several members may share it: "ann> !quiz" speaks for ann, and a bare line for whoever spoke last. From a
    file or a pipe the same lines are read, and "+30s" moves the clock.
    """
    settings = load_settings()
    # The room is the screen: only what an operator asked for, or what goes wrong, may be written into it.
    level = settings.log_level if "log_level" in settings.model_fields_set else "warning"
    set_up(level, settings.log_format, settings.secrets)
    from bot.app import run_terminal  # noqa: PLC0415 - a wrong setting is told before the room is built

    sys.exit(run_terminal(settings, script=script))
