"""The command line, as a person and a supervisor meet it: as a process."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click
import discord
import pytest

from bot import __version__
from bot.cli import SUMMARIES, commands
from bot.clock import LoopClock
from bot.config import Settings
from bot.exits import Exit
from bot.health import Health, serving

ROOT = Path(__file__).parents[1]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.aBcDeFgHiJkLmNoPqRsTuVwXyZ-0123456789_"


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of the processes: none of the settings of this machine, and a data folder to throw away."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in ours}
    return kept | {"PYTHONPATH": str(ROOT), "BOT_DATA": str(tmp_path / "data"), "PYTHONWARNINGS": "error"}


async def _bot(surroundings: dict[str, str], cwd: Path, *words: str, **settings: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        cwd=cwd, env=surroundings | settings,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_the_help_imports_no_command(surroundings: dict[str, str], tmp_path: Path) -> None:
    probe = (
        "import sys; sys.argv = ['bot', '--help']\n"
        "import bot.cli\n"
        "try: bot.cli.main()\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'discord', 'yaml', 'pydantic', 'aiohttp', 'prompt_toolkit', 'prometheus_client', 'bot.app'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", probe, cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE
    )
    out, _ = await process.communicate()
    *_, last = out.decode().splitlines()
    assert last == "[]"


async def test_the_help_names_every_command(surroundings: dict[str, str], tmp_path: Path) -> None:
    code, out, err = await _bot(surroundings, tmp_path, "--help")
    assert (code, err) == (Exit.OK, "")
    for name, summary in SUMMARIES.items():
        assert any(line.split() == [name, *summary.split()] for line in out.splitlines())


def test_every_module_of_the_command_line_is_a_command() -> None:
    modules = {path.stem for path in (ROOT / "bot" / "cli").glob("*.py")} - {"__init__"}
    assert modules == set(SUMMARIES)


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_help_with_an_example(name: str) -> None:
    context = click.Context(commands)
    command = commands.get_command(context, name)
    assert command
    assert command.name == name
    help_ = command.get_help(click.Context(command, info_name=name))
    assert SUMMARIES[name] in " ".join(help_.split())
    assert f"python -m bot {name}" in " ".join(help_.split()).partition("Example")[2]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert all(option.help for option in options)
    # What is typed after a command can be read in the list of processes.
    assert not any(word in str(option.opts) for option in options for word in ("token", "password", "secret"))


async def test_an_unknown_command_is_a_usage_error(surroundings: dict[str, str], tmp_path: Path) -> None:
    code, _, err = await _bot(surroundings, tmp_path, "quizz")
    assert code == Exit.USAGE
    assert "No such command 'quizz'" in err


async def test_the_version_is_one(surroundings: dict[str, str], tmp_path: Path) -> None:
    code, out, _ = await _bot(surroundings, tmp_path, "--version")
    assert (code, out.split()[-1]) == (Exit.OK, __version__)


@pytest.mark.parametrize("command", ["run", "chat", "invite", "doctor", "health"])
async def test_wrong_settings_end_every_command_with_78_and_the_list(
    surroundings: dict[str, str], tmp_path: Path, command: str
) -> None:
    wrong = {"METRICS_PORT": "x", "LOG_LEVEL": "loud", "DISCORD_TOKEN": f"{TOKEN} x"}
    code, out, err = await _bot(surroundings, tmp_path, command, **wrong)
    lines = (out + err).splitlines()
    assert code == Exit.CONFIG
    assert len(lines) == 3
    assert all(
        name in line for name, line in zip(("DISCORD_TOKEN", "LOG_LEVEL", "METRICS_PORT"), lines, strict=True)
    )
    assert TOKEN not in out + err


@pytest.mark.parametrize("command", ["run", "doctor"])
async def test_a_password_in_a_wrong_setting_is_not_shown(
    surroundings: dict[str, str], tmp_path: Path, command: str
) -> None:
    code, out, err = await _bot(surroundings, tmp_path, command, DISCORD_API_URL="ftp://ann:sekret@proxy")
    assert code == Exit.CONFIG
    assert "ftp://ann:[hidden]@proxy" in out + err
    assert "sekret" not in out + err


async def test_a_reader_that_goes_away_gets_no_traceback(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "invite", "--id", "5",
        cwd=tmp_path, env=surroundings, stdout=writing, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(writing)
    _, err = await process.communicate()
    assert err == b""


class TestInvite:
    async def test_it_asks_for_what_the_bot_uses_and_no_more(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        code, out, _ = await _bot(surroundings, tmp_path, "invite", DISCORD_TOKEN=TOKEN)
        address = urlsplit(out.strip())
        asked = {name: value for name, (value,) in parse_qs(address.query).items()}
        wanted = discord.Permissions(
            view_channel=True,
            send_messages=True,
            send_messages_in_threads=True,
            embed_links=True,
            attach_files=True,
            read_message_history=True,
        )
        assert code == Exit.OK
        assert (address.scheme, address.netloc, address.path) == ("https", "discord.com", "/oauth2/authorize")
        assert asked["client_id"] == "123456789012345678"
        assert int(asked["permissions"]) == wanted.value
        assert asked["scope"].split() == ["bot", "applications.commands"]
        assert TOKEN.split(".")[2] not in out

    async def test_without_a_token_it_asks_for_the_id(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        code, _, err = await _bot(surroundings, tmp_path, "invite")
        assert code == Exit.USAGE
        assert "Give --id" in err

        code, out, _ = await _bot(surroundings, tmp_path, "invite", "--id", "42")
        assert code == Exit.OK
        assert "client_id=42&" in out

    async def test_a_token_that_is_none_is_said_to_be(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        code, _, err = await _bot(surroundings, tmp_path, "invite", DISCORD_TOKEN="hunter2-hunter2")
        assert code == Exit.CONFIG
        assert "hunter2" not in err


class TestHealth:
    async def test_it_tells_what_the_bot_tells(self, surroundings: dict[str, str], tmp_path: Path) -> None:
        health = Health(("Discord",))
        async with serving(health, lambda: ("", b""), "127.0.0.1", 0) as port:
            settings = {"METRICS_PORT": str(port), "METRICS_HOST": "0.0.0.0"}  # noqa: S104
            alive = await _bot(surroundings, tmp_path, "health", **settings)
            waiting = await _bot(surroundings, tmp_path, "health", "ready", **settings)
            health.up("Discord")
            ready = await _bot(surroundings, tmp_path, "health", "ready", **settings)
        gone = await _bot(surroundings, tmp_path, "health", "live", **settings)

        assert alive == (Exit.OK, "alive\n", "")
        assert waiting == (Exit.AWAY, "Discord is starting\n", "")
        assert ready == (Exit.OK, "ready\n", "")
        assert gone[0] == Exit.AWAY
        assert "Is the bot running?" in gone[2]

    async def test_without_a_port_it_says_what_to_set(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        code, _, err = await _bot(surroundings, tmp_path, "health")
        assert code == Exit.CONFIG
        assert err.startswith("METRICS_PORT: is not set")


class TestDoctor:
    @pytest.fixture
    async def api(self) -> AsyncGenerator[tuple[str, list[timedelta]], None]:
        """An address that answers with a Date, and by how much that date is wrong."""
        wrong: list[timedelta] = [timedelta()]

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            at: datetime = LoopClock().now() + wrong[0]
            date = format_datetime(at.astimezone(UTC), usegmt=True)
            writer.write(
                f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}".encode()
            )
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/v10", wrong

    async def test_a_healthy_place_has_only_ticks(
        self, surroundings: dict[str, str], tmp_path: Path, api: tuple[str, list[timedelta]]
    ) -> None:
        code, out, err = await _bot(
            surroundings, tmp_path, "doctor", DISCORD_API_URL=api[0], DISCORD_TOKEN=TOKEN
        )
        assert (code, err) == (Exit.OK, "")
        assert [line.split()[0] for line in out.splitlines()] == ["✓"] * len(out.splitlines())
        assert "✓ token: it is that of application 123456789012345678" in out
        assert TOKEN not in out
        assert not (tmp_path / "data").exists()

    async def test_a_clock_that_is_wrong_is_told(
        self, surroundings: dict[str, str], tmp_path: Path, api: tuple[str, list[timedelta]]
    ) -> None:
        api[1][0] = timedelta(minutes=2)
        code, out, _ = await _bot(
            surroundings, tmp_path, "doctor", DISCORD_API_URL=api[0], DISCORD_TOKEN=TOKEN
        )
        assert code == Exit.CONFIG
        assert "✗ clock: 1" in out
        assert "Switch on time synchronisation" in out

    async def test_an_outage_of_discord_is_nothing_to_change(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        away = {"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
        code, out, _ = await _bot(surroundings, tmp_path, "doctor", DISCORD_TOKEN=TOKEN, **away)
        assert code == Exit.AWAY
        assert "✗ Discord: http://127.0.0.1:9/api/v10/gateway" in out

    async def test_without_a_token_discord_is_not_needed_and_not_asked(
        self, surroundings: dict[str, str], tmp_path: Path
    ) -> None:
        away = {"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
        code, out, _ = await _bot(surroundings, tmp_path, "doctor", **away)
        assert code == Exit.OK
        assert "✓ Discord: not asked, for the room in the terminal does without it" in out

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"BOT_CONTENT": str(ROOT / "tests")}, "✗ content: "),
            ({"DISCORD_TOKEN": "hunter2"}, "✗ token: not the form of a bot's token. Copy"),
            (
                {"DATABASE_URL": f"sqlite:///{ROOT}/LICENSE/x.db"},
                "LICENSE/x.db cannot be written. Let",
            ),
            ({"DATABASE_URL": f"sqlite:///{ROOT}/LICENSE"}, "LICENSE is not a SQLite file. Restore"),
            ({"DATABASE_URL": "postgresql://ann:sekret@127.0.0.1:9/x"}, "✗ database server: 127.0.0.1:9: "),
        ],
    )
    async def test_each_illness_has_its_line(
        self, surroundings: dict[str, str], tmp_path: Path, settings: dict[str, str], told: str
    ) -> None:
        code, out, err = await _bot(surroundings, tmp_path, "doctor", "--offline", **settings)
        (line,) = (line for line in out.splitlines() if line.startswith("✗"))
        assert told in line
        assert code == (Exit.AWAY if "server" in told else Exit.CONFIG)
        assert "sekret" not in out + err
        assert "hunter2" not in out + err
