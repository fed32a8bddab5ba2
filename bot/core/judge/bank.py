"""What else could be meant: the word list, and every answer of every other item of the bank."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core.judge.confusables import RIVALS
from bot.core.judge.tables import COUNTRIES, STOP
from bot.core.judge.verdict import Reason, Verdict, prompt, reject
from bot.core.judge.words import NO_WORDS, Words, edits, sound, stem
from bot.core.text import fold


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
        self.parts.update(word for word in words if word not in STOP and len(word) > 2)

    def guard(self, typed: str, word: str, own: frozenset[str]) -> Verdict | None:
        """Return why a typed word is no slip of the pen for the word, or None if it is one.

        `own` are the words of the item's own answers and question, which are never something else.
        """
        if typed in COUNTRIES and typed != word and typed not in own:
            return reject(Reason.DIFFERENT_PLACE, typed)
        distance = edits(typed, word, len(word))
        for rival in RIVALS.get(word, frozenset()) | RIVALS.get(stem(word), frozenset()):
            if edits(typed, rival, distance) <= distance:
                return reject(Reason.CONFUSABLE, rival)
        if typed in own:
            return None
        if typed in self.parts or self._is_nearer_another(typed, word, distance, own):
            return prompt(Reason.CHECK_SPELLING)
        if typed in self.words and sound(typed) != sound(word):
            return prompt(Reason.CHECK_SPELLING)
        return None

    def _is_nearer_another(self, typed: str, word: str, distance: int, own: frozenset[str]) -> bool:
        return any(
            abs(len(other) - len(typed)) <= distance
            and edits(typed, other, distance) <= distance
            and other != word
            and other not in own
            and stem(other) != stem(word)
            for other in self.parts
        )

    def other(self, canonical: str, own: frozenset[str]) -> str:
        """Return the answer of another item that these words are, or nothing."""
        return "" if canonical in own else self.answers.get(canonical, "")


def rival_of(text: str, answers: Iterable[str]) -> bool:
    """Tell whether a text names something that is known to be taken for one of the answers."""
    folded = fold(text)
    return any(folded in RIVALS.get(fold(answer), frozenset()) for answer in answers)
