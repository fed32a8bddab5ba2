"""What the harnesses share: atheris, which is no dependency of the project, and seeds to begin with."""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType


def _atheris() -> ModuleType:
    try:
        return import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("The fuzzer is not installed: .venv/bin/python -m pip install atheris")


def measured(*packages: str) -> AbstractContextManager[None]:
    """Return a context in which the named packages are imported so that the fuzzer sees which branches are taken."""
    return _atheris().instrument_imports(include=list(packages))


def fuzz(target: Callable[[bytes], None], seeds: Iterable[bytes]) -> None:
    """Call the target with one input after another until it raises or the time is up; never returns.

    Inputs that reach something new stay in a folder beside the temporary files, and the next run begins with them.
    """
    atheris = _atheris()
    folder = Path(gettempdir()) / "colloquy-fuzz" / Path(sys.argv[0]).stem
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup([*sys.argv, f"-artifact_prefix={folder.parent}/", str(folder)], target)
    atheris.Fuzz()


def swapped(tokens: Sequence[str], words: Sequence[str], raw: bytes) -> str:
    """Return a text of which each four bytes have put a word in the place of a token.

    Parsers that are not written in Python show the fuzzer none of their branches: whole words lead it further in.
    """
    text = list(tokens)
    for start in range(0, len(raw) - 3, 4):
        place, word = int.from_bytes(raw[start : start + 2]), int.from_bytes(raw[start + 2 : start + 4])
        text[place % len(text)] = words[word % len(words)]
    return "".join(text)
