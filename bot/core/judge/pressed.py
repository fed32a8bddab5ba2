"""Choice, multi, order and match, answered by letters or in words instead of by a button."""

import re
from dataclasses import dataclass, replace

from bot.core.judge.alignment import Said
from bot.core.judge.bank import Bank
from bot.core.judge.fillers import TALK
from bot.core.judge.forms import Form, build_forms, read_question
from bot.core.judge.leftovers import Setting
from bot.core.judge.phrase import canonical, hear, is_out_of_reach, judge_phrase, shapes_of
from bot.core.judge.polarity import polarity
from bot.core.judge.tables import EVERYTHING, NEGATIONS, word_set
from bot.core.judge.verdict import Reason, Verdict, VerdictKind, prompt, reject
from bot.core.pack import Item, ItemType
from bot.core.text import fold

LABELS = word_set("option options answer answers letter letters choice choices")
_AROUND = TALK | LABELS
_LABELLED = re.compile(
    r"^\(?([a-zA-Z])[).:] *(\S.*)$|^(?:option|answer) ([a-zA-Z])\b[ :,-]*(\S.*)$", re.IGNORECASE
)
_LEADING = re.compile(r"\W*a\s?[,.;:!)-]", re.IGNORECASE)
_JOINING = re.compile(rf"\b(?:and|then|{'|'.join(sorted(LABELS))})\b")
# No item has more than six things to name.
_MOST_PARTS = 8
_PARTS = re.compile(r"\s*(?:[,;\n/|+&>]|->|\band\b|\bthen\b)\s*")
_PAIR = re.compile(r"(\d{1,2})\s*(?:[-=:.)>]|->|is|to)*\s*([a-z])(?![a-z])")


@dataclass(frozen=True, slots=True)
class PressedKey:
    """What can be chosen: the texts, the forms of each, and the authored index behind each letter."""

    item: Item
    setting: Setting
    texts: tuple[str, ...]
    forms: tuple[Form, ...]
    meanings: dict[str, int]
    letters: dict[str, int]


def compile_pressed(item: Item, bank: Bank) -> PressedKey:
    """Return the key of an item whose answers stand beside letters."""
    texts = (
        tuple(option.text for option in item.options)
        or item.sequence
        or tuple(right for _, right in item.pairs)
    )
    question = read_question(item.stem)
    bare = replace(question, stems=frozenset(), addable=frozenset())
    # An option is no list of alternatives: a slash in it is a slash.
    whole = [(place, text.replace(" / ", " ")) for place, text in enumerate(texts)]
    forms = build_forms(whole, bare, person=False)
    meanings: dict[str, int] = {}
    for form in forms:
        meanings.setdefault(canonical(form.words), form.place)
    words = frozenset(word for form in forms for word in form.words)
    # The other options are the rivals here; the rest of the bank may well share words with them.
    setting = Setting(
        question, Bank(words=bank.words), words, words | frozenset(meanings), frozenset(), frozenset()
    )
    return PressedKey(item, setting, texts, forms, meanings, _lettered(item, len(texts)))


def as_shown(key: PressedKey, item: Item) -> PressedKey:
    """Return the key of an item for a copy of it that is shown in another order."""
    return (
        key
        if item.shown == key.item.shown
        else replace(key, item=item, letters=_lettered(item, len(key.texts)))
    )


def _lettered(item: Item, size: int) -> dict[str, int]:
    order = item.shown or tuple(range(size))
    return {chr(ord("a") + position): index for position, index in enumerate(order)}


def judge_pressed(key: PressedKey, text: str) -> Verdict:
    """Return the verdict on letters or texts that were typed instead of pressed."""
    match key.item.type:
        case ItemType.MULTI:
            return _judge_multi(key, text)
        case ItemType.ORDER:
            return _judge_order(key, text)
        case ItemType.MATCH:
            return _judge_match(key, text)
        case _:
            return _judge_choice(key, text)


def _chosen(key: PressedKey, text: str) -> int | None:
    """Return the index of the one option that a text names by letter or in words."""
    folded = fold(text)
    if folded in key.meanings:
        return key.meanings[folded]
    words = folded.split()
    spoken = [word for word in words if word in key.letters or word not in _AROUND]
    # A letter stands at one end of what is said around it, "I think b" or "B, I think"; but "a thing" is no letter.
    last, first = words[-1:] == spoken, words[:1] == spoken and (spoken != ["a"] or _LEADING.match(text))
    if len(spoken) == 1 and spoken[0] in key.letters and (last or first):
        return key.letters[spoken[0]]
    if labelled := _LABELLED.match(text.strip()):
        letter, rest = (labelled[1] or labelled[3]).lower(), labelled[2] or labelled[4]
        named = _named(key, hear(rest, key.setting.question.keep))
        return named if named is not None and named == key.letters.get(letter) else None
    return _named(key, hear(text, key.setting.question.keep))


def _named(key: PressedKey, said: Said) -> int | None:
    meaning = canonical(said.words, said.filler)
    if meaning in key.meanings:
        return key.meanings[meaning]
    shapes = shapes_of(said)
    fits = {
        form.place
        for form in key.forms
        if not is_out_of_reach(form, said, shapes)
        and judge_phrase(form, said, key.setting).kind is VerdictKind.ACCEPT
    }
    return fits.pop() if len(fits) == 1 else None


