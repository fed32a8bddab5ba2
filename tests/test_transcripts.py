"""Conversations that a student could have typed: the bot must say what stands there.

`pytest --accept` writes down what it says now, so that the diff is the review.
"""

from pathlib import Path

import pytest

from bot.app import played
from bot.config import Settings
from bot.terminal.script import difference

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "transcripts").glob("**/*.txt"))


def settings_of(lines: list[str]) -> tuple[Settings, int]:
    """What the comments at the top say: `# content: FOLDER`, `# seeds: FOLDER` and `# dice: NUMBER`."""
    said = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    content = said.get("content", "content")
    seeds = said.get("seeds", "seeds")
    return Settings(
        bot_content=(HERE.parent / content,), bot_seeds=HERE.parent / seeds, discord_token=None
    ), int(said.get("dice", "1"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: str(path.relative_to(HERE / "transcripts")))
async def test_the_bot_says_what_the_transcript_says(path: Path, request: pytest.FixtureRequest):
    expected = path.read_text(encoding="utf-8").splitlines()  # noqa: ASYNC240 - a small file in a test
    settings, dice = settings_of(expected)
    actual = await played(settings, expected, dice)
    if request.config.getoption("--accept"):
        path.write_text("\n".join(actual) + "\n", encoding="utf-8")  # noqa: ASYNC240
        return
    found = difference(expected, actual, path.name)
    assert not found, f"\n{found}"
