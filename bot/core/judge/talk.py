"""Talk: lines of a room that surely are no answer, told apart at a fraction of what judging costs.

The rules of the judge are kinder than they are quick. But whatever they forgive, an answer cannot hold a plain word
that is near no word of the key and of the question; and where no word at all is near, nothing was answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.judge.confusables import CAPITALS
from bot.core.judge.fillers import PHRASE_WORDS, TALK
from bot.core.judge.forms import LONGEST_RUN, Form, Question
from bot.core.judge.key import Key
from bot.core.judge.leftovers import BEFORE_CONTEXT, BEFORE_NUMBER, SMALL
from bot.core.judge.lists import BEFORE_ELEMENT, ListKey
from bot.core.judge.names import NAME_WORDS, STATE_WORDS
from bot.core.judge.order import JOINTS
from bot.core.judge.polarity import POLAR
from bot.core.judge.pressed import LABELS, PressedKey
from bot.core.judge.slips import Nearby, Target, by_beginning, comes_near, target_of
from bot.core.judge.spelling import edits, letters, sound, stem
from bot.core.judge.spoken import NUMBER_WORDS
from bot.core.judge.tables import (
    ABBREVIATIONS,
    BASE_FORMS,
    COUNTRIES,
    EVERYTHING,
    NICKNAMES,
    NUMBER_FREE,
    STOP,
    TITLES,
)
from bot.core.judge.values import VALUE_WORDS, may_hold_value
from bot.core.text import clean, fold

_SHORTEST = 4
_SLIPS = 2
_BEGINNING = 3

_EVERY = frozenset(word for phrase in EVERYTHING for word in phrase.split())
_GIVEN_NAMES = frozenset(NICKNAMES).union(NICKNAMES.values())
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
        NUMBER_WORDS,
        NUMBER_FREE,
        BEFORE_NUMBER,
        NAME_WORDS,
        STATE_WORDS,
    ),
    *(COUNTRIES, TITLES, ABBREVIATIONS, BASE_FORMS, CAPITALS, _GIVEN_NAMES, _EVERY),
)
# Words that can be, or can begin, an answer that none of its words look like.
_WHOLE = frozenset[str]().union(POLAR, NAME_WORDS, _GIVEN_NAMES, _EVERY) - STOP


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """What a line is held against.

    `targets` are the words of the key, alone and written together, by each letter that a slip for them can begin
    with; `squashed` are whole answers without gaps. `stems`, `sounds` and `begun` (the first letters) are those of
    single words, and `asked` the first letters of the question's words, which an answer may repeat. `letters` stand
    beside the options. `numbers` may be meant by figures and number words; `valued` keys hold amounts or dates.
    Other words may stand behind an element of a list, and between the names of a `person`.
    """

    targets: dict[str, Nearby]
    squashed: tuple[Target, ...]
    stems: frozenset[str]
    sounds: frozenset[str]
    begun: frozenset[str]
    asked: frozenset[str]
    letters: frozenset[str]
    numbers: bool
    valued: bool
    listed: bool
    person: bool


def compile_sieve(key: Key | ListKey | PressedKey) -> Sieve | None:
    """Return what tells talk from answers to an item, or None where only the judge can: formulas, yes or no."""
    if isinstance(key, Key) and (key.formulas or key.yes is not None):
        return None
    near = key.near if isinstance(key, Key) else ()
    forms = (*key.forms, *(form for each in near for form in each.forms))
    question = key.setting.question
    valued = isinstance(key, Key) and any(each.amounts or each.dates for each in (key, *key.near))
    words = {word for form in forms for word in (*form.words, *form.initials)} | _known(key)
    squashed = {form.squashed for form in forms if form.squashed}
    return Sieve(
        targets=by_beginning(words | squashed | {run for form in forms for run in _joined(form)}),
        squashed=tuple(target_of(whole, _SLIPS) for whole in squashed),
        stems=frozenset(map(stem, words)) | question.stems,
        sounds=frozenset(map(sound, words)),
        begun=frozenset(word[:_BEGINNING] for word in words if word not in STOP),
        asked=frozenset(word[:_BEGINNING] for word in _asked(question)),
        letters=frozenset(key.letters) if isinstance(key, PressedKey) else frozenset(),
        numbers=valued or isinstance(key, ListKey) or bool(key.item.pairs) or any(map(_has_digit, words)),
        valued=valued,
        listed=isinstance(key, ListKey),
        person=any(form.person for form in forms),
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _known(key: Key | ListKey | PressedKey) -> set[str]:
    """The words of whole answers that are compared as they stand."""
    whole: Iterable[str] = ()
    if isinstance(key, Key):
        whole = (*key.known, *key.meanings, *key.setting.rivals)
    elif isinstance(key, ListKey):
        whole = key.near
    return {word for text in whole for word in fold(text).split()}


def _asked(question: Question) -> Iterator[str]:
    yield from fold(question.text).split()
    yield from question.sequence.split()


def _joined(form: Form) -> Iterator[str]:
    for start in range(len(form.words)):
        for end in range(start + 2, min(start + LONGEST_RUN, len(form.words)) + 1):
            yield "".join(form.words[start:end])


_VALUES = by_beginning(VALUE_WORDS)
_VALUES_BEGIN = frozenset(word[:_BEGINNING] for word in VALUE_WORDS)
_ROMAN_LETTERS = frozenset("ivxlcdm")


def is_talk(sieve: Sieve, text: str) -> bool:
    """Whether a line is surely rejected and names nothing; False says nothing at all."""
    typed = clean(text)
    if typed.flaw:
        return True
    words = fold(typed.text).split()
    alien = _find_alien(sieve, words)
    if alien is not None:
        return not _is_spaceless(sieve, words, alien)
    if sieve.numbers and (_has_digit(typed.text) or not NUMBER_WORDS.isdisjoint(words)):
        return False
    if sieve.valued and may_hold_value(typed.text, words):
        return False
    return not any(_may_say(sieve, words, i) for i in range(len(words)))


def _find_alien(sieve: Sieve, words: Sequence[str]) -> int | None:
    """Return the place of a word for which the line is no answer, and names nothing either; None if there is none.

    Of a list, what is named before it counts; for a person, names may stand on both sides of it.
    """
    forwards = range(len(words))
    if not (sieve.listed or sieve.person):
        return next((i for i in forwards if _is_alien(sieve, words, i)), None)
    for places in (forwards, reversed(forwards)) if sieve.person else (forwards,):
        for i in places:
            if _is_alien(sieve, words, i):
                return i
            if _may_say(sieve, words, i):
                break
    return None


def _is_alien(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether no rule overlooks a word, and it stands for nothing in the key or the question."""
    word = words[i]
    if not _is_plain(word) or (sieve.person and not TITLES.isdisjoint(words[i + 1 : i + 2])):
        return False
    if word[:_BEGINNING] in sieve.asked or sieve.letters.issuperset(word):
        return False
    return not _is_near(sieve, words, i) and not (sieve.numbers and _is_of_value(word))


