"""Words of chat: what each has for every item alike, found once."""

from functools import lru_cache
from typing import NamedTuple

from bot.core.judge.confusables import CAPITALS
from bot.core.judge.fillers import PHRASE_WORDS, TALK
from bot.core.judge.leftovers import BEFORE_CONTEXT, BEFORE_NUMBER
from bot.core.judge.lists import BEFORE_ELEMENT
from bot.core.judge.names import NAME_WORDS, STATE_WORDS
from bot.core.judge.order import JOINTS
from bot.core.judge.polarity import AROUND_POLAR, POLAR
from bot.core.judge.pressed import LABELS
from bot.core.judge.slips import by_beginning, comes_near
from bot.core.judge.spelling import letters, rough_sound, stem
from bot.core.judge.spoken import NUMBER_WORDS
from bot.core.judge.tables import (
    ABBREVIATIONS,
    BASE_FORMS,
    COUNTRIES,
    NICKNAMES,
    NUMBER_FREE,
    SMALL,
    STOP,
    TITLES,
)
from bot.core.judge.values import STATING_WORDS, VALUE_WORDS

BEGINNING = 3
"""The first letters of a word that tell it from most others."""

GIVEN_NAMES = frozenset(NICKNAMES).union(NICKNAMES.values())
"""Given names that stand for others."""

_SHORTEST = 4
# Words that some rule overlooks, or reads as another word.
_OVERLOOKED = frozenset[str]().union(
    *(
        TALK,
        PHRASE_WORDS,
        SMALL,
        LABELS,
        JOINTS,
        BEFORE_CONTEXT,
        BEFORE_ELEMENT,
        POLAR,
        AROUND_POLAR,
        NUMBER_WORDS,
        NUMBER_FREE,
        BEFORE_NUMBER,
        NAME_WORDS,
        STATE_WORDS,
    ),
    *(COUNTRIES, TITLES, ABBREVIATIONS, BASE_FORMS, CAPITALS, GIVEN_NAMES),
)

_VALUES = by_beginning(VALUE_WORDS)
_STATING = by_beginning(STATING_WORDS)
_VALUES_BEGIN, _STATING_BEGIN = (
    frozenset(word[:BEGINNING] for word in words) for words in (VALUE_WORDS, STATING_WORDS)
)
_ROMAN_LETTERS = frozenset("ivxlcdm")


class Word(NamedTuple):
    """What a typed word has for every item alike.

    No rule overlooks a `plain` word. Without a word that `states` one, in whatever spelling, nothing but figures is a
    number or a date; `valued` ones may stand in it.
    """

    text: str
    letters: int
    begin: str
    stem: str
    sound: str
    plain: bool
    small: bool
    states: bool
    valued: bool


@lru_cache(maxsize=8192)
def word_of(text: str) -> Word:
    """Return what a word of folded text has."""
    root, bits = stem(text), letters(text)
    plain = len(text) >= _SHORTEST and text.isalpha() and text not in _OVERLOOKED and root not in _OVERLOOKED
    states, valued = (
        _ROMAN_LETTERS.issuperset(text)
        or text[:BEGINNING] in begins
        or comes_near((text,), len(text), bits, words)
        for begins, words in ((_STATING_BEGIN, _STATING), (_VALUES_BEGIN, _VALUES))
    )
    return Word(text, bits, text[:BEGINNING], root, rough_sound(text), plain, text in STOP, states, valued)
