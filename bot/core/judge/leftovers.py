"""Words that an answer has and the accepted form has not: which of them change nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.judge.alignment import Alignment, Said
from bot.core.judge.bank import Bank
from bot.core.judge.confusables import CAPITALS
from bot.core.judge.forms import Form, Question
from bot.core.judge.spelling import is_said_in
from bot.core.judge.tables import COUNTRIES, DIRECTIONS, QUALIFIERS, SMALL, STOP, TITLES, word_set
from bot.core.judge.words import is_number

BEFORE_CONTEXT = word_set("of in by at for from on during")
BEFORE_NUMBER = word_set("number no nr num")
# Whose office a title may be: no word that names another person or another place.
_BODIES = word_set("nato un eu osce us usa uk")
_OWNERS = COUNTRIES | _BODIES
# Partnership 4 peace.
_SPELT_AS = {"#4": "for", "#2": "to"}
_QUOTE = 3
_CHANGING = DIRECTIONS | QUALIFIERS


@dataclass(frozen=True, slots=True)
class Setting:
    """What an answer is judged against beside the forms of its item.

    `own` are the words of the item's answers and question, `parts` those of the answers alone; `answers` are
    the accepted answers in canonical form, and `rivals` what is known to be taken for them.
    """

    question: Question
    bank: Bank
    own: frozenset[str]
    answers: frozenset[str]
    parts: frozenset[str]
    rivals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Typed words beside a form of the right answer."""

    found: Alignment
    form: Form
    said: Said
    setting: Setting


def left_over(compared: Compared) -> list[int]:
    """Return the places of the typed words that fit nowhere and cannot be overlooked."""
    said, question = compared.said, compared.setting.question
    if not compared.found.extra:
        return []
    free = _after_preposition(said, question)
    extra = [i for i in compared.found.extra if i not in free and not _is_free(i, compared)]
    if not extra:
        return []
    retold = _retold(compared)
    extra = [i for i in extra if i not in retold]
    if not extra:
        return []
    quoted = _quoted(extra, compared)
    return [i for i in extra if i not in quoted]


def _after_preposition(said: Said, question: Question) -> frozenset[int]:
    """Return the places of words that repeat a phrase of the question after "of", "in" or "by"."""
    free: set[int] = set()
    for start, word in enumerate(said.words):
        if word not in BEFORE_CONTEXT:
            continue
        begin = start + 2 if said.words[start + 1 : start + 2] == ("the",) else start + 1
        end = begin
        while end < len(said.stems) and f" {' '.join(said.stems[begin : end + 1])} " in question.sequence:
            end += 1
        free.update(range(start, end))
    return frozenset(free)


