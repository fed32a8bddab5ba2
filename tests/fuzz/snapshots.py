"""Whatever stands where a session was kept, it is a session or is refused with the one exception that says so."""

import re

from tests.fuzz.harness import fuzz, measured, swapped

with measured("bot.store.snapshot", "bot.core.quiz"):
    from bot.store.snapshot import FORMAT, SnapshotError, load_session
    from tests.snapshots import SAMPLES, kept

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[-+.\w]+|\s+|.')
TEXTS = ["\n".join([plan, state, *rounds]) for plan, state, rounds in map(kept, SAMPLES)]
ODD = (
    "null", "true", "{}", "[]", '""', "-1", "0.5", "1e999", "NaN", "9" * 30, '"\\ud800"', '"\x00"', "[" * 300,
    '"0001-01-01"', '"9999-12-31T23:59:59.999999Z"', '"2026-01-01T00:00:00"', '"2026-01-01T00:00:00+23:59"',
)  # fmt: skip
WORDS = [*ODD, *dict.fromkeys(token for text in TEXTS for token in TOKEN.findall(text))]


def any_snapshot(raw: bytes) -> None:
    """Read the session that the first byte names, changed."""
    tokens = TOKEN.findall(TEXTS[raw[0] % len(TEXTS) if raw else 0])
    plan, state, *rounds = [*swapped(tokens, WORDS, raw[1:]).split("\n"), "", ""]
    try:
        session = load_session(FORMAT, plan, state, filter(None, rounds))
    except SnapshotError:
        return
    assert load_session(FORMAT, *kept(session)) == session


if __name__ == "__main__":
    fuzz(any_snapshot, (bytes([number]) for number in range(len(TEXTS))))
