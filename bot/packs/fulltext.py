"""The words of all facts, searchable: a full-text index in memory (SQLite's FTS5)."""

import math
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import islice

from bot.core.lookup.phrasing import root
from bot.core.pack import Fact
from bot.core.text import fold

# Folding has left nothing but words, so the plain tokenizer parts them just where folding did.
_TABLE = "CREATE VIRTUAL TABLE facts USING fts5(names, short, text, content='', tokenize='porter ascii')"
_INSERT = "INSERT INTO facts (rowid, names, short, text) VALUES (?, ?, ?, ?)"
_RANKED = "SELECT rowid, bm25(facts, 8.0, 3.0, 1.0) FROM facts WHERE facts MATCH ? LIMIT ?"
_HOLDING = "SELECT rowid FROM facts WHERE facts MATCH ? LIMIT ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM facts WHERE facts MATCH ? LIMIT ?)"

_MOST_WORDS = 12
_MOST_CHARACTERS = 400
# A word that stands in more facts than this tells little, and listing them would take long.
_COMMON = 500
# Of what the words tell (rare ones more), a fact must hold more than this; else it is about something else.
_LEAST_SHARE = 0.5

# Words that carry a question and not its subject.
_STOP_WORDS = frozenset(
    """a about actually after again against all also am an and any anyone anything anywhere are as ask
    asked asking asks at away be became because become becomes becoming been before being both but by
    call called calls came can come comes could did do does doing done dont down during each else ever
    exactly explain few for from get gets give gives go goes got had happen happened happening happens
    has have having he hello her here hers hi him his how i if importance important in into is isnt it
    its just kind know let lets like look looking looks lot made make makes many matter matters me mean
    means meant might more most much my need needed needs no nor not now of off ok on once one only or
    other our out over own please really said same say says see seen she should so some someone
    something sort still stuff such take takes talk talking talks tell than thanks that the their them
    then there these they thing things think thinks this those thought through to too tried tries try
    trying under up upon us use used very want wanted was wasnt way we well went were what whats when
    where whether which while who whom whos whose why will with would yes you your""".split()  # noqa: SIM905  a list of this length reads better as prose
)


class FullText:
    """A full-text index of facts: names weigh more than the short text, and that more than the long one.

    Inflections, British and American spelling are alike. The facts must not change afterwards.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        # A new index is built beside the room's work and then searched from it; it is never written again.
        self._index = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._index.close)
        self._index.execute(_TABLE)
        self._index.execute("BEGIN")
        self._index.executemany(_INSERT, _rows(self._facts))
        self._index.execute("COMMIT")

    def search(self, words: str, limit: int) -> tuple[Fact, ...]:
        """Return the facts that hold most of what the words tell, the best first. Any text will do."""
        counts = {word: self._count(word) for word in _telling(words)}
        rare = [word for word, count in counts.items() if 0 < count <= _COMMON]
        common = [word for word, count in counts.items() if count > _COMMON]
        shares: defaultdict[int, float] = defaultdict(float)
        scores: defaultdict[int, float] = defaultdict(float)
        weights = {word: _rarity(len(self._facts), count) for word, count in counts.items() if count}
        for word in rare:
            for number, bm25 in self._index.execute(_RANKED, (_quoted(word), _COMMON)):
                shares[number] += weights[word]
                scores[number] -= bm25
        for word in common:
            # Where there is a rare word, a common one only adds to what holds that.
            beside = _any(rare) if rare else _all(common)
            for (number,) in self._index.execute(_HOLDING, (f"{_quoted(word)} AND {beside}", _COMMON)):
                shares[number] += weights[word]
        # A word that no fact holds counts against each as much as one of the others does on average.
        least = _LEAST_SHARE * sum(weights.values()) * len(counts) / max(1, len(weights))
        kept = (number for number, share in shares.items() if share > least)
        # Facts that are equal otherwise come in the order of the subject.
        best = nlargest(
            limit, kept, key=lambda number: (scores[number] * shares[number], shares[number], -number)
        )
        return tuple(self._facts[number] for number in best)

    def _count(self, word: str) -> int:
        """Return how many facts hold the word; all common words count the same."""
        (count,) = self._index.execute(_COUNT, (_quoted(word), _COMMON + 1)).fetchone()
        return int(count)


class _Indexed(dict[str, str]):
    """How each run of characters without a space stands in the index; texts repeat them, so each is made once."""

    def __missing__(self, run: str) -> str:
        self[run] = made = " ".join(map(root, fold(run).split()))
        return made

    def text(self, text: str) -> str:
        """Return a text as it stands in the index."""
        return " ".join(map(self.__getitem__, text.split()))


def _rows(facts: Iterable[Fact]) -> Iterator[tuple[int, str, str, str]]:
    indexed = _Indexed()
    for number, fact in enumerate(facts):
        names = " ".join((fact.key, fact.name, *fact.aliases))
        yield number, indexed.text(names), indexed.text(fact.short), indexed.text(fact.text)


def _telling(words: str) -> tuple[str, ...]:
    """Return the first few different words that say what is sought."""
    folded = fold(words[:_MOST_CHARACTERS]).split()
    return tuple(islice(dict.fromkeys(root(word) for word in folded if word not in _STOP_WORDS), _MOST_WORDS))


def _quoted(word: str) -> str:
    """Return a folded word as an FTS5 string, in which nothing is an operator."""
    return f'"{word}"'


def _any(words: Iterable[str]) -> str:
    return f"({' OR '.join(map(_quoted, words))})"


def _all(words: Iterable[str]) -> str:
    return f"({' AND '.join(map(_quoted, words))})"


def _rarity(facts: int, holding: int) -> float:
    """Return how much a word tells that so many facts hold: the inverse document frequency of BM25, above 0."""
    return math.log1p((facts - holding + 0.5) / (holding + 0.5))
