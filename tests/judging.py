"""Items of the judge's tests, made in a line."""

from bot.core.judge import Judge, VerdictKind
from bot.core.pack import AnswerKind, Item, ItemType, NearAnswer, Option
from bot.packs.wordlist import load_words

ACCEPT, PROMPT, REJECT = VerdictKind.ACCEPT, VerdictKind.PROMPT, VerdictKind.REJECT


def item(
    *answers: str,
    question: str = "",
    type_: ItemType = ItemType.SHORT,
    id_: str = "one",
    kind: AnswerKind | None = None,
    tolerance: str = "",
    prompt: tuple[tuple[str, str], ...] = (),
    reject: tuple[tuple[str, str], ...] = (),
    options: tuple[tuple[str, bool, str], ...] = (),
    elements: tuple[tuple[str, ...], ...] = (),
    need: int = 0,
    ordered: bool = False,
    sequence: tuple[str, ...] = (),
    pairs: tuple[tuple[str, str], ...] = (),
    shown: tuple[int, ...] = (),
) -> Item:
    """Return an item with what the test is about, and nothing else."""
    return Item(
        id=id_,
        type=type_,
        stem=question,
        fact="",
        explanation="",
        sources=(),
        pack="tests",
        topic="tests",
        answers=answers,
        answer_kind=kind,
        tolerance=tolerance,
        prompt=tuple(NearAnswer(*near) for near in prompt),
        reject=tuple(NearAnswer(*near) for near in reject),
        options=tuple(Option(*option) for option in options),
        elements=elements,
        need=need,
        ordered=ordered,
        sequence=sequence,
        pairs=pairs,
        shown=shown,
    )


def judge_of(*items: Item) -> Judge:
    """Return a judge whose bank holds the items, with the shipped word list."""
    return Judge(items, load_words())
