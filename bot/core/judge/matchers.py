"""Answers that are numbers, dates, yes or no, or formulas: compared by value, never by likeness."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.core.judge.dates import Fit, Span, compare, read_context, read_dates
from bot.core.judge.fillers import TALK
from bot.core.judge.forms import Question
from bot.core.judge.numbers import UNITS, Amount, Reading, read_amounts, same_amount, same_unit, unit_of
from bot.core.judge.spelling import stem
from bot.core.judge.spoken import NUMBER_WORDS
from bot.core.judge.tables import COUNTRIES, DIRECTIONS, NEGATIONS, NUMBER_FREE, QUALIFIERS, STOP
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, prompt, reject
from bot.core.text import fold

_TALK = TALK - NEGATIONS - QUALIFIERS | frozenset("s i than m d ll ve re".split())
_ALIKE_NOUNS = frozenset({"country", "nation", "state"})
_RATIO_WORDS = frozenset("percent percentage share proportion cent %".split())
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|far|long|large|big|tall|high|old|often|fast|heavy|deep)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_FEW = 3
_MONTH_STARTS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_QUANTITY_WORDS = frozenset("half halves quarter quarters point dozen thirds minus negative percent".split())
_WHEN = re.compile(
    r"\bwhen\b|\byear\b|\bdate\b|\bmonth\b|\bday\b|\bdecade\b|\bcentury\b|\bsince\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AmountKey:
    """One accepted amount: its reading, the units that the question fixes, and how far off an answer may be."""

    place: int
    reading: Reading
    tolerance: Fraction
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DateKey:
    """One accepted date, in each way that it can be read."""

    place: int
    spans: tuple[Span, ...]


def read_tolerance(tolerance: str, value: Fraction) -> Fraction:
    """Return how far an answer may be off: "5" is absolute, "5%" is of the value."""
    readings = read_amounts(tolerance) if tolerance else ()
    if not readings:
        return Fraction(0)
    amount = readings[0].amounts[0]
    return abs(value) * amount.value / 100 if amount.unit in {"%", "percent"} else abs(amount.value)


def amount_key(place: int, answer: str, tolerance: str, question: Question) -> AmountKey | None:
    """Return the key of an answer that is an amount: a number, a unit, and at most a plain noun or two."""
    readings = read_amounts(answer)
    spoken = not NUMBER_WORDS.isdisjoint(fold(answer).split())
    if not readings or not (
        spoken or any(map(str.isdigit, answer)) or (answer.isupper() and answer.isalpha() and len(answer) > 1)
    ):
        return None
    reading = readings[0]
    nouns = [
        word for word in reading.words if word not in STOP and word not in NUMBER_FREE and word != "than"
    ]
    spelt = {fold(word) for word in re.findall(r"\b[a-z]+\b", answer)}
    digits = any(char.isdigit() for char in answer)
    if len(nouns) > 2 or not (set(nouns) <= spelt) or (nouns and not digits and len(reading.amounts) > 1):
        return None
    return AmountKey(
        place, reading, read_tolerance(tolerance, reading.amounts[0].value), asked_units(question)
    )


def date_key(place: int, answer: str) -> DateKey | None:
    """Return the key of an answer that is a date, a month, a year or a span of them."""
    spans = tuple(
        span for span in read_dates(answer) if not span.words and (span.start.year or span.start.month)
    )
    return DateKey(place, spans) if spans else None


def asks_how_many(question: str) -> bool:
    """Tell whether a question asks for a count or a measure, not for a date."""
    return bool(_HOW_MANY.search(question)) and not _WHEN.search(question.partition("?")[0].split(",")[0])


def _is_talk(word: str, question: Question, own: frozenset[str]) -> bool:
    root = stem(word)
    if root in own or word in NUMBER_FREE:
        return True
    if word in DIRECTIONS or word in COUNTRIES or word in QUALIFIERS:
        return False
    return (
        word in STOP
        or word in _TALK
        or root in question.stems
        or (root in _ALIKE_NOUNS and not _ALIKE_NOUNS.isdisjoint(question.stems | own))
    )


def asked_units(question: Question) -> Mapping[str, str]:
    """Return what the question measures in: dimension -> the unit that it names."""
    words = [word for word in fold(question.text).split() if len(word) > 1]
    asked = {UNITS[unit][0]: unit for word in words if (unit := unit_of(word))}
    if not _RATIO_WORDS.isdisjoint(words) or "%" in question.text:
        asked["ratio"] = "%"
    return asked


def may_hold_value(text: str, words: Sequence[str]) -> bool:
    """Tell at a glance whether a text can state a number or a date at all."""
    if _DIGIT.search(text):
        return True
    return len(words) <= _FEW or any(
        word[0] == "#" or word[:3] in _MONTH_STARTS or word in _QUANTITY_WORDS or word.endswith("ies")
        for word in words
    )


def judge_amount(key: AmountKey, text: str, question: Question) -> Verdict:
    """Return the verdict on a typed amount; the best of its readings."""
    before, equals, after = text.rpartition("=")
    if equals and set(re.findall(r"\d+", before)) <= question.numbers:
        text = after
    verdicts = [_judge_reading(key, typed, question) for typed in read_amounts(text)]
    return best(verdicts) if verdicts else reject(Reason.WRONG)


def _judge_reading(key: AmountKey, typed: Reading, question: Question) -> Verdict:
    right = key.reading
    amounts = typed.amounts
    if len(amounts) > len(right.amounts):
        amounts = tuple(
            amount
            for amount in amounts
            if str(amount.value) not in question.numbers or _fits(amount, right.amounts, key.tolerance)
        )
    if len(amounts) != len(right.amounts):
        return _judge_count(key, amounts)
    pairs = list(zip(right.amounts, amounts, strict=True))
    verdict = _judge_pairs(key, pairs)
    if verdict.kind is not VerdictKind.ACCEPT:
        return verdict
    if typed.bound and typed.bound != right.bound:
        return reject(Reason.DIFFERENT_NUMBER)
    nouns = frozenset(map(stem, right.words))
    if not all(_is_talk(word, question, nouns) for word in typed.words):
        return reject(Reason.EXTRA_WORDS)
    return verdict


def _judge_count(key: AmountKey, amounts: tuple[Amount, ...]) -> Verdict:
    """Return the verdict on more or fewer numbers than the answer has."""
    right = key.reading.amounts
    if len(amounts) > len(right):
        hedged = _fits(right[0], amounts, key.tolerance)
        return reject(Reason.SEVERAL_ANSWERS if hedged else Reason.DIFFERENT_NUMBER)
    if amounts and _fits(amounts[0], right, Fraction(0)):
        return prompt(Reason.INCOMPLETE, key.place)
    return reject(Reason.DIFFERENT_NUMBER)


def _judge_pairs(key: AmountKey, pairs: list[tuple[Amount, Amount]]) -> Verdict:
    """Return the verdict on as many amounts as the answer has: unit, then number, then whether a unit is missing."""
    exact, vague = True, False
    for right, typed in pairs:
        if _as_share(right, typed):
            exact = False
            continue
        left, said = right, typed
        if typed.unit and not right.unit:
            left = _measured(right, typed, key.asked)
            if left is None:
                return reject(Reason.DIFFERENT_UNIT)
        elif right.unit and not typed.unit:
            asked = key.asked.get(UNITS[right.unit][0], "")
            said = Amount(typed.value, asked or right.unit)
            vague = vague or (not asked and typed is pairs[-1][1])
        if not same_unit(left, said):
            return reject(Reason.DIFFERENT_UNIT)
        if not same_amount(left, said, key.tolerance):
            return reject(Reason.DIFFERENT_NUMBER)
        exact = exact and right == typed
    if vague:
        return prompt(Reason.INCOMPLETE, key.place)
    return accept(Reason.EXACT if exact else Reason.VARIANT, key.place)


def _measured(right: Amount, typed: Amount, asked: Mapping[str, str]) -> Amount | None:
    """Return a right amount that has no unit in the unit of the question; None if the typed unit is foreign to it."""
    if typed.unit == "m" and "length" not in asked:
        return right
    unit = asked.get(UNITS[typed.unit][0])
    return Amount(right.value, unit) if unit else None


def _fits(amount: Amount, amounts: Iterable[Amount], within: Fraction) -> bool:
    return any(same_amount(amount, other, within) for other in amounts)


def _as_share(right: Amount, typed: Amount) -> bool:
    """Tell whether a share is given as a fraction instead of in per cent."""
    if UNITS.get(right.unit, ("",))[0] == "ratio" and not typed.unit and typed.value.denominator > 1:
        return right.value / 100 == typed.value
    if UNITS.get(typed.unit, ("",))[0] == "ratio" and not right.unit and right.value.denominator > 1:
        return typed.value / 100 == right.value
    return False


_FITS = {
    Fit.SAME: (VerdictKind.ACCEPT, Reason.VARIANT),
    Fit.FINER: (VerdictKind.ACCEPT, Reason.MORE_SPECIFIC),
    Fit.COARSER: (VerdictKind.PROMPT, Reason.INCOMPLETE),
    Fit.OTHER_YEAR: (VerdictKind.REJECT, Reason.DIFFERENT_YEAR),
    Fit.OTHER: (VerdictKind.REJECT, Reason.DIFFERENT_DATE),
}


def judge_date(key: DateKey, text: str, question: Question) -> Verdict:
    """Return the verdict on a typed date: equal or finer is right, coarser is incomplete."""
    context = read_context(question.text)
    verdicts: list[Verdict] = []
    for typed in read_dates(text):
        if not all(_is_talk(word, question, frozenset()) for word in typed.words):
            verdicts.append(reject(Reason.EXTRA_WORDS))
            continue
        for right in key.spans:
            kind, reason = _FITS[compare(right, typed, context)]
            verdicts.append(Verdict(kind, reason, (key.place,) if kind is not VerdictKind.REJECT else ()))
    if verdicts:
        return best(verdicts)
    years = set(re.findall(r"(?<!\d)\d{4}(?!\d)", text))
    return reject(Reason.SEVERAL_ANSWERS if len(years) > 1 else Reason.WRONG)


_YES = frozenset(
    "yes y yeah yep yup ya aye true t correct right affirmative indeed sure absolutely definitely certainly".split()
)
_NO = frozenset("no n nope nah nay false f incorrect wrong negative never not untrue".split())
_SURE = frozenset("absolutely definitely certainly sure right correct indeed".split())
_YES_NO_TALK = frozenset(
    "it is was they are were does did do has have had he she that can could will would i think think so of course the s sir think its thats".split()
)


def polarity(text: str, question: Question) -> bool | None:
    """Return what an answer of yes or no says; None if it says both, neither, or more."""
    words = fold(text).split()
    if words in (["of", "course"], ["of", "course", "it", "is"]):
        return True
    yes, no = (
        [word for word in words if word in _YES],
        [word for word in words if word in _NO or word.endswith("nt")],
    )
    if no and all(word in _SURE for word in yes):
        yes = []
    rest = [word for word in words if word not in _YES | _NO | _YES_NO_TALK and not word.endswith("nt")]
    strange = [word for word in rest if stem(word) not in question.stems and word not in _TALK | STOP]
    if strange or (len(no) > 1 and words[0] in {"not", "never"}) or bool(yes) == bool(no):
        return None
    return bool(yes)


def as_formula(text: str) -> str:
    """Return a formula without what may differ: spaces, the sign for times, case of nothing."""
    return (
        re.sub(r"[\s*·×]+", "", text.replace("**", "^").replace(" squared", "^2").replace(" cubed", "^3"))
        .strip("`.")
        .casefold()
    )


_RANK = {VerdictKind.ACCEPT: 0, VerdictKind.PROMPT: 1, VerdictKind.REJECT: 2}
_TELLING = {Reason.WRONG: 2, Reason.EXTRA_WORDS: 1}


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that is kindest to the player, and among those the one that says most."""
    return min(verdicts, key=lambda verdict: (_RANK[verdict.kind], _TELLING.get(verdict.reason, 0)))
