"""What the program's exit codes mean, for supervisors and for people."""

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
