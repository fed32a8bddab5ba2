"""Hints: the author's, then masks; only of what is typed as one answer."""

from dataclasses import replace

import pytest

from bot.core.pack import ItemType
from bot.core.quiz.hints import hint, hint_count, mask
from tests.quizzing import typed


@pytest.mark.parametrize(
    ("type_", "hints"),
    [
        *((type_, 2) for type_ in (ItemType.SHORT, ItemType.NUMBER, ItemType.DATE, ItemType.CLOZE)),
        *((type_, 0) for type_ in (ItemType.LIST, ItemType.CHOICE, ItemType.ORDER, ItemType.MATCH)),
    ],
)
def test_what_is_typed_as_one_answer_can_be_masked(type_: ItemType, hints: int):
    assert hint_count(replace(typed(1234), type=type_)) == hints


def test_an_answer_without_letters_is_not_masked():
    assert hint_count(replace(typed(1, hints=["A sign."]), answers=("+",))) == 1


def test_hints_come_in_the_authors_order_and_masks_after_them():
    item = typed(1234, hints=["One.", "Two.", "Three."])
    assert [hint(item, level) for level in range(1, 6)] == ["One.", "Two.", "Three.", "1___", "1_3_"]


def test_a_mask_leaves_what_is_no_letter():
    assert [mask("half-open, 12 km", step) for step in (1, 2)] == ["h___-____, 1_ k_", "h_l_-_p_n, 1_ k_"]
