"""What the bot costs above bare discord.py, over real sockets: `python -m tests.bench.bench_discord [--runs N]`.

Bot and floor run in turn, in the same minutes on the same machine; each line is the median of the runs' ratios (or
differences), with the aim beside it. Throughput counts CPU time, for Discord's own limits bind before the machine's;
with the bot, `!pfp` is some 40 a second at most, which it keeps to by itself.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

import click
import psutil

from tests.bench.events import (
    FLOOR,
    Contender,
    Load,
    Trial,
    ask,
    cpu_seconds,
    measure,
    open_rooms,
    trying,
)
from tests.wire.playing import SAMPLE
from tests.wire.process import STUDY_BOT
from tests.wire.rest import pause

SCALE = Load(events=30_000)
BARE = Contender("floor", FLOOR)
BOT = Contender("bot", STUDY_BOT, probe="!help")
QUIZ = "!quiz 20 untimed"
"""A quiz that stays open while chat goes by."""

ONE = "!quiz plants short 1 race untimed"
"""A quiz of the sample pack with one question, to which the answer is oxygen."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what it is, how it is shown, and the least or most that it should be."""

    what: str
    unit: str
    floor: float
    bot: float
    compared: float
    aim: str
    met: bool

    def __str__(self) -> str:
        sign = "met" if self.met else "MISSED"
        figures = f"{self.floor:>11,.2f}{self.bot:>11,.2f}{self.compared:>10,.3f}"
        return f"{self.what:<46}{self.unit:>14}{figures}   {self.aim:<16}{sign}"


Measure = Callable[[Contender, Path], Awaitable[dict[str, float]]]


async def alternate(
    one: Contender, other: Contender, what: Measure, runs: int
) -> list[list[dict[str, float]]]:
    """Measure two contenders so many times, to and fro, so that what changes meanwhile hits both."""
    results: list[list[dict[str, float]]] = [[], []]
    for run in range(runs):
        for place in (0, 1) if run % 2 else (1, 0):
            with tempfile.TemporaryDirectory() as folder:
                results[place].append(await what((one, other)[place], Path(folder)))
    return results


def least(what: str, unit: str, key: str, aim: float, runs: list[list[dict[str, float]]]) -> Line:
    """A line whose ratio to the floor should be at least that."""
    floor, bot = ([each[key] for each in side] for side in runs)
    ratio = median(mine / base for mine, base in zip(bot, floor, strict=True))
    return Line(what, unit, median(floor), median(bot), ratio, f"ratio >= {aim:.2f}", ratio >= aim)


def most(what: str, unit: str, key: str, aim: float, runs: list[list[dict[str, float]]]) -> Line:
    """A line whose ratio to the floor should be at most that."""
    floor, bot = ([each[key] for each in side] for side in runs)
    ratio = median(mine / base for mine, base in zip(bot, floor, strict=True))
    return Line(what, unit, median(floor), median(bot), ratio, f"ratio <= {aim:.2f}", ratio <= aim)


def above(what: str, unit: str, key: str, aim: float, runs: list[list[dict[str, float]]]) -> Line:
    """A line that should be above the floor by that much at most."""
    floor, bot = ([each[key] for each in side] for side in runs)
    more = median(mine - base for mine, base in zip(bot, floor, strict=True))
    return Line(what, unit, median(floor), median(bot), more, f"floor + {aim:g}", more <= aim)


async def chat(contender: Contender, folder: Path, load: Load = SCALE) -> dict[str, float]:
    """Push chat: events that are handled in a second of CPU time, seconds to the first answer, MB."""
    result = await measure(contender, load, folder)
    return {"events": 1e6 / result.cpu, "start": result.start, "memory": result.memory}


