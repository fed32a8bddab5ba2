"""What the page for operators names is there: commands, files, settings, metrics, exit codes."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from itertools import chain
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from bot.app import VERBS
from bot.cli import INTERRUPTED, commands
from bot.config import SECRET_FIELDS, Settings
from bot.exits import Exit
from bot.metrics import Metrics
from tests.operating import PAGE, ROOT, blocks, fenced, table

SETTINGS = {name.upper() for name in Settings.model_fields} | {
    f"{name.upper()}_FILE" for name in SECRET_FIELDS
}
UNRUN = "".join(blocks("not run"))


def test_what_is_not_run_names_what_is_there() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    named = re.findall(r"docker compose .*?(?:exec|stop|start|run --rm|logs --follow|cp) (\w+)", UNRUN)
    assert named
    assert set(named) <= set(services)
    files = re.findall(r"--file (\S+)|-r (\S+)|0640 (\.env\.example)", UNRUN)
    assert files
    assert [name for name in chain(*files) if name and not (ROOT / name).is_file()] == []
    assert set(re.findall(r"(?:systemctl .*?|--unit )(colloquy)", UNRUN)) == {"colloquy"}
    variables = set(re.findall(r"\b([A-Z]+_[A-Z_]+)=", UNRUN))
    compose = "".join((ROOT / name).read_text() for name in ("compose.yaml", "compose.postgres.yaml"))
    assert all(f"${{{name}:" in compose for name in variables)


def test_every_command_of_the_program_can_be_typed_so() -> None:
    typed = re.findall(r"python -m bot ([a-z][\w. ,/$()%+\"*-]*[\w)\"])", PAGE)
    typed += re.findall(r"docker compose run --rm bot ([a-z].*)", PAGE)
    assert len(typed) > 20
    for line in typed:
        _parse(commands, shlex.split(line))


def _parse(group: click.Group, words: list[str]) -> None:
    """Parse a command line as the program would, without running it; a wrong one raises."""
    context = group.make_context("bot", list(words))
    name, command, rest = group.resolve_command(context, words)
    assert command
    if isinstance(command, click.Group):
        _parse(command, rest)
    else:
        command.make_context(name, rest)


def test_every_setting_that_is_named_is_one() -> None:
    named = set(re.findall(r"\b((?:DISCORD|DATABASE|BOT|LOG|METRICS)_[A-Z_]+)\b", PAGE))
    assert named
    assert named - SETTINGS == set()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#\s]+)", PAGE)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="what is known of the process differs elsewhere")
def test_the_table_of_metrics_is_that_of_the_program() -> None:
    page = Metrics(("quiz",), VERBS).page()[1].decode()
    families = list(text_string_to_metric_families(page))
    # A counter's name and that of an Info get their endings on the page alone.
    endings = {"counter": "_total", "info": "_info"}
    names = {family.name + endings.get(family.type, "") for family in families}
    told = [re.findall(r"`(\w+)`", row[0])[0] for row in table("metric")]
    assert sorted(told) == sorted(name for name in names if not name.endswith("_created"))


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        ("colloquy_events_total", metrics.EVENTS),
        ("colloquy_commands_total", metrics.ENDINGS),
        ("colloquy_answers_total", metrics.VERDICTS),
        ("colloquy_rest_calls_total", metrics.METHODS),
        ("colloquy_rest_rate_limits_total", metrics.SCOPES),
        ("colloquy_store_seconds", VERBS),
    ],
)
def test_every_word_of_a_label_is_explained(metric: str, words: tuple[str, ...]) -> None:
    (row,) = (row for row in table("metric") if row[0] == f"`{metric}`")
    assert {word for word in words if f"`{word}`" not in row[1]} == set()


def test_the_table_of_the_doctor_is_that_of_the_program() -> None:
    tree = ast.parse((ROOT / "bot" / "cli" / "doctor.py").read_text(encoding="utf-8"))
    looked_at = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Finding"
        and isinstance(call.args[0], ast.Constant)
    }
    assert {row[0] for row in table("line")} == looked_at


def test_the_table_of_exit_codes_is_that_of_the_program() -> None:
    unforeseen = 1
    assert [int(row[0]) for row in table("code")] == sorted({*Exit, unforeseen, INTERRUPTED})


def test_the_unit_restarts_as_the_exit_codes_say_and_names_what_is_there() -> None:
    unit = ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - as the documentation has it
    unit.read_string(fenced("ini"))
    service = unit["Service"]
    assert set(service["RestartPreventExitStatus"].split()) == {str(int(Exit.USAGE)), str(int(Exit.CONFIG))}
    program, *words = service["ExecStart"].split()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/python"
    assert words == ["-m", "bot", "run"]
    assert int(service["TimeoutStopSec"]) > 10
    assert f"--home-dir /var/lib/{service['StateDirectory']}" in UNRUN
    assert f"BOT_DATA=/var/lib/{service['StateDirectory']}" in PAGE
    assert service["User"] in re.findall(r"useradd .* (\w+)$", UNRUN, flags=re.MULTILINE)


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    # The paths are those of another machine, and verify looks whether they are there.
    text = fenced("ini").replace("/opt/colloquy/.venv/bin/python", sys.executable)
    unit = tmp_path / "colloquy.service"
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "colloquy.service" in line] == []


def test_the_override_of_compose_adds_to_what_is_there() -> None:
    override: dict[str, Any] = yaml.safe_load(fenced("yaml"))
    bot = override["services"]["bot"]
    assert set(bot["environment"]) <= SETTINGS
    (mount,) = bot["volumes"]
    shipped, own = bot["environment"]["BOT_CONTENT"].split(":")
    assert mount.split(":")[1] == own
    assert f"COPY content {shipped}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
