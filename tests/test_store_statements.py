"""What every statement of the store must be like."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import statements
from bot.store.dialect import dialect
from bot.store.schema import load_migrations
from bot.store.sqlite import connect, prepare

WORDS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
LARGE = re.compile(r"(SCAN|SEARCH) (sessions|rounds|attempts|awards|sums|seen)\b")
NARROW = re.compile(r"\b(room|session|id|player|item|topic|at|started)[=<>]")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType] - whatever it is
            yield from _texts(part)  # pyright: ignore[reportUnknownArgumentType]


STATEMENTS = [
    pytest.param(name, text, id=f"{name}-{place}")
    for name, value in sorted(vars(statements).items())
    if name.isupper()
    for place, text in enumerate(_texts(value))
    if WORDS.match(text)
]

WHOLE = {
    "COPIES", "COUNTS", "COUNT_AWARDS", "DROP_AWARDS", "DROP_EMPTY_SUMS", "DROP_GUILD", "OPEN_SESSIONS",
    "OPEN_ROUNDS", "SNAPSHOTS", "SNAPSHOTS_OF", "TAKE_SUMS", "WRONG_SUMS",
}  # fmt: skip
"""Statements that are about all of a guild, or about all of everything: what managers and operators ask for, rarely."""


def _parameters(text: str) -> int:
    return max((int(number) for number in re.findall(r"\?(\d+)", text)), default=0)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file: Path = tmp_path_factory.mktemp("plans") / "colloquy.db"
    prepare(file)
    with closing(connect(file)) as connection:
        yield connection


@pytest.mark.parametrize(("name", "text"), STATEMENTS)
def test_no_statement_reads_much_to_find_little(database: sqlite3.Connection, name: str, text: str):
    if name == "RECORD_AT_ONCE":
        pytest.skip("PostgreSQL's alone")
    plan = database.execute(f"EXPLAIN QUERY PLAN {text}", [None] * _parameters(text)).fetchall()
    found = [line for *_, line in plan if LARGE.search(line) and not NARROW.search(line)]
    assert name in WHOLE or not found


@pytest.mark.parametrize(("name", "text"), STATEMENTS)
def test_a_guild_is_the_first_parameter_of_whatever_is_about_one(name: str, text: str):
    about = re.findall(r"(?<![a-z_.])(?:[a-z]+\.)?guild = (\?\d+)", text)
    assert set(about) <= {"?1"}
    inserted = re.match(r"\s*INSERT INTO \w+ \(\s*(\w+)", text)
    assert inserted is None or inserted[1] in {"guild", "number"}, name


def test_every_table_is_backed_up_and_emptied_and_forgotten_with_its_guild():
    text = "".join(migration.text for migration in load_migrations())
    tables = set(re.findall(r"CREATE TABLE (\w+)", text)) - {"pulse"}
    assert {take.removeprefix("SELECT * FROM ") for take, _ in statements.COPIES} == tables
    assert set(re.findall(r"\w+", statements.EMPTY.partition("TRUNCATE")[2])) == tables
    forgotten = {re.sub(r"DELETE FROM (\w+) WHERE guild = \?1", r"\1", one) for one in statements.DROP_GUILD}
    assert forgotten == tables


@pytest.mark.parametrize("migration", load_migrations(), ids=lambda migration: migration.name)
def test_every_table_begins_its_key_with_the_guild(migration: object):
    text = getattr(migration, "text", "")
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", text, flags=re.DOTALL):
        assert table == "pulse" or re.search(r"PRIMARY KEY \(guild\b", body)


def test_postgres_reads_the_same_statement_with_dollars_and_orders_text_by_code_point():
    assert dialect("SELECT ?1, ?12 FROM t WHERE a = '?'") == "SELECT $1, $12 FROM t WHERE a = '?'"
    made = dialect("CREATE TABLE t (a TEXT NOT NULL, text TEXT NOT NULL, n BIGINT) WITHOUT ROWID")
    assert made == 'CREATE TABLE t (a TEXT COLLATE "C" NOT NULL, text TEXT COLLATE "C" NOT NULL, n BIGINT)'
