"""In-process: how many steps of a session a second, and how long a start with 20,000 items takes.

`python -m tests.bench.bench_start`; prints, keeps nothing.
"""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.app import shelve
from bot.core.quiz import Options, open_session, step
from bot.core.quiz.events import Answer, Event, Tick
from bot.core.quiz.session import ModeName, Phase, Session
from bot.packs.loader import load_packs
from bot.store import open_store
from tests.bench.bench_lookup import Speech
from tests.quizzing import RIGHT, START, WRONG, plan, typed
from tests.wire.process import ROOT

RUNS = 5
STEPS = 20_000
PLAYERS = 10
TOPICS, FACTS, ITEMS = 20, 200, 5
"""Topics, facts of each, and items of each fact: 20,000 items in all."""

SESSIONS = 1000


def steps_a_second() -> float:
    """Play quizzes of 20 rounds with ten players, one in five answers right, and count the steps."""
    session, now, ids = _fresh(), START, count(1)
    dice = random.Random(1)
    began = perf_counter()
    for number in range(STEPS):
        if session.phase is Phase.OVER:
            session, now = _fresh(), START
        event: Event
        if session.phase is Phase.BETWEEN or number % 11 == 10:
            now = session.deadline or now
            event = Tick()
        else:
            now += timedelta(milliseconds=20)
            verdict = RIGHT if dice.random() < 0.2 else WRONG
            event = Answer(f"player{number % PLAYERS}", verdict, now, next(ids))
        session, _outcomes = step(session, event, now)
    return STEPS / (perf_counter() - began)


def _fresh() -> Session:
    items = [typed(number) for number in range(20)]
    session, _ = open_session(plan(items, Options(mode=ModeName.EVERYONE, rounds=20)), "player0", START)
    return session


def write_pack(folder: Path) -> None:
    """Write a pack of made-up facts with 20,000 items, on the dossier of the sample pack."""
    dice = random.Random(7)
    speech = Speech(8_000, dice)
    folder.mkdir(parents=True)
    names = [f"topic-{number}" for number in range(TOPICS)]
    (folder / "pack.yaml").write_text(
        f"pack: {folder.name}\nname: Made up\nabout: A pack for the stopwatch.\nlanguage: en-GB\n"
        f"essays: [primer]\ntopics: [{', '.join(names)}]\n"
    )
    for name in names:
        facts = [f"{name}-{number}" for number in range(FACTS)]
        lines = [f"topic: {name}", f"name: {name.title()}", "about: Made-up words.", "facts:"]
        for key in facts:
            lines += [f"  - key: {key}", f"    name: {speech.say(2)} {key}", "    kind: term"]
            lines += [
                f"    short: {speech.say(15)}.",
                f"    text: {speech.say(60)}.",
                "    sources: [primer 1]",
            ]
        lines.append("items:")
        for key in facts:
            for number in range(ITEMS):
                lines += [f"  - id: {key}-{number}", "    type: short", f"    fact: {key}"]
                lines += [
                    f"    stem: Which word stands for {speech.say(6)}?",
                    f"    answers: [{speech.say(2)}]",
                ]
                lines += [
                    f"    explanation: {speech.say(10)}.",
                    "    difficulty: 1",
                    "    sources: [primer 1]",
                ]
        (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n")


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of the seconds that some work takes."""
    times: list[float] = []
    for _ in range(runs):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times)


async def restored(folder: Path) -> float:
    """Return in how many seconds a database with 1,000 open sessions is opened and read."""
    url = f"sqlite:///{folder / 'study.sqlite3'}"
    async with open_store(url) as store:
        for number in range(SESSIONS):
            session = _fresh()
            held = replace(session, plan=replace(session.plan, id=f"id-{number}", room=f"room-{number}"))
            await store.begin(held, ())
    began = perf_counter()
    async with open_store(url) as store:
        assert len(await store.open_sessions()) == SESSIONS
        return perf_counter() - began


def main() -> None:
    """Print the figures, with the aim beside each that has one."""
    print(f"{'step, a second':<44}{median(steps_a_second() for _ in range(RUNS)):>12,.0f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pack(folder / "made-up")
        shutil.copytree(ROOT / "tests" / "packs" / "seeds", folder / "seeds")
        loaded = seconds(lambda: load_packs([folder / "made-up"], folder / "seeds"), 3)
        packs = load_packs([folder / "made-up"], folder / "seeds")
        built = seconds(lambda: shelve(packs, None), 3)
        print(f"{'20,000 items: read and checked, s':<44}{loaded:>12.2f}")
        print(f"{'20,000 items: catalog, full text, judge, s':<44}{built:>12.2f}")
        print(f"{'20,000 items: both, s':<44}{loaded + built:>12.2f}   under 3")
        print(f"{'1,000 open sessions taken up, s':<44}{asyncio.run(restored(folder)):>12.2f}   under 2")


if __name__ == "__main__":
    main()
