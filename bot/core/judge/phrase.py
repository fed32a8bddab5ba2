"""Answers in words: what is missing, what is left over, in which order, and how well it is spelt."""

import re

from bot.core.judge.alignment import Said, align
from bot.core.judge.fillers import find_fillers
from bot.core.judge.forms import LONGEST_RUN, Form
from bot.core.judge.leftovers import Compared, Setting, left_over
from bot.core.judge.spelling import edits, holds_more, shape, stem
from bot.core.judge.tables import COUNTRIES, DIRECTIONS, ORDERED, QUALIFIERS, REVERSING, STOP, TITLES
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, accept, prompt, reject
from bot.core.judge.words import is_number, tokens
from bot.core.text import fold

_SIGNS = frozenset({"plusplus", "sharp"})
_POSSESSIVE = re.compile(r"(\w+)'s?(?!\w)")
_DIGITS = re.compile(r"\d+")
_ONE_EDIT, _TWO_EDITS = 9, 16
_ENDING = 2


def hear(text: str, keep: frozenset[str]) -> Said:
    """Return cleaned text as words, with what people say around an answer marked as filler."""
    words = tokens(text, keep)
    owners = [fold(found) for found in _POSSESSIVE.findall(text)] if "'" in text else []
    return Said(
        words=words,
        stems=tuple(map(stem, words)),
        filler=find_fillers(words),
        possessive=frozenset(owners) | frozenset(stem(f"{owner}s") for owner in owners),
        shouted=len(words) == 1 and text.strip(" .?!").isupper(),
    )


def canonical(words: tuple[str, ...], skip: frozenset[int] = frozenset()) -> str:
    """Return the stems of the words that carry meaning, as one string."""
    kept = " ".join(stem(word) for i, word in enumerate(words) if i not in skip and word not in STOP)
    return kept or " ".join(words)


def judge_phrase(form: Form, said: Said, setting: Setting) -> Verdict:
    """Return the verdict on typed words against one accepted form."""
    if form.initials and _is_acronym(form, said, setting):
        return accept(Reason.ACRONYM, form.place)
    compared = Compared(align(form, said), form, said, setting)
    extra = left_over(compared)
    missing = [place for place in compared.found.missing if place in form.must]
    if not missing and not extra:
        return _weigh(compared)
    if _is_spaceless(form, said):
        return accept(Reason.SPELLING, form.place)
    if not any(place in form.must for _, place in compared.found.pairs):
        return reject(Reason.WRONG)
    return _say_what_is_too_much(extra, compared) if extra else _judge_part(missing, compared)


def shapes_of(said: Said) -> int:
    """Return the shapes of all that was typed, of each word and of neighbours written together."""
    found = 0
    for start, word in enumerate(said.words):
        found |= shape(said.stems[start][0], len(said.stems[start]))
        length = 0
        for each in said.words[start : start + LONGEST_RUN]:
            length += len(each)
            found |= shape(word[0], length)
    return found


def is_out_of_reach(form: Form, said: Said, shapes: int) -> bool:
    """Whether a form surely is not accepted, at a glance: nothing typed can stand for one of its words."""
    apart = any(not shapes & partners for partners in form.partners)
    return apart and form.initials.isdisjoint(said.words) and not _is_spaceless(form, said)


def _is_acronym(form: Form, said: Said, setting: Setting) -> bool:
    """Tell whether the initials of the form were typed, and they are not those of another answer."""
    if len(said.words) == 1 and said.shouted:
        return said.words[0] in form.initials
    spoken = [word for i, word in enumerate(said.words) if i not in said.filler and word not in STOP]
    if len(spoken) != 1 or spoken[0] not in form.initials:
        return False
    return spoken[0] not in setting.bank.answers or spoken[0] in setting.answers


def _is_spaceless(form: Form, said: Said) -> bool:
    """Tell whether the words are the form with other gaps between them, and at most a slip or two."""
    right = form.squashed
    if not right:
        return False
    words = [word for i, word in enumerate(said.words) if i not in said.filler]
    typed = "".join(words)
    if "#" in right or "#" in typed or len(words) == len(form.words):
        same_digits = _DIGITS.findall(typed) == _DIGITS.findall(right)
        return same_digits and typed.replace("#", "") == right.replace("#", "")
    most = (len(right) >= _ONE_EDIT) + (len(right) >= _TWO_EDITS)
    if typed == right or not most or typed[:1] != right[:1]:
        return typed == right
    away = edits(typed, right, most)
    return away <= most and not holds_more(words, right, away) and not holds_more(form.words, typed, away)


