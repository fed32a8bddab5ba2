"""Builds everything, once, from the settings; importing it does nothing."""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory

from bot.clock import HandClock, LoopClock
from bot.commands.table import COMMANDS
from bot.config import Settings
from bot.core.judge import Judge
from bot.core.ledger import StoreAwayError
from bot.core.lookup import Catalog
from bot.core.pack import Pack
from bot.exits import Exit, Stop
from bot.health import Health, serving
from bot.lag import watching
from bot.metrics import Metrics
from bot.packs.changes import stamp
from bot.packs.essays import Essays
from bot.packs.fulltext import FullText
from bot.packs.loader import load_packs
from bot.packs.problems import PackError
from bot.packs.wordlist import load_words
from bot.service.cooldown import Cooldown
from bot.service.library import Library, Shelf, labels_of
from bot.service.ports import Chat, Clock
from bot.service.pulse import DATABASE, Pulse
from bot.service.refreshing import Refreshing
from bot.service.study import Study
from bot.store import AlreadyRunningError, StoreBrokenError, open_store
from bot.terminal.live import print_lines, read, talk
from bot.terminal.room import TerminalChat
from bot.terminal.script import Screen, difference, heading, play
from bot.words.language import UnknownLanguageError, speak

SWITCH = 0.00002
"""Seconds after which a thread that waits for the interpreter asks for it; Python's own 5 ms are too long to get there.

For a moment too short to take it, each event from Discord lets go of it while it is decompressed: that wakes who waits
in vain, and the waiting begins anew.
"""

LITTER = (50_000, 20, 100)
"""New objects, and collections of a generation, after which garbage is looked for: most of it goes without that."""

VERBS = ("record", "ping")
"""The verbs of the store whose times are measured: that of the answer path, and one that is always asked."""

LEAVING = 4.5
"""Seconds in which a program that leaves says so and records what it still has; a database may be away."""

SCRIPT_START = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When every transcript begins."""


def shelve(packs: Sequence[Pack], essays: Path | None) -> Library:
    """Build what the bot knows from loaded packs, and from the essays' texts where the operator has them."""
    items = {item.id: item for pack in packs for item in pack.items}
    texts = Essays(essays, packs)
    search = FullText(fact for pack in packs for fact in pack.facts)
    return Library(
        packs=tuple(packs),
        catalog=Catalog(packs, search.search),
        judge=Judge(items.values(), load_words()),
        passage=texts.passage,
        passages=texts.passages,
        items=items,
        labels=labels_of(packs),
    )


def load_library(settings: Settings) -> Library:
    """Load all packs; raise PackError with everything that is wrong."""
    return shelve(load_packs(settings.bot_content, settings.bot_seeds), settings.bot_essays)


@asynccontextmanager
async def studying(
    settings: Settings,
    database: str,
    chat: Chat,
    clock: Clock,
    dice: Random,
    metrics: Metrics | None = None,
) -> AsyncGenerator[Study]:
    """Open the database, load the packs and build the study; raise Stop, with the reason, where that cannot be."""
    try:
        speak(settings.bot_language)
        library = load_library(settings)
        async with open_store(database, settings.bot_data / "backups") as store:
            shelf = Shelf(library, partial(load_library, settings))
            study = Study(shelf, store, chat, clock, dice, settings.bot_prefix, metrics)
            await study.open()
            yield study
    except UnknownLanguageError as error:
        raise Stop(Exit.CONFIG, [f"BOT_LANGUAGE: {error}."]) from error
    except PackError as error:
        raise Stop(Exit.CONFIG, str(error).splitlines()) from error
    except StoreBrokenError as error:
        raise Stop(Exit.CONFIG, [str(error)]) from error
    except AlreadyRunningError as error:
        raise Stop(Exit.RUNNING, [str(error)]) from error
    except StoreAwayError as error:
        raise Stop(Exit.AWAY, [str(error)]) from error


def run_terminal(settings: Settings, *, script: Path | None = None) -> int:
    """Run the terminal room, or play a transcript; return the exit code."""
    if script is not None:
        return asyncio.run(_check_script(settings, script))
    return asyncio.run(_room(settings) if sys.stdin.isatty() else _pipe(settings))


async def _room(settings: Settings) -> int:
    clock = LoopClock()
    chat = TerminalChat(clock, print_lines)
    database = settings.database_url.get_secret_value()
    async with studying(settings, database, chat, clock, SystemRandom()) as study:
        await study.quizzes.go_on()
        await talk(study, chat, clock)
        with suppress(TimeoutError):
            await asyncio.wait_for(study.quizzes.park(), LEAVING)
        clock.stop()
    return Exit.OK


