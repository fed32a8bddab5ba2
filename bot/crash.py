"""Named points at which the program can be made to die as in a power cut, so that tests can enumerate them."""

import os
from collections import Counter
from functools import cache

KILLED = 137
"""What a supervisor sees of a process that was killed: 128 and the number of SIGKILL."""


def reached(name: str) -> None:
    """End the process here, with nothing tidied, if the environment's CRASH_AT is this name.

    `CRASH_AT=name:3` lets the point pass twice and dies the third time.
    """
    doomed, times = _doomed()
    if name == doomed:
        _passed[name] += 1
        if _passed[name] == times:
            os._exit(KILLED)


_passed: Counter[str] = Counter()


@cache
def _doomed() -> tuple[str, int]:
    name, _, times = os.environ.get("CRASH_AT", "").partition(":")
    return name, int(times or 1)
