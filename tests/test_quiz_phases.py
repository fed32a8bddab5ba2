"""What can happen in which phase, and who may do it: what does not fit changes nothing."""

from dataclasses import replace

import pytest

from bot.core.quiz import Options, Phase, Session
from bot.core.quiz.events import (
    Adjust,
    Adjusted,
    Asked,
    Closed,
    Ended,
    Event,
    Gathering,
    Grade,
    Hint,
    Hinted,
    Join,
    Joined,
    Leave,
    Left,
    Outcome,
    Pause,
    Paused,
    Posted,
    Refusal,
    Refused,
    Restarted,
    Resume,
    Resumed,
    Returned,
    Reveal,
    Skip,
    Stop,
    Tick,
    Told,
    Voted,
    Wish,
)
from bot.core.quiz.session import EndReason, ModeName, PauseReason, Rest, Tally
from tests.quizzing import RIGHT, SEEN, WRONG, after, opened, run, said, typed

DAY = 24 * 3600
EVERYONE = Options(rounds=2, seconds=30)
UNTIMED = replace(EVERYONE, seconds=0)
ITEMS = [typed(1), typed(2)]


def playing(mode: ModeName = ModeName.EVERYONE) -> Session:
    """A session with two rounds to come."""
    return opened(ITEMS, Options(mode, rounds=2, seconds=30))


FLASH = playing(ModeName.FLASH)
REVEALED, _ = run(FLASH, (Reveal("ann"), 1))
LOBBY = playing(ModeName.TEAMS)
RESTING, _ = run(playing(), (Pause("ann"), 1))


@pytest.mark.parametrize(
    ("session", "event"),
    [
        (LOBBY, said("ann", RIGHT, 2, deliberate=True)),
        (RESTING, Pause("", reason=PauseReason.MUTED)),
        (RESTING, Reveal("ann")),
        (playing(), Reveal("ann")),
        (playing(), Grade("ann", knew=True)),
        (FLASH, Reveal("bob")),
        (FLASH, Grade("ann", knew=True)),
        (REVEALED, Reveal("ann")),
        (REVEALED, Grade("bob", knew=True)),
        (playing(), Posted(0, "m", after(2))),
        (playing(), Posted(2, "m", after(2))),
    ],
)
def test_what_does_not_fit_changes_nothing(session: Session, event: Event):
    assert run(session, (event, 2)) == (session, [])


def test_who_moderates_may_stop_pause_resume_and_skip():
    assert run(playing(), (Stop("mo", may=True), 2))[1][-1] == Ended(EndReason.STOPPED, "mo")
    assert run(playing(), (Pause("mo", may=True), 2))[1] == [Paused(PauseReason.ASKED, "mo")]
    assert run(RESTING, (Resume("mo", may=True), 2))[1] == [Resumed("mo"), Asked(1, again=True)]
    assert run(playing(), (Join("bob"), 1), (Skip("mo", may=True), 2))[0].phase is Phase.BETWEEN


def test_hints_and_skips_are_heard_in_the_grace_window():
    item = typed(1, hints=["The first."])
    session, _ = run(opened([item, typed(2)], EVERYONE), *SEEN, (said("ann", RIGHT, 1), 1))
    assert session.phase is Phase.CLOSING
    assert run(session, (Hint("ann"), 2))[1] == [Hinted(1, 1)]
    assert run(session, (Skip("ann"), 2))[0].phase is Phase.BETWEEN


@pytest.mark.parametrize(("players", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3)])
def test_a_hint_takes_more_than_half_of_those_who_play(players: int, needed: int):
    names = ("ann", "bob", "cem", "dee")[:players]
    session = opened([typed(1, hints=["One.", "Two."])], EVERYONE)
    session, _ = run(session, *((Join(name), 0) for name in names[1:]))
    for level in (1, 2):
        session, happened = run(
            session, *((Hint(name), 1) for name in (names[0], *names)[: needed + (needed > 1)])
        )
        # Who asks twice counts once.
        votes = [1, *range(1, needed)] if needed > 1 else []
        assert happened == [*(Voted(Wish.HINT, vote, needed) for vote in votes), Hinted(1, level)]
        assert (session.round.hints, session.round.hint_votes) == (level, ())


def test_a_skip_takes_more_than_half_unless_the_starter_wants_it():
    session, _ = run(playing(), *((Join(name), 0) for name in ("bob", "cem")))
    session, happened = run(session, (Skip("bob"), 1), (Skip("bob"), 2))
    assert happened == [Voted(Wish.SKIP, 1, 2)] * 2
    assert run(session, (Skip("cem"), 3))[0].phase is Phase.BETWEEN
    assert run(session, (Skip("ann"), 3))[0].phase is Phase.BETWEEN


