"""Which items a quiz gets, and in which order what they show is shown."""

from dataclasses import replace
from random import Random

from bot.core.pack import ItemType, Option
from bot.core.quiz import Options, Seen, deal
from bot.core.quiz.opening import present
from tests.quizzing import START, after, choice, typed


def test_true_stands_before_false_and_what_has_nothing_to_show_stays_as_it_is():
    both = (Option("True", right=True), Option("False", right=False))
    item = replace(choice(2), type=ItemType.TRUE_FALSE, options=both)
    assert {present(item, Random(seed)).shown for seed in range(9)} == {()}
    assert present(typed(1), Random(1)) == typed(1)
    assert len({present(choice(2), Random(seed)).shown for seed in range(9)}) == 2


def test_the_right_sequence_is_never_the_one_shown():
    item = replace(typed(1), type=ItemType.ORDER, answers=(), sequence=("one", "two", "three"))
    assert (0, 1, 2) not in {present(item, Random(seed)).shown for seed in range(60)}


def test_half_of_a_quiz_at_most_is_what_was_missed():
    items = [typed(number) for number in range(20)]
    seen = {f"sum-{number}": Seen(1, START, missed=True) for number in range(10)}
    for rounds, most in ((6, 3), (1, 1), (2, 1)):
        dealt = deal(items, Options(rounds=rounds), seen, Random(1))
        assert sum(item.id in seen for item in dealt) == most


def test_what_the_room_saw_longest_ago_comes_before_what_it_saw_yesterday():
    items = [typed(number) for number in range(4)]
    seen = {f"sum-{number}": Seen(1, after(-number), missed=False) for number in range(4)}
    assert {item.id for item in deal(items, Options(rounds=2), seen, Random(1))} == {"sum-2", "sum-3"}
    seen["sum-3"] = Seen(2, after(-9), missed=False)
    assert "sum-3" not in {item.id for item in deal(items, Options(rounds=2), seen, Random(1))}