def _retold(compared: Compared) -> frozenset[int]:
    """Return the left-over places that retell the question: NATO leaders met in Chicago."""
    said, question = compared.said, compared.setting.question
    runs: list[list[int]] = []
    for i in compared.found.extra:
        if said.words[i] in STOP or not is_said_in(said.words[i], question.stems):
            continue
        if runs and all(said.words[j] in STOP - {"and"} for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    # Names alone may be alternatives; a common word among them makes a clause, if it is not joined by an "and".
    told = [
        run
        for run in runs
        if len(run) > 1
        and any(is_said_in(said.words[i], question.addable) for i in run)
        and not (_is_joined(run[0], compared) or _is_joined(run[-1], compared))
    ]
    return frozenset(i for run in told for i in run)


def _quoted(extra: list[int], compared: Compared) -> frozenset[int]:
    """Return the places of words that say three or more of the question's on end: NATO had the last word."""
    roots, question = compared.said.stems, compared.setting.question
    free: set[int] = set()
    for i in extra:
        if f" {roots[i]} " not in question.sequence:
            continue
        start, end = i, i + 1
        while start and f" {' '.join(roots[start - 1 : end])} " in question.sequence:
            start -= 1
        while end < len(roots) and f" {' '.join(roots[start : end + 1])} " in question.sequence:
            end += 1
        common = not question.addable.isdisjoint(roots[start:end])
        joined = _is_joined(start, compared) or _is_joined(end - 1, compared)
        if end - start >= _QUOTE and common and not joined:
            free.update(range(start, end))
    return frozenset(free)


def _is_free(i: int, compared: Compared) -> bool:
    """Tell whether one left-over word changes nothing: the rule against it comes before the rules for it."""
    said, form = compared.said, compared.form
    word, root = said.words[i], said.stems[i]
    if i in said.filler or word in SMALL or root in form.stems or word in form.initials:
        return not is_number(word) or _is_free_number(word, compared)
    if is_number(word):
        return _is_free_number(word, compared)
    if word in BEFORE_NUMBER and i + 1 < len(said.words) and is_number(said.words[i + 1]):
        return True
    if len(form.must) == 1 and CAPITALS.get(form.words[min(form.must)]) == word:
        return True
    return word not in _CHANGING and _is_harmless(i, compared)


def _is_free_number(word: str, compared: Compared) -> bool:
    asked = word[1:] in compared.setting.question.numbers
    return asked or _SPELT_AS.get(word, "") in compared.form.words or word in compared.form.words


def _is_harmless(i: int, compared: Compared) -> bool:
    """Tell whether a word belongs to the question, to another accepted answer, or to the name of a person."""
    said, setting = compared.said, compared.setting
    word, root = said.words[i], said.stems[i]
    if compared.form.person and _is_office(i, compared):
        return True
    owned = not said.possessive.isdisjoint({word, root}) or _is_owner(i, compared)
    if word in setting.parts or (owned and root in setting.question.stems):
        return True
    if word in COUNTRIES:
        return False
    # What the question says is no other answer, even if it is one to another question.
    if root in setting.question.addable:
        return not _is_joined(i, compared)
    if setting.bank.other(root, setting.answers):
        return False
    return compared.form.person and _is_free_name(i, compared)


def _is_joined(i: int, compared: Compared) -> bool:
    """Tell whether an "and" that the answer has not makes the word another answer: heart and brain."""
    words = compared.said.words
    if "and" not in words or "and" in compared.form.words:
        return False
    return "and" in (_first_told(words[i + 1 :]), _first_told(reversed(words[:i])))


def _first_told(words: Iterable[str]) -> str:
    """Return the first of the words that is no small one, or is an "and"."""
    return next((word for word in words if word == "and" or word not in STOP), "")


def _is_owner(i: int, compared: Compared) -> bool:
    """Tell whether a country or the one body of the question stands before a name that holds none: US Supreme Court."""
    form, first = compared.form, min((j for j, _ in compared.found.pairs), default=0)
    if i + 1 != first or len(form.words) == 1 or not _OWNERS.isdisjoint(form.words):
        return False
    word, asked = compared.said.words[i], compared.setting.question.stems
    return word in COUNTRIES or (word in _BODIES and asked & _BODIES == frozenset({word}))


def _is_office(i: int, compared: Compared) -> bool:
    """Tell whether a word says whose title follows it, before a name that is all there: NATO Secretary General."""
    form, words = compared.form, compared.said.words
    whole = form.must.isdisjoint(compared.found.missing) and len(form.must) > 1
    return whole and words[i] in _BODIES and not TITLES.isdisjoint(words[i + 1 : i + 2])


def _is_free_name(i: int, compared: Compared) -> bool:
    """Tell whether a left-over word is a title or a middle name that contradicts none."""
    form, found = compared.form, compared.found
    if compared.said.words[i] in TITLES:
        return TITLES.isdisjoint(form.words[place] for place in found.missing)
    given, surname = min(form.must), max(form.must)
    typed = {place: j for j, place in found.pairs}
    if given == surname or given not in typed or surname not in typed:
        return False
    middles = [place for place in found.missing if given < place < surname and form.words[place] not in STOP]
    return typed[given] < i < typed[surname] and not middles
