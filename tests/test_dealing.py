"""Which items a quiz gets, in which order what they show is shown, and how it and its rounds open."""

from dataclasses import replace
from random import Random

from bot.core.pack import ItemType, Option
from bot.core.quiz import Options, Phase, Round, Seen, deal, open_session
from bot.core.quiz.events import Asked, Gathering, Posted, Skip, Tick
from bot.core.quiz.opening import ask_next, present
from bot.core.quiz.session import ModeName, Tally, Turn
from tests.quizzing import RIGHT, START, after, choice, opened, plan, run, said, typed


def test_true_stands_before_false_and_what_has_nothing_to_show_stays_as_it_is():
    both = (Option("True", right=True), Option("False", right=False))
    item = replace(choice(2), type=ItemType.TRUE_FALSE, options=both)
    assert {present(item, Random(seed)).shown for seed in range(9)} == {()}
    bare = typed(1)
    assert present(bare, Random(1)) is bare
    assert len({present(choice(2), Random(seed)).shown for seed in range(9)}) == 2


def test_the_right_sequence_is_never_the_one_shown():
    item = replace(typed(1), type=ItemType.ORDER, answers=(), sequence=("one", "two", "three"))
    shown = {present(item, Random(seed)).shown for seed in range(60)}
    assert len(shown) == 5
    assert (0, 1, 2) not in shown


def test_the_right_halves_of_pairs_are_shown_in_any_order():
    item = replace(
        typed(1), type=ItemType.MATCH, answers=(), pairs=(("1", "one"), ("2", "two"), ("3", "three"))
    )
    assert len({present(item, Random(seed)).shown for seed in range(60)}) == 6


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


def test_an_item_is_dealt_once_however_many_are_asked_for():
    items = [typed(number) for number in range(6)]
    seen = {f"sum-{number}": Seen(number, START, missed=number < 3) for number in range(4)}
    for shuffled in (True, False):
        dealt = deal(items, Options(rounds=50, shuffled=shuffled), seen, Random(1))
        assert sorted(item.id for item in dealt) == [item.id for item in items]


def test_chance_chooses_among_what_is_new_and_orders_what_was_chosen():
    items = [typed(number) for number in range(9)]
    dealt = [
        tuple(item.id for item in deal(items, Options(rounds=3), {}, Random(seed))) for seed in range(20)
    ]
    assert len({frozenset(ids) for ids in dealt}) > 2
    everything = [deal(items, Options(rounds=9), {}, Random(seed)) for seed in range(5)]
    assert len(set(everything)) == 5
    missed = {item.id: Seen(1, START, missed=True) for item in items[:3]}
    firsts = {deal(items, Options(rounds=6), missed, Random(seed))[0].id in missed for seed in range(20)}
    assert firsts == {True, False}


def test_the_authors_order_is_kept_where_it_is_asked_for():
    items = [typed(number) for number in range(6)]
    seen = {
        "sum-5": Seen(1, START, missed=True),
        "sum-0": Seen(1, START, missed=False),
        "sum-3": Seen(1, START, missed=True),
    }
    dealt = deal(items, Options(rounds=4, shuffled=False), seen, Random(1))
    assert [item.id for item in dealt] == ["sum-1", "sum-2", "sum-3", "sum-5"]
    fewer = deal(items, Options(rounds=2, shuffled=False), seen, Random(1))
    assert [item.id for item in fewer] == ["sum-1", "sum-3"]


def test_what_was_missed_beyond_its_share_comes_before_what_was_known():
    items = [typed(number) for number in range(6)]
    seen = {item.id: Seen(1, START, missed=number < 4) for number, item in enumerate(items)}
    dealt = deal(items, Options(rounds=4), seen, Random(1))
    assert {item.id for item in dealt} == {"sum-0", "sum-1", "sum-2", "sum-3"}


def test_only_what_is_asked_for_is_dealt():
    easy, hard, letters = typed(1), typed(2, difficulty=3), choice(2)
    parts = replace(typed(4), topic="parts")
    items = [easy, hard, letters, parts]

    def dealt(options: Options) -> set[str]:
        return {item.id for item in deal(items, options, {}, Random(1))}

    assert dealt(Options()) == {"sum-1", "sum-2", "parity-2", "sum-4"}
    assert dealt(Options(difficulty=3)) == {"sum-2"}
    assert dealt(Options(topics=("parts",))) == {"sum-4"}
    assert dealt(Options(types=(ItemType.CHOICE,))) == {"parity-2"}
    assert dealt(Options(topics=("sums",), difficulty=1, types=(ItemType.NUMBER,))) == {"sum-1"}


def test_options_may_be_shown_as_they_were_written():
    item = replace(
        choice(2), options=tuple(Option(each, right=each == "red") for each in ("red", "green", "blue"))
    )
    shown = {present(item, Random(seed)).shown for seed in range(60)}
    assert len(shown) == 6


def test_a_session_opens_with_its_first_question_or_with_its_teams():
    race, asked = open_session(plan([typed(1), typed(2)]), "ann", START)
    assert asked == (Asked(1),)
    assert (race.phase, race.deadline, race.tallies) == (Phase.OPEN, after(30), {"ann": Tally()})
    assert race.queue == (Turn(1),)
    assert race.round == Round(1, 0, START, after(30))
    options = Options(ModeName.TEAMS, rounds=1, seconds=0)
    teams, gathering = open_session(plan([typed(1)], options), "ann", START)
    assert gathering == (Gathering(),)
    assert (teams.phase, teams.deadline, teams.tallies) == (Phase.LOBBY, after(30), {})
    survival, _ = open_session(plan([typed(1)], Options(ModeName.SURVIVAL, rounds=1)), "ann", START)
    assert survival.tallies == {"ann": Tally(lives=3)}


def test_rounds_do_not_overlap_and_without_a_timer_nothing_closes_them():
    session, _ = run(
        opened([typed(1), typed(2)]), (said("ann", RIGHT, 29.5), 29.5), (Skip("ann"), 29.5), (Tick(), 36)
    )
    assert session.round.opened == after(36)
    ahead = replace(session.rounds[0], closes=after(40))
    later, _ = ask_next(replace(session, rounds=(ahead,), queue=(Turn(1, review=True),)), after(36))
    assert later.round == Round(2, 1, after(40), after(70), review=True)
    for options in (Options(seconds=0), Options(ModeName.FLASH)):
        untimed = opened([typed(1)], options)
        assert (untimed.round.closes, untimed.deadline) == (None, after(24 * 3600))


def test_each_question_is_posted_as_a_message_of_its_own():
    session, _ = run(
        opened([typed(1), typed(2)], Options(rounds=2)),
        *((Posted(1, "m", after(0)), 0), (Tick(), 30), (Tick(), 36), (Posted(2, "n", after(36)), 36)),
    )
    assert [round_.message for round_ in session.rounds] == ["m", "n"]
