"""Talk: lines of a room that surely are no answer, told apart at a fraction of what judging costs.

The rules of the judge are kinder than they are quick. But whatever they forgive, an answer cannot hold a plain word
that is near no word of the key and of the question; and where no word at all is near, nothing was answered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.core.judge.chat_words import BEGINNING, GIVEN_NAMES, Word, word_of
from bot.core.judge.forms import LONGEST_RUN, Form, Question
from bot.core.judge.key import Key
from bot.core.judge.lists import ListKey
from bot.core.judge.names import NAME_WORDS, SHOUTED
from bot.core.judge.polarity import POLAR
from bot.core.judge.pressed import PressedKey
from bot.core.judge.slips import Nearby, Target, by_beginning, by_first, comes_near, target_of
from bot.core.judge.spelling import budget, edits, rough_sound, stem
from bot.core.judge.spoken import NUMBER_WORDS
from bot.core.judge.tables import EVERYTHING, STOP, TITLES
from bot.core.judge.values import may_hold_value
from bot.core.judge.words import tie
from bot.core.pack import ItemType
from bot.core.text import clean, fold

_SLIPS = 2
_WORDS_OF_A_LETTER = frozenset("ai")


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """What a line is held against.

    `targets` are the words of the key, alone and written together, by what slips for them look like, and `sounds` what
    they sound like, vowels aside; `squashed` are whole answers without gaps, the `longest` with its slips. `stems` and
    `begun` (the first letters) are those of single words; `asked` and `begin_asked` those of the question, which an
    answer may repeat. `others` can be an answer, or begin one, that they do not look like. `letters` stand beside the
    options. `numbers` may be meant by figures and number words; `valued` keys hold amounts or dates. Other words may
    stand behind an element of a list, and between the names of a `person`.
    """

    targets: Nearby
    squashed: Mapping[str, Sequence[Target]]
    longest: int
    stems: frozenset[str]
    sounds: frozenset[str]
    begun: frozenset[str]
    asked: frozenset[str]
    begin_asked: frozenset[str]
    others: frozenset[str]
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
    texts = [*(form.words for form in forms), *_known(key)]
    words = {word for text in texts for word in _weighty(text)} | {
        run for form in forms for run in _initials(form)
    }
    squashed = {form.squashed for form in forms if form.squashed}
    targets = words | squashed | {run for form in forms for run in _joined(form)}
    polar, person = key.item.type is ItemType.TRUE_FALSE, any(form.person for form in forms)
    return Sieve(
        targets=by_beginning(targets),
        squashed=by_first(target_of(whole, _SLIPS) for whole in squashed),
        longest=max(map(len, squashed), default=0) + _SLIPS,
        stems=frozenset(map(stem, words)),
        sounds=frozenset(rough_sound(text) for text in targets if person or budget(text)),
        begun=frozenset(word[:BEGINNING] for word in words if word not in STOP),
        asked=question.stems | question.names,
        begin_asked=frozenset(word[:BEGINNING] for word in _asked(question)),
        others=_others(polar=polar, person=person, named=not NAME_WORDS.isdisjoint(words)),
        letters=frozenset(key.letters) if isinstance(key, PressedKey) else frozenset(),
        numbers=valued or bool(key.item.pairs) or any(map(_has_digit, words)),
        valued=valued,
        listed=isinstance(key, ListKey),
        person=person,
    )


@cache
def _others(*, polar: bool, person: bool, named: bool) -> frozenset[str]:
    kinds = ((polar, POLAR), (person, GIVEN_NAMES), (named, NAME_WORDS))
    return frozenset[str]().union(*(words for applies, words in kinds if applies)) - STOP


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _known(key: Key | ListKey | PressedKey) -> Iterator[Sequence[str]]:
    """The words of whole answers that are compared as they stand."""
    whole: Iterable[str] = ()
    if isinstance(key, Key):
        whole = (*key.known, *key.meanings, *key.setting.rivals)
    elif isinstance(key, ListKey):
        whole = key.near
    return (fold(text).split() for text in whole)


def _weighty(words: Sequence[str]) -> Sequence[str]:
    """The words without which nothing of an answer is said."""
    return [word for word in words if word not in STOP] or words


def _initials(form: Form) -> Iterator[str]:
    """The initials of an answer, and those of given names, which may be written together."""
    yield from form.initials
    for end in range(2, min(LONGEST_RUN + 1, len(form.words))) if form.person else ():
        yield "".join(word[0] for word in form.words[:end])


def _asked(question: Question) -> Iterator[str]:
    yield from fold(question.text).split()
    yield from question.sequence.split()
    yield from question.names


def _joined(form: Form) -> Iterator[str]:
    for start in range(len(form.words)):
        for end in range(start + 2, min(start + LONGEST_RUN, len(form.words)) + 1):
            yield "".join(form.words[start:end])


def is_talk(sieve: Sieve, text: str) -> bool:
    """Whether a line is surely rejected and names nothing; False says nothing at all."""
    typed = clean(text)
    if typed.flaw:
        return True
    line = typed.text
    if not line.islower() and any(map(line.__contains__, SHOUTED)):
        return False
    if not _is_talk(sieve, line):
        return False
    # Some rules read a hyphen as no gap, and beside a number an apostrophe as one.
    return ("-" not in line or _is_talk(sieve, tie(line))) and (
        "'" not in line or not sieve.numbers or _is_talk(sieve, line.replace("'", " "))
    )


def _is_talk(sieve: Sieve, text: str) -> bool:
    folded = fold(text)
    if sieve.letters and folded in EVERYTHING:
        return False
    words = folded.split()
    alien = _find_alien(sieve, words)
    if alien is not None:
        return not _is_spaceless(sieve, words, alien)
    if sieve.numbers and (_has_digit(text) or not NUMBER_WORDS.isdisjoint(words)):
        return False
    if sieve.valued and may_hold_value(text, words) and any(word_of(word).states for word in words):
        return False
    return not any(_may_say(sieve, words, i) for i in range(len(words)))


def _find_alien(sieve: Sieve, words: Sequence[str]) -> int | None:
    """Return the place of a word for which the line is no answer, and names nothing either; None if there is none.

    Of a list, what is named before it counts; for a person, names may stand on both sides of it.
    """
    if not (sieve.listed or sieve.person):
        for i in range(len(words)):
            if _is_alien(sieve, words, i):
                return i
        return None
    forwards = range(len(words))
    for places in (forwards, reversed(forwards)) if sieve.person else (forwards,):
        for i in places:
            if _is_alien(sieve, words, i):
                return i
            if _may_say(sieve, words, i):
                break
    return None


def _is_alien(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether no rule overlooks a word, and it stands for nothing in the key or the question."""
    word = word_of(words[i])
    if not word.plain or word.begin in sieve.begin_asked or word.stem in sieve.asked:
        return False
    if sieve.numbers and word.valued:
        return False
    if sieve.letters and sieve.letters.issuperset(word.text):
        return False
    if sieve.person and not TITLES.isdisjoint(words[i + 1 : i + 2]):
        return False
    return not _is_near(sieve, words, i, word)


