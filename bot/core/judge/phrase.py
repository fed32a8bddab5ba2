"""Answers in words: what may be missing, what may be left over, and what that says."""

import re
from dataclasses import dataclass

from bot.core.judge.alignment import Alignment, Said, align
from bot.core.judge.bank import Bank
from bot.core.judge.confusables import CAPITALS
from bot.core.judge.fillers import find_fillers
from bot.core.judge.forms import Form, Question
from bot.core.judge.spelling import edits, is_inflection, stem
from bot.core.judge.tables import (
    BASE_FORMS,
    COUNTRIES,
    DIRECTIONS,
    ORDERED,
    QUALIFIERS,
    REVERSING,
    STOP,
    TITLES,
    word_set,
)
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, prompt, reject
from bot.core.judge.words import is_number, tokens
from bot.core.text import fold

_SLIPS = word_set("teh hte fo ofr fro adn nad th ot tot thee ov to from")
_SIGNS = frozenset({"plusplus", "sharp"})
_FREE = frozenset({"program"})
_BEFORE_CONTEXT = frozenset({"of", "in", "by", "at", "for", "from", "on", "during"})
_BEFORE_NUMBER = frozenset({"number", "no", "nr", "num"})
_POSSESSIVE = re.compile(r"(\w+)'s?(?!\w)")
# Partnership 4 peace.
_SPELT_AS = {"#4": "for", "#2": "to"}
_DIGITS = re.compile(r"\d+")
_ONE_EDIT, _TWO_EDITS = 9, 16


@dataclass(frozen=True, slots=True)
class Setting:
    """What an answer is judged against beside its item's forms."""

    question: Question
    bank: Bank
    own: frozenset[str]
    answers: frozenset[str]
    parts: frozenset[str]
    rivals: frozenset[str]


def hear(text: str, keep: frozenset[str]) -> Said:
    """Return cleaned text as words, with what people say around an answer marked as filler."""
    words = tokens(text, keep)
    possessive: frozenset[str] = frozenset()
    if "'" in text:
        possessive = frozenset(stem(fold(found + "s")) for found in _POSSESSIVE.findall(text))
        possessive |= frozenset(fold(found) for found in _POSSESSIVE.findall(text))
    shouted = len(words) == 1 and text.strip(" .?!").isupper()
    return Said(words, tuple(map(stem, words)), find_fillers(words), possessive, "".join(words), shouted)


def canonical(words: tuple[str, ...], skip: frozenset[int] = frozenset()) -> str:
    """Return the stems of the words that carry meaning, as one string."""
    kept = " ".join(stem(word) for i, word in enumerate(words) if i not in skip and word not in STOP)
    return kept or " ".join(words)


def judge_phrase(form: Form, said: Said, setting: Setting) -> Verdict:
    """Return the verdict on typed words against one accepted form."""
    if said.words and _is_acronym(form, said, setting):
        return accept(Reason.ACRONYM, form.place)
    found = align(form, said)
    free = _told_again(said, setting.question) if found.extra else frozenset[int]()
    extra = [i for i in found.extra if i not in free and not _is_free(i, found, form, said, setting)]
    if extra:
        told = _clauses(found.extra, said, setting.question)
        extra = [i for i in extra if i not in told]
    missing = [place for place in found.missing if place in form.must]
    if not missing and not extra:
        return _weigh(found, form, said, setting)
    if _is_spaceless(form, said):
        return accept(Reason.SPELLING, form.place)
    if not any(place in form.must for _, place in found.pairs):
        return reject(Reason.WRONG)
    if extra:
        return _left_over(extra, found, form, said, setting)
    return _judge_part(missing, found, form, said, setting)


def _judge_part(missing: list[int], found: Alignment, form: Form, said: Said, setting: Setting) -> Verdict:
    """Return the verdict on words that fit as far as they go: to be completed, unless they mean something else."""
    if other := setting.bank.other(canonical(said.words, said.filler), setting.answers):
        return reject(Reason.CONFUSABLE, other)
    gone = {form.words[place] for place in missing}
    if not REVERSING.isdisjoint(gone):
        return reject(Reason.NEGATION)
    if not _SIGNS.isdisjoint(gone):
        return reject(Reason.WRONG)
    beside = [i for i in found.extra if i not in said.filler and said.words[i] not in STOP | TITLES]
    if beside:
        return reject(Reason.DIFFERENT_NAME if form.person else Reason.WRONG)
    here = [form.words[place] for _, place in found.pairs if form.words[place] not in STOP]
    changed = any(form.words[place] in DIRECTIONS | QUALIFIERS for place in missing)
    if all(word in COUNTRIES or word in DIRECTIONS for word in here) and (
        changed or not set(here) & COUNTRIES == set()
    ):
        return reject(Reason.DIFFERENT_PLACE)
    return prompt(Reason.INCOMPLETE, form.place)


