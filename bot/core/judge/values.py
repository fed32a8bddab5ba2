"""Answers that are numbers or dates: compared by value, never by likeness."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, pairwise

from bot.core.judge.date_fit import Fit, compare, read_context
from bot.core.judge.dates import DATE_WORDS, MONTH_NUMBERS, read_dates
from bot.core.judge.fillers import TALK
from bot.core.judge.forms import Question
from bot.core.judge.names import shorten
from bot.core.judge.numbers import (
    AMOUNT_WORDS,
    Amount,
    Reading,
    in_millions,
    read_amounts,
    same_amount,
    same_unit,
)
from bot.core.judge.spelling import is_misspelt, is_said_in, stem
from bot.core.judge.spoken import NUMBER_WORDS
from bot.core.judge.tables import (
    BASE_FORMS,
    COUNTRIES,
    DIRECTIONS,
    NEGATIONS,
    NUMBER_FREE,
    QUALIFIERS,
    STOP,
    word_set,
)
from bot.core.judge.units import UNITS
from bot.core.judge.valued import TIME_WORDS, AmountKey, DateKey
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, best, prompt, reject
from bot.core.judge.words import tokens

_TALK = TALK - NEGATIONS - QUALIFIERS | word_set("s i than m d ll ve re")
_ALIKE_NOUNS = frozenset({"country", "nation", "state"})
_DIGIT = re.compile(r"\d")
_TIMES = re.compile(r"(?<=\d) ?x ?(?=\d)")
_TERMS = re.compile(r"\d+|[^\W\d_]+")
_MOST_DIGITS = 2
_BEGINNING = 3
# Another year is meant.
_SHIFTED = re.compile(
    r"\b(?:before|after|past|(?:later|earlier)(?: than)?)[\s-]+(?:(?:the|year)\s+)*(?:\d{4}|'\d\d)",
    re.IGNORECASE,
)
_FEW = 3
_MONTH_STARTS = word_set("jan feb mar apr may jun jul aug sep oct nov dec")
_QUANTITY_WORDS = word_set("half halves quarter quarters point dozen thirds minus negative percent")

STATING_WORDS = (AMOUNT_WORDS | frozenset(DATE_WORDS) | NUMBER_WORDS | _QUANTITY_WORDS) - STOP
"""Words without one of which nothing but figures states a number or a date."""

VALUE_WORDS = STATING_WORDS | STOP | _TALK | TIME_WORDS
"""Every word that may stand in a number or a date."""


def _is_talk(words: Sequence[str], question: Question, own: frozenset[str] = frozenset()) -> bool:
    """Tell whether nothing among the words beside a value changes it; `own` are the stems of what the answer holds."""
    if all(_is_free(words, i, question, own) for i in range(len(words))):
        return True
    shorter = shorten(list(words), question.keep)
    return len(shorter) < len(words) and all(_is_free(shorter, i, question, own) for i in range(len(shorter)))


def _is_free(words: Sequence[str], i: int, question: Question, own: frozenset[str]) -> bool:
    word, root = words[i], stem(words[i])
    if word in STOP or root in own or word in NUMBER_FREE or root in question.names or root in question.stems:
        return True
    if word in QUALIFIERS:
        return _is_quoted(words, i, question)
    if word in DIRECTIONS or word in COUNTRIES:
        return f" {root} " in question.sequence or (word in BASE_FORMS and is_said_in(word, question.stems))
    return (
        word in _TALK
        or is_said_in(word, question.stems)
        or _is_nearly_asked(word, question)
        or (root in _ALIKE_NOUNS and not _ALIKE_NOUNS.isdisjoint(question.stems | own))
    )


def _is_nearly_asked(word: str, question: Question) -> bool:
    """Tell whether a word is a slip for one of the question, and begins like it."""
    beginning = word[:_BEGINNING]
    return any(
        other.startswith(beginning) and is_misspelt(word, other)
        for other in chain(question.stems, question.names)
    )


def _is_quoted(words: Sequence[str], i: int, question: Question) -> bool:
    """Tell whether a word stands beside a neighbour as in the question: took over, new members."""
    roots = [BASE_FORMS.get(word, stem(word)) for word in words[max(i - 1, 0) : i + 2]]
    return any(f" {one} {other} " in question.sequence for one, other in pairwise(roots))


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
    asked = question.text.casefold()
    if equals and all(part in asked for part in _TERMS.findall(_TIMES.sub(" ", before.casefold()))):
        text = after
    verdicts = [_judge_reading(key, typed, question) for typed in read_amounts(text)]
    return _unless_shifted(best(verdicts), text) if verdicts else reject(Reason.WRONG)


def _unless_shifted(verdict: Verdict, text: str) -> Verdict:
    """Return a verdict on what may be a year, or the rejection of one before or after it."""
    if verdict.kind is VerdictKind.REJECT or not _SHIFTED.search(text):
        return verdict
    return reject(Reason.EXTRA_WORDS)


def _judge_reading(key: AmountKey, typed: Reading, question: Question) -> Verdict:
    right = key.reading
    amounts = (typed if key.metric else in_millions(typed)).amounts
    if len(amounts) > len(right.amounts):
        amounts = tuple(
            amount
            for amount in amounts
            if str(amount.value) not in question.numbers or _fits(amount, right.amounts, key.tolerance)
        )
    same_count = len(amounts) == len(right.amounts)
    pairs = list(zip(right.amounts, amounts, strict=False))
    verdict = _judge_pairs(key, pairs) if same_count else _judge_count(key, amounts)
    # Among words of its own a number is no answer, be it the right one or another: two more to go.
    turned = not key.against.isdisjoint(typed.words)
    if turned or not (_is_talk(typed.words, question, key.own) or _is_counted(typed.words, question)):
        return reject(Reason.EXTRA_WORDS)
    if verdict.kind is VerdictKind.ACCEPT and typed.bound and typed.bound != right.bound:
        return reject(Reason.DIFFERENT_NUMBER)
    return verdict


def _is_counted(words: Sequence[str], question: Question) -> bool:
    """Tell whether words are what is counted, as the question has it: ten new members."""
    roots = " ".join(map(stem, words))
    return f" how many {roots} " in question.sequence


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


def _without_numbered(text: str, question: Question) -> str:
    """Return text without the numbers that belong to what the question names: Article 5, ten members."""
    if all(len(number) > _MOST_DIGITS for number in question.numbers):
        return text
    words = text.split()
    roots = [" ".join(map(stem, tokens(word))) for word in words]
    beside = zip(["", *roots], roots, [*roots[1:], ""], strict=False)
    return " ".join(word for word, near in zip(words, beside, strict=True) if not _is_named(*near, question))


def _is_named(before: str, root: str, after: str, question: Question) -> bool:
    """Tell whether a small number of the question stands beside another word of it that is no month."""
    if root[:1] != "#" or len(root) - 1 > _MOST_DIGITS or root[1:] not in question.numbers:
        return False
    asked = frozenset(question.sequence.split()) - STOP - MONTH_NUMBERS.keys()
    return before in asked or after in asked


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
    for typed in read_dates(_without_numbered(text, question)):
        if not _is_talk(typed.words, question):
            verdicts.append(reject(Reason.EXTRA_WORDS))
            continue
        for right in key.spans:
            kind, reason = _FITS[compare(right, typed, context)]
            verdicts.append(Verdict(kind, reason, (key.place,) if kind is not VerdictKind.REJECT else ()))
    if verdicts:
        return _unless_shifted(best(verdicts), text)
    years = set(re.findall(r"(?<!\d)\d{4}(?!\d)", text))
    return reject(Reason.SEVERAL_ANSWERS if len(years) > 1 else Reason.WRONG)
