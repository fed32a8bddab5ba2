"""Talk: lines of a room that surely are no answer, told apart at a fraction of what judging costs.

The rules of the judge are kinder than they are quick. But whatever they forgive, an answer cannot hold a plain word
that is near no word of the key and of the question; and where no word at all is near, nothing was answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.judge.confusables import CAPITALS
from bot.core.judge.fillers import PHRASE_WORDS, TALK
from bot.core.judge.forms import LONGEST_RUN, Form, Question
from bot.core.judge.key import Key
from bot.core.judge.leftovers import BEFORE_NUMBER, SMALL
from bot.core.judge.lists import ListKey
from bot.core.judge.names import NAME_WORDS, STATE_WORDS
from bot.core.judge.polarity import POLAR
from bot.core.judge.pressed import LABELS, PressedKey
from bot.core.judge.spelling import beginnings, budget, edits, shape, shapes_between, sound, stem
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
_SLIPS, _MOST_SLIPS = 2, 3
_BEGINNING = 3

_EVERY = frozenset(word for phrase in EVERYTHING for word in phrase.split())
# Words that some rule overlooks, or reads as another word.
_OVERLOOKED = frozenset[str]().union(
    *(
        TALK,
        PHRASE_WORDS,
        SMALL,
        LABELS,
        POLAR,
        NUMBER_WORDS,
        NUMBER_FREE,
        BEFORE_NUMBER,
        NAME_WORDS,
        STATE_WORDS,
    ),
    *(COUNTRIES, TITLES, ABBREVIATIONS, BASE_FORMS, CAPITALS, _EVERY),
)
# Words that can be, or can begin, an answer that none of its words look like.
_WHOLE = frozenset[str]().union(POLAR, NAME_WORDS, NICKNAMES, _EVERY) - STOP


@dataclass(frozen=True, slots=True)
class Forgiving:
    """Words that forgive slips, by their length and each letter that a slip for them can begin with.

    `shapes` are those of everything that is so near to one of them that a closer look is worth its time.
    """

    words: dict[tuple[str, int], tuple[str, ...]]
    shapes: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a line is held against.

    `targets` are the words of the key, alone and written together, and `forgiving` those that forgive slips; `squashed`
    are whole answers without gaps; `stems`, `sounds` and `begun` (the first letters) are
    those of single words, and `asked` the first letters of the question's words, which an answer may repeat.
    `letters` stand beside the options. `numbers` may be meant by figures and number words; `valued` keys hold amounts
    or dates. What answers a `loose` key may stand among other words: an element of a list, the name of a person.
    """

    targets: frozenset[str]
    forgiving: Forgiving
    squashed: tuple[str, ...]
    stems: frozenset[str]
    sounds: frozenset[str]
    begun: frozenset[str]
    asked: frozenset[str]
    letters: frozenset[str]
    numbers: bool
    valued: bool
    loose: bool


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
    targets = words | squashed | {run for form in forms for run in _joined(form)}
    return Sieve(
        targets=frozenset(targets),
        forgiving=_forgiving(targets),
        squashed=tuple(squashed),
        stems=frozenset(map(stem, words)) | question.stems,
        sounds=frozenset(map(sound, words)),
        begun=frozenset(word[:_BEGINNING] for word in words if word not in STOP),
        asked=frozenset(word[:_BEGINNING] for word in _asked(question)),
        letters=frozenset(key.letters) if isinstance(key, PressedKey) else frozenset(),
        numbers=valued or isinstance(key, ListKey) or bool(key.item.pairs) or any(map(_has_digit, words)),
        valued=valued,
        loose=isinstance(key, ListKey) or any(form.person for form in forms),
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


def _forgiving(targets: Iterable[str]) -> Forgiving:
    words: dict[tuple[str, int], tuple[str, ...]] = {}
    shapes = 0
    for target in targets:
        if most := budget(target):
            for letter in dict.fromkeys(beginnings(target) + stem(target)[:1]):
                words[letter, len(target)] = (*words.get((letter, len(target)), ()), target)
                shapes |= shapes_between(letter, len(target) - most - 1, len(target) + most + 1)
    return Forgiving(words, shapes)


def _is_alike(among: Forgiving, typed: str) -> bool:
    """Whether something is one edit more away, at most, than the judge forgives: for the ear, that may be little."""
    if not among.shapes & shape(typed[0], len(typed)):
        return False
    for length in range(len(typed) - _MOST_SLIPS, len(typed) + _MOST_SLIPS + 1):
        if targets := among.words.get((typed[0], length)):
            most = budget(targets[0]) + 1
            if any(edits(typed, target, most) <= most for target in targets):
                return True
    return False


_VALUES = _forgiving(VALUE_WORDS)
_VALUES_BEGIN = frozenset(word[:_BEGINNING] for word in VALUE_WORDS)
_ROMAN_LETTERS = frozenset("ivxlcdm")


def is_talk(sieve: Sieve, text: str) -> bool:
    """Whether a line is surely rejected and names nothing; False says nothing at all."""
    typed = clean(text)
    if typed.flaw:
        return True
    words = fold(typed.text).split()
    if not sieve.loose and any(_is_alien(sieve, words, i) for i in range(len(words))):
        return not _is_spaceless(sieve, words)
    if sieve.numbers and (_has_digit(typed.text) or not NUMBER_WORDS.isdisjoint(words)):
        return False
    if sieve.valued and may_hold_value(typed.text, words):
        return False
    return not any(_may_say(sieve, words, i) for i in range(len(words)))


def _is_alien(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether no rule overlooks a word, and it stands for nothing in the key or the question."""
    word = words[i]
    if len(word) < _SHORTEST or word in _OVERLOOKED or not word.isalpha():
        return False
    if word[:_BEGINNING] in sieve.asked or sieve.letters.issuperset(word):
        return False
    return not _is_near(sieve, words, i) and not (sieve.numbers and _is_of_value(word))


def _is_of_value(word: str) -> bool:
    """Whether a word may belong to a number or a date, in whatever spelling."""
    if word[:_BEGINNING] in _VALUES_BEGIN or _ROMAN_LETTERS.issuperset(word):
        return True
    return _is_alike(_VALUES, word)


def _may_say(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word may be a part of an answer, or an answer by itself."""
    word = words[i]
    if len(word) == 1 or word in _WHOLE or sieve.letters.issuperset(word):
        return True
    return (word not in STOP or word in sieve.stems) and _is_near(sieve, words, i)


def _is_near(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word, alone or with its neighbours, looks or sounds like something in the key."""
    word = words[i]
    if stem(word) in sieve.stems or sound(word) in sieve.sounds or word[:_BEGINNING] in sieve.begun:
        return True
    for start in range(max(0, i - LONGEST_RUN + 1), i + 1):
        for end in range(i + 1, min(start + LONGEST_RUN, len(words)) + 1):
            run = "".join(words[start:end])
            if run in sieve.targets or _is_alike(sieve.forgiving, run):
                return True
    return False


def _is_spaceless(sieve: Sieve, words: Sequence[str]) -> bool:
    """Whether all that is said, but for talk around it, may be an answer with gaps in other places."""
    spoken = [i for i, word in enumerate(words) if word not in TALK]
    for start in range(spoken[0] + 1):
        for end in range(spoken[-1] + 1, len(words) + 1):
            run = "".join(words[start:end])
            if any(run[0] == whole[0] and edits(run, whole, _SLIPS) <= _SLIPS for whole in sieve.squashed):
                return True
    return False
