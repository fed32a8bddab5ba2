"""`python -m bot doctor`: what to look at before the bot is started, and the one thing to do about each."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import click

from bot import __version__
from bot.cli import redacted
from bot.clock import LoopClock
from bot.config import Settings, SettingsError, application_id, load_settings
from bot.exits import Exit
from bot.packs.loader import survey

SECONDS = 5
FREE_BYTES = 200_000_000
SQLITE_MAGIC = b"SQLite format 3\x00"

# Discord's Date has no fractions, and an answer takes time.
SKEW_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, what was seen, and what to do if it is not."""

    about: str
    well: bool
    seen: str
    to_do: str = ""

    def __str__(self) -> str:
        """Return the line that is shown."""
        return f"{'✓' if self.well else '✗'} {self.about}: {self.seen}{self.to_do and f'. {self.to_do}'}"


@click.command(epilog="Example: python -m bot doctor --offline")
@click.option("--offline", is_flag=True, help="Do not ask Discord for its address and the time.")
def doctor_command(*, offline: bool) -> None:
    """Look at settings, token, content, database, disk and clock.

    Each line is a tick, or a cross and the one thing to do. Exit code 0 says that everything is well, 69 that
    only something outside is away, and 78 that something here must be changed.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        click.echo(redacted("\n".join(f"✗ settings: {problem}" for problem in error.problems)))
        sys.exit(Exit.CONFIG)
    findings: list[Finding] = []
    for finding in _look(settings, offline=offline):
        click.echo(redacted(str(finding)))
        findings.append(finding)
    ill = {finding.about for finding in findings if not finding.well}
    sys.exit(Exit.CONFIG if ill - OUTSIDE else Exit.AWAY if ill else Exit.OK)


OUTSIDE = {"Discord", "database server"}
"""What may come back without a change here."""


def _look(settings: Settings, *, offline: bool) -> Iterator[Finding]:
    named = sorted(name.upper() for name in settings.model_fields_set)
    yield Finding("settings", well=True, seen=", ".join(named) or "all as they come")
    yield _token(settings)
    yield _content(settings)
    yield _database(settings)
    yield _disk(settings)
    if settings.discord_token is None:
        seen = "not asked, for the room in the terminal does without it"
        yield Finding("Discord", well=True, seen=seen)
    elif not offline:
        yield from _discord(settings)


def _token(settings: Settings) -> Finding:
    if settings.discord_token is None:
        return Finding("token", well=True, seen="none is set, so the bot is a study room in the terminal")
    number = application_id(settings.discord_token.get_secret_value())
    if number is None:
        return Finding(
            "token", well=False, seen="not the form of a bot's token", to_do="Copy it again from the Bot page"
        )
    return Finding("token", well=True, seen=f"it is that of application {number}")


def _content(settings: Settings) -> Finding:
    found = survey(settings.bot_content, settings.bot_seeds)
    if found.problems:
        seen = f"{found.problems[0]} (the first of {len(found.problems)})"
        return Finding("content", well=False, seen=seen, to_do="python -m bot check lists all")
    facts = sum(len(pack.facts) for pack in found.packs)
    items = sum(len(pack.items) for pack in found.packs)
    names = ", ".join(pack.name for pack in found.packs)
    return Finding("content", well=True, seen=f"{names}: {facts} facts, {items} items")


def _database(settings: Settings) -> Finding:
    file = settings.database_file
    if file is None:
        return _server(settings)
    folder = _standing(file)
    if (
        not folder.is_dir()
        or not os.access(folder, os.W_OK)
        or (file.exists() and not os.access(file, os.W_OK))
    ):
        return Finding(
            "database", well=False, seen=f"{file} cannot be written", to_do=f"Let this user write to {folder}"
        )
    if not file.exists():
        return Finding("database", well=True, seen=f"{file} will be made")
    with file.open("rb") as opened:
        head = opened.read(len(SQLITE_MAGIC))
    if head not in {b"", SQLITE_MAGIC}:
        return Finding(
            "database",
            well=False,
            seen=f"{file} is not a SQLite file",
            to_do="Restore a backup or name another",
        )
    return Finding("database", well=True, seen=str(file))


def _server(settings: Settings) -> Finding:
    if find_spec("asyncpg") is None:
        return Finding("database", well=False, seen="asyncpg is missing", to_do="Install colloquy[postgres]")
    address = urlsplit(settings.database_shown)
    try:
        socket.create_connection(
            (address.hostname or "localhost", address.port or 5432), timeout=SECONDS
        ).close()
    except OSError as error:
        return Finding(
            "database server",
            well=False,
            seen=f"{address.netloc}: {error}",
            to_do="Start it, or mend DATABASE_URL",
        )
    return Finding("database server", well=True, seen=f"{address.netloc} answers")


def _disk(settings: Settings) -> Finding:
    folder = _standing(settings.database_file or settings.bot_data / "any")
    free = shutil.disk_usage(folder).free
    seen = f"{free / 1e9:.1f} GB free at {folder}"
    return Finding(
        "disk", well=free >= FREE_BYTES, seen=seen, to_do="" if free >= FREE_BYTES else "Make room"
    )


def _discord(settings: Settings) -> Iterator[Finding]:
    address = f"{settings.discord_api_url}/gateway"
    # The settings let only http and https through.
    question = Request(address, headers={"User-Agent": f"DiscordBot (colloquy, {__version__})"})  # noqa: S310
    try:
        with urlopen(question, timeout=SECONDS) as response:  # noqa: S310
            said = response.headers["Date"]
    except HTTPError as error:
        said = error.headers["Date"]
    except (URLError, OSError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        yield Finding(
            "Discord", well=False, seen=f"{address}: {reason}", to_do="Look at the network and the proxy"
        )
        return
    yield Finding("Discord", well=True, seen=f"{settings.discord_api_url} answers")
    if said:
        skew = abs((LoopClock().now() - parsedate_to_datetime(said)).total_seconds())
        well = skew <= SKEW_SECONDS
        yield Finding(
            "clock",
            well=well,
            seen=f"{skew:.0f} s off",
            to_do="" if well else "Switch on time synchronisation",
        )


def _standing(path: Path) -> Path:
    """Return the nearest place above that exists."""
    return next(place for place in path.absolute().parents if place.exists())
