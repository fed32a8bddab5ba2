"""The schema: numbered migrations that come with the program, and whether a database fits them."""

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from bot.crash import reached
from bot.store.errors import StoreBrokenError
from bot.store.statements import ADD_MIGRATION, CREATE_MIGRATIONS, MIGRATIONS
from bot.store.steps import Steps

COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """A fingerprint by which a migration that was changed after it ran is found."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def statements(self) -> tuple[str, ...]:
        """What it runs, one statement after another; no statement of ours holds a semicolon."""
        return tuple(filter(None, map(str.strip, COMMENT.sub("", self.text).split(";"))))


def load_migrations() -> tuple[Migration, ...]:
    """Return the migrations that come with the program, in order."""
    found = (
        Migration(int(file.name.partition("_")[0]), file.name, file.read_text(encoding="utf-8"))
        for file in files("bot.store").joinpath("migrations").iterdir()
        if file.name.endswith(".sql")
    )
    return tuple(sorted(found, key=lambda migration: migration.number))


def missing(migrations: tuple[Migration, ...], *, known: bool) -> Steps[tuple[Migration, ...]]:
    """Return the migrations that a database lacks; `known` says that it has had some.

    Raises StoreBrokenError if it was made by a newer program, or by one whose migrations were others.
    """
    done = {number: (name, checksum) for number, name, checksum in (yield MIGRATIONS, ())} if known else {}
    newest = migrations[-1].number
    if done and max(done) > newest:
        raise StoreBrokenError(
            f"The database has schema {max(done)} and this program knows {newest}. Install the newer program again, or "
            "restore the backup that was made before it was first started."
        )
    for migration in migrations:
        name, checksum = done.get(migration.number, (migration.name, migration.checksum))
        if checksum != migration.checksum:
            raise StoreBrokenError(
                f"The database was made with another {name} than this program has. Install the program that made it, "
                "or restore a backup with `python -m bot db restore FILE`."
            )
    return tuple(migration for migration in migrations if migration.number not in done)


def refuse_older(lacking: tuple[Migration, ...]) -> None:
    """Raise StoreBrokenError if migrations are lacking, where none may be run."""
    if lacking:
        raise StoreBrokenError(
            f"The database lacks {', '.join(migration.name for migration in lacking)}. "
            "Stop the bot and run: python -m bot db migrate"
        )


def migrate(lacking: tuple[Migration, ...], *, known: bool) -> Steps[None]:
    """Run migrations; the caller's transaction makes it all or nothing."""
    if not known:
        yield CREATE_MIGRATIONS, ()
    for migration in lacking:
        for place, statement in enumerate(migration.statements, start=1):
            yield statement, ()
            reached(f"store.migration.{migration.number}.{place}")
        yield ADD_MIGRATION, (migration.number, migration.name, migration.checksum)
