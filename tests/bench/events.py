"""What a chat event costs a client: a stand-in pushes chat at it over the gateway, and its CPU time is read.

    python -m tests.bench.events                                        the floor alone
    python -m tests.bench.events --probe '!help' -- python -m bot       the floor and the bot, alternating

A run ends when the client has answered a probe that comes after the last event, so that all were handled by then.
CPU time is counted in ticks of 10 ms: a run needs some thousand events. As fast as they go, events pile up in the
client's buffers: for its memory, give a rate.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import click
import psutil

from tests.wire.journal import Payload
from tests.wire.process import BotProcess, start
from tests.wire.rest import pause
from tests.wire.standin import TOKEN, StandIn, running
from tests.wire.world import World

FLOOR = (sys.executable, "-m", "tests.bench.floor")

CHAT = (
    "has anybody read the second chapter yet?",
    "not before tonight",
    "ok",
    "I thought the argument about costs was weak, the one about access was better",
    "same here",
    "who takes the notes on Thursday?",
    "me, if nobody else wants to",
    "see https://example.org/reading-list for the rest, it is longer than last week's",
    "thanks!",
    "what was the name of the other programme again, the one for the south",
)


@dataclass(frozen=True, slots=True)
class Contender:
    """A client to measure: the command that starts it, and a message that it surely answers.

    Before a run, `opening` is said in `rooms` channels and its answers waited for: a command that opens a session, say.
    Chat is then said in those channels alone, or, `elsewhere`, in all but those.
    """

    name: str
    argv: tuple[str, ...]
    probe: str = "!ping"
    opening: str = ""
    rooms: int = 0
    elsewhere: bool = False
    env: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """What one run pushes: so many events, so many a second (0: as fast as they go), into that world."""

    events: int = 50_000
    rate: int = 0
    guilds: int = 1
    channels: int = 20
    members: int = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one run showed: CPU microseconds per event, events handled a second, seconds to the first answer, MB."""

    cpu: float
    pace: float
    start: float
    memory: float


@dataclass(frozen=True, slots=True)
class Trial:
    """A client that has logged in and answered, `started` seconds after it was started."""

    standin: StandIn
    client: BotProcess
    started: float

    @property
    def process(self) -> psutil.Process:
        """What the system knows of the client."""
        return psutil.Process(self.client.pid)

    @property
    def memory(self) -> float:
        """The client's resident memory in MB."""
        return self.process.memory_info().rss / 1e6


@asynccontextmanager
async def trying(contender: Contender, load: Load, folder: Path) -> AsyncGenerator[Trial]:
    """Start a client in a world of that size; it is killed afterwards."""
    world = World(guilds=load.guilds, channels=load.channels + 1, members=load.members)
    async with running(world) as standin:
        began = perf_counter()
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": standin.url,
            "DATABASE_URL": f"sqlite:///{folder / 'study.sqlite3'}",
            **dict(contender.env),
        }
        client = await start(contender.argv, env, folder)
        try:
            await standin.ready(within=120)
            await ask(standin, contender.probe)
            yield Trial(standin, client, perf_counter() - began)
        finally:
            await client.kill()


async def measure(contender: Contender, load: Load, folder: Path) -> Result:
    """Run one client once under that load."""
    async with trying(contender, load, folder) as trial:
        rooms = await open_rooms(trial.standin, contender)
        return await push(trial, contender, load, rooms)


async def open_rooms(standin: StandIn, contender: Contender) -> list[int]:
    """Say the opening in its channels, each time somebody else, and wait until all are answered; return those for chat.

    The first channel of each guild is left out: the first of all is the probe's.
    """
    every = [room for guild in standin.world.guilds.values() for room in list(guild.channels)[1:]]
    rooms = every[: contender.rooms or len(every)]
    people = [name for name in standin.world.users.values() if not name["bot"]]
    seen = len(standin.journal.sent)
    if contender.opening:
        for number, room in enumerate(rooms):
            await standin.say(people[number % len(people)]["username"], contender.opening, room)
        await standin.journal.sent.first(lambda _: True, after=seen + len(rooms) - 1, within=600)
    return every[len(rooms) :] if contender.elsewhere else rooms


async def push(trial: Trial, contender: Contender, load: Load, rooms: Sequence[int]) -> Result:
    """Push the events, the first tenth of them to warm up, and read the clocks around the rest."""
    standin, process = trial.standin, trial.process
    said = chatter(standin, load.events, rooms)
    warm_up = load.events // 10
    await tell(standin, said[:warm_up], load.rate)
    await ask(standin, contender.probe)
    cpu, clock = cpu_seconds(process), perf_counter()
    await tell(standin, said[warm_up:], load.rate)
    await ask(standin, contender.probe)
    took, spent = perf_counter() - clock, cpu_seconds(process) - cpu
    handled = load.events - warm_up
    return Result(spent / handled * 1e6, handled / took, trial.started, trial.memory)