def _judge_choice(key: PressedKey, text: str) -> Verdict:
    place = _chosen(key, text)
    if place is None and key.item.type is ItemType.TRUE_FALSE:
        said = polarity(text, key.setting.question)
        place = next(
            (
                i
                for i, option in enumerate(key.texts)
                if said is not None and polarity(option, key.setting.question) is said
            ),
            None,
        )
    if place is None:
        several = len(_letters(key, text)) > 1 or fold(text) in EVERYTHING
        return reject(Reason.SEVERAL_ANSWERS if several else Reason.WRONG)
    option = key.item.options[place]
    if option.right:
        return Verdict(VerdictKind.ACCEPT, Reason.EXACT, (place,))
    return Verdict(VerdictKind.REJECT, Reason.WRONG, (place,), option.why)


def _letters(key: PressedKey, text: str) -> tuple[int, ...]:
    """Return the indices that a text names by letters alone, spaced or not; nothing if it is more than letters."""
    words = [word for word in _JOINING.sub(" ", fold(text)).split() if word != "or"]
    if len(words) == 1 and len(words[0]) > 1 and len(set(words[0])) < len(words[0]):
        return ()
    letters = "".join(words)
    spread = all(len(word) == 1 for word in words) or len(words) == 1
    if not letters or not spread or any(letter not in key.letters for letter in letters):
        return ()
    return tuple(key.letters[letter] for letter in letters)


def _named_all(key: PressedKey, text: str) -> tuple[int, ...] | None:
    """Return the indices named by letters or texts in the order said; None if something is none of them."""
    if letters := _letters(key, text):
        return letters
    one = _chosen(key, text)
    if one is not None:
        return (one,)
    if texts := _texts_in(key, text):
        return texts
    parts = [part for part in _PARTS.split(text) if fold(part)]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    places = [place for part in parts if (place := _chosen(key, part)) is not None]
    return tuple(places) if len(places) == len(parts) else None


def _texts_in(key: PressedKey, text: str) -> tuple[int, ...]:
    """Return the indices of options of which the very texts were typed one after another; nothing if there is more."""
    rest = f" {fold(text)} "
    places: list[tuple[int, int]] = []
    for place, option in sorted(enumerate(map(fold, key.texts)), key=lambda each: -len(each[1])):
        at = rest.find(f" {option} ")
        if at >= 0:
            places.append((at, place))
            rest = f"{rest[: at + 1]}{' ' * len(option)}{rest[at + 1 + len(option) :]}"
    return () if _JOINING.sub("", rest).split() else tuple(place for _, place in sorted(places))


def _judge_multi(key: PressedKey, text: str) -> Verdict:
    right = {place for place, option in enumerate(key.item.options) if option.right}
    everything = fold(text) in EVERYTHING
    named = tuple(range(len(key.texts))) if everything else _named_all(key, text)
    if named is None:
        words = fold(text).split()
        turned = not (NEGATIONS.isdisjoint(words) or key.setting.own.isdisjoint(words))
        return reject(Reason.NEGATION if turned else Reason.WRONG)
    chosen = tuple(sorted(set(named)))
    if set(chosen) == right:
        return Verdict(VerdictKind.ACCEPT, Reason.COMPLETE, chosen)
    if set(chosen) < right:
        return prompt(Reason.INCOMPLETE, *chosen)
    wrong = next(place for place in chosen if place not in right)
    return Verdict(VerdictKind.REJECT, Reason.WRONG, chosen, key.item.options[wrong].why)


def _judge_order(key: PressedKey, text: str) -> Verdict:
    named = _named_all(key, text)
    if named is None:
        return reject(Reason.WRONG)
    if len(set(named)) < len(named):
        return Verdict(VerdictKind.REJECT, Reason.SEVERAL_ANSWERS, named)
    if named == tuple(range(len(key.texts))):
        return Verdict(VerdictKind.ACCEPT, Reason.COMPLETE, named)
    if len(named) < len(key.texts):
        return prompt(Reason.INCOMPLETE, *named)
    return Verdict(VerdictKind.REJECT, Reason.WRONG_ORDER, named)


def _judge_match(key: PressedKey, text: str) -> Verdict:
    chosen = _pairs(key, text)
    if chosen is None:
        return reject(Reason.WRONG)
    rights = [fold(right) for _, right in key.item.pairs]
    named = tuple(chosen[left] for left in sorted(chosen))
    # Whether it is right so far is not said: it would be tried out letter by letter.
    if len(chosen) < len(rights):
        return prompt(Reason.INCOMPLETE, *named)
    if any(rights[right] != rights[left] for left, right in chosen.items()):
        return Verdict(VerdictKind.REJECT, Reason.WRONG, named)
    return Verdict(VerdictKind.ACCEPT, Reason.COMPLETE, named)


def _pairs(key: PressedKey, text: str) -> dict[int, int] | None:
    """Return left index -> right index as typed: 1B 2A 3C, or B A C; None if it is neither or contradicts itself."""
    lowered = text.casefold()
    found = _PAIR.findall(lowered)
    if found:
        rest = _PAIR.sub("", lowered)
        if re.search(r"[a-z0-9]", _JOINING.sub("", rest)):
            return None
        pairs = [(int(number) - 1, key.letters.get(letter, -1)) for number, letter in found]
        chosen = dict(pairs)
        sound = len(chosen) == len(pairs) and all(
            0 <= left < len(key.texts) and right >= 0 for left, right in pairs
        )
        return chosen if sound else None
    letters = _letters(key, text)
    return dict(enumerate(letters)) if letters and len(letters) <= len(key.texts) else None