def test_a_question_runs_from_when_it_stood_in_the_room():
    def times(session: Session, *events: tuple[Event, float]) -> tuple[object, ...]:
        round_ = run(session, *events)[0].round
        return round_.message, round_.opened, round_.closes

    assert times(playing(), (Posted(1, "m", after(2)), 3)) == ("m", after(0), after(32))
    assert times(playing(), (Posted(1, "m", after(-1)), 3)) == ("m", after(-1), after(30))
    assert times(opened(ITEMS, UNTIMED), (Posted(1, "m", after(2)), 3)) == ("m", after(0), None)
    twice = (Posted(1, "m", after(2)), 3), (Posted(1, "other", after(9)), 9)
    assert times(playing(), *twice) == ("m", after(0), after(32))
    answered = (Join("bob"), 0), (said("ann", WRONG, 1), 1), (Posted(1, "m", after(2)), 3)
    assert times(playing(), *answered) == ("m", after(0), after(30))
    again = (Pause("ann"), 5), (Resume("ann"), 50), (Posted(1, "m", after(52)), 53)
    assert times(playing(), *again) == ("m", after(0), after(75))
    resting = (Pause("ann"), 1), (Posted(1, "m", after(2)), 3)
    assert times(playing(), *resting) == ("m", after(0), after(30))
    second, _ = run(playing(), (Tick(), 30), (Tick(), 36))
    assert times(second, (Posted(2, "n", after(29)), 37)) == ("n", after(30), after(66))
    first, _ = run(second, (Posted(1, "m", after(40)), 41))
    assert [round_.message for round_ in first.rounds] == ["m", ""]
    assert first.deadline == after(66)


def test_who_joins_which_team():
    session, happened = run(
        LOBBY, (Join("ann", 9), 1), (Join("bob"), 1), (Join("cem", 2), 1), (Join("dee"), 1), (Join("cem"), 2)
    )
    assert happened == [
        Joined("ann", 2), Joined("bob", 1), Joined("cem", 2), Joined("dee", 1), Refused("cem", Refusal.ALREADY),
    ]  # fmt: skip
    assert run(session, (Join("cem", 1), 3))[1] == [Joined("cem", 1)]
    assert run(playing(), (Join("bob", 2), 1))[0].tallies["bob"] == Tally()
    assert run(playing(ModeName.SURVIVAL), (Join("bob"), 1))[0].tallies["bob"] == Tally(lives=3)


def test_who_left_and_joins_is_back():
    session, _ = run(playing(), (Join("bob"), 1), (Leave("bob"), 2), (Tick(), 30))
    assert session.tallies["bob"] == Tally(idle=1, left=True)
    session, happened = run(session, (Join("bob"), 31))
    assert (session.tallies["bob"], happened) == (Tally(), [Joined("bob", 0)])


def test_the_rights_go_to_one_who_plays():
    session, _ = run(playing(), *((Join(name), 0) for name in ("bob", "cem")))
    assert run(session, (Leave("cem"), 1))[1] == [Left("cem", "")]
    session, happened = run(session, (Leave("ann"), 1))
    assert (session.starter, happened) == ("bob", [Left("ann", "bob")])
    assert run(LOBBY, (Join("bob"), 1), (Leave("bob"), 2))[1] == [Joined("bob", 1), Left("bob", "")]


def test_when_the_last_who_was_waited_for_leaves_the_round_closes():
    session, _ = run(playing(), (Join("bob"), 0), (said("ann", RIGHT, 1), 1))
    session, happened = run(session, (Leave("bob"), 2))
    assert (session.phase, session.deadline, happened) == (Phase.CLOSING, after(4), [Left("bob", "")])
    alone = opened(ITEMS, replace(EVERYONE, grace=0.0))
    _, happened = run(alone, (Join("bob"), 0), (said("ann", RIGHT, 1), 1), (Leave("bob"), 2))
    assert [type(outcome).__name__ for outcome in happened[-3:]] == ["Left", "Awarded", "Closed"]


def test_points_that_are_given_to_a_stranger_make_no_player_of_them():
    session, happened = run(
        playing(ModeName.SURVIVAL), (Adjust("zoe", 5, 7, recorded=True), 1), (Adjust("ann", -2, 8), 1)
    )
    assert session.tallies == {"zoe": Tally(points=5, lives=3, left=True), "ann": Tally(points=-2, lives=3)}
    assert happened == [Adjusted("zoe", 5, 7, recorded=True), Adjusted("ann", -2, 8)]


@pytest.mark.parametrize(
    ("session", "at", "rest"),
    [
        (playing(), 12, (Phase.OPEN, 18.0)),
        (playing(), 31, (Phase.OPEN, 0.0)),
        (opened(ITEMS, UNTIMED), 12, (Phase.OPEN, None)),
        (LOBBY, 12, (Phase.LOBBY, 18.0)),
        (REVEALED, 2, (Phase.GRADING, DAY - 1.0)),
    ],
)
def test_what_rests_knows_what_it_goes_back_to(session: Session, at: float, rest: tuple[Phase, float | None]):
    resting, happened = run(session, (Pause("", reason=PauseReason.MUTED), at))
    assert happened == [Paused(PauseReason.MUTED)]
    assert resting.rest == Rest(*rest, after(at), PauseReason.MUTED)
    assert (resting.phase, resting.deadline) == (Phase.PAUSED, after(at + DAY))


