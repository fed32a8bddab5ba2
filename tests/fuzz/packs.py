"""Whatever bytes stand in a file of a pack, the check says what is wrong and where, and never raises."""

import re
import shutil
from pathlib import Path
from tempfile import mkdtemp

from tests.fuzz.harness import fuzz, measured, swapped

with measured("bot.packs", "bot.core"):
    from bot.packs.check import check

PACKS = Path(__file__).parents[1] / "packs"
FILES = sorted(path.relative_to(PACKS) for path in PACKS.rglob("*.yaml"))
TEXTS = [(PACKS / file).read_text("utf-8") for file in FILES]
TOKEN = re.compile(r"\w+|\s+|.")
ODD = (
    "&a ",
    "*a",
    "!!int ",
    "'",
    '"',
    "|",
    ">",
    "- ",
    ": ",
    "\t",
    "\x00",
    "\u202e",
    "../",
    "1e999",
    "9" * 400,
    "~",
    "[",
)
WORDS = [*ODD, *dict.fromkeys(token for text in TEXTS for token in TOKEN.findall(text))]


def any_file(copy: Path, raw: bytes) -> None:
    """Check the sample pack with one of its files replaced.

    The first byte names the file; the others stand in it, or, after a null, put words in the places of others.
    """
    number, given = (raw[0] % len(FILES) if raw else 0), raw[1:]
    if given.startswith(b"\0"):
        given = swapped(TOKEN.findall(TEXTS[number]), WORDS, given[1:]).encode()
    file = FILES[number]
    (copy / file).write_bytes(given)
    try:
        report = check([copy / "cells"], copy / "seeds", with_coverage=True)
        for problem in report.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert len(str(problem).splitlines()) == 1
    finally:
        shutil.copyfile(PACKS / file, copy / file)


def seeds() -> list[bytes]:
    """Each file as it is, in both ways."""
    written = [bytes([number]) + text.encode() for number, text in enumerate(TEXTS)]
    return [*written, *(bytes([number, 0, 0, 0, 0, 0]) for number in range(len(FILES)))]


if __name__ == "__main__":
    place = Path(mkdtemp()) / "packs"
    shutil.copytree(PACKS, place)
    fuzz(lambda raw: any_file(place, raw), seeds())
