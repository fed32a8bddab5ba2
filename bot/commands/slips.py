"""What a word was meant to be that is none of those which are known."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


def nearest(word: str, known: Iterable[str], slips: int) -> str:
    """Return the known word that is fewest slips away, at most so many; an empty string if none is."""
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else ""
