"""The event loop's lag: measured all along, and told with a stack when something blocks it."""

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from time import perf_counter

log = logging.getLogger(__name__)

BEAT = 0.25
"""Seconds from one beat of the loop to the next."""

BLOCKED = 0.5
"""Seconds without a beat, beyond the one that is due, after which the loop counts as blocked."""

LEAST = 0.01
"""Seconds that the watcher waits at least."""


@asynccontextmanager
async def watching(observe: Callable[[float], None], blocked: float = BLOCKED) -> AsyncGenerator[None, None]:
    """Measure the loop's lag, in seconds, and log once where it hangs whenever it is blocked."""
    beats = [perf_counter()]
    loop_thread = threading.get_ident()
    stop = threading.Event()
    watcher = threading.Thread(
        target=_watch, args=(beats, loop_thread, stop, blocked), daemon=True, name="lag"
    )
    watcher.start()
    beating = asyncio.create_task(_beat(beats, observe))
    try:
        yield
    finally:
        stop.set()
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating


async def _beat(beats: list[float], observe: Callable[[float], None]) -> None:
    while True:
        await asyncio.sleep(BEAT)  # noqa: TID251 - it is the waiting that is measured
        now = perf_counter()
        observe(max(0.0, now - beats[0] - BEAT))
        beats[0] = now


def _watch(beats: list[float], thread: int, stop: threading.Event, blocked: float) -> None:
    told = 0.0
    wait = BEAT + blocked
    # It wakes no sooner than a beat can be missed: each time it must ask for the interpreter, which is busy.
    while not stop.wait(wait):
        since = beats[0]
        overdue = perf_counter() - since - BEAT - blocked
        wait = BEAT + blocked if overdue >= 0 else max(-overdue, LEAST)
        if overdue >= 0 and told != since:
            told = since
            # The documented way to another thread's stack, in spite of its name.
            frame = sys._current_frames().get(thread)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            stack = "".join(traceback.format_stack(frame, limit=12)) if frame else ""
            log.warning("the event loop is blocked:\n%s", stack)
