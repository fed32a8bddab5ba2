"""How fast the look-up is, and how its cost grows: `python -m tests.bench.bench_lookup [FACTS ...]`.

Prints a table for packs of 100, 10,000 and 100,000 facts of made-up words; keeps nothing.
"""

import gc
import random
import sys
import time
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate
from statistics import median

from bot.core.lookup import Catalog
from bot.core.pack import Fact, FactKind, Pack, Source, Topic
from bot.packs.fulltext import FullText

SIZES = (100, 10_000, 100_000)
QUERIES = 300
SYLLABLES = [start + vowel for start in (*"bcdfghlmnprstv", "st", "tr", "pr") for vowel in "aeiou"]
ENDINGS = ["n", "r", "t", "st", "tion", "ment", "ship", "ing", "al", "ic", "y", ""]


class Speech:
    """Made-up words, a few of them used much more than the rest, as in any language (Zipf's law)."""

    def __init__(self, words: int, dice: random.Random) -> None:
        self._dice = dice
        made = (
            "".join(dice.choices(SYLLABLES, k=dice.choice((1, 2, 2, 3, 3, 4)))) + dice.choice(ENDINGS)
            for _ in range(words)
        )
        self._words = list(dict.fromkeys(made))
        self._odds = list(accumulate(1 / (rank + 5) for rank in range(len(self._words))))

    def say(self, count: int) -> str:
        """Return that many words."""
        points = (self._dice.random() * self._odds[-1] for _ in range(count))
        return " ".join(self._words[bisect(self._odds, point)] for point in points)


def pack(size: int, speech: Speech, dice: random.Random) -> Pack:
    """Return a pack of that many facts, each with a key, a name, two aliases and 100 words."""
    facts: list[Fact] = []
    for number in range(size):
        name = speech.say(dice.choice((1, 2, 2, 3, 4))).title()
        facts.append(
            Fact(
                key=f"{name.lower().replace(' ', '-')[:12]}-{number}",
                name=f"{name} {speech.say(1)}",
                kind=FactKind.TERM,
                short=speech.say(20),
                text=speech.say(80),
                sources=(Source("made-up", 1),),
                pack="made-up",
                topic="all",
                aliases=(speech.say(2), speech.say(3)),
            )
        )
    return Pack("made-up", "Made up", "", "en-GB", (Topic("all", "All", "", tuple(facts), ()),))


def misspell(text: str, dice: random.Random) -> str:
    """Return text with two letters swapped or one lost, not the first."""
    place = dice.randrange(1, max(2, len(text) - 1))
    swapped = text[:place] + text[place + 1 : place + 2] + text[place] + text[place + 2 :]
    return swapped if dice.random() < 0.5 else text[:place] + text[place + 1 :]


def spend(ask: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 99th percentile of the seconds that one query takes."""
    times: list[float] = []
    for query in queries:
        begin = time.perf_counter()
        ask(query)
        times.append(time.perf_counter() - begin)
    times.sort()
    return median(times), times[len(times) * 99 // 100]


def measure(size: int) -> dict[str, tuple[float, float]]:
    """Return, for a pack of that size, what each kind of query takes."""
    dice = random.Random(size)
    speech = Speech(min(40_000, 300 + size), dice)
    made = pack(size, speech, dice)
    gc.collect()
    begin = time.perf_counter()
    texts = FullText(made.facts)
    indexed = time.perf_counter()
    catalog = Catalog([made], texts.search)
    built = time.perf_counter()
    print(
        f"{size:>7,} facts: full text built in {(indexed - begin) * 1e3:,.0f} ms, "
        f"catalog in {(built - indexed) * 1e3:,.0f} ms"
    )

    def search(words: str) -> object:
        return texts.search(words, 3)

    some = dice.choices(made.facts, k=QUERIES)
    names = [dice.choice((fact.key, fact.name, *fact.aliases)) for fact in some]
    return {
        "exact": spend(catalog.find, names),
        "exact, as a question": spend(catalog.find, [f"What is the {name}?" for name in names]),
        "near, misspelt name": spend(catalog.find, [misspell(name, dice) for name in names]),
        "near, no such word": spend(catalog.find, [speech.say(1)[::-1] + "q" for _ in names]),
        "full text, a question": spend(search, [f"why did {speech.say(4)}" for _ in names]),
        "full text, one word": spend(search, [speech.say(1) for _ in names]),
        "autocomplete, 1 letter": spend(catalog.complete, [name[:1] for name in names]),
        "autocomplete, 2 letters": spend(catalog.complete, [name[:2] for name in names]),
        "autocomplete, 5 letters": spend(catalog.complete, [name[:5] for name in names]),
        "autocomplete, a slip": spend(catalog.complete, [misspell(name[:8], dice) for name in names]),
        "autocomplete, long slip": spend(catalog.complete, [misspell(name, dice) for name in names]),
    }


def main(sizes: Sequence[int]) -> None:
    """Print the table."""
    tables = {size: measure(size) for size in sizes}
    print(f"\n{'':24}" + "".join(f"{f'{size:,} facts':>34}" for size in sizes) + f"{'growth':>9}")
    print(f"{'':24}" + f"{'a second':>12}{'p50 ms':>11}{'p99 ms':>11}" * len(sizes))
    for kind in tables[sizes[0]]:
        cells = [tables[size][kind] for size in sizes]
        row = "".join(f"{1 / mid:>12,.0f}{mid * 1e3:>11.3f}{worst * 1e3:>11.3f}" for mid, worst in cells)
        print(f"{kind:24}{row}{cells[-1][0] / cells[0][0]:>8.1f}x")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:] if size.isdecimal()] or SIZES)
