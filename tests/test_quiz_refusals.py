"""Who asks for what cannot be, or may not ask for it, is told why; nothing changes."""

from dataclasses import replace

import pytest

from bot.core.quiz import Options, Session
from bot.core.quiz.events import Hint, Join, Leave, Pause, Refusal, Refused, Resume, Skip, Stop, Tick
from bot.core.quiz.session import ModeName, Tally
from tests.quizzing import opened, run, typed

EVERYONE = Options(rounds=2, seconds=30)
ITEMS = [typed(1), typed(2)]


def playing(mode: ModeName = ModeName.EVERYONE) -> Session:
    """A session with two rounds to come."""
    return opened(ITEMS, replace(EVERYONE, mode=mode))


LOBBY = playing(ModeName.TEAMS)
RESTING, _ = run(playing(), (Pause("ann"), 1))
BETWEEN, _ = run(playing(), (Skip("ann"), 1))
LEFT, _ = run(playing(), (Leave("ann"), 1))


@pytest.mark.parametrize(
    ("session", "event", "why"),
    [
        (playing(), Stop("bob"), Refusal.NOT_YOURS),
        (playing(), Pause("bob"), Refusal.NOT_YOURS),
        (RESTING, Resume("bob"), Refusal.NOT_YOURS),
        (playing(ModeName.EXAM), Join("bob"), Refusal.NOT_PLAYING),
        (playing(ModeName.EXAM), Hint("bob"), Refusal.NOT_PLAYING),
        (playing(ModeName.FLASH), Skip("bob"), Refusal.NOT_PLAYING),
        (playing(ModeName.EXAM), Join("ann"), Refusal.ALREADY),
        (playing(), Join("ann", 2), Refusal.ALREADY),
        (playing(ModeName.SURVIVAL), Join("ann"), Refusal.ALREADY),
        (opened(ITEMS, replace(EVERYONE, hints=False)), Hint("bob"), Refusal.HINTS_OFF),
        (playing(), Hint("bob"), Refusal.NO_HINTS),
        (playing(), Leave("bob"), Refusal.NOT_IN),
        (LEFT, Leave("ann"), Refusal.NOT_IN),
        (playing(), Resume("bob"), Refusal.RUNNING),
        (RESTING, Pause("bob"), Refusal.RESTING),
        (RESTING, Hint("bob"), Refusal.RESTING),
        (RESTING, Skip("ann", may=True), Refusal.RESTING),
        (BETWEEN, Hint("ann"), Refusal.CLOSED),
        (BETWEEN, Skip("ann", may=True), Refusal.CLOSED),
        (LOBBY, Hint("ann"), Refusal.NOT_NOW),
        (LOBBY, Skip("ann", may=True), Refusal.NOT_NOW),
    ],
)
def test_who_asks_for_what_cannot_be_is_told_why(
    session: Session, event: Stop | Pause | Resume | Join | Leave | Hint | Skip, why: Refusal
):
    assert run(session, (event, 2)) == (session, [Refused(event.player, why)])


def test_who_has_no_life_left_does_not_come_back():
    session = playing(ModeName.SURVIVAL)
    session = replace(session, tallies={**session.tallies, "bob": Tally(lives=0, left=True)})
    assert run(session, (Join("bob"), 2)) == (session, [Refused("bob", Refusal.OUT)])


def test_who_leads_but_does_not_play_may_ask_for_a_hint_and_who_is_out_may_not():
    hinted = replace(typed(1), hints=("Small.",))
    teams, _ = run(
        opened([hinted], Options(mode=ModeName.TEAMS, rounds=1)), (Join("bob", 1), 1), (Tick(), 60)
    )
    for hint, given in ((Hint("ann"), False), (Hint("dan", may=True), False), (Hint("dan"), None)):
        happened = run(teams, (hint, 61))[1]
        refused = [outcome for outcome in happened if isinstance(outcome, Refused)]
        assert bool(refused) is (given is None)
    survival = opened([hinted], Options(mode=ModeName.SURVIVAL, rounds=1))
    survival = replace(survival, tallies={"ann": Tally(lives=2), "bob": Tally(lives=0)})
    assert run(survival, (Hint("bob"), 1))[1] == [Refused("bob", Refusal.OUT)]
