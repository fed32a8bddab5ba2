"""Starts that did not end well, kept across starts, so that a crash loop slows down instead of burning the token."""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "starts.json"

WAITS = (0, 0, 0, 5, 10, 20, 40, 80, 160, 300)
"""Seconds before a start, by how many starts before it did not end well; then the last for ever."""

FORGOTTEN = timedelta(hours=6)
"""After so long without a start the count begins anew."""


class Starts:
    """The count in the data folder. A folder that cannot be written is no reason not to start."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def begin(self, now: datetime) -> int:
        """Count a start that has not ended well yet; return how many seconds to wait before it."""
        failed = self._failed(now)
        self._write(failed + 1, now)
        return WAITS[min(failed, len(WAITS) - 1)]

    def went_well(self, now: datetime) -> None:
        """Forget what failed: the bot has been connected for a while, or was stopped on purpose."""
        self._write(0, now)

    def _failed(self, now: datetime) -> int:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            recent = now - datetime.fromisoformat(kept["at"]) < FORGOTTEN
            return int(kept["failed"]) if recent else 0
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("the count of failed starts cannot be read: %r", error)
            return 0

    def _write(self, failed: int, now: datetime) -> None:
        told = json.dumps({"failed": failed, "at": now.isoformat()})
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(told, encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            log.warning("the count of failed starts cannot be kept: %r", error)
