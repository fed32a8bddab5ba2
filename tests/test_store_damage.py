"""What the store does when its database is full, locked, read-only, damaged, newer, or away; and backups."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from typing import TYPE_CHECKING, Any

import pytest

from bot.core.ledger import StoreAwayError
from bot.exits import Exit
from bot.store import StoreBrokenError, open_store, visit_store
from tests.damage import newer, other_program, spoil_head
from tests.store_child import child, fill, points, record, session_in, start

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


numbers = count(1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "colloquy.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


def _fill_up(sender: "Connection[Any, Any]", url: str, file: str) -> None:
    asyncio.run(_fill_up_async(sender, url, Path(file)))


async def _fill_up_async(sender: "Connection[Any, Any]", url: str, file: Path) -> None:
    """Write to a disk on which no file can grow, look meanwhile, and go on when there is room."""
    async with open_store(url) as store:
        await fill(store, 10)
        wal = file.with_name(f"{file.name}-wal").stat().st_size
        hard = getrlimit(RLIMIT_FSIZE)[1]
        setrlimit(RLIMIT_FSIZE, (wal + 50_000, hard))
        kept = 10
        said = ""
        while not said:
            try:
                await record(store, session_in(0), 0, kept + 1)
                kept += 1
            except StoreAwayError as error:
                said = str(error)
        looked = await points(store)
        setrlimit(RLIMIT_FSIZE, (hard, hard))
        await record(store, session_in(0), 0, kept + 1)
        sender.send((said, kept, looked, await points(store), await store.problems()))


def test_on_a_full_disk_looking_goes_on_and_writing_does_again_when_there_is_room(url: str, file: Path):
    with child(_fill_up, url, str(file)) as (_, heard):
        said, kept, looked, after, problems = heard.recv()
    assert said in {f"{file}: the disk is full", f"{file}: the disk does not answer as it should"}
    assert (looked, after, problems) == (kept, kept + 1, [])


def _as_nobody(sender: "Connection[Any, Any]", url: str) -> None:
    if os.getuid() == 0:
        os.setuid(65534)
    start(sender, url, "")


def test_a_file_that_may_not_be_written_is_refused_with_a_clear_word(url: str, file: Path):
    asyncio.run(_opened(url))
    before = _bytes(file)
    for place, mode in ((file, 0o444), (file.with_name("colloquy.db-lock"), 0o444), (file.parent, 0o555)):
        place.chmod(mode)
    with child(_as_nobody, url) as (_, heard):
        name, said = heard.recv()
    file.parent.chmod(0o755)
    assert name == "StoreAwayError"
    assert said == f"{file}-lock: Permission denied"
    assert _bytes(file) == before


def _bytes(file: Path) -> bytes:
    return file.read_bytes()


async def _opened(url: str) -> None:
    async with open_store(url):
        pass


async def test_a_file_that_another_program_has_locked_is_waited_for_and_then_used(url: str, file: Path):
    async with open_store(url) as store:
        await fill(store, 1)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreAwayError, match="locked by another program"):
                await record(store, session_in(0), 0, 2)
            assert await points(store) == 1
            other.execute("ROLLBACK")
        await record(store, session_in(0), 0, 2)
        assert await points(store) == 2


async def test_a_closed_store_says_so_after_it_has_finished_what_it_was_asked(url: str):
    async with open_store(url) as store:
        await fill(store, 1)
        last = asyncio.create_task(record(store, session_in(0), 0, 2))
        await asyncio.sleep(0)  # noqa: TID251 - so that it has asked
    await last
    with pytest.raises(StoreAwayError, match="it is closed"):
        await store.ping()
    async with open_store(url) as store:
        assert await points(store) == 2


WELL_INSIDE = "SELECT rootpage FROM sqlite_master WHERE rootpage > 0 AND tbl_name <> 'migrations'"


def _spoil_inside(file: Path) -> None:
    """Leave the schema, and nothing of what is in it."""
    with closing(sqlite3.connect(file)) as connection:
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        roots = [root for (root,) in connection.execute(WELL_INSIDE)]
    with file.open("r+b") as opened:
        for root in roots:
            opened.seek((root - 1) * size)
            opened.write(bytes(range(256)) * (size // 256))


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _other_migration(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE migrations SET checksum = 'x'")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (spoil_head, "is no database. It was not touched. Stop the bot and restore a backup"),
        (
            newer,
            "has schema 99 and this program knows 1. Install the newer program again, or restore the backup",
        ),
        (_other_migration, "was made with another 0001_first.sql"),
        (other_program, "holds other data. It was not touched"),
    ],
)
async def test_what_cannot_be_used_is_refused_and_not_touched(
    url: str, file: Path, spoil: Callable[[Path], None], word: str
):
    await _opened(url)
    spoil(file)
    before = _bytes(file)
    for open_ in (open_store, visit_store):
        if spoil is other_program and open_ is visit_store:
            continue
        with pytest.raises(StoreBrokenError, match=word) as refused:
            async with open_(url):
                pass
        assert refused.value.code == Exit.CONFIG
        assert _bytes(file) == before


async def test_damage_inside_is_found_by_verify_and_told_by_what_meets_it(url: str, file: Path):
    async with open_store(url) as store:
        await fill(store, 200)
    _spoil_inside(file)
    async with open_store(url) as store:
        with pytest.raises(StoreBrokenError, match=r"is damaged\. It was not touched"):
            await store.problems()


async def test_a_cut_file_is_refused(url: str, file: Path):
    async with open_store(url) as store:
        await fill(store, 200)
    _cut(file)
    with pytest.raises(StoreBrokenError, match="is damaged"):
        async with open_store(url) as store:
            await store.problems()


async def test_sums_that_are_wrong_are_found(url: str, file: Path):
    async with open_store(url) as store:
        await fill(store, 3)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE sums SET points = points + 1 WHERE bucket = -1")
        connection.execute("UPDATE sessions SET state = '{}'")
    async with visit_store(url) as store:
        assert await store.problems() == [
            "sum differs from a recount: guild=guild player=ann pack=* topic=* quarter=all",
            "session cannot be read: guild=guild session=session-0: the snapshot is no JSON",
        ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sessions SET format = 0",
        "UPDATE sessions SET format = 99",
        "UPDATE sessions SET state = '{}'",
        "UPDATE sessions SET plan = '{}'",
    ],
)
async def test_a_session_that_cannot_be_read_frees_its_room_and_keeps_its_scores(
    url: str, file: Path, caplog: pytest.LogCaptureFixture, change: str
):
    async with open_store(url) as store:
        await fill(store, 3)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(change)
    async with open_store(url) as store:
        assert await store.open_sessions() == []
        assert "session closed, its scores stand: session=session-0" in caplog.text
        assert await points(store) == 3
        assert await store.open_sessions() == []
        session = session_in(0)
        assert await store.session("guild", session.plan.id) is None
