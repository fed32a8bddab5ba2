"""The order of rules: the first that decides wins."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from bot.core.judge.alignment import Said
from bot.core.judge.forms import VALUE_SIGNS, as_formula, tight
from bot.core.judge.gap import between, filled_by
from bot.core.judge.key import Key
from bot.core.judge.phrase import canonical, hear, is_out_of_reach, judge_phrase, shapes_of
from bot.core.judge.polarity import polarity
from bot.core.judge.spelling import edits, is_misspelt
from bot.core.judge.tables import EVERYTHING, NEGATING_PHRASES, NEGATIONS, SMALL, STOP, word_set
from bot.core.judge.valued import AmountKey, DateKey
from bot.core.judge.values import judge_amount, judge_date, may_hold_value
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, best, reject
from bot.core.judge.words import is_number
from bot.core.text import fold

_MOST_PARTS = 8
# An answer of more words than this is an essay.
_MOST_SAID = 24
_CLOSE = 3
_NUMERO = re.compile(r"\bno\. ?\d", re.IGNORECASE)
_NEGATING_WORDS = frozenset(phrase.split()[-1] for phrase in NEGATING_PHRASES)
_MARKS = frozenset("(),[]=:;|/\n-")
JOINTS = word_set("or aka ie e short also abbreviated meaning")
_ARTICLES = frozenset({"the", "a", "an"})
_HARD_SPLIT = re.compile(r"\s*(?:\bor\b|[;|\n]|(?<!\d)/|/(?!\d))\s*", re.IGNORECASE)
_SOFT_SPLIT = re.compile(
    r"\s*(?:[(),\[\]=:]|\s-\s|\baka\b|\bi\.?e\.?(?=\W)|\balso known as\b|\bshort for\b|\babbreviated\b|\bmeaning\b)\s*",
    re.IGNORECASE,
)
_JOINED_SPLIT = re.compile(r"\s*(?:[(),\[\]=:;/|&\n]|\s-\s|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """One answer to one item, cleaned and read as words."""

    key: Key
    text: str
    exact: str
    said: Said


Rule = Callable[[Case], Verdict | None]


def known(case: Case) -> Verdict | None:
    """Rules 2 to 4: what the author rejects, accepts or sends back, word for word."""
    key, said = case.key, case.said
    verdict = key.known.get(case.exact) or key.known.get(case.text.strip())
    if verdict or key.setting.question.strict or not said.words or VALUE_SIGNS.search(case.text):
        return verdict
    verdict = key.meanings.get(canonical(said.words, said.filler))
    if verdict is None or verdict.kind is not VerdictKind.ACCEPT:
        return verdict
    if key.negations or any(form.ordered for form in key.forms) or not NEGATIONS.isdisjoint(said.words):
        return None
    return replace(verdict, reason=Reason.VARIANT)


def gap(case: Case) -> Verdict | None:
    """Rule 6 for gaps: an answer among the very words that stand around it."""
    place = filled_by(case.key.filled, case.text)
    return None if place is None else accept(Reason.VARIANT, place)


def negation(case: Case) -> Verdict | None:
    """Rule 5: a "not" that no accepted answer has."""
    said = case.said
    if case.key.yes is not None:
        return None
    if not NEGATIONS.isdisjoint(said.words):
        spoken = {word for i, word in enumerate(said.words) if i not in said.filler}
        if "no" in spoken and _NUMERO.search(case.text):
            spoken.remove("no")
        # Non proliferation may be an answer in one word.
        squashed = "".join(word for i, word in enumerate(said.words) if i not in said.filler)
        if spoken & NEGATIONS - case.key.negations and squashed not in case.key.squashed:
            return _negated(case)
    if not _NEGATING_WORDS.isdisjoint(said.words):
        folded = " ".join(said.words)
        meant = [phrase for phrase in NEGATING_PHRASES if phrase in folded]
        if any(phrase not in fold(form.text) for phrase in meant for form in case.key.forms):
            return _negated(case)
    return None


def _negated(case: Case) -> Verdict:
    """Return the rejection of a "not": where it turns no answer round, as in "no idea", it is simply wrong."""
    key, said = case.key, case.said
    spoken = [
        place
        for place, word in enumerate(said.words)
        if place not in said.filler and word not in STOP and word not in NEGATIONS
    ]
    valued = bool(key.amounts or key.dates)
    turned = not key.initials.isdisjoint(said.words) or any(
        said.stems[place] in key.stems
        or _is_slip(said.words[place], key)
        or (valued and is_number(said.words[place]))
        for place in spoken
    )
    return reject(Reason.NEGATION if turned else Reason.WRONG)


def _is_slip(typed: str, key: Key) -> bool:
    return any(is_misspelt(typed, word) for word in key.vocabulary.get(typed[0], ()))


def everything(case: Case) -> Verdict | None:
    """Rule 10: an answer that names all there is."""
    spoken = " ".join(word for i, word in enumerate(case.said.words) if i not in case.said.filler)
    return reject(Reason.SEVERAL_ANSWERS) if spoken in EVERYTHING or case.exact in EVERYTHING else None


def value(case: Case) -> Verdict | None:
    """Rule 6 for numbers, dates, formulas, yes and no."""
    key, question = case.key, case.key.setting.question
    if key.formulas:
        place = key.formulas.get(as_formula(case.text))
        if place is not None or not (key.forms or key.amounts or key.dates):
            return accept(Reason.VARIANT, place) if place is not None else reject(Reason.WRONG)
    if key.yes is not None:
        said = polarity(case.text, question)
        return accept(Reason.VARIANT, 0) if said is key.yes else reject(Reason.WRONG)
    if not (key.amounts or key.dates):
        return None
    verdict = best(_judge_values(case, key.amounts, key.dates))
    return verdict if verdict.kind is not VerdictKind.REJECT or not key.forms else None


def _judge_values(case: Case, amounts: Iterable[AmountKey], dates: Iterable[DateKey]) -> Iterator[Verdict]:
    question = case.key.setting.question
    yield reject(Reason.WRONG)
    if not may_hold_value(case.text, case.said.words):
        return
    yield from (judge_amount(amount, case.text, question) for amount in amounts)
    yield from (judge_date(date, case.text, question) for date in dates)


def several(case: Case) -> Verdict | None:
    """Rule 10: alternatives. All of them right is right; one right and another not is hedging."""
    return None if case.key.alternatives else _split(case, _HARD_SPLIT)


def hedged(case: Case) -> Verdict | None:
    """Rule 10: a right answer joined with one that the author rejects, even if the question names that."""
    if not case.key.item.reject or (_MARKS.isdisjoint(case.text) and "and" not in case.said.words):
        return None
    parts = [part for part in _JOINED_SPLIT.split(case.text) if fold(part)]
    if not 1 < len(parts) <= _MOST_PARTS or not any(_is_refused(_part_of(case, part)) for part in parts):
        return None
    verdicts = [_judge_part(case, part, _JOINED_SPLIT) for part in parts]
    hedging = any(verdict and verdict.kind is VerdictKind.ACCEPT for verdict in verdicts)
    return reject(Reason.SEVERAL_ANSWERS) if hedging else None


def _part_of(case: Case, part: str) -> Case:
    return Case(case.key, part, tight(part), hear(part, case.key.setting.question.keep))


def _is_refused(case: Case) -> bool:
    """Tell whether the author rejects an answer, word for word."""
    verdict = known(case)
    return verdict is not None and verdict.kind is VerdictKind.REJECT


def _split(case: Case, pattern: re.Pattern[str]) -> Verdict | None:
    if _MARKS.isdisjoint(case.text) and JOINTS.isdisjoint(case.said.words):
        return None
    parts = [part for part in pattern.split(case.text) if fold(part)]
    if len(parts) <= 1:
        return None
    if len(parts) > _MOST_PARTS:
        return reject(Reason.SEVERAL_ANSWERS)
    verdicts = [verdict for part in parts if (verdict := _judge_part(case, part, pattern))]
    if not verdicts:
        return None
    if all(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
        return verdicts[0]
    if any(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
        return reject(Reason.SEVERAL_ANSWERS)
    return None


def _judge_part(case: Case, part: str, pattern: re.Pattern[str]) -> Verdict | None:
    """Return the verdict on one part of an answer, None for a part that only says what was asked.

    What follows an "or" is an alternative, even if the question names it.
    """
    question, inner = case.key.setting.question, _part_of(case, part)
    said = inner.said
    rest = [i for i, word in enumerate(said.words) if i not in said.filler and word not in SMALL]
    retold = pattern is _SOFT_SPLIT and all(f" {said.stems[i]} " in question.sequence for i in rest)
    asked = not rest or (retold and any(said.stems[i] in question.addable for i in rest))
    return None if asked and not _is_refused(inner) else _judge_alone(inner)


def _judge_alone(part: Case) -> Verdict:
    """Return the verdict on a part of an answer by the rules for a whole one."""
    for rule in (known, negation, value, words):
        if verdict := rule(part):
            return verdict
    return reject(Reason.WRONG)


def beside(case: Case) -> Verdict | None:
    """Rule 6 for gaps again: an answer with slips in it between the words right before and behind the gap."""
    part = between(case.key.filled, case.text)
    verdict = _judge_alone(_part_of(case, part)) if part else None
    return verdict if verdict and verdict.kind is VerdictKind.ACCEPT else None


def words(case: Case) -> Verdict | None:
    """Rules 6 to 9 for answers in words."""
    key = case.key
    if not key.forms or not _may_fit(case):
        return None
    if key.setting.rivals and (spoken := _spoken(case.said)) in key.setting.rivals:
        named = key.setting.bank.other(canonical(case.said.words, case.said.filler), key.setting.answers)
        return reject(Reason.CONFUSABLE, named or spoken)
    if key.setting.question.strict:
        return _word_for_word(case)
    in_words = (judge_phrase(form, case.said, key.setting) for form in key.forms)
    return best(chain(in_words, _judge_values(case, key.amounts, key.dates)))


def _spoken(said: Said) -> str:
    return " ".join(
        word for i, word in enumerate(said.words) if i not in said.filler and word not in _ARTICLES
    )


def _word_for_word(case: Case) -> Verdict | None:
    """Return acceptance for the very words of an answer, articles and filler apart."""
    spoken = [
        word for i, word in enumerate(case.said.words) if i not in case.said.filler and word not in STOP
    ]
    for form in case.key.forms:
        if spoken and spoken == [word for word in form.words if word not in STOP]:
            return accept(Reason.VARIANT, form.place)
    return None


def _may_fit(case: Case) -> bool:
    """Tell whether any word can stand for a word of the answers, so that a comparison is worth its time."""
    key, said = case.key, case.said
    if len(said.words) - len(said.filler) > _MOST_SAID:
        return False
    if not key.stems.isdisjoint(said.stems) or not key.initials.isdisjoint(said.words):
        return True
    if any(_is_close(typed, word) for typed in said.words for word in key.vocabulary.get(typed[0], ())):
        return True
    typed = "".join(word for i, word in enumerate(said.words) if i not in said.filler)
    return any(_is_close(typed, right) or typed == right.replace("#", "") for right in key.squashed)


def _is_close(typed: str, word: str) -> bool:
    return typed[:3] == word[:3] or edits(typed, word, _CLOSE) <= _CLOSE


def foreseen(case: Case) -> Verdict | None:
    """Rules 2 and 4 for whatever comes to the same as an answer that the author foresaw."""
    shapes = shapes_of(case.said) if case.key.near else 0
    for near in case.key.near:
        verdicts = list(_judge_values(case, near.amounts, near.dates))
        verdicts += [
            judge_phrase(form, case.said, case.key.bare)
            for form in near.forms
            if not is_out_of_reach(form, case.said, shapes)
        ]
        if any(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
            return near.verdict
    return None


def parts(case: Case) -> Verdict | None:
    """Rule 10 again: an answer with its other name beside it."""
    return _split(case, _SOFT_SPLIT)