def _told_again(said: Said, question: Question) -> frozenset[int]:
    """Return the places of words that repeat the question: a phrase of it after "of" or "in", or a clause."""
    free: set[int] = set()
    for start, word in enumerate(said.words):
        if word not in _BEFORE_CONTEXT:
            continue
        begin = start + 2 if said.words[start + 1 : start + 2] == ("the",) else start + 1
        end = begin
        while end < len(said.stems) and f" {' '.join(said.stems[begin : end + 1])} " in question.sequence:
            end += 1
        free.update(range(start, end))
    return frozenset(free)


def _clauses(extra: list[int], said: Said, question: Question) -> frozenset[int]:
    """Return the left-over places that retell the question: a name of it beside a common word of it."""
    runs: list[list[int]] = []
    for i in extra:
        if said.words[i] in STOP or not _is_asked(said, i, question.stems):
            continue
        gap = range(runs[-1][-1] + 1, i) if runs else range(0)
        if runs and all(said.words[j] in STOP and said.words[j] != "and" for j in gap):
            runs[-1].append(i)
        else:
            runs.append([i])
    told = [run for run in runs if len(run) > 1 and any(_is_asked(said, i, question.addable) for i in run)]
    return frozenset(i for run in told for i in run)


def _is_asked(said: Said, i: int, asked: frozenset[str]) -> bool:
    word = said.words[i]
    base = BASE_FORMS.get(word, "")
    return said.stems[i] in asked or any(
        is_inflection(word, other, verbs=True) or (base and base == BASE_FORMS.get(other)) for other in asked
    )


def _is_acronym(form: Form, said: Said, setting: Setting) -> bool:
    if not form.initials:
        return False
    if len(said.words) == 1 and said.words[0] in form.initials and said.shouted:
        return True
    spoken = [word for i, word in enumerate(said.words) if i not in said.filler and word not in STOP]
    if len(spoken) != 1 or spoken[0] not in form.initials:
        return False
    return spoken[0] not in setting.bank.answers or spoken[0] in setting.answers


def _is_spaceless(form: Form, said: Said) -> bool:
    """Tell whether the words are the form with other gaps between them, and at most a slip or two."""
    typed = "".join(word for i, word in enumerate(said.words) if i not in said.filler)
    right = form.squashed
    if not right:
        return False
    if "#" in right or "#" in typed or len(said.words) - len(said.filler) == len(form.words):
        same_digits = _DIGITS.findall(typed) == _DIGITS.findall(right)
        return same_digits and typed.replace("#", "") == right.replace("#", "")
    most = 0 if len(right) < _ONE_EDIT else 1 if len(right) < _TWO_EDITS else 2
    return typed == right or (bool(most) and typed[:1] == right[:1] and edits(typed, right, most) <= most)


def _is_free(i: int, found: Alignment, form: Form, said: Said, setting: Setting) -> bool:
    """Tell whether a left-over word changes nothing."""
    word, root = said.words[i], said.stems[i]
    if i in said.filler:
        return True
    if is_number(word):
        return word[1:] in setting.question.numbers or _SPELT_AS.get(word, "") in form.words
    if word in STOP or word in _SLIPS or root in _FREE or word == "s":
        return True
    if word in _BEFORE_NUMBER and i + 1 < len(said.words) and is_number(said.words[i + 1]):
        return True
    if root in form.stems or word in form.initials:
        return True
    if len(form.must) == 1 and CAPITALS.get(form.words[min(form.must)]) == word:
        return True
    if word in DIRECTIONS or word in QUALIFIERS:
        return False
    if root in setting.question.stems and (_is_owner(i, found, form, said) or {word, root} & said.possessive):
        return True
    if word in setting.parts:
        return True
    if word in COUNTRIES or setting.bank.other(root, setting.answers):
        return False
    if root in setting.question.addable:
        return True
    return form.person and _is_free_name(i, found, form, said)


