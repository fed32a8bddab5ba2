"""Numbers in words: "sixteen hundred", "nineteen ninety-four", "twenty oh four", "twenty-first"."""

from collections.abc import Sequence

from bot.core.judge.tables import word_list

_UNITS = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = word_list(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
SMALL = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
    | {"fourty": 40, "nil": 0, "nought": 0}
    | {
        f"{ten}{one}": 10 * tens + unit
        for tens, ten in enumerate(_TENS, 2)
        for unit, one in enumerate(_UNITS[1:10], 1)
    }
)
ORDINAL = (
    {word: value for value, word in enumerate(_ORDINALS)}
    | {f"{word[:-1]}ieth": 10 * tens for tens, word in enumerate(_TENS, 2)}
    | {"hundredth": 100, "thousandth": 1000, "millionth": 10**6}
)
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES = {
    word: value for single, value in SCALES.items() if single != "hundred" for word in (single, f"{single}s")
} | {"dozen": 12, "hundreds": 100}
DECADES = {word: 10 * tens for tens, word in enumerate((f"{ten[:-1]}ies" for ten in _TENS), 2)}
"""Decades in words, and the year of a century with which each begins."""

NUMBER_WORDS = frozenset(SMALL) | frozenset(ORDINAL) | frozenset(SCALES) | frozenset(_SCALES)
_TEN, _HUNDRED = 10, 100
_ZEROS = frozenset({"oh", "o"})


def read_number(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Return the number that begins at a place and the place after it: (value, end); None if there is none."""
    place, total, part, last = start, 0, -1, 0
    while place < len(words):
        word = words[place]
        value = SMALL.get(word, ORDINAL.get(word))
        if value is not None and (joined := _join(part, last, value)) is not None:
            part, last = joined, value
        elif value is None and word == "hundred" and part < _HUNDRED:
            part, last = max(part, 1) * _HUNDRED, _HUNDRED
        elif value is None and word in _SCALES and (part >= 0 or place == start):
            total, part, last = total + max(part, 1) * _SCALES[word], -1, _SCALES[word]
        elif word in _ZEROS and part >= _TEN and (units := _units_at(words, place + 1)) is not None:
            return total + part * _HUNDRED + units, place + 2
        elif not (word == "and" and last >= _HUNDRED and _is_small(words, place + 1)):
            break
        place += 1
        if word in ORDINAL:
            break
    return None if place == start else (total + max(part, 0), place)


def _units_at(words: Sequence[str], place: int) -> int | None:
    value = SMALL.get(words[place]) if place < len(words) else None
    return value if value is not None and value < _TEN else None


def _is_small(words: Sequence[str], place: int) -> bool:
    return place < len(words) and (words[place] in SMALL or words[place] in ORDINAL)


def _join(part: int, last: int, value: int) -> int | None:
    """Return the part with the value after it, or None where a new number begins."""
    if part < 0:
        return value
    tens_and_units = 2 * _TEN <= last < _HUNDRED and last % _TEN == 0 and 0 < value < _TEN
    if last >= _HUNDRED or tens_and_units:
        return part + value
    # Nineteen ninety-four.
    if _TEN <= part < _HUNDRED and _TEN <= value < _HUNDRED:
        return part * _HUNDRED + value
    return None


def merge_number_words(words: list[str]) -> list[str]:
    """Return the words with each spoken number written as "#" and digits."""
    out: list[str] = []
    place = 0
    while place < len(words):
        found = read_number(words, place) if words[place] in NUMBER_WORDS else None
        # The nineteen nineties are the nineties.
        if words[place] == "nineteen" and not DECADES.keys().isdisjoint(words[place + 1 : place + 2]):
            place += 1
        elif found is None:
            out.append(words[place])
            place += 1
        else:
            out.append(f"#{found[0]}")
            place = found[1]
    return out