@lru_cache(maxsize=8192)
def _is_plain(word: str) -> bool:
    """Whether it is a word that no rule overlooks."""
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and word not in _OVERLOOKED
        and stem(word) not in _OVERLOOKED
    )


@lru_cache(maxsize=8192)
def _is_of_value(word: str) -> bool:
    """Whether a word may belong to a number or a date, in whatever spelling."""
    if word[:_BEGINNING] in _VALUES_BEGIN or _ROMAN_LETTERS.issuperset(word):
        return True
    nearby = _VALUES.get(word[0])
    return nearby is not None and comes_near(word, letters(word), nearby)


def _may_say(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word may be a part of an answer, or an answer by itself."""
    word = words[i]
    if len(word) == 1 or word in _WHOLE or sieve.letters.issuperset(word):
        return True
    # Initials of given names may be written together.
    if sieve.person and len(word) <= LONGEST_RUN and word not in STOP:
        return True
    return (word not in STOP or word in sieve.stems) and _is_near(sieve, words, i)


def _is_near(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word, alone or with its neighbours, looks or sounds like something in the key."""
    if _looks_known(sieve, words[i]):
        return True
    for start in range(max(0, i - LONGEST_RUN + 1), i + 1):
        if nearby := sieve.targets.get(words[start][0]):
            run, bits = "", 0
            for end in range(start, min(start + LONGEST_RUN, len(words))):
                run, bits = run + words[end], bits | letters(words[end])
                if len(run) > nearby.longest:
                    break
                if start < end >= i and comes_near(run, bits, nearby):
                    return True
    return False


@lru_cache(maxsize=16384)
def _looks_known(sieve: Sieve, word: str) -> bool:
    """Whether a word by itself looks or sounds like something in the key."""
    if stem(word) in sieve.stems or sound(word) in sieve.sounds:
        return True
    # An initial stands for any name that begins with it.
    if word[:_BEGINNING] in sieve.begun or word[0] in sieve.begun:
        return True
    nearby = sieve.targets.get(word[0])
    return nearby is not None and comes_near(word, letters(word), nearby)


def _is_spaceless(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word, with whatever stands around it, may be a whole answer with gaps in other places."""
    bits = letters(words[i])
    wholes = [whole for whole in sieve.squashed if (bits & ~whole.letters).bit_count() <= whole.most]
    if not wholes:
        return False
    longest = max(whole.size + whole.most for whole in wholes)
    for start in range(i + 1):
        alike = [whole for whole in wholes if whole.text[0] == words[start][0]]
        run = "".join(words[start:i]) if alike else ""
        for word in words[i:] if alike else ():
            run += word
            if len(run) > longest:
                break
            if any(edits(run, whole.text, whole.most) <= whole.most for whole in alike):
                return True
    return False
