"""Backups: what is in them, who may read them, and where they can be restored."""

import asyncio
import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.core.ledger import Consent, Entry, StoreAwayError
from bot.exits import Exit
from bot.store import AlreadyRunningError, SqlStore, StoreBrokenError, open_store, restore_store, visit_store
from tests.damage import newer, other_program, spoil_head
from tests.quizzing import START
from tests.store_child import fill, points, record, session_in

ROOT = Path(__file__).parents[1]
numbers = count(1)


def _names(folder: Path, start: str) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.startswith(start)]


def _bytes(file: Path) -> bytes:
    return file.read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "colloquy.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(
    params=["sqlite to sqlite", "sqlite to postgres", "postgres to sqlite", "postgres to postgres"]
)
def addresses(request: pytest.FixtureRequest, tmp_path: Path, postgres_url: str) -> list[str]:
    """Where a backup comes from, and where it goes to."""
    kinds = str(request.param).split(" to ")
    return [
        f"sqlite:///{tmp_path / str(place)}.db" if kind == "sqlite" else postgres_url
        for place, kind in enumerate(kinds)
    ]


async def test_a_backup_is_whole_private_and_restored_into_either_database(
    addresses: list[str], tmp_path: Path
):
    source, target = addresses
    guild = f"saved-{next(numbers)}"
    backup = tmp_path / "scores.db"
    async with open_store(source) as store:
        await store.award(guild, "hall", Entry(START, "mo", "award", "ann", 5), 1)
        await store.remember_names({(guild, "ann"): "Ännchen"})
        async with visit_store(source) as beside:
            await beside.backup_to(backup)
            with pytest.raises(StoreAwayError, match="is there already"):
                await beside.backup_to(backup)
        await store.award(guild, "hall", Entry(START, "mo", "award", "ann", 7), 2)
        with pytest.raises(AlreadyRunningError):
            await restore_store(source, backup)
        saved = await store.export(guild, "ann")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert _names(tmp_path, "scores.db") == ["scores.db"]
    await restore_store(target, backup)
    async with open_store(target) as store:
        assert await store.problems() == []
        restored = await store.export(guild, "ann")
        assert restored["name"] == "Ännchen"
        assert restored["awards"] == [award for award in _listed(saved["awards"]) if award["points"] == 5]
        assert await store.ping() < 5


def _listed(found: object) -> list[dict[str, Any]]:
    assert isinstance(found, list)
    return found  # pyright: ignore[reportUnknownVariableType] - export is JSON


async def test_a_backup_before_a_reset_has_a_number_and_the_reason(url: str, file: Path):
    async with open_store(url) as store:
        assert [await store.backup("reset") for _ in range(2)] == ["0001-reset.db", "0002-reset.db"]
    made = file.parent / "backups" / "0002-reset.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


async def test_a_backup_while_a_quiz_runs_is_of_one_moment(url: str, tmp_path: Path):
    async with open_store(url) as store:
        await fill(store, 100)
        writing = asyncio.create_task(_go_on(store))
        for number in range(5):
            await store.backup_to(tmp_path / f"{number}.db")
        writing.cancel()
        held = await points(store)
    for number in range(5):
        async with visit_store(f"sqlite:///{tmp_path / str(number)}.db") as backup:
            assert await backup.problems() == []
            assert 100 <= await points(backup) <= held


async def _go_on(store: SqlStore) -> None:
    for number in range(101, 100_000):
        await record(store, session_in(0), 0, number)


async def test_a_restore_keeps_what_was_there_and_refuses_what_is_no_backup(
    url: str, file: Path, tmp_path: Path
):
    backup = tmp_path / "kept" / "scores.db"
    backup.parent.mkdir()
    async with open_store(url) as store:
        await fill(store, 2)
        await store.backup_to(backup)
        await record(store, session_in(0), 0, 3)
    for spoil in (spoil_head, newer, other_program):
        bad = tmp_path / "bad.db"
        bad.write_bytes(backup.read_bytes())
        spoil(bad)
        before = _bytes(file)
        with pytest.raises(StoreBrokenError):
            await restore_store(url, bad)
        assert _bytes(file) == before
    with pytest.raises(StoreBrokenError, match="no such file"):
        await restore_store(url, tmp_path / "none.db")
    aside = await restore_store(url, backup)
    assert aside
    for where, expected in ((url, 2), (f"sqlite:///{aside}", 3)):
        async with open_store(where) as store:
            assert await points(store) == expected
            assert await store.problems() == []


# The commands.


def _bot(file: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{file}", "BOT_DATA": str(file.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


async def _scores(url: str) -> None:
    async with open_store(url) as store:
        for number, (player, name) in enumerate(
            (("1", "=1+1"), ("2", "Bo, b"), ("-3", '@SUM("x")'), ("4", "quiet"))
        ):
            await store.remember_names({("guild", player): name})
            await store.award("guild", "hall", Entry(START, "mo", "award", player, 5 - number * 3), number)
        await store.choose("guild", "4", Consent.UNLISTED)


def test_scores_are_exported_and_no_cell_is_a_formula(url: str, file: Path):
    asyncio.run(_scores(url))
    code, said = _bot(file, "export", "scores", "--guild", "guild")
    assert (code, said.splitlines()) == (
        Exit.OK,
        [
            "rank,player,name,points,right,asked",
            "1,1,'=1+1,5,0,0",
            '2,2,"Bo, b",2,0,0',
            """3,'-3,"'@SUM(""x"")",-1,0,0""",
        ],
    )
    code, said = _bot(file, "export", "scores", "--guild", "guild", "--format", "json")
    assert code == Exit.OK
    assert json.loads(said)[0] == {
        "rank": 1, "player": "1", "name": "=1+1", "points": 5, "right": 0, "asked": 0,
    }  # fmt: skip
    assert _bot(file, "export", "scores", "--guild", "other")[1] == "rank,player,name,points,right,asked\n"


def test_the_commands_back_up_verify_and_restore(url: str, file: Path, tmp_path: Path):
    backup = str(tmp_path / "scores.db")
    code, said = _bot(file, "db", "status")
    assert (code, "there is no database yet" in said) == (Exit.CONFIG, True)
    assert _bot(file, "db", "migrate")[0] == Exit.OK
    asyncio.run(_scores(url))
    assert _bot(file, "db", "backup", backup)[0] == Exit.OK
    assert _bot(file, "db", "backup", backup)[0] == Exit.USAGE
    assert "awards: 4" in _bot(file, "db", "status")[1]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE sums SET points = 99")
    code, said = _bot(file, "db", "verify")
    assert (code, said.count("differs from a recount")) == (Exit.CONFIG, 8)
    code, said = _bot(file, "db", "restore", "--yes", backup)
    assert (code, "colloquy-before-restore-1.db" in said) == (Exit.OK, True)
    assert _bot(file, "db", "verify")[0] == Exit.OK


def test_a_restore_over_a_running_bot_is_refused_with_its_number(url: str, file: Path, tmp_path: Path):
    async def running() -> list[tuple[int, str]]:
        async with open_store(url) as store:
            await store.backup_to(tmp_path / "scores.db")
            words = (
                ("db", "restore", "--yes", str(tmp_path / "scores.db")),
                ("db", "migrate"),
                ("db", "verify"),
            )
            return [await asyncio.to_thread(_bot, file, *each) for each in words]

    restore, migrate, verify = asyncio.run(running())
    assert (restore[0], migrate[0], verify[0]) == (Exit.RUNNING, Exit.RUNNING, Exit.OK)
    assert f"as process {os.getpid()}" in restore[1]
