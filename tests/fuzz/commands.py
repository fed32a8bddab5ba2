"""Whatever lines are typed in a room, one after the other, no command raises."""

import asyncio
from pathlib import Path

from tests.fuzz.harness import fuzz, measured

with measured("bot"):
    from bot.commands.dispatch import say
    from tests.studying import world

PLAYERS = ("ann", "bob", "cem", "dora")
PAUSES = (0, 0, 0, 1, 6, 31, 70, 90_000)
LINES = 50
"""Lines of one input that are typed; the rest is left out, so that an input takes no longer than others."""
TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"


async def any_lines(raw: bytes) -> None:
    """Let each line be typed in a fresh room; its first byte says by whom, and how long after the one before."""
    room = await world()
    for line in raw.splitlines()[:LINES]:
        who = line[0] if line else 0
        await room.passes(PAUSES[who >> 2 & 7])
        asker = room.asker(PLAYERS[who & 3], manager=who & 3 == 0)
        await say(room.study, asker, line[1:].decode("utf-8", "replace"))
    await room.settle()


def seeds() -> list[bytes]:
    """The lines of each transcript, as far as somebody typed them."""
    typed = [
        [line.partition("> ")[2] for line in path.read_text("utf-8").splitlines() if "> " in line]
        for path in sorted(TRANSCRIPTS.rglob("*.txt"))
    ]
    return ["\n".join(f"@{line}" for line in lines).encode() for lines in typed]


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    fuzz(lambda raw: loop.run_until_complete(any_lines(raw)), seeds())