async def _pipe(settings: Settings) -> int:
    clock = HandClock(LoopClock().now())
    chat = TerminalChat(clock, print_lines)
    database = settings.database_url.get_secret_value()
    async with studying(settings, database, chat, clock, SystemRandom()) as study:
        await study.quizzes.go_on()
        await read(study, chat, clock)
    return Exit.OK


async def played(settings: Settings, lines: Sequence[str], root: Path) -> list[str]:
    """Play a transcript on a database of its own and with known dice; return it with what the bot said.

    Its first comments may say `# content: FOLDER`, `# seeds: FOLDER` (both as seen from `root`) and `# dice: NUMBER`.
    """
    said = heading(lines)
    content = (root / said["content"],) if "content" in said else settings.bot_content
    seeds = root / said["seeds"] if "seeds" in said else settings.bot_seeds
    dice = Random(int(said.get("dice", "1")))  # noqa: S311 - a quiz, no secret
    clock = HandClock(SCRIPT_START)
    screen = Screen()
    chat = TerminalChat(clock, screen.show)
    with TemporaryDirectory(prefix="colloquy-") as folder:
        database = f"sqlite:///{folder}/script.db"
        own = {"bot_data": Path(folder), "bot_content": content, "bot_seeds": seeds}
        async with studying(settings.model_copy(update=own), database, chat, clock, dice) as study:
            await play(lines, study, chat, clock, screen)
    return screen.lines


async def _check_script(settings: Settings, script: Path) -> int:
    expected = script.read_text(encoding="utf-8").splitlines()  # noqa: ASYNC240 - before anything runs
    actual = await played(settings, expected, Path.cwd())
    if found := difference(expected, actual, str(script)):
        print(found)  # noqa: T201 - the diff is the answer
        return 1
    return Exit.OK


def run_discord(settings: Settings) -> int:
    """Run the bot on Discord; return the exit code."""
    from bot.discordbot.run import run  # noqa: PLC0415 - the terminal room needs no discord.py

    if settings.metrics_port is None:
        return run(partial(_unwatched, settings), settings)
    metrics = Metrics(COMMANDS, VERBS)
    health = Health((DATABASE, "discord"))
    return run(partial(_watched, settings, metrics, health), settings, metrics=metrics, health=health)


@asynccontextmanager
async def _unwatched(settings: Settings, chat: Chat, clock: Clock) -> AsyncGenerator[Study]:
    database = settings.database_url.get_secret_value()
    async with studying(settings, database, chat, clock, SystemRandom()) as study, watching(_unmeasured):
        _settle_in(settings, study, clock)
        yield study


@asynccontextmanager
async def _watched(
    settings: Settings, metrics: Metrics, health: Health, chat: Chat, clock: Clock
) -> AsyncGenerator[Study]:
    """The study, with its metrics and health told on a port of their own from the very start."""
    database = settings.database_url.get_secret_value()
    host, port = settings.metrics_host, settings.metrics_port or 0
    async with AsyncExitStack() as parts:
        try:
            await parts.enter_async_context(serving(health, metrics.page, host, port))
        except OSError as error:
            reason = f"METRICS_PORT: nothing can listen at {host}:{port} ({error.strerror})."
            raise Stop(Exit.CONFIG, [reason]) from error
        await parts.enter_async_context(watching(metrics.loop_lag))
        study = await parts.enter_async_context(
            studying(settings, database, chat, clock, SystemRandom(), metrics)
        )
        quizzes = study.quizzes
        metrics.gauge(
            open_sessions=lambda: len(quizzes.sessions()), outbox_depth=lambda: quizzes.outbox.depth
        )
        Pulse(study.store, clock, health, metrics).feel()
        _settle_in(settings, study, clock)
        yield study


def _settle_in(settings: Settings, study: Study, clock: Clock) -> None:
    """Take up packs that change on disk, hold up who is too fast and collect garbage, from now on."""
    # What stands now stays for good; a full collection that looks through it stops the loop for some 50 ms.
    gc.freeze()
    gc.enable()
    gc.set_threshold(*LITTER)
    sys.setswitchinterval(SWITCH)
    study.cooldown = Cooldown(clock)
    Refreshing(study.shelf, clock, partial(stamp, (*settings.bot_content, settings.bot_seeds))).watch()


def _unmeasured(_seconds: float) -> None:
    """Nobody asks for the lag; that the loop hangs is still told."""
