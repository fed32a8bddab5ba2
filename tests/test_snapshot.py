"""A session that was kept is read as it was; anything else that stands in its place is refused in one way."""

import json
from contextlib import suppress
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.quiz import Session
from bot.store.snapshot import FORMAT, SnapshotError, load_session
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