def _is_owner(i: int, found: Alignment, form: Form, said: Said) -> bool:
    """Tell whether a country or body of the question stands before a name that is neither: US Supreme Court."""
    several = len(form.words) > 1 and COUNTRIES.isdisjoint(form.words)
    return several and (said.words[i] in COUNTRIES) and i + 1 == min((j for j, _ in found.pairs), default=0)


def _is_free_name(i: int, found: Alignment, form: Form, said: Said) -> bool:
    """Tell whether a left-over word is a title or a middle name that contradicts none."""
    word = said.words[i]
    if word in TITLES:
        return TITLES.isdisjoint(form.words[place] for place in found.missing)
    places = sorted(place for _, place in found.pairs)
    if len(form.must) < 2 or not set(form.must) <= set(places):
        return False
    typed = {place: j for j, place in found.pairs}
    first, last = typed[min(form.must)], typed[max(form.must)]
    middles = [p for p in found.missing if min(form.must) < p < max(form.must) and form.words[p] not in STOP]
    return first < i < last and not middles


def _weigh(found: Alignment, form: Form, said: Said, setting: Setting) -> Verdict:
    """Return the verdict on an answer whose words all fit, unless their order or their spelling speaks against it."""
    if form.ordered and not _same_order(found, form, said):
        return reject(Reason.WRONG_ORDER)
    whole = canonical(said.words, said.filler)
    if other := setting.bank.other(whole, setting.answers):
        return reject(Reason.CONFUSABLE, other)
    if found.slips:
        doubts = [
            doubt
            for slip in found.slips
            if (doubt := setting.bank.guard(*slip, setting.own, by_ear=not setting.question.foreign))
        ]
        for doubt in sorted(doubts, key=lambda doubt: doubt.kind is not VerdictKind.REJECT):
            return doubt
        if setting.question.foreign and _is_other_form(found, form, said):
            return prompt(Reason.CHECK_SPELLING)
        return accept(Reason.SPELLING, form.place)
    if setting.question.foreign and _is_other_form(found, form, said):
        return prompt(Reason.CHECK_SPELLING)
    exact = not found.extra and not found.missing
    return accept(Reason.EXACT if exact else Reason.VARIANT, form.place)


def _is_other_form(found: Alignment, form: Form, said: Said) -> bool:
    """Tell whether a word differs from the form's in its ending alone, which in a foreign language is grammar."""
    pairs = [(said.words[i], form.words[place]) for i, place in found.pairs]
    return any(
        one != other and one[: len(other) - 2] == other[: len(other) - 2] and one[-1:] != other[-1:]
        for one, other in pairs
    )


def _same_order(found: Alignment, form: Form, said: Said) -> bool:
    """Tell whether each word stands behind the same from, to or against as in the form."""
    typed_marks, form_marks = _marks(said.words), _marks(form.words)
    pairs = [(i, place) for i, place in sorted(found.pairs) if form.words[place] not in ORDERED | STOP]
    if not any(typed_marks):
        places = [place for _, place in pairs]
        return places == sorted(places)
    to = any(mark == "to" for mark in form_marks)
    begin = {"": "from"} if to else {}
    return all(
        begin.get(typed_marks[i], typed_marks[i]) == begin.get(form_marks[place], form_marks[place])
        for i, place in pairs
    )


def _marks(words: tuple[str, ...]) -> list[str]:
    marks, mark = list[str](), ""
    for word in words:
        mark = word if word in ORDERED else mark
        marks.append(mark)
    return marks


def _left_over(extra: list[int], found: Alignment, form: Form, said: Said, setting: Setting) -> Verdict:
    """Return the rejection that says best what is too much."""
    for i in extra:
        word, root = said.words[i], said.stems[i]
        if is_number(word):
            return reject(Reason.DIFFERENT_NUMBER)
        if word in COUNTRIES:
            return reject(Reason.DIFFERENT_PLACE, word)
        if other := setting.bank.other(root, setting.answers):
            return reject(Reason.CONFUSABLE, other)
    if form.person and any(place in form.must for place in found.missing):
        return reject(Reason.DIFFERENT_NAME)
    return reject(Reason.EXTRA_WORDS)
