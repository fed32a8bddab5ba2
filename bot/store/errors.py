"""What can be wrong with a database for good; what may pass is core's StoreAwayError."""

from bot.exits import Exit, Stop


class StoreBrokenError(Stop):
    """The database cannot be used as it is, and was not touched; the text says what to do."""

    def __init__(self, problem: str) -> None:
        super().__init__(Exit.CONFIG, [problem])


class AlreadyRunningError(Stop):
    """Another process has the database; `pid` is its number, 0 if it cannot be told, and `at` its address, if any."""

    def __init__(self, pid: int, database: str, at: str = "") -> None:
        self.pid = pid
        who = f"process {pid or 'unknown'}{f' at {at}' if at else ''}"
        super().__init__(
            Exit.RUNNING, [f"{database}: the program runs already, as {who}. Stop that one first."]
        )
