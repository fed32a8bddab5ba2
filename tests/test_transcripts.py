"""Conversations that a student could have typed: the bot must say what stands there.

`pytest --accept` writes down what it says now, so that the diff is the review.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.app import played
from bot.config import Settings
from bot.terminal.script import difference

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "transcripts").glob("**/*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: str(path.relative_to(HERE / "transcripts")))
async def test_the_bot_says_what_the_transcript_says(path: Path, request: pytest.FixtureRequest):
    expected = path.read_text(encoding="utf-8").splitlines()  # noqa: ASYNC240 - a small file in a test
    actual = await played(Settings(discord_token=None), expected, HERE.parent)
    if request.config.getoption("--accept"):
        path.write_text("\n".join(actual) + "\n", encoding="utf-8")  # noqa: ASYNC240
        return
    found = difference(expected, actual, path.name)
    assert not found, f"\n{found}"


@pytest.mark.parametrize(("said", "code"), [("Chlorophyll", 0), ("Something else", 1)])
async def test_the_command_plays_a_transcript_and_shows_where_the_bot_says_otherwise(
    tmp_path: Path, said: str, code: int
):
    lines = (HERE / "transcripts/look_up.txt").read_text(encoding="utf-8")
    script = tmp_path / "script.txt"
    script.write_text(lines.replace("bot| [Chlorophyll]", f"bot| [{said}]"), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "chat", "--script", str(script)]
    run = await asyncio.create_subprocess_exec(*command, cwd=HERE.parent, stdout=PIPE, stderr=PIPE)
    shown, _ = await run.communicate()
    assert run.returncode == code
    assert (b"+bot| [Chlorophyll]" in shown) is bool(code)
