"""Whatever is typed to whatever item, there is a verdict with a reason, and the same one again."""

from pathlib import Path

from tests.fuzz.harness import fuzz, measured

with measured("bot.core"):
    from bot.core.judge import Judge, Reason
    from bot.packs.cases import read_table
    from bot.packs.loader import load_packs
    from bot.packs.wordlist import load_words

ROOT = Path(__file__).parents[2]
CASES = read_table((ROOT / "tests/golden/judge.tsv").read_text("utf-8").splitlines())
SHIPPED = [item for pack in load_packs([ROOT / "content"], None) for item in pack.items]
ITEMS = [*SHIPPED, *{case.item: None for case in CASES}]
PLACES = {item: place for place, item in enumerate(ITEMS)}
JUDGE = Judge(SHIPPED, load_words())


def any_answer(raw: bytes) -> None:
    """Judge the text behind the first two bytes, which name the item."""
    item = ITEMS[int.from_bytes(raw[:2]) % len(ITEMS)]
    typed = raw[2:].decode("utf-8", "surrogateescape")
    verdict = JUDGE.judge(item, typed)
    assert verdict.reason in Reason
    assert JUDGE.judge(item, typed) == verdict
    assert JUDGE.explain(item, typed).verdict == verdict
    JUDGE.is_talk(item, typed)


if __name__ == "__main__":
    fuzz(any_answer, (PLACES[case.item].to_bytes(2) + case.given.encode() for case in CASES))
