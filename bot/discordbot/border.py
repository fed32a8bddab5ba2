"""The border where errors end: a member sees a number, the log has the traceback, and the bot goes on."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.core.ledger import StoreAwayError
from bot.logs import request_id
from bot.metrics import Metrics
from bot.words import lines
from bot.words.reply import Form, Reply

log = logging.getLogger(__name__)


def reference(id_: int) -> str:
    """Return a short name for what is being answered, under which the log has it."""
    # The low digits of Discord's ids repeat every second.
    return hashlib.blake2b(str(id_).encode(), digest_size=4).hexdigest()


async def bordered(id_: int, work: Awaitable[Reply | Form | None]) -> Reply | Form | None:
    """Return what a use case answers, or a word about what went wrong; never raises."""
    request_id.set(reference(id_))
    try:
        return await work
    except StoreAwayError:
        return lines.scores_away()
    except Exception:
        log.exception("a use case failed")
        return lines.broken(reference(id_))


def guard_parsers(parsers: dict[str, Callable[[Any], None]], metrics: Metrics | None) -> None:
    """Let no event from Discord end the connection: one that cannot be read is logged without its text, and skipped.

    discord.py calls these inside its loop, and what they raise would end it.
    """
    for event, parse in parsers.items():
        parsers[event] = _guarded(event, parse, metrics)


def _guarded(event: str, parse: Callable[[Any], None], metrics: Metrics | None) -> Callable[[Any], None]:
    def guarded(data: Any) -> None:
        try:
            parse(data)
        except Exception:
            if metrics:
                metrics.event("malformed")
            log.exception("an event could not be read and is skipped: %s", event)

    return guarded
