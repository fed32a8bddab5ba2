"""Where packs lie: folders and files, none of which may lead out of its root."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from bot.packs.problems import Problem
from bot.packs.reader import Reading, read

PACK_FILE = "pack.yaml"


def pack_folders(folders: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the folders of packs in the folders, each of which is a pack or holds packs, and what is wrong."""
    homes: list[Path] = []
    problems: list[Problem] = []
    if not folders:
        problems.append(Problem("content", 1, 1, "no folder of packs is named"))
    for folder in folders:
        try:
            found = _packs_in(folder)
        except OSError as error:
            problems.append(Problem(str(folder), 1, 1, f"cannot be read: {error.strerror}"))
            continue
        if not found:
            problems.append(
                Problem(str(folder), 1, 1, f"no pack is in here: a pack is a folder with a {PACK_FILE}")
            )
        outside = [home for home in found if not is_inside(home, folder)]
        problems.extend(Problem(str(home), 1, 1, f"leads out of {folder}") for home in outside)
        homes.extend(home for home in found if home not in outside)
    return tuple(dict.fromkeys(homes)), tuple(problems)


def _packs_in(folder: Path) -> list[Path]:
    """Return the folder itself or its sub-folders, whichever are packs or would be if their pack file were there."""
    if (folder / PACK_FILE).exists():
        return [folder]
    return [
        home
        for home in sorted(folder.iterdir())
        if not home.name.startswith(".") and home.is_dir() and any(home.glob("*.y*ml"))
    ]


def is_inside(path: Path, root: Path) -> bool:
    """Tell whether a path, all links followed, lies in the root."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def read_inside(path: Path, root: Path) -> Reading:
    """Read a YAML file of the root, and no other."""
    if not is_inside(path, root):
        return Reading(None, (Problem(str(path), 1, 1, f"leads out of {root}"),))
    return read(path)


def strays(home: Path, topics: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each YAML file of a pack that nothing loads."""
    known = {PACK_FILE, *(f"{topic}.yaml" for topic in topics)}
    found = (path for path in sorted(home.iterdir()) if path.suffix in {".yaml", ".yml"})
    message = f"{PACK_FILE} does not list this file in `topics`"
    return tuple(Problem(str(path), 1, 1, message) for path in found if path.name not in known)
