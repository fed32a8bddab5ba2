"""Which word of an accepted answer each typed word stands for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.judge.forms import LONGEST_RUN, Form
from bot.core.judge.spelling import (
    beginnings,
    could_stand_for,
    edits,
    holds_more,
    is_inflection,
    is_misspelt,
    reach,
    sound,
)
from bot.core.judge.tables import CONTINENTS, COUNTRIES, NICKNAMES, STOP
from bot.core.judge.words import is_number

_ROMAN_LETTERS = {"i": "#1", "v": "#5", "x": "#10"}
_ROMAN = frozenset(_ROMAN_LETTERS).union(_ROMAN_LETTERS.values())
_TWO_TO_ONE = 3
_SHORTEST_RUN = 4
_SHORTEST_NAME = 3
_FAR = 9
# More words than this beside an answer are a sentence about something else.
_MOST_LEFT = 16


_Wanted = tuple[Sequence[int], str, int]
"""A run of places in a form, its words written together, and by how many letters a slip may be longer or shorter."""


@dataclass(frozen=True, slots=True)
class Said:
    """A typed answer as words: canonical, their stems, which of them are filler, and which are possessives.

    `shouted` says that it is one word in capitals.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    filler: frozenset[int]
    possessive: frozenset[str]
    shouted: bool = False


@dataclass(slots=True)
class Alignment:
    """The pairs of a typed word and a word of the form, what each side has left, and the slips between them."""

    pairs: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    extra: list[int] = field(default_factory=list[int])
    missing: list[int] = field(default_factory=list[int])
    slips: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def align(form: Form, said: Said) -> Alignment:
    """Return the best pairing of typed words with the words of a form: equal ones first, then slips of the pen."""
    found = Alignment(missing=list(range(len(form.words))))
    for i, typed in enumerate(said.stems):
        if form.person and 1 < len(typed) <= LONGEST_RUN and _pair_initials(found, form, i, typed):
            continue
        last = i == len(said.stems) - 1
        place = _equal_place(typed, form, found.missing, last=last)
        if place is None:
            found.extra.append(i)
        else:
            found.pairs.append((i, place))
            found.missing.remove(place)
    if found.missing:
        _pair_near(found, form, said)
    if found.missing and found.extra:
        _pair_runs(found, form, said)
    return found


def _pair_initials(found: Alignment, form: Form, i: int, typed: str) -> bool:
    """Pair initials written together with the given names that they begin: P. H. for Philip H."""
    given = form.words[: len(typed)]
    fits = (
        len(given) < len(form.words)
        and "".join(word[0] for word in given) == typed
        and typed not in form.words
    )
    if not fits or any(place not in found.missing for place in range(len(typed))):
        return False
    found.pairs.extend((i, place) for place in range(len(typed)))
    found.missing = [place for place in found.missing if place >= len(typed)]
    return True


def _equal_place(typed: str, form: Form, missing: Sequence[int], *, last: bool) -> int | None:
    if not (form.person or typed in form.stems or typed in _ROMAN):
        return None
    return next((place for place in missing if _is_equal(typed, form.stems[place], form, last=last)), None)


def _is_equal(typed: str, word: str, form: Form, *, last: bool) -> bool:
    if typed == word:
        return True
    if len(form.words) == 1:
        return False
    if _ROMAN_LETTERS.get(typed) == word or _ROMAN_LETTERS.get(word) == typed:
        return True
    # The last word is the surname, which no initial stands for.
    return form.person and not (last and len(word) == 1) and _is_same_name(typed, word)


def _is_same_name(typed: str, word: str) -> bool:
    """Tell whether two given names agree: an initial, or a short form of the same name."""
    if typed in STOP or word in STOP or not typed.isalpha():
        return False
    if len(typed) == 1 or len(word) == 1:
        return typed[0] == word[0]
    return NICKNAMES.get(typed, typed) == NICKNAMES.get(word, word)


