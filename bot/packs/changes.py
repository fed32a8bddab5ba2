"""Whether the files of packs and dossiers have changed on disk."""

from collections.abc import Iterable
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]
"""Every YAML file with its time of change and its size."""


def stamp(folders: Iterable[Path]) -> Stamp:
    """Return what the YAML files in the folders look like from outside; equal stamps mean that nothing changed."""
    seen: set[tuple[str, int, int]] = set()
    for folder in folders:
        for path in folder.rglob("*.yaml"):
            try:
                state = path.stat()
            except OSError:
                continue
            seen.add((str(path), state.st_mtime_ns, state.st_size))
    return frozenset(seen)
