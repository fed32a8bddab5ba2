"""Whoever wants nothing kept is in no part of a session that is kept, wherever they took part."""

from dataclasses import replace

import pytest

from bot.core.judge import VerdictKind
from bot.core.quiz.forgetting import involved, without
from bot.core.quiz.session import Find, Prompt, Round, Said, Tally
from tests.quizzing import after, opened, typed

SESSION = opened([typed(1), typed(2)])
TRACES = {
    "said": Round(
        1, 0, after(0), None, said=(Said("zoe", after(1), 1, VerdictKind.ACCEPT, strong=True, final=True),)
    ),
    "finds": Round(1, 0, after(0), None, finds=(Find(0, "zoe", after(1), 1),)),
    "prompts": Round(1, 0, after(0), None, prompts=(Prompt("zoe", 1),)),
    "hint votes": Round(1, 0, after(0), None, hint_votes=("bob", "zoe")),
    "skip votes": Round(1, 0, after(0), None, skip_votes=("bob", "zoe")),
    "scored": Round(1, 0, after(0), None, scored=("bob", "zoe")),
}
SESSIONS = {name: SESSION.with_round(round_) for name, round_ in TRACES.items()} | {
    "starter": replace(SESSION, starter="zoe"),
    "tallies": replace(SESSION, tallies={"ann": Tally(), "zoe": Tally()}),
}


@pytest.mark.parametrize("trace", SESSIONS)
def test_no_trace_is_left_and_nobody_elses_is_taken(trace: str):
    session = SESSIONS[trace]
    assert involved(session) == {"ann", "zoe"} | ({"bob"} if "bob" in repr(session) else set())
    kept = without(session, {"zoe"})
    assert "zoe" not in repr(kept)
    assert involved(kept) - {""} == involved(session) - {"zoe"}
    assert without(session, {"cem"}) is session
