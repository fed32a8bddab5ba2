"""The order of rules: the first that decides wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.judge.alignment import Said
from bot.core.judge.forms import tight
from bot.core.judge.key import Key
from bot.core.judge.matchers import as_formula, best, judge_amount, judge_date, polarity
from bot.core.judge.phrase import canonical, hear, judge_phrase
from bot.core.judge.tables import EVERYTHING, NEGATING_PHRASES, NEGATIONS, STOP
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, reject
from bot.core.text import fold

_MOST_PARTS = 8
_ARTICLES = frozenset({"the", "a", "an"})
_HARD_SPLIT = re.compile(r"\s*(?:\bor\b|[;|\n]|(?<!\d)/|/(?!\d))\s*", re.IGNORECASE)
_SOFT_SPLIT = re.compile(
    r"\s*(?:[(),\[\]=:]|\s-\s|\baka\b|\bi\.?e\.?(?=\W)|\balso known as\b|\bshort for\b|\babbreviated\b|\bmeaning\b)\s*",
    re.IGNORECASE,
)


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
    verdict = case.key.known.get(case.exact) or case.key.known.get(case.text.strip())
    if (
        verdict
        or case.key.setting.question.strict
        or any(char.isdigit() or char in "%$€£°+<>=^" for char in case.text)
    ):
        return verdict
    said = case.said
    meaning = canonical(said.words, said.filler) if said.words else ""
    verdict = case.key.meanings.get(meaning)
    if verdict and verdict.kind is VerdictKind.ACCEPT:
        if any(form.ordered or form.negations for form in case.key.forms) or not NEGATIONS.isdisjoint(
            said.words
        ):
            return None
        return replace(verdict, reason=Reason.VARIANT)
    return verdict


def negation(case: Case) -> Verdict | None:
    """Rule 5: a "not" that no accepted answer has."""
    if case.key.yes is not None:
        return None
    spoken = {word for i, word in enumerate(case.said.words) if i not in case.said.filler}
    spoken -= {"no"} if re.search(r"\bno\. ?\d", case.text, re.IGNORECASE) else set()
    if spoken & NEGATIONS - case.key.negations:
        return reject(Reason.NEGATION)
    folded = " ".join(case.said.words)
    if any(
        phrase in folded and all(phrase not in fold(form.text) for form in case.key.forms)
        for phrase in NEGATING_PHRASES
    ):
        return reject(Reason.NEGATION)
    return None


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
    verdicts = [judge_amount(amount, case.text, question) for amount in key.amounts]
    verdicts += [judge_date(date, case.text, question) for date in key.dates]
    if not verdicts:
        return None
    verdict = best(verdicts)
    return verdict if verdict.kind is not VerdictKind.REJECT or not key.forms else None


def several(case: Case) -> Verdict | None:
    """Rule 10: alternatives. All of them right is right; one right and another not is hedging."""
    if any(re.search(r"\bor\b|/", form.text) for form in case.key.forms):
        return None
    return _split(case, _HARD_SPLIT)


def _split(case: Case, pattern: re.Pattern[str]) -> Verdict | None:
    parts = [part for part in pattern.split(case.text) if fold(part)]
    if len(parts) < 2:
        return None
    if len(parts) > _MOST_PARTS:
        return reject(Reason.SEVERAL_ANSWERS)
    verdicts = [verdict for part in parts if (verdict := _judge_part(case, part))]
    if not verdicts:
        return None
    if all(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
        return verdicts[0]
    if any(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
        return reject(Reason.SEVERAL_ANSWERS)
    return None


def _judge_part(case: Case, part: str) -> Verdict | None:
    """Return the verdict on one part of an answer, None for a part that says nothing."""
    said = hear(part, case.key.setting.question.keep)
    if all(
        i in said.filler or word in STOP or said.stems[i] in case.key.setting.question.addable
        for i, word in enumerate(said.words)
    ):
        return None
    if " ".join(said.words) in {" ".join(said.words[i] for i in sorted(said.filler))}:
        return None
    inner = Case(case.key, part, tight(part), said)
    for rule in (known, negation, value, words):
        if verdict := rule(inner):
            return verdict
    return reject(Reason.WRONG)


def words(case: Case) -> Verdict | None:
    """Rules 6 to 9 for answers in words."""
    key = case.key
    if not key.forms or not _may_fit(case):
        return None
    if key.setting.rivals and (spoken := _spoken(case.said)) in key.setting.rivals:
        return reject(Reason.CONFUSABLE, spoken)
    if key.setting.question.strict:
        return _word_for_word(case)
    return best(judge_phrase(form, case.said, key.setting) for form in key.forms)


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
    if not key.stems.isdisjoint(said.stems):
        return True
    for word in said.words:
        if word[0] in key.starts and len(word) > 3:
            return True
    return said.squashed in key.squashed or any(
        not form.initials.isdisjoint(said.words) or len(form.must) == len(form.words) for form in key.forms
    )


def foreseen(case: Case) -> Verdict | None:
    """Rules 2 and 4 for whatever comes to the same as an answer that the author foresaw."""
    question = case.key.setting.question
    bare = replace(case.key.setting, question=replace(question, stems=frozenset(), addable=frozenset()))
    for near in case.key.near:
        verdicts = [judge_amount(amount, case.text, question) for amount in near.amounts]
        verdicts += [judge_date(date, case.text, question) for date in near.dates]
        verdicts += [judge_phrase(form, case.said, bare) for form in near.forms]
        if any(verdict.kind is VerdictKind.ACCEPT for verdict in verdicts):
            return near.verdict
    return None


def parts(case: Case) -> Verdict | None:
    """Rule 10 again: an answer with its other name beside it."""
    return _split(case, _SOFT_SPLIT)
