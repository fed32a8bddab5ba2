"""How long the event loop stands still while charts are drawn: `python -m tests.bench.bench_chart [CHARTS]`.

A ticker asks for the next millisecond again and again; the longest wait beyond it is the stall. It is measured three
ways in one run: with nothing else to do, with charts drawn in a thread as the bot does, and with charts drawn on the
loop itself, which is what the thread is for.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot import charts

TICK = 0.001
CHARTS = 30

BARS = [charts.Bar(place, f"player {place}", 1200 - 90 * place) for place in range(1, 11)]
SHARES = [charts.Share(f"A topic with a long name, number {place}", place, 12) for place in range(10)]
POINTS = [place * 7 % 95 for place in range(28)]
ENDS = ("27 days ago", "today")


async def stall(work: Callable[[], Awaitable[None]]) -> float:
    """Return the seconds for which the loop stood still, at worst, while work was done."""
    worst = 0.0

    async def tick() -> None:
        nonlocal worst
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)  # noqa: TID251 - the ticker waits for the real clock
            worst = max(worst, time.perf_counter() - before - TICK)

    ticker = asyncio.create_task(tick())
    await asyncio.sleep(10 * TICK)  # noqa: TID251 - as above
    await work()
    await asyncio.sleep(TICK)  # noqa: TID251 - as above
    ticker.cancel()
    with suppress(asyncio.CancelledError):
        await ticker
    return worst


async def nothing() -> None:
    """Let a second pass."""
    await asyncio.sleep(1)  # noqa: TID251 - as above


async def in_a_thread(count: int) -> None:
    """Draw as the bot does."""
    for _ in range(count):
        await asyncio.to_thread(charts.board, BARS)
        await asyncio.to_thread(charts.progress, POINTS, ENDS, SHARES)


async def on_the_loop(count: int) -> None:
    """Draw as the bot does not."""
    for _ in range(count):
        charts.board(BARS)
        charts.progress(POINTS, ENDS, SHARES)
        await asyncio.sleep(0)  # noqa: TID251 - as above


async def measure(count: int) -> tuple[float, float, float]:
    """Return the stalls: idle, with a thread, and on the loop."""
    charts.board(BARS)
    return (
        await stall(nothing),
        await stall(lambda: in_a_thread(count)),
        await stall(lambda: on_the_loop(count)),
    )


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CHARTS
    started = time.perf_counter()
    for _ in range(count):
        charts.progress(POINTS, ENDS, SHARES)
    each = (time.perf_counter() - started) / count
    idle, threaded, inline = asyncio.run(measure(count))
    size = len(charts.progress(POINTS, ENDS, SHARES)) / 1024
    print(f"a chart: {each * 1000:.1f} ms, {size:.1f} KiB")
    print("longest stall of the loop")
    print(f"  idle             {idle * 1000:6.1f} ms")
    print(f"  drawn in a thread{threaded * 1000:6.1f} ms   (goal: under 10 ms)")
    print(f"  drawn on the loop{inline * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