async def answers(contender: Contender, folder: Path, commands: int = 200) -> dict[str, float]:
    """Ask 20 times a second: answers in a second of CPU time, and how long one takes in ms."""
    asked = "!pfp" if contender is BOT else contender.probe
    async with trying(contender, Load(), folder) as trial:
        rooms = await open_rooms(trial.standin, replace(contender, opening="", rooms=0))
        for room in rooms:
            await ask(trial.standin, asked, room)
        cpu = cpu_seconds(trial.process)
        times = await latencies(trial, [(rooms[n % len(rooms)], asked) for n in range(commands)], 0.05)
        spent = cpu_seconds(trial.process) - cpu
    return {"answers": commands / spent, "p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100]}


async def latencies(trial: Trial, said: Sequence[tuple[int, str]], every: float) -> list[float]:
    """Say lines, one every so many seconds; return in order of size how many ms each answer took to come."""
    times: list[float] = []
    for room, text in said:
        began = perf_counter()
        await ask(trial.standin, text, room)
        times.append((perf_counter() - began) * 1e3)
        await pause(max(0.001, every - times[-1] / 1e3))
    return sorted(times)


async def announced(contender: Contender, folder: Path) -> dict[str, float]:
    """Answer right in 40 rooms: how long it takes until the points are shown, in ms; of the floor, any answer."""
    load = Load(guilds=2)
    async with trying(contender, load, folder) as trial:
        rooms = await open_rooms(trial.standin, replace(contender, opening="", rooms=0))
        said = contender.probe
        if contender.name == "bot":
            for room in rooms[:: load.channels]:
                await trial.standin.say("owner", "!settings grace 0", room)
                await trial.standin.journal.sent.first(lambda sent, room=room: sent.channel == room)
            await open_rooms(trial.standin, replace(contender, opening=ONE))
            said = "oxygen"
        await pause(1)
        times = await latencies(trial, [(room, said) for room in rooms], 0.05)
    return {"p50": times[len(times) // 2]}


async def large(contender: Contender, folder: Path) -> dict[str, float]:
    """Log in to 2,000 guilds: MB."""
    return await chat(contender, folder, Load(events=10_000, guilds=2000, members=50))


async def sessions(folder: Path, rooms: int = 2000, more: int = 1000) -> float:
    """Open many sessions, and then more: kB for each of those, when every cache of the database is full."""
    contender = replace(BOT, opening=QUIZ, rooms=rooms)
    async with trying(contender, Load(guilds=(rooms + more) // 20), folder) as trial:
        await open_rooms(trial.standin, contender)
        await pause(2)
        before, seen = trial.memory, len(trial.standin.journal.sent)
        for number, room in enumerate(
            await open_rooms(trial.standin, replace(contender, opening="", elsewhere=True))
        ):
            await trial.standin.say(f"member{5 + number % 15}", QUIZ, room)
        await trial.standin.journal.sent.first(lambda _: True, after=seen + more - 1, within=600)
        await pause(2)
        return (trial.memory - before) * 1e3 / more


def crowded(rooms: int, *, elsewhere: bool = False) -> tuple[Contender, Contender, Measure]:
    """Chat in rooms that have a session each, or in the other rooms while those have one."""
    load = replace(SCALE, guilds=-(-rooms // 20) + elsewhere)

    async def talk(contender: Contender, folder: Path) -> dict[str, float]:
        return await chat(contender, folder, load)

    floor, bot = replace(BARE, rooms=rooms), replace(BOT, opening=QUIZ, rooms=rooms)
    return replace(floor, elsewhere=elsewhere), replace(bot, elsewhere=elsewhere), talk


async def lines(runs: int) -> None:
    """Measure and print line after line."""
    quiet = await alternate(BARE, BOT, chat, runs)
    print(least("chat events a second of CPU, no session", "events/CPU s", "events", 0.97, quiet))
    for rooms, aim, times in ((50, 0.90, runs), (2000, 0.85, min(runs, 3))):
        for elsewhere, where in ((True, "elsewhere"), (False, "there")):
            busy = await alternate(*crowded(rooms, elsewhere=elsewhere), times)
            print(least(f"{rooms:,} sessions open, chat {where}", "events/CPU s", "events", aim, busy))
    looked = await alternate(BARE, BOT, answers, runs)
    print(least("!pfp, answers a second of CPU", "answers/CPU s", "answers", 0.75, looked))
    print(most("!pfp, latency p50", "ms", "p50", 1.25, looked))
    print(most("!pfp, latency p99", "ms", "p99", 1.50, looked))
    playing = replace(BOT, env=tuple(SAMPLE.items()))
    told = await alternate(BARE, playing, announced, runs)
    print(most("right answer typed -> points shown, p50", "ms", "p50", 2.0, told))
    print(above("start to first answer", "s", "start", 0.5, quiet))
    print(above("memory, one guild", "MB", "memory", 30, quiet))
    many = await alternate(BARE, BOT, large, min(runs, 3))
    print(above("memory, 2,000 guilds of 20 channels, 50 members", "MB", "memory", 45, many))
    with tempfile.TemporaryDirectory() as folder:
        each = await sessions(Path(folder))
    print(Line("memory for each open session", "kB", 0.0, each, each, "under 20", each < 20))


@click.command()
@click.option("--runs", default=5, help="Runs of each, alternating.")
def main(*, runs: int) -> None:
    """Print the table."""
    print(
        f"load before: {psutil.getloadavg()[0]:.2f}, CPUs: {psutil.cpu_count()}, Python {sys.version.split()[0]}"
    )
    print(f"{'':<46}{'':>14}{'floor':>11}{'bot':>11}{'compared':>10}   aim")
    asyncio.run(lines(runs))
    print(f"load after: {psutil.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
