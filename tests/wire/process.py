"""A bot as a process of its own: started, watched and ended by a test."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BARE_BOT = (sys.executable, "-m", "tests.wire.bare_bot")
STUDY_BOT = (sys.executable, "-m", "bot")
HASTY_BOT = (sys.executable, "-m", "tests.wire.hasty_bot")


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running bot. What it writes is kept in two files, so that nothing of it is lost when it is killed."""

    process: Process
    stdout: Path
    stderr: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def output(self) -> str:
        """All that it wrote so far, to both streams."""
        return self.stdout.read_text() + self.stderr.read_text()

    async def exit_code(self, within: float = 10.0) -> int:
        """Wait for its end and return the exit code; a signal's is negative."""
        try:
            return await asyncio.wait_for(self.process.wait(), within)
        except TimeoutError:
            raise AssertionError(f"still running after {within} s:\n{self.output[-4000:]}") from None

    async def stop(self, within: float = 10.0) -> int:
        """Send SIGTERM and return the exit code."""
        self.process.terminate()
        return await self.exit_code(within)

    async def kill(self) -> None:
        """Send SIGKILL (kill -9) and wait until it is gone."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


async def start(argv: Sequence[str], env: Mapping[str, str], folder: Path, number: int = 1) -> BotProcess:
    """Start a bot from the repository's root, with that environment and no other variable."""
    stdout, stderr = folder / f"stdout-{number}.txt", folder / f"stderr-{number}.txt"
    with stdout.open("wb") as out, stderr.open("wb") as err:
        process = await asyncio.create_subprocess_exec(
            *argv, cwd=ROOT, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=err
        )
    return BotProcess(process, stdout, stderr)
