"""The container and the wheel, as far as they can be held to their word without an engine to build them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli import commands
from bot.config import SECRET_FIELDS, Settings

ROOT = Path(__file__).parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields} | {
    f"{name.upper()}_FILE" for name in SECRET_FIELDS
}


def _dockerfile() -> list[list[tuple[str, str]]]:
    """Return the stages of the Dockerfile, each a list of (instruction, rest)."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    stages: list[list[tuple[str, str]]] = []
    for instruction, _, rest in (line.partition(" ") for line in lines if line):
        if instruction == "FROM":
            stages.append([])
        stages[-1].append((instruction, rest))
    return stages


def _given(stage: list[tuple[str, str]], instruction: str) -> list[str]:
    return [rest for name, rest in stage if name == instruction]


def _environment(stage: list[tuple[str, str]]) -> dict[str, str]:
    (said,) = _given(stage, "ENV")
    return {name: value for name, _, value in (part.partition("=") for part in said.split())}


def _compose(file: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))


def _parsed(words: list[str]) -> None:
    """Parse a command line as the program would, without running it; a wrong one raises."""
    assert words[:3] == ["python", "-m", "bot"]
    context = commands.make_context("bot", words[3:], resilient_parsing=False)
    name, command, rest = commands.resolve_command(context, words[3:])
    assert command
    command.make_context(name, rest)


def test_the_last_stage_has_nothing_to_build_with() -> None:
    first, last = _dockerfile()
    assert all(
        re.fullmatch(r"python:3\.\d+-slim( AS build)?", rest)
        for stage in (first, last)
        for rest in stage[0][1:]
    )
    assert first[0][1].removesuffix(" AS build") == last[0][1]
    assert not re.search(r"\b(gcc|build-essential|apt-get|apk|git|curl|pip install)\b", str(last))
    assert "pip uninstall" in str(last)
    assert "--without-pip" in str(first)


def test_what_is_installed_is_locked_by_hash() -> None:
    (install,) = _given(_dockerfile()[0], "RUN")
    assert "--require-hashes --requirement /tmp/requirements.lock" in install
    assert "--only-binary :all:" in install
    assert _given(_dockerfile()[0], "COPY") == ["requirements.lock /tmp/requirements.lock"]


def test_it_runs_as_nobody_in_particular() -> None:
    last = _dockerfile()[1]
    (user,) = _given(last, "USER")
    uid, gid = map(int, user.split(":"))
    assert uid >= 10_000 <= gid
    assert f"chown {user} /data" in str(_given(last, "RUN"))
    names = [name for name, _ in last]
    assert names.index("USER") > max(place for place, name in enumerate(names) if name in {"RUN", "COPY"})


def test_it_stops_when_it_is_told_to() -> None:
    last = _dockerfile()[1]
    assert _given(last, "STOPSIGNAL") == ["SIGTERM"]
    # Only the list form makes the bot itself the process that gets the signal.
    (entry,) = _given(last, "ENTRYPOINT")
    (usual,) = _given(last, "CMD")
    _parsed([*json.loads(entry), *json.loads(usual)])


def test_its_health_is_asked_of_the_program() -> None:
    last = _dockerfile()[1]
    (check,) = _given(last, "HEALTHCHECK")
    words = json.loads(check.partition("CMD ")[2])
    _parsed(words)
    assert words[-1] == "live"
    assert "METRICS_PORT" in _environment(last)
    assert "METRICS_HOST" not in _environment(last)


def test_it_sets_what_the_program_reads() -> None:
    last = _dockerfile()[1]
    environment = _environment(last)
    assert {name for name in environment if not name.startswith(("PATH", "PYTHON"))} <= SETTINGS
    assert _given(last, "VOLUME") == [environment["BOT_DATA"]]


def test_the_builder_gets_what_is_copied_and_nothing_else() -> None:
    copied = [
        rest.split()[0] for stage in _dockerfile() for rest in _given(stage, "COPY") if "--from" not in rest
    ]
    assert all((ROOT / path).exists() for path in copied)

    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    wanted = [rule for rule in rules if rule and not rule.startswith("#")]
    assert wanted[0] == "*"
    assert sorted(rule[1:] for rule in wanted if rule.startswith("!")) == sorted(copied)


def test_what_is_copied_is_enough(tmp_path: Path) -> None:
    last = _dockerfile()[1]
    (workdir,) = _given(last, "WORKDIR")
    for source, target in (rest.split() for rest in _given(last, "COPY") if "--from" not in rest):
        inside = Path(target).relative_to(workdir)
        shutil.copytree(
            ROOT / source, tmp_path / "image" / inside, ignore=shutil.ignore_patterns("__pycache__")
        )
    environment = _environment(last) | {"BOT_DATA": str(tmp_path), "PATH": os.environ["PATH"]}

    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--offline"],
        cwd=tmp_path / "image", env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert not list(tmp_path.rglob("__pycache__"))


def test_compose_takes_away_what_the_bot_does_not_need() -> None:
    bot = _compose("compose.yaml")["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in bot
    assert "ports" not in bot
    assert re.fullmatch(r"on-failure:\d+", bot["restart"])
    assert int(bot["stop_grace_period"].removesuffix("s")) > 10


def test_compose_keeps_the_data() -> None:
    compose = _compose("compose.yaml")
    (mount,) = compose["services"]["bot"]["volumes"]
    volume, _, target = mount.partition(":")
    assert volume in compose["volumes"]
    assert [target] == _given(_dockerfile()[1], "VOLUME")


@pytest.mark.parametrize("file", ["compose.yaml", "compose.postgres.yaml"])
def test_compose_names_what_is_there(file: str) -> None:
    compose = _compose(file)
    bot = compose["services"]["bot"]
    assert set(bot["environment"]) <= SETTINGS
    assert {
        word for value in bot["environment"].values() for word in re.findall(r"\$\{(\w+)", str(value))
    } <= SETTINGS
    assert (ROOT / bot.get("build", ".") / "Dockerfile").is_file()
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose.get("secrets", ()))
        assert set(service.get("depends_on", ())) <= set(compose["services"])
    for file_named in re.findall(r"--file (\S+)", (ROOT / file).read_text(encoding="utf-8")):
        assert (ROOT / file_named).is_file()


def test_the_secret_of_the_database_is_where_it_is_read() -> None:
    compose = _compose("compose.postgres.yaml")
    bot, database = compose["services"]["bot"], compose["services"]["database"]
    assert bot["environment"]["DATABASE_URL_FILE"] == f"/run/secrets/{bot['secrets'][0]}"
    assert database["environment"]["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{database['secrets'][0]}"


def test_the_wheel_ships_what_the_bot_knows(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("colloquy-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")

    site = tmp_path / "site"
    for folder in ("content", "seeds"):
        ours = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*.yaml")}
        theirs = {
            path.relative_to(site / "bot" / "shipped" / folder)
            for path in site.rglob("*.yaml")
            if folder in path.parts
        }
        assert ours == theirs
    assert not (site / "tests").exists()
    assert list(site.rglob("LICENSE"))

    asked = (
        "from bot.config import load_settings as l; s = l(); print(s.bot_content[0], s.bot_seeds, sep='\\n')"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env={"PYTHONPATH": str(site)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.splitlines() == [str(site / "bot" / "shipped" / name) for name in ("content", "seeds")]


def test_the_console_script_is_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["scripts"]["colloquy"].partition(":")
    assert (module, name) == ("bot.__main__", "main")
    assert isinstance(commands, click.Group)
    assert "import main" in (ROOT / "bot" / "__main__.py").read_text(encoding="utf-8")