def _pair_near(found: Alignment, form: Form, said: Said) -> None:
    for i in tuple(found.extra):
        typed = said.words[i]
        if typed in STOP or is_number(typed):
            continue
        near = [place for place in found.missing if _is_near(typed, form.words[place], form)]
        if near:
            place = min(near, key=lambda place: edits(typed, form.words[place], _FAR))
            found.pairs.append((i, place))
            found.missing.remove(place)
            found.extra.remove(i)
            _note_slip(found, typed, form.words[place], form)


def is_demonym(typed: str, word: str) -> bool:
    """Tell whether the typed word is the adjective of the country that the word names."""
    if typed[:-1] in COUNTRIES - {word} or word == "dominica":
        return False
    return (word in COUNTRIES or word in CONTINENTS) and typed in {
        f"{word}n",
        f"{word}an",
        f"{word}ian",
        f"{word[:-1]}ian",
    }


def _is_form_of(typed: str, word: str, form: Form) -> bool:
    return is_inflection(typed, word, verbs=len(form.must) > 1) or is_demonym(typed, word)


def _is_near(typed: str, word: str, form: Form) -> bool:
    if not could_stand_for(typed, word):
        return False
    if _is_form_of(typed, word, form) or is_misspelt(typed, word):
        return True
    given = form.person and word != form.words[-1] and min(len(word), len(typed)) >= _SHORTEST_NAME
    return given and sound(typed) == sound(word)


def _note_slip(found: Alignment, typed: str, word: str, form: Form) -> None:
    if typed != word and not _is_form_of(typed, word, form):
        found.slips.append((typed, word))


def _pair_runs(found: Alignment, form: Form, said: Said) -> None:
    """Pair what was written together or apart: peace keeping and peacekeeping, euro-atlantic and euroatlantic."""
    apart = len(found.extra) > LONGEST_RUN and len(form.must.intersection(found.missing)) > LONGEST_RUN
    if apart or len(found.extra) > _MOST_LEFT:
        # One run more would not make an answer of it.
        return
    wanted = _wanted(form.words, tuple(found.missing))
    for typed_run in _runs(found.extra):
        candidates = wanted.get(said.words[typed_run[0]][0])
        if candidates is None:
            continue
        typed = "".join([said.words[i] for i in typed_run])
        for run, word, most in candidates:
            if not -most <= len(typed) - len(word) <= most or len(typed_run) + len(run) < _TWO_TO_ONE:
                continue
            if typed == word or (is_misspelt(typed, word) and not _holds_more(typed_run, run, form, said)):
                found.pairs.extend((i, run[min(n, len(run) - 1)]) for n, i in enumerate(typed_run))
                found.extra = [i for i in found.extra if i not in typed_run]
                found.missing = [place for place in found.missing if place not in run]
                _note_slip(found, typed, word, form)
                return


def _holds_more(typed_run: Sequence[int], run: Sequence[int], form: Form, said: Said) -> bool:
    """Tell whether of words that are nearly alike when written together either side holds one more."""
    typed, right = [said.words[i] for i in typed_run], [form.words[place] for place in run]
    one, other = "".join(typed), "".join(right)
    away = edits(one, other, _FAR)
    return holds_more(typed, other, away) or holds_more(right, one, away)


@lru_cache(maxsize=1024)
def _wanted(words: tuple[str, ...], missing: tuple[int, ...]) -> Mapping[str, Sequence[_Wanted]]:
    """Return the runs of words for which nothing stands yet, by the letters that a slip for them can begin with."""
    wanted: defaultdict[str, list[_Wanted]] = defaultdict(list)
    for run in _runs(missing):
        word = "".join(words[place] for place in run)
        if len(word) >= _SHORTEST_RUN and "#" not in word:
            for letter in dict.fromkeys(beginnings(word)):
                wanted[letter].append((run, word, reach(word)))
    return dict(wanted)


def _runs(places: Sequence[int]) -> list[Sequence[int]]:
    """Return all runs of neighbouring places, the longest first."""
    runs: list[Sequence[int]] = []
    for n, start in enumerate(places):
        for end in range(n, min(n + LONGEST_RUN, len(places))):
            if places[end] - start != end - n:
                break
            runs.append(places[n : end + 1])
    return sorted(runs, key=len, reverse=True)
