"""What can be wrong with a database for good; what may pass is core's StoreAwayError."""

from bot.exits import Exit, Stop


class StoreBrokenError(Stop):
    """The database cannot be used as it is, and was not touched; the text says what to do."""

    def __init__(self, problem: str) -> None:
        super().__init__(Exit.CONFIG, [problem])


class AlreadyRunningError(Stop):
    """Another process has the database file; `pid` is its number, 0 if it cannot be told."""

    def __init__(self, pid: int, file: str) -> None:
        self.pid = pid
        super().__init__(
            Exit.RUNNING,
            [f"{file}: the program runs already, as process {pid or 'unknown'}. Stop that one first."],
        )
