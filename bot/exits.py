"""What the program's exit codes mean, and the error that carries one."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """How the program ended; the numbers are those of sysexits.h, which systemd knows by name.

    A supervisor may start the program again after AWAY and RUNNING. After USAGE and CONFIG it must not: only
    a person can mend that, and a bot that keeps on logging in with bad settings loses its token.
    """

    OK = 0
    USAGE = 64
    AWAY = 69
    RUNNING = 75
    CONFIG = 78


class Stop(Exception):  # noqa: N818 - it ends the program, whether or not somebody erred
    """The program cannot start or go on: `code` is its exit code, `problems` one line each for the person."""

    def __init__(self, code: Exit, problems: Iterable[str]) -> None:
        self.code = code
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