def _judge_part(missing: list[int], compared: Compared) -> Verdict:
    """Return the verdict on words that fit as far as they go: say more, unless they mean something else."""
    form, said, setting, found = compared.form, compared.said, compared.setting, compared.found
    if other := setting.bank.other(canonical(said.words, said.filler), setting.answers):
        return reject(Reason.CONFUSABLE, other)
    gone = {form.words[place] for place in missing}
    if not REVERSING.isdisjoint(gone):
        return reject(Reason.NEGATION)
    beside = [i for i in found.extra if i not in said.filler and said.words[i] not in STOP | TITLES]
    if beside or not _SIGNS.isdisjoint(gone):
        return reject(Reason.DIFFERENT_NAME if form.person else Reason.WRONG)
    here = {form.words[place] for _, place in found.pairs} - STOP
    if here <= COUNTRIES | DIRECTIONS and (gone & (DIRECTIONS | QUALIFIERS) or here & COUNTRIES):
        return reject(Reason.DIFFERENT_PLACE)
    return prompt(Reason.INCOMPLETE, form.place)


def _say_what_is_too_much(extra: list[int], compared: Compared) -> Verdict:
    """Return the rejection that says best what is too much."""
    form, said, setting = compared.form, compared.said, compared.setting
    for i in extra:
        word = said.words[i]
        if is_number(word):
            return reject(Reason.DIFFERENT_NUMBER)
        if word in COUNTRIES:
            return reject(Reason.DIFFERENT_PLACE, word)
        if other := setting.bank.other(said.stems[i], setting.answers):
            return reject(Reason.CONFUSABLE, other)
    wrong_name = form.person and any(place in form.must for place in compared.found.missing)
    return reject(Reason.DIFFERENT_NAME if wrong_name else Reason.EXTRA_WORDS)


def _weigh(compared: Compared) -> Verdict:
    """Return the verdict on words that all fit, unless their order or their spelling speaks against them."""
    form, said, setting, found = compared.form, compared.said, compared.setting, compared.found
    if form.ordered and not _is_same_order(compared):
        return reject(Reason.WRONG_ORDER)
    other = setting.bank.other(canonical(said.words, said.filler), setting.answers)
    if other and not _is_as_asked(compared):
        return reject(Reason.CONFUSABLE, other)
    by_ear = not setting.question.foreign
    doubts = [
        doubt for slip in found.slips if (doubt := setting.bank.guard(*slip, setting.own, by_ear=by_ear))
    ]
    if doubts:
        return min(doubts, key=lambda doubt: doubt.kind is not VerdictKind.REJECT)
    if setting.question.foreign and _is_other_ending(compared):
        return prompt(Reason.CHECK_SPELLING)
    if found.slips:
        return accept(Reason.SPELLING, form.place)
    return accept(Reason.VARIANT if found.extra or found.missing else Reason.EXACT, form.place)


def _is_as_asked(compared: Compared) -> bool:
    """Tell whether all of the form was said, and beside it nothing but words of the question."""
    found, said = compared.found, compared.said
    beside = [i for i in found.extra if i not in said.filler and said.words[i] not in STOP]
    asked = compared.setting.question.addable
    return bool(beside) and not found.missing and all(said.stems[i] in asked for i in beside)


def _is_other_ending(compared: Compared) -> bool:
    """Tell whether a word differs from the form's in its ending alone, which in a foreign language is grammar."""
    pairs = [(compared.said.words[i], compared.form.words[place]) for i, place in compared.found.pairs]
    return any(
        one != other and one[: len(other) - _ENDING] == other[:-_ENDING] and one[-1:] != other[-1:]
        for one, other in pairs
    )


def _is_same_order(compared: Compared) -> bool:
    """Tell whether each word stands behind the same from, to or against as in the form."""
    form = compared.form
    typed_marks, form_marks = _marks(compared.said.words), _marks(form.words)
    pairs = [
        (i, place) for i, place in sorted(compared.found.pairs) if form.words[place] not in ORDERED | STOP
    ]
    if not any(typed_marks):
        places = [place for _, place in pairs]
        return places == sorted(places)
    begin = {"": "from"} if "to" in form_marks else {}
    return all(
        begin.get(typed_marks[i], typed_marks[i]) == begin.get(form_marks[place], form_marks[place])
        for i, place in pairs
    )


def _marks(words: tuple[str, ...]) -> list[str]:
    """Return for each word the last word before it that gives a direction, or nothing."""
    marks, mark = list[str](), ""
    for word in words:
        mark = word if word in ORDERED else mark
        marks.append(mark)
    return marks
