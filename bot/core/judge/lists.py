"""Lists: which elements an answer names, and whether anything in it is none of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.judge.alignment import Said
from bot.core.judge.bank import Bank
from bot.core.judge.forms import Form, build_forms, read_question, variants
from bot.core.judge.leftovers import Setting
from bot.core.judge.phrase import canonical, hear, judge_phrase
from bot.core.judge.spelling import stem
from bot.core.judge.tables import COUNTRIES, DIRECTIONS, EVERYTHING, NEGATIONS, QUALIFIERS, STOP, word_set
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, prompt, reject
from bot.core.judge.words import is_number, tokens
from bot.core.pack import Item
from bot.core.text import fold, plain

_SEPARATORS = re.compile(r"[,;\n|>•·]|->|\s-\s|\bthen\b|\bas well as\b")
# These may also stand inside the name of one element.
_WEAK_SEPARATORS = re.compile(r"[/&+]|\band\b|\bplus\b")
# An article or a slip may make an element that much longer.
_SPARE = 2
_NUMBERING = re.compile(r"(?:(?<=^)|(?<=[\s,;]))\(?(?:\d{1,2}|[a-h])[.)]\s*(?=\D)")
_ORDINALS = word_set(
    "first firstly second secondly third thirdly fourth fourthly fifth fifthly sixth sixthly last lastly finally next"
)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(sorted(_ORDINALS))})\b[:,]?\s*", re.IGNORECASE)
BEFORE_ELEMENT = _ORDINALS | {"plus"}
"""Words that part elements and are none."""


@dataclass(frozen=True, slots=True)
class ListKey:
    """What a list accepts: the forms of its elements, and which element each meaning names."""

    item: Item
    setting: Setting
    forms: tuple[Form, ...]
    meanings: dict[str, int]
    near: dict[str, Verdict]
    longest: int
    stems: frozenset[str]


def compile_list(item: Item, bank: Bank) -> ListKey:
    """Return the key of an item that asks for several things."""
    question = read_question(item.stem, [text for element in item.elements for text in element])
    plain_question = replace(question, stems=question.addable)
    texts = [(place, text) for place, element in enumerate(item.elements) for text in element]
    forms = build_forms(texts, plain_question)
    meanings: dict[str, int] = {}
    for form in forms:
        meanings.setdefault(canonical(form.words), form.place)
    words = frozenset(word for form in forms for word in form.words)
    answers = frozenset(meanings) | words
    setting = Setting(question, bank, words | question.stems, answers, frozenset(), frozenset())
    longest = max((len(form.words) for form in forms), default=1) + _SPARE
    stems = frozenset(root for form in forms for root in form.stems)
    near = {
        canonical(tokens(plain(text), question.keep)): reject(Reason.AUTHORED, foreseen.reason)
        for foreseen in item.reject
        for text in variants(foreseen.answer)
    }
    return ListKey(item, setting, forms, meanings, near, longest, stems)


def judge_list(key: ListKey, text: str) -> Verdict:
    """Return the verdict on a typed list: enough different elements and nothing else is right."""
    if fold(text) in EVERYTHING:
        return reject(Reason.SEVERAL_ANSWERS)
    if not any(any(map(is_number, form.words)) for form in key.forms):
        text = _NUMBERING.sub(" , ", text)
    if key.item.ordered:
        text = _ORDINAL.sub(" , ", text)
    named: list[int] = []
    doubt: Verdict | None = None
    for part in _SEPARATORS.split(text):
        said = hear(part, key.setting.question.keep)
        whole = _name(key, said, 0, len(said.words))
        if isinstance(whole, int):
            named.append(whole)
            continue
        if not NEGATIONS.isdisjoint(said.words) and NEGATIONS.isdisjoint(key.stems):
            return reject(Reason.WRONG if key.stems.isdisjoint(said.stems) else Reason.NEGATION)
        for found in _walk_all(key, said, part):
            if isinstance(found, int):
                named.append(found)
            elif found.kind is VerdictKind.PROMPT:
                doubt = found
            else:
                return Verdict(found.kind, found.reason, tuple(dict.fromkeys(named)), found.detail)
    return _weigh(key.item, named, doubt)


def _weigh(item: Item, named: Sequence[int], doubt: Verdict | None) -> Verdict:
    elements = tuple(dict.fromkeys(named))
    need = item.need or len(item.elements)
    if item.ordered and list(elements) != sorted(elements):
        return Verdict(VerdictKind.REJECT, Reason.WRONG_ORDER, elements)
    if len(elements) >= need:
        return Verdict(VerdictKind.ACCEPT, Reason.COMPLETE, elements)
    if doubt:
        return Verdict(VerdictKind.PROMPT, doubt.reason, elements)
    return prompt(Reason.INCOMPLETE, *elements) if elements else reject(Reason.WRONG)


def _walk_all(key: ListKey, said: Said, part: str) -> Iterator[int | Verdict]:
    """Yield what a part names: as it stands if all of it fits, else piece by piece."""
    found = list(_walk(key, said))
    pieces = [piece for piece in _WEAK_SEPARATORS.split(part) if fold(piece)]
    if len(pieces) <= 1 or not any(
        isinstance(each, Verdict) and each.kind is VerdictKind.REJECT for each in found
    ):
        yield from found
        return
    for piece in pieces:
        yield from _walk(key, hear(piece, key.setting.question.keep))


def _walk(key: ListKey, said: Said) -> Iterator[int | Verdict]:
    """Yield the elements that the words name from left to right, and a verdict for what is none."""
    place = 0
    while place < len(said.words):
        if place in said.filler:
            place += 1
            continue
        for size in range(min(key.longest, len(said.words) - place), 0, -1):
            found = _name(key, said, place, place + size)
            if found is not None and not (
                isinstance(found, Verdict) and size > 1 and said.words[place] in STOP
            ):
                yield found
                place += size
                break
        else:
            if not _is_free(key, said, place):
                yield reject(Reason.DIFFERENT_PLACE if said.words[place] in COUNTRIES else Reason.EXTRA_WORDS)
                return
            place += 1


def _name(key: ListKey, said: Said, start: int, end: int) -> int | Verdict | None:
    """Return the element that a run of words names, a doubt about its spelling, or None."""
    words = said.words[start:end]
    if not words or words[0] in STOP or words[-1] in STOP:
        return None
    meaning = canonical(words)
    if meaning in key.meanings:
        return key.meanings[meaning]
    if meaning in key.near:
        return key.near[meaning]
    part = Said(words, said.stems[start:end], frozenset(), said.possessive)
    firsts = {word[0] for word in words if word not in STOP}
    doubt: Verdict | None = None
    for form in key.forms:
        if abs(len(form.words) - len(words)) > _SPARE:
            continue
        if not (firsts <= form.firsts or words[0] in form.initials):
            continue
        verdict = judge_phrase(form, part, key.setting)
        if verdict.kind is VerdictKind.ACCEPT:
            return form.place
        if verdict.reason is Reason.CHECK_SPELLING:
            doubt = verdict
    return doubt


def _is_free(key: ListKey, said: Said, place: int) -> bool:
    word, root = said.words[place], said.stems[place]
    if word in DIRECTIONS or word in QUALIFIERS or word in COUNTRIES or is_number(word):
        return False
    return word in STOP or root in key.setting.question.addable or stem(word) in key.setting.question.addable
