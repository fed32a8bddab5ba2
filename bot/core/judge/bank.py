"""What else could be meant: the word list, and every answer of every other item of the bank."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import permutations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.judge.confusables import RIVALS
from bot.core.judge.spelling import budget, edits, is_misspelt, sound, stem
from bot.core.judge.tables import COUNTRIES, FUNCTION_WORDS, STOP
from bot.core.judge.verdict import Reason, Verdict, prompt, reject
from bot.core.judge.words import NO_WORDS, Words

_SHORT = 3


@dataclass(slots=True)
class Bank:
    """The answers of all items, by their canonical words, and the words that they are made of."""

    words: Words = NO_WORDS
    answers: dict[str, str] = field(default_factory=dict[str, str])
    acronyms: set[str] = field(default_factory=set[str])
    parts: set[str] = field(default_factory=set[str])

    def add(self, canonical: str, text: str, words: Iterable[str], initials: Iterable[str]) -> None:
        """Take in one answer of the bank."""
        self.answers.setdefault(canonical, text)
        self.acronyms.update(initials)
        self.parts.update(word for word in words if word not in STOP and len(word) >= _SHORT)

    def guard(self, typed: str, word: str, own: frozenset[str], *, by_ear: bool = True) -> Verdict | None:
        """Return why a typed word is no slip of the pen for the word, or None if it is one.

        `own` are the words of the item's own answers and question, which are never something else;
        `by_ear` excuses a real word that sounds like the right one.
        """
        if typed in COUNTRIES and typed != word and typed not in own:
            return reject(Reason.DIFFERENT_PLACE, typed)
        distance = edits(typed, word, len(word))
        for rival in RIVALS.get(word, frozenset()) | RIVALS.get(stem(word), frozenset()):
            if edits(typed, rival, distance) <= distance:
                return reject(Reason.CONFUSABLE, rival)
        if differs_in_kind(typed, word):
            return reject(Reason.CONFUSABLE, typed)
        if typed in own:
            return None
        if typed in self.parts or self._is_nearer_another(typed, word, distance, own):
            return prompt(Reason.CHECK_SPELLING)
        if typed in self.words and not (by_ear and sound(typed) == sound(word)):
            return prompt(Reason.CHECK_SPELLING)
        return None

    def _is_nearer_another(self, typed: str, word: str, distance: int, own: frozenset[str]) -> bool:
        near = process.extract_iter(typed, self.parts, scorer=OSA.distance, score_cutoff=distance)
        return any(
            other != word
            and other not in own
            and other not in FUNCTION_WORDS
            and stem(other) != stem(word)
            and len(other) > _SHORT
            # What is no slip for a word is none, though its letters are near: operation begins with another letter.
            and (not budget(other) or is_misspelt(typed, other))
            for other, _, _ in near
        )

    def other(self, canonical: str, own: frozenset[str]) -> str:
        """Return the answer of another item that these words are, or nothing."""
        return "" if canonical in own else self.answers.get(canonical, "")


# Endings and beginnings that tell one thing from another, whatever the word list says.
_ENDINGS = (
    ("ane", "ene", "yne", "ine"),
    ("ate", "ite", "ide"),
    ("ase", "ose"),
    ("ism", "ist"),
    ("er", "ee"),
    ("ic", "ous"),
)
_BEGINNINGS = (
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("macro", "micro"),
    ("endo", "exo"),
    ("mono", "mega"),
    ("pre", "pro"),
    *(("", prefix) for prefix in ("de", "dis", "im", "in", "mis", "non", "re", "un")),
)


def differs_in_kind(one: str, other: str) -> bool:
    """Tell whether two words differ only in an ending or a beginning that names another thing: nitrate, nitrite."""
    return any(
        one.endswith(left) and other.endswith(right) and one[: -len(left)] == other[: -len(right)]
        for group in _ENDINGS
        for left, right in permutations(group, 2)
    ) or any(
        one.startswith(left) and other.startswith(right) and one[len(left) :] == other[len(right) :]
        for group in _BEGINNINGS
        for left, right in permutations(group, 2)
    )