def chatter(standin: StandIn, events: int, rooms: Sequence[int] = ()) -> list[Payload]:
    """Return that many messages of ordinary chat, spread over all members and these channels, or all but the first."""
    world = standin.world
    rooms = rooms or list(world.channels)[1:]
    people = [user for user in world.users.values() if not user["bot"]]
    # Drawn, or each room would hear one and the same line for ever; and the same in every run. Half of the lines are
    # longer by a word: of what people say, much is said by others too, and much is not.
    dice = Random(1)
    more = ["", *sorted({word for line in CHAT for word in line.split()})]

    def line() -> str:
        return f"{dice.choice(CHAT)} {dice.choice(more) if dice.random() < 0.5 else ''}".strip()

    return [
        world.event(
            world.compose(
                rooms[number % len(rooms)],
                dice.choice(people),
                {"content": line()},
            )
        )
        for number in range(events)
    ]


async def tell(standin: StandIn, said: Sequence[Payload], rate: int) -> None:
    """Push events, no faster than that many a second."""
    began = perf_counter()
    for number, event in enumerate(said):
        await standin.gateway.dispatch("MESSAGE_CREATE", event)
        if rate:
            await pause(max(0.0, number / rate - (perf_counter() - began)))


async def ask(standin: StandIn, content: str, channel: int | None = None) -> None:
    """Say something and wait until the client has answered in that channel."""
    room, seen = channel or standin.channel, len(standin.journal.sent)
    await standin.say("ann", content, room)
    await standin.journal.sent.first(lambda sent: sent.channel == room, after=seen, within=120)


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time that a process has used, in all its threads."""
    times = process.cpu_times()
    return times.user + times.system


async def compete(contenders: Sequence[Contender], load: Load, runs: int) -> dict[str, list[Result]]:
    """Measure the contenders so many times each, to and fro, so that what changes meanwhile hits all alike."""
    results: dict[str, list[Result]] = {contender.name: [] for contender in contenders}
    for run in range(runs):
        for contender in contenders if run % 2 else reversed(contenders):
            with tempfile.TemporaryDirectory() as folder:
                results[contender.name].append(await measure(contender, load, Path(folder)))
    return results


COLUMNS: dict[str, Callable[[Result], float]] = {
    "CPU µs/event": lambda result: result.cpu,
    "events/CPU s": lambda result: 1e6 / result.cpu,
    "events/s": lambda result: result.pace,
    "start s": lambda result: result.start,
    "MB": lambda result: result.memory,
}


def table(results: dict[str, list[Result]]) -> str:
    """Return the medians of each contender, and the median of its ratios to the first, run by run."""
    lines = ["".join(["client".ljust(12), *(name.rjust(14) for name in COLUMNS)])]
    floor = next(iter(results.values()))
    for name, runs in results.items():
        medians = [median(map(read, runs)) for read in COLUMNS.values()]
        lines.append(name.ljust(12) + "".join(f"{figure:14.2f}" for figure in medians))
        if runs is not floor:
            pairs = list(zip(runs, floor, strict=True))
            ratios = [median(read(run) / read(base) for run, base in pairs) for read in COLUMNS.values()]
            lines.append("  ratio".ljust(12) + "".join(f"{ratio:14.3f}" for ratio in ratios))
    return "\n".join(lines)


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--lean", is_flag=True, help="Measure the floor without its caches, too.")
@click.option("--events", default=50_000, help="Chat events in a run.")
@click.option("--rate", default=0, help="Events a second; 0 is as fast as they go.")
@click.option("--runs", default=5, help="Runs of each client, alternating.")
@click.option("--guilds", default=1)
@click.option("--channels", default=20, help="Channels of each guild.")
@click.option("--members", default=20, help="Members of each guild.")
@click.option("--opening", default="", help="What is said to the command's client before.")
@click.option("--rooms", default=0, help="In how many channels the opening is said.")
@click.option("--probe", default="!ping", help="A message that the command answers at once.")
@click.argument("command", nargs=-1)
def main(
    *,
    lean: bool,
    events: int,
    rate: int,
    runs: int,
    guilds: int,
    channels: int,
    members: int,
    opening: str,
    rooms: int,
    probe: str,
    command: tuple[str, ...],
) -> None:
    """Measure the floor and, alternating with it, the client that COMMAND starts."""
    load = Load(events, rate, guilds, channels, members)
    contenders = [Contender("floor", FLOOR)]
    if lean:
        contenders.append(Contender("lean floor", (*FLOOR, "--lean")))
    if command:
        contenders.append(Contender("bot", command, probe, opening, rooms))
    print(f"load before: {psutil.getloadavg()[0]:.2f}")
    print(table(asyncio.run(compete(contenders, load, runs))))


if __name__ == "__main__":
    main()
