"""Terms by their spelling: which begin as typed, and which are a slip or two away."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

# A start of a word is one number: where in the term it lies, and which term it is. Ordered by that number,
# the beginnings of terms come before the beginnings of later words, and short terms before long ones.
_TERM_BITS = 24
_TERM = (1 << _TERM_BITS) - 1
_LAST_START = 255
# Two letters swapped, which is the worst a slip can do, stand in four grams of three.
_BROKEN_BY_A_SLIP = 4
_SCANNED = 4
_MOST_STARTS = 1 << 16


def slips_forgiven(length: int) -> int:
    """Return how many slips (a letter missing, added, wrong, or two swapped) a word of that length may hold."""
    # Every two letters are one slip away from many others; above, one more for each word of a usual length.
    return min(3, length // 9 + 1) if length > 2 else 0  # noqa: PLR2004


class Spellings:
    """Terms indexed by spelling; a term is named by its place in the sequence that it was built from.

    `terms` are folded and come shortest first. Neither search looks at all of them.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._heard = [_heard(term) for term in terms]
        self._starts = _starts(terms)
        self._grams = _grams(self._heard)

    def words(self, term: int) -> int:
        """Return how many words a term has."""
        return self._terms[term].count(" ") + 1

    def beginning(self, typed: str, most: int) -> tuple[int, ...]:
        """Return the terms that begin as typed, then those in which a later word does; short ones first."""
        return self._best(self._range(typed), most)

    def beginning_nearly(self, typed: str, most: int) -> tuple[int, ...]:
        """Return the terms of which a word would begin as typed but for one slip after its first letter."""
        found = (self._best(self._range(variant), most) for variant in self._variants(typed))
        return tuple(dict.fromkeys(chain.from_iterable(found)))[:most]

    def near(self, typed: str) -> tuple[tuple[float, int], ...]:
        """Return (cost, term) for each term close to what was typed, the closest first.

        A slip costs 1, another first letter 0.5 more, y for i nothing; digits must agree. A term of up to four
        letters keeps its first letter, wherever it ends up among the first two.
        """
        typed = _heard(typed)
        forgiven = slips_forgiven(len(typed))
        if not forgiven:
            return ()
        ids = self._scanned(len(typed)) if len(typed) <= _SCANNED else self._sharing_a_gram(typed, forgiven)
        choices = [self._heard[term] for term in ids]
        close = process.extract(typed, choices, scorer=OSA.distance, score_cutoff=forgiven, limit=None)
        digits = _digits(typed)
        return tuple(
            sorted(
                (slips + (term[0] != typed[0]) / 2, ids[place])
                for term, slips, place in close
                if _digits(term) == digits and (len(typed) > _SCANNED or typed[0] in term[:2])
            )
        )

    def _best(self, span: tuple[int, int], most: int) -> tuple[int, ...]:
        low, high = span
        best = nsmallest(2 * most, self._starts[low : min(high, low + _MOST_STARTS)])
        return tuple(dict.fromkeys(start & _TERM for start in best))[:most]

    def _text(self, start: int) -> str:
        return self._terms[start & _TERM][start >> _TERM_BITS :]

    def _range(self, typed: str, low: int = 0, high: int | None = None) -> tuple[int, int]:
        """Return the span of starts, within the one given, that begin as typed."""
        low = bisect_left(self._starts, typed, low, high, key=self._text)
        beyond = typed[:-1] + chr(ord(typed[-1]) + 1)
        return low, bisect_left(self._starts, beyond, low, high, key=self._text)

    def _variants(self, typed: str) -> Iterator[str]:
        """Yield what may have been meant, one slip from what was typed, as far as some term begins like it."""
        low, high = 0, len(self._starts)
        for place in range(len(typed)):
            done, rest = typed[:place], typed[place + 1 :]
            if rest:
                yield done + rest[0] + typed[place] + rest[1:]
                yield done + rest
            if place:
                for letter in self._letters_after(done, low, high):
                    yield done + letter + typed[place:]
                    yield done + letter + rest
            low, high = self._range(typed[: place + 1], low, high)
            if low == high:
                return

    def _letters_after(self, done: str, low: int, high: int) -> Iterator[str]:
        """Yield each letter that follows what is typed so far in the span of starts."""
        while low < high:
            following = self._text(self._starts[low])[len(done) : len(done) + 1]
            if following:
                yield following
                low = bisect_left(self._starts, done + chr(ord(following) + 1), low, high, key=self._text)
            else:
                low = bisect_left(self._starts, done + "\0", low, high, key=self._text)

    def _scanned(self, length: int) -> range:
        """Return all terms of about that length, of which there cannot be many when it is small."""
        return range(*(bisect_left(self._terms, size, key=len) for size in (length - 1, length + 2)))

    def _sharing_a_gram(self, typed: str, forgiven: int) -> list[int]:
        """Return all terms within so many slips of what was typed, among few others."""
        least = bisect_left(self._terms, len(typed) - forgiven, key=len)
        most = bisect_left(self._terms, len(typed) + forgiven + 1, key=len)
        nothing = array("I")
        lists = (self._grams.get(gram, nothing) for gram in _grams_of(typed))
        spans = sorted(enumerate(_between(ids, least, most) for ids in lists), key=lambda span: len(span[1]))
        # Where so many slips cannot break all of the rarest grams, the others need no look.
        enough = next(
            (
                count
                for count in range(len(spans))
                if _slips_to_break(place for place, _ in spans[:count]) > forgiven
            ),
            len(spans),
        )
        return list(set(chain.from_iterable(ids for _, ids in spans[:enough])))


def _slips_to_break(places: Iterable[int]) -> int:
    """Return how many slips it takes at least to break the grams at these places of a word."""
    slips, broken = 0, -1
    for place in sorted(places):
        if place > broken:
            slips, broken = slips + 1, place + _BROKEN_BY_A_SLIP - 1
    return slips


def _heard(term: str) -> str:
    """Return a term, as long as before, with letters that are heard alike made the same."""
    return term.replace("y", "i")


def _between(ids: "array[int]", least: int, most: int) -> "array[int]":
    return ids[bisect_left(ids, least) : bisect_left(ids, most)]


def _digits(term: str) -> str:
    return "".join(filter(str.isdigit, term))


def _starts(terms: Sequence[str]) -> "array[int]":
    """Return where the words of all terms begin, in the order of what stands there."""
    starts: list[int] = []
    texts: list[str] = []
    for number, term in enumerate(terms):
        place = 0
        while place <= _LAST_START:
            starts.append(place << _TERM_BITS | number)
            texts.append(term[place:])
            if not (place := term.find(" ", place) + 1):
                break
    # Sorting places by their texts spares a million pairs, which the garbage collector would walk.
    return array("I", [starts[place] for place in sorted(range(len(texts)), key=texts.__getitem__)])


def _grams_of(term: str) -> Iterator[str]:
    """Yield each three letters in a row, with a mark for the beginning and the end."""
    marked = f"^{term}$"
    return map("".join, zip(marked, marked[1:], marked[2:], strict=False))


def _grams(terms: Sequence[str]) -> dict[str, "array[int]"]:
    """Return for each gram the terms that hold it, in order: shorter terms first."""
    grams: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, term in enumerate(terms):
        for gram in set(_grams_of(term)):
            grams[gram].append(number)
    return dict(grams)