def _may_say(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word may be a part of an answer, or an answer by itself."""
    word = word_of(words[i])
    if word.text in sieve.others or (len(word.text) == 1 and not _is_spoken_letter(sieve, word.text)):
        return True
    if sieve.letters and sieve.letters.issuperset(word.text):
        return True
    return (not word.small or word.text in sieve.stems) and _is_near(sieve, words, i, word)


def _is_spoken_letter(sieve: Sieve, letter: str) -> bool:
    """Whether a letter is a word of English, and neither an initial nor a number of this key."""
    return letter in _WORDS_OF_A_LETTER and not (sieve.person or sieve.numbers)


def _is_near(sieve: Sieve, words: Sequence[str], i: int, word: Word) -> bool:
    """Whether a word, alone or with its neighbours, looks or sounds like something in the key."""
    if word.stem in sieve.stems or word.sound in sieve.sounds:
        return True
    # An initial stands for any name that begins with it.
    if word.begin in sieve.begun or word.text[0] in sieve.begun:
        return True
    if comes_near((word.text,), len(word.text), word.letters, sieve.targets, by_ear=False):
        return True
    for start in range(max(0, i - LONGEST_RUN + 1), i + 1):
        places = sieve.targets.places.get(words[start][0])
        if places is None:
            continue
        size, bits = len(words[start]), word_of(words[start]).letters
        for end in range(start + 1, min(start + LONGEST_RUN, len(words))):
            size += len(words[end])
            if size >= len(places):
                break
            bits |= word_of(words[end]).letters
            near = end >= i and places[size]
            if near and comes_near(words[start : end + 1], size, bits, sieve.targets):
                return True
    return False


def _is_spaceless(sieve: Sieve, words: Sequence[str], i: int) -> bool:
    """Whether a word, with whatever stands around it, may be a whole answer with gaps in other places."""
    bits = before = 0
    for start in range(i, -1, -1):
        before += len(words[start])
        bits |= word_of(words[start]).letters
        if before > sieve.longest:
            return False
        for whole in sieve.squashed.get(words[start][0], ()):
            fits = before <= whole.size + whole.most and (bits & ~whole.letters).bit_count() <= whole.most
            if fits and _begins(words[start:], i - start, whole):
                return True
    return False


def _begins(words: Sequence[str], after: int, whole: Target) -> bool:
    """Whether words up to a place behind `after` of them come to a whole answer."""
    run = "".join(words[:after])
    for word in words[after:]:
        run += word
        if len(run) > whole.size + whole.most:
            return False
        if len(run) >= whole.size - whole.most and edits(run, whole.text, whole.most) <= whole.most:
            return True
    return False
