"""Gaps: who fills one may repeat the words that stand around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.pack import GAP
from bot.core.text import fold


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence with its gap filled, as words between single spaces, and where in it the answer begins and ends."""

    text: str
    start: int
    end: int
    place: int


def fill(sentence: str, answers: Iterable[str]) -> Iterator[Filled]:
    """Yield a sentence filled with each answer; nothing if it has no gap."""
    gap = GAP.search(sentence)
    if gap is None:
        return
    before, after = sentence[: gap.start()], sentence[gap.end() :]
    head, tail = f" {fold(before)}".rstrip(), f"{fold(after)} ".lstrip()
    for place, answer in enumerate(answers):
        filled = f"{head} {fold(answer)} "
        yield Filled(filled + tail, len(head), len(filled), place)


def filled_by(sentences: Iterable[Filled], text: str) -> int | None:
    """Return the place of the answer with which a text fills the gap, words around it and all; None if it does not."""
    line = f" {fold(text)} "
    for each in sentences:
        at = each.text.find(line)
        while 0 <= at <= each.start:
            if at + len(line) >= each.end:
                return each.place
            at = each.text.find(line, at + 1)
    return None


def between(sentences: Iterable[Filled], text: str) -> str:
    """Return what is left of a text without the words right before and behind the gap; nothing if it holds none."""
    # The words around the gap are the same with whatever answer.
    filled = next(iter(sentences), None)
    if filled is None:
        return ""
    words = whole = fold(text).split()
    head, tail = filled.text[: filled.start].split(), filled.text[filled.end :].split()
    before = next((n for n in range(len(words) - 1, 0, -1) if words[:n] == head[-n:]), 0)
    words = words[before:]
    behind = next((n for n in range(len(words) - 1, 0, -1) if words[-n:] == tail[:n]), 0)
    words = words[: len(words) - behind]
    return " ".join(words) if words != whole else ""
