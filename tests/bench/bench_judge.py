"""How fast the judge is: `python -m tests.bench.bench_judge`.

Prints judgements a second over the golden table and over a chat-like mix, the slowest of heavy inputs, and how
long the word list takes to read. Keeps nothing.
"""

import random
import time
from collections.abc import Sequence
from pathlib import Path

from bot.core.judge import Judge
from bot.core.pack import Item
from bot.packs.cases import read_table
from bot.packs.wordlist import load_words

GOLDEN = Path(__file__).parents[1] / "golden" / "judge.tsv"
CHAT = (
    "lol", "what did you say", "brb", "I think we should meet tomorrow at the library", "ok", "nice one", "gg",
    "who is next?", "that was hard", "does anyone have the slides from monday", "haha", "no way", "same",
    "my cat is on the keyboard again", "anyone else lagging", "yes", "good luck everyone", "wait what", "hmm",
    "is it the thing with the council", "partnership?", "i have no clue", "this one is easy", "NATO", "EU", "1999",
    "maybe germany", "can we do biology next", "pizza", "the answer is blowing in the wind", "security",
    "i was in Brussels last year", "let me think",
)  # fmt: skip
HEAVY = (
    "Bahrain, " * 33, "ten " * 40, "1," * 140, "securty cooperatve partnrship counsil " * 9, "\u200d" * 1200,
    "x " * 140,
)  # fmt: skip
ROUNDS = 20_000
ANSWERS_AMONG_CHAT = 0.15


def rate(judge: Judge, cases: Sequence[tuple[Item, str]]) -> float:
    """Return judgements a second, the best of three runs, once every key is compiled."""
    for item, _ in cases:
        judge.judge(item, "warm")
    return max(len(cases) / _seconds(judge, cases) for _ in range(3))


def _seconds(judge: Judge, cases: Sequence[tuple[Item, str]]) -> float:
    # Processor time: what one core does, whoever else wants the machine.
    begin = time.process_time()
    for item, answer in cases:
        judge.judge(item, answer)
    return time.process_time() - begin


def main() -> None:
    """Print the figures."""
    table = [(case.item, case.given) for case in read_table(GOLDEN.read_text(encoding="utf-8").splitlines())]
    items = list({id(item): item for item, _ in table}.values())
    begin = time.perf_counter()
    words = load_words()
    print(f"word list: {len(words):,} words, read in {(time.perf_counter() - begin) * 1e3:.0f} ms")
    judge = Judge(items, words)
    dice = random.Random(1)
    chat = [
        (
            dice.choice(items),
            dice.choice(table)[1] if dice.random() < ANSWERS_AMONG_CHAT else dice.choice(CHAT),
        )
        for _ in range(ROUNDS)
    ]
    print(f"golden table: {rate(judge, table):,.0f} judgements a second")
    print(f"chat-like mix: {rate(judge, chat):,.0f} judgements a second")
    slowest = max(
        (min(_seconds(judge, [(item, text)]) for _ in range(3)), text[:24])
        for item in items
        for text in HEAVY
    )
    print(f"slowest heavy input: {slowest[0] * 1e3:.2f} ms ({slowest[1]!r})")


if __name__ == "__main__":
    main()
