"""A session that was kept is read as it was; anything else that stands in its place is refused in one way."""

import json
import re
from contextlib import suppress
from enum import StrEnum
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.judge import VerdictKind
from bot.core.quiz import Options, Phase, Plan, Round, Session
from bot.core.quiz.session import EndReason, Find, ModeName, PauseReason, Said, Tally, Turn
from bot.store.snapshot import FORMAT, SnapshotError, load_session
from tests.quizzing import after
from tests.snapshots import SAMPLES, kept

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("2026-01-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize("session", SAMPLES, ids=range(len(SAMPLES)))
def test_a_session_is_read_as_it_was_kept(session: Session):
    assert load_session(FORMAT, *kept(session)) == session


@pytest.mark.parametrize(
    ("words", "kept_as"),
    [
        (Phase, "lobby open closing grading between paused over"),
        (ModeName, "everyone race survival exam flash teams"),
        (PauseReason, "asked silent muted"),
        (EndReason, "finished stopped forgotten last-standing gone"),
    ],
)
def test_the_words_that_are_kept_do_not_change(words: type[StrEnum], kept_as: str):
    assert list(words) == kept_as.split()


AT = after(0)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        (Options(), Options(ModeName.EVERYONE, 10, 30, 2.0, True, True, (), 0, (), 2)),  # noqa: FBT003 - defaults
        (
            Plan("cafe", "guild", "room", Options(), (), AT),
            Plan("cafe", "guild", "room", Options(), (), AT, private=False),
        ),
        (
            Said("ann", AT, 1, VerdictKind.ACCEPT, strong=True, final=True),
            Said("ann", AT, 1, VerdictKind.ACCEPT, strong=True, final=True, matched=(), hints=0),
        ),
        (Find(0, "ann", AT, 1), Find(0, "ann", AT, 1, hints=0)),
        (
            Round(1, 0, AT, None),
            Round(1, 0, AT, None, False, "", False, 0, False, (), (), (), (), (), ()),  # noqa: FBT003 - defaults
        ),
        (Tally(), Tally(0, 0, 0, (), 0, 0, 0, left=False)),
        (Turn(1), Turn(1, review=False)),
    ],
)
def test_what_is_not_written_because_it_is_usual_stays_usual(short: object, whole: object):
    assert short == whole


@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
@example("", "", [])
@example("{}", "{}", [])
@example("[" * 100_000, "{}", [])
def test_any_text_is_refused_in_one_way(plan: str, state: str, rounds: list[str]):
    with pytest.raises(SnapshotError):
        load_session(FORMAT, plan, state, rounds)


def _changed(tree: Json, data: st.DataObject) -> Json:
    """Return the tree with another value in one place."""
    here = data.draw(st.integers(0, 3))
    if isinstance(tree, dict) and tree and here:
        key = data.draw(st.sampled_from(sorted(tree)))
        return {**tree, key: _changed(tree[key], data)}
    if isinstance(tree, list) and tree and here:
        place = data.draw(st.integers(0, len(tree) - 1))
        return [*tree[:place], _changed(tree[place], data), *tree[place + 1 :]]
    return data.draw(values)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_session_with_something_else_in_one_place_is_a_session_or_refused(
    session: Session, data: st.DataObject
):
    plan, state, rounds = kept(session)
    parts = [plan, state, *rounds]
    place = data.draw(st.integers(0, len(parts) - 1))
    parts[place] = json.dumps(_changed(json.loads(parts[place]), data))
    with suppress(SnapshotError):
        assert isinstance(load_session(FORMAT, parts[0], parts[1], parts[2:]), Session)


@pytest.mark.parametrize(
    ("before", "instead", "why"),
    [
        (r'"item":\d+', '"item":99', "an item that its plan has not"),
        (r'"left":[\d.]+', '"left":NaN', "rest.left"),
        (r'"left":[\d.]+', '"left":1e999', "rest.left"),
    ],
)
def test_what_has_the_right_form_and_cannot_be_played_is_refused(before: str, instead: str, why: str):
    resting = next(session for session in SAMPLES if session.rest and session.rest.left)
    plan, state, rounds = kept(resting)
    changed = re.sub(before, instead, state), [re.sub(before, instead, round_) for round_ in rounds]
    assert changed != (state, rounds)
    with pytest.raises(SnapshotError, match=why):
        load_session(FORMAT, plan, *changed)
