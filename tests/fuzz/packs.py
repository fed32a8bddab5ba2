"""Whatever bytes stand in a file of a pack, the check says what is wrong and where, and never raises."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from tests.fuzz.harness import fuzz, measured

with measured("bot.packs", "bot.core"):
    from bot.packs.check import check

PACKS = Path(__file__).parents[1] / "packs"
FILES = sorted(path.relative_to(PACKS) for path in PACKS.rglob("*.yaml"))
# As with every seed, the first byte names the file, and the others are what stands in it.
SEEDS = [bytes([number]) + (PACKS / file).read_bytes() for number, file in enumerate(FILES)]


def any_file(copy: Path, raw: bytes) -> None:
    """Check the sample pack with one of its files replaced."""
    file = FILES[raw[0] % len(FILES)] if raw else FILES[0]
    (copy / file).write_bytes(raw[1:])
    try:
        report = check([copy / "cells"], copy / "seeds", with_coverage=True)
        for problem in report.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert len(str(problem).splitlines()) == 1
    finally:
        shutil.copyfile(PACKS / file, copy / file)


if __name__ == "__main__":
    place = Path(mkdtemp()) / "packs"
    shutil.copytree(PACKS, place)
    fuzz(lambda raw: any_file(place, raw), SEEDS)
