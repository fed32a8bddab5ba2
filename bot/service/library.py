"""What the bot knows, as one value that is exchanged whole when packs are reloaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.judge import Judge
from bot.core.lookup import Catalog
from bot.core.pack import Item, Pack, Source


@dataclass(frozen=True)
class Library:
    """Packs, and what is built from them once.

    `passage` returns the text of a paragraph where the operator has the essays, else an empty string; `passages`
    those that hold some words, as (source, text).
    """

    packs: tuple[Pack, ...]
    catalog: Catalog
    judge: Judge
    passage: Callable[[Source], str]
    passages: Callable[[str, int], Sequence[tuple[Source, str]]]
    items: Mapping[str, Item]
    labels: Mapping[str, str]


def labels_of(packs: Sequence[Pack]) -> dict[str, str]:
    """Return how cards name each essay."""
    return {dossier.key: dossier.label for pack in packs for dossier in pack.dossiers}


class Shelf:
    """Where the library stands; what holds the shelf sees a reloaded library from the next look on."""

    def __init__(self, library: Library, load: Callable[[], Library]) -> None:
        self.library = library
        self._load = load

    def reload(self) -> Library:
        """Load everything anew; if that raises, the old library stays."""
        self.library = self._load()
        return self.library
