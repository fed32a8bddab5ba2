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
_ALL_SCALES = SCALES | {f"{word}s": value for word, value in SCALES.items()}
NUMBER_WORDS = frozenset(SMALL) | frozenset(ORDINAL) | frozenset(_ALL_SCALES) | {"dozen"}
_WHOLE = 100


def read_number(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Return the number that begins at a place and the place after it: (value, end); None if there is none."""
    place, total, part, last = start, 0, -1, 0
    ordinal = False
    while place < len(words) and not ordinal:
        word = words[place]
        if word in SMALL or word in ORDINAL:
            ordinal = word in ORDINAL
            value = SMALL[word] if word in SMALL else ORDINAL[word]
            joined = _join(part, last, value)
            if joined is None:
                break
            part, last = joined, value
        elif word in _ALL_SCALES and (part >= 0 or total or place == start):
            scale = _ALL_SCALES[word]
            if scale == _WHOLE:
                part = max(part, 1) * scale
            else:
                total, part = total + max(part, 1) * scale, -1
            last = scale
        elif word == "dozen":
            part, last = max(part, 1) * 12, 12
            place += 1
            break
        elif word in {"oh", "o"} and part >= 10 and _units_at(words, place + 1) is not None:
            part = part * 100 + (_units_at(words, place + 1) or 0)
            place += 2
            break
        elif word == "and" and last >= _WHOLE and _is_small(words, place + 1):
            pass
        else:
            break
        place += 1
    return None if place == start else (total + max(part, 0), place)


def _units_at(words: Sequence[str], place: int) -> int | None:
    value = SMALL.get(words[place]) if place < len(words) else None
    return value if value is not None and value < 10 else None


def _is_small(words: Sequence[str], place: int) -> bool:
    return place < len(words) and (words[place] in SMALL or words[place] in ORDINAL)


def _join(part: int, last: int, value: int) -> int | None:
    """Return the part with the value after it, or None where a new number begins."""
    if part < 0:
        return value
    if last >= _WHOLE:
        return part + value
    if 20 <= last < _WHOLE and last % 10 == 0 and 0 < value < 10:
        return part + value
    if 10 <= part < _WHOLE and 10 <= value < _WHOLE:
        return part * 100 + value
    return None


def merge_number_words(words: list[str]) -> list[str]:
    """Return the words with each spoken number written as "#" and digits."""
    out: list[str] = []
    place = 0
    while place < len(words):
        found = read_number(words, place) if words[place] in NUMBER_WORDS else None
        if found is None:
            out.append(words[place])
            place += 1
        else:
            out.append(f"#{found[0]}")
            place = found[1]
    return out
