"""Lint by the judge itself: what it would rule against the author's intent."""

from collections.abc import Iterator
from dataclasses import replace

from bot.core.judge import Judge, Verdict, VerdictKind
from bot.core.judge.forms import variants
from bot.core.pack import Item, ItemType
from bot.packs.document import Step
from bot.packs.soundness import Flaw


def ill_judged(item: Item, judge: Judge) -> Iterator[Flaw]:
    """Yield accepted answers that the judge would not accept, and near or wrong ones that it would."""
    for answer, steps in _accepted(item):
        verdict = judge.judge(item, answer)
        if verdict.kind is not VerdictKind.ACCEPT:
            yield f"the judge does not accept `{answer}`: {_ruling(verdict)}", steps
    for name, near, kind in (
        ("prompt", item.prompt, VerdictKind.PROMPT),
        ("reject", item.reject, VerdictKind.REJECT),
    ):
        for place, each in enumerate(near):
            for answer in variants(each.answer):
                verdict = judge.judge(item, answer)
                if verdict.kind is not kind:
                    yield f"the judge says of `{answer}`: {_ruling(verdict)}", (name, place, "answer")
    if item.type in {ItemType.CHOICE, ItemType.MULTI}:
        yield from _distractors(item, judge)


def _accepted(item: Item) -> Iterator[tuple[str, tuple[Step, ...]]]:
    for place, answer in enumerate(item.answers):
        yield from ((text, ("answers", place)) for text in variants(answer))
    shown = [variants(element[0])[0] for element in item.elements]
    for place, element in enumerate(item.elements):
        # Each string of an element is said among as many others as are needed, in the order of the elements.
        others = [other for other in range(len(shown)) if other != place][: item.need - 1]
        for inner, answer in enumerate(element):
            for text in variants(answer):
                said = [text if other == place else shown[other] for other in sorted([*others, place])]
                yield ", ".join(said), ("elements", place, inner)


def _distractors(item: Item, judge: Judge) -> Iterator[Flaw]:
    """Yield the wrong options that would pass for a right one if they were typed."""
    right = tuple(option.text for option in item.options if option.right)
    asked = replace(item, type=ItemType.SHORT, answers=right, options=())
    for place, option in enumerate(item.options):
        if not option.right and judge.judge(asked, option.text).kind is VerdictKind.ACCEPT:
            yield f"the judge would take `{option.text}` for the right answer", ("options", place, "text")


def _ruling(verdict: Verdict) -> str:
    detail = f", {verdict.detail}" if verdict.detail else ""
    return f"{verdict.kind} ({verdict.reason}{detail})"
