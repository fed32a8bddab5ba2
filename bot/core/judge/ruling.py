"""The judge itself: it knows the bank, keeps the compiled keys, and applies the rules in order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.judge import order
from bot.core.judge.bank import Bank
from bot.core.judge.fillers import PAUSES, is_chatter
from bot.core.judge.forms import build_forms, read_question, tight
from bot.core.judge.key import Key, compile_key
from bot.core.judge.lists import ListKey, compile_list, judge_list
from bot.core.judge.phrase import canonical, hear
from bot.core.judge.pressed import PressedKey, as_shown, compile_pressed, judge_pressed
from bot.core.judge.tables import EVERYTHING
from bot.core.judge.talk import Sieve, compile_sieve, is_talk
from bot.core.judge.verdict import Reason, Ruling, Verdict, VerdictKind, reject
from bot.core.judge.words import NO_WORDS, Words
from bot.core.pack import TYPED, Item, ItemType
from bot.core.text import Flaw, clean, fold

AnyKey = Key | ListKey | PressedKey
_MOST_KEYS = 2048
# Sessions that play an item at the same time; comparing copies by value costs a little each time.
_MOST_COPIES = 64
_FLAWS = {Flaw.EMPTY: Reason.EMPTY, Flaw.TOO_LONG: Reason.TOO_LONG, Flaw.LINK: Reason.LINK}
# Why a line is refused in which, perhaps, nothing was said: hi everyone.
_UNSAID = frozenset({Reason.WRONG, Reason.SEVERAL_ANSWERS, Reason.EXTRA_WORDS})
RULES: tuple[tuple[str, order.Rule], ...] = (
    ("known", order.known),
    ("gap", order.gap),
    ("negation", order.negation),
    ("everything", order.everything),
    ("several", order.several),
    ("hedged", order.hedged),
    ("value", order.value),
    ("words", order.words),
)
LATE_RULES: tuple[tuple[str, order.Rule], ...] = (
    ("parts", order.parts),
    ("beside", order.beside),
    ("foreseen", order.foreseen),
)
"""Asked only of answers that are not accepted: may they be in parts, or did the author foresee them?"""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that was asked, and what it said; None if it left the decision to the next."""

    rule: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict, the rule that decided, and every rule before it with what it said."""

    verdict: Verdict
    rule: str
    steps: tuple[Step, ...]


class _Kept:
    """What was compiled for one item, and for the copies of it that sessions play; the sieve when it is asked for."""

    def __init__(self, item: Item, key: AnyKey) -> None:
        self.key = key
        self._item = item
        self._copies = {id(item): item}

    def is_of(self, item: Item) -> bool:
        """Whether it serves an item: the same one, or a copy, perhaps with its options in another order."""
        if self._copies.get(id(item)) is item:
            return True
        if replace(item, shown=self._item.shown) != self._item:
            return False
        if len(self._copies) >= _MOST_COPIES:
            self._copies.clear()
        self._copies[id(item)] = item
        return True

    @cached_property
    def sieve(self) -> Sieve | None:
        return compile_sieve(self.key)


class Judge:
    """Judges answers to any item; the items given are the bank, whose answers are each other's rivals."""

    def __init__(self, items: Iterable[Item], words: Words | None = None) -> None:
        self._bank = Bank(words or NO_WORDS)
        self._keys: dict[str, _Kept] = {}
        for item in items:
            self._learn(item)

    def judge(self, item: Item, answer: str, rulings: Iterable[Ruling] = ()) -> Verdict:
        """Return the verdict on an answer; never raises, whatever was typed.

        A person's ruling on this very answer comes first.
        """
        typed = clean(answer)
        if typed.flaw:
            return reject(_FLAWS[typed.flaw])
        for ruling in rulings:
            if ruling.item == item.id and ruling.answer == fold(typed.text):
                kind = VerdictKind.ACCEPT if ruling.accepted else VerdictKind.REJECT
                return Verdict(kind, Reason.RULING)
        verdict = self._verdict(item, typed.text)
        rejected = verdict.kind is VerdictKind.REJECT and not verdict.matched
        if rejected and _says_nothing(typed.text, verdict.reason):
            return reject(Reason.EMPTY)
        return verdict

    def _verdict(self, item: Item, text: str) -> Verdict:
        key = self._key(item)
        if isinstance(key, ListKey):
            return judge_list(key, text)
        if isinstance(key, PressedKey):
            return judge_pressed(key, text)
        exact = tight(text)
        if (verdict := key.known.get(exact)) is not None:
            return verdict
        case = order.Case(key, text, exact, hear(text, key.setting.question.keep))
        return self._decide(case)[0]

    def _decide(self, case: order.Case) -> tuple[Verdict, str]:
        fallback, by = reject(Reason.WRONG), "none"
        for name, rule in RULES:
            verdict = rule(case)
            if verdict is None:
                continue
            if verdict.kind is VerdictKind.ACCEPT or name in {"known", "negation", "everything"}:
                return verdict, name
            fallback, by = verdict, name
            break
        for name, rule in LATE_RULES:
            verdict = rule(case)
            if verdict is not None:
                return verdict, name
        return fallback, by

    def is_talk(self, item: Item, line: str) -> bool:
        """Whether a line of a room's chat is surely rejected and names nothing, at a fraction of `judge`'s cost.

        False says nothing at all; nor is a person's ruling asked.
        """
        sieve = self._kept(item).sieve
        return sieve is not None and is_talk(sieve, line)

    def explain(self, item: Item, answer: str) -> Explanation:
        """Return the verdict on an answer with the rules that led to it."""
        typed = clean(answer)
        verdict = self.judge(item, answer)
        if typed.flaw:
            return Explanation(verdict, "clean", (Step("clean", verdict),))
        key = self._key(item)
        if not isinstance(key, Key):
            return Explanation(verdict, str(item.type), (Step(str(item.type), verdict),))
        case = order.Case(key, typed.text, tight(typed.text), hear(typed.text, key.setting.question.keep))
        steps = tuple(Step(name, rule(case)) for name, rule in (*RULES, *LATE_RULES))
        rule = self._decide(case)[1]
        return Explanation(verdict, rule, steps)

    def _key(self, item: Item) -> AnyKey:
        key = self._kept(item).key
        return as_shown(key, item) if isinstance(key, PressedKey) else key

    def _kept(self, item: Item) -> "_Kept":
        found = self._keys.get(item.id)
        if found is not None and found.is_of(item):
            return found
        if len(self._keys) >= _MOST_KEYS:
            self._keys.clear()
        kept = self._keys[item.id] = _Kept(item, self._compile(item))
        return kept

    def _compile(self, item: Item) -> AnyKey:
        if item.type is ItemType.LIST:
            return compile_list(item, self._bank)
        return compile_key(item, self._bank) if item.type in TYPED else compile_pressed(item, self._bank)

    def _learn(self, item: Item) -> None:
        question = read_question("")
        elements = [text for element in item.elements for text in element]
        texts = [*item.answers, *elements, *(near.answer for near in item.reject)]
        for form in build_forms(enumerate(texts), question, person=False):
            self._bank.add(canonical(form.words), form.text, form.words, form.initials)


def _says_nothing(text: str, reason: Reason) -> bool:
    """Whether nothing was said that could be an answer; a number that asks for time is none to any question."""
    folded = fold(text)
    return folded in PAUSES or (reason in _UNSAID and folded not in EVERYTHING and is_chatter(folded.split()))
