"""The Makefile fills .venv when it must, and only then."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Stands where Python would: it writes down how it was called, and can be told to fail.
PYTHON = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/../../calls"
case "$*" in
    *"pip install"*) test ! -e "$(dirname "$0")/../../offline" ;;
    "-c "*) test ! -e "$(dirname "$0")/../../broken" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    return tmp_path


def _make(checkout: Path, target: str) -> tuple[int, str, list[str]]:
    """Make it, and return the exit code, what was said, and what Python was called for."""
    calls = checkout / "calls"
    calls.unlink(missing_ok=True)
    # These tests themselves run under a make, which would make this one talkative.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", target], cwd=checkout, env=env, capture_output=True, text=True, check=False
    )
    called = calls.read_text().splitlines() if calls.exists() else []
    return done.returncode, done.stdout + done.stderr, [call for call in called if not call.startswith("-c ")]


def _installs(lock: str) -> str:
    return (
        f"-m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement {lock}"
    )


def test_the_first_run_installs_by_hash_and_says_so(checkout: Path) -> None:
    code, said, called = _make(checkout, "run")
    assert code == 0
    assert "requirements.lock" in said
    assert called == [_installs("requirements.lock"), "-m bot"]


def test_the_second_run_installs_nothing(checkout: Path) -> None:
    _make(checkout, "run")
    (checkout / "offline").touch()
    (checkout / "requirements.lock").touch()
    assert _make(checkout, "run") == (0, "", ["-m bot"])


def test_a_lock_that_has_changed_is_installed(checkout: Path) -> None:
    _make(checkout, "run")
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# another\n")
    assert _make(checkout, "run")[2] == [_installs("requirements.lock"), "-m bot"]


def test_what_the_tests_need_is_enough_for_the_bot(checkout: Path) -> None:
    _, _, called = _make(checkout, "test")
    assert called[0] == _installs("requirements-dev.lock")
    assert called[1].startswith("-m pytest ")
    assert len(called) == 2
    assert _make(checkout, "run")[2] == ["-m bot"]


def test_an_install_that_failed_is_tried_again(checkout: Path) -> None:
    (checkout / "offline").touch()
    code, _, called = _make(checkout, "run")
    assert code != 0
    assert "-m bot" not in called
    (checkout / "offline").unlink()
    assert _make(checkout, "run")[2] == [_installs("requirements.lock"), "-m bot"]


def test_an_environment_that_does_not_start_is_made_again(checkout: Path) -> None:
    """With no Python on the path there is nothing to make it with, and that is said."""
    (checkout / "broken").touch()
    bare = checkout / "bare"
    bare.mkdir()
    for tool in ("sh", "dirname"):
        found = shutil.which(tool)
        assert found
        (bare / tool).symlink_to(found)
    make = shutil.which("make")
    assert make
    done = subprocess.run(
        [make, "run"], cwd=checkout, env={"PATH": str(bare)}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "No Python 3.11 or newer with venv was found" in done.stderr


def test_the_help_names_every_door(checkout: Path) -> None:
    doors = {line.partition(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if ": ." in line}
    said = _make(checkout, "help")[1]
    assert all(f"make {door}\t" in said for door in doors if door.isalpha())