def test_what_rests_of_its_own_accord_anybody_may_resume():
    session, _ = run(playing(), (Posted(1, "m", after(0)), 0), (Pause("", reason=PauseReason.MUTED), 25))
    session, happened = run(session, (Resume("zoe"), 50))
    assert happened == [Resumed("zoe"), Asked(1, again=True)]
    assert (session.rest, session.deadline, session.round.closes) == (None, after(60), after(60))
    assert (session.round.gaps, session.round.message) == (((after(25), after(50)),), "")
    closing, _ = run(playing(), *SEEN, (said("ann", RIGHT, 1), 1), (Pause("ann"), 2), (Resume("ann"), 50))
    assert (closing.phase, closing.deadline) == (Phase.OPEN, after(60))
    twice, _ = run(closing, (Pause("ann"), 51), (Resume("ann"), 52))
    assert twice.round.gaps == ((after(2), after(50)), (after(51), after(52)))


UNTOLD, _ = run(playing(), (Tick(), 30))
CLOSED = Closed(1, {}, recorded=True)
SECOND, _ = run(UNTOLD, (Tick(), 36))


@pytest.mark.parametrize(
    ("session", "at", "deadline", "happens"),
    [
        (LOBBY, 5, 30, [Gathering()]),
        (LOBBY, 25, 35, [Gathering()]),
        (playing(), 5, 30, [Asked(1)]),
        (playing(), 25, 35, [Asked(1)]),
        (run(playing(), (Posted(1, "m", after(0)), 0))[0], 25, 35, [Returned(1)]),
        (run(playing(), *SEEN, (said("ann", RIGHT, 1), 1))[0], 2, 12, [Asked(1)]),
        (opened(ITEMS, UNTIMED), 25, DAY, [Asked(1)]),
        (UNTOLD, 31, 36, [CLOSED]),
        (run(UNTOLD, (Told(1), 31))[0], 32, 36, []),
        (SECOND, 40, 66, [CLOSED, Asked(2)]),
        (run(UNTOLD, (Pause("ann"), 31))[0], 32, 31 + DAY, [CLOSED]),
        (REVEALED, 2, 1 + DAY, []),
        (run(REVEALED, (Grade("ann", knew=True), 2))[0], 3, 2 + DAY, [Asked(2)]),
    ],
)
def test_what_is_said_again_after_a_restart_and_how_long_it_runs(
    session: Session, at: float, deadline: float, happens: list[Outcome]
):
    back, happened = run(session, (Restarted(), at))
    assert (back.deadline, happened) == (after(deadline), happens)
    assert back.phase is (Phase.OPEN if session.phase is Phase.CLOSING else session.phase)


def test_only_the_last_reveal_is_told_again():
    session, _ = run(SECOND, (Told(1), 37), (said("ann", RIGHT, 40), 40), (Tick(), 42))
    assert run(session, (Restarted(), 43))[1] == [Closed(2, {"ann": 10}, recorded=True)]


@pytest.mark.parametrize("session", [LOBBY, REVEALED])
def test_a_lobby_and_a_revealed_card_go_on_where_they_were(session: Session):
    assert run(session, (Pause("ann"), 2), (Resume("ann"), 50))[1][1:] == [Resumed("ann")]


def test_votes_are_kept_in_one_order_whoever_came_first():
    names = ("bob", "cem", "dee", "eve", "flo", "gus", "hal", "ida", "jon")
    session = opened([typed(1, hints=["One."])], EVERYONE)
    session, _ = run(session, *((Join(name), 0) for name in names))
    for event in (Hint, Skip):
        session, _ = run(session, *((event(name), 1) for name in names[4:0:-1]))
    assert session.round.hint_votes == session.round.skip_votes == names[1:5]


def test_what_is_over_says_so_after_a_restart_with_the_last_reveal_if_nobody_saw_it():
    session, _ = run(opened(ITEMS[:1], EVERYONE), *SEEN, (said("ann", RIGHT, 1), 1), (Tick(), 3))
    closed = Closed(1, {"ann": 10}, recorded=True)
    assert run(session, (Restarted(), 9))[1] == [closed, Ended(EndReason.FINISHED)]


@pytest.mark.parametrize("session", [opened(ITEMS, UNTIMED), REVEALED, RESTING])
def test_what_nobody_takes_up_for_a_day_is_forgotten(session: Session):
    over, happened = run(session, (Tick(), DAY + 1))
    assert (over.ended, happened) == (EndReason.FORGOTTEN, [Ended(EndReason.FORGOTTEN)])
