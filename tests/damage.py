"""What can be wrong with the file of a database."""

import sqlite3
from contextlib import closing
from pathlib import Path


def spoil_head(file: Path) -> None:
    """Let it begin as no database does."""
    file.write_bytes(b"not a database at all" * 1000)


def newer(file: Path) -> None:
    """Let it be of a program to come."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (99, '0099_later.sql', 'x')")


def other_program(file: Path) -> None:
    """Let it be the database of another program."""
    file.unlink()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
