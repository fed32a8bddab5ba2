"""Sessions to keep and to read again, in which nearly every field is used; and how they are kept."""

from dataclasses import replace

from bot.core.quiz import Options, Session
from bot.core.quiz.events import Adjust, Hint, Join, Leave, Pause, Posted, Resume, Skip, Stop, Tick, Told
from bot.core.quiz.session import MODES, ModeName
from bot.store.snapshot import plan_of, round_of, state_of
from tests.quizzing import NEARLY, RIGHT, WRONG, after, choice, listing, opened, run, said, typed


def kept(session: Session) -> tuple[str, str, list[str]]:
    """The three parts in which a session is kept."""
    return plan_of(session), state_of(session), [round_of(round_) for round_ in session.rounds]


def _played(mode: ModeName) -> tuple[Session, ...]:
    items = [listing(), typed(12, hints=["Two digits."]), choice(3)]
    first = opened(items, Options(mode, len(items), 30, topics=("sums",)), private=mode is ModeName.EXAM)
    later, _ = run(
        first,
        (Join("bob", 2), 1),
        (Join("cem"), 1),
        (Tick(), 30),
        (Posted(1, "m1", after(31)), 31),
        (said("ann", replace(NEARLY, matched=(0, 1)), 32, deliberate=True), 32),
        (said("bob", NEARLY, 33), 33),
        (Skip("bob"), 34),
        (Hint("ann"), 34),
        (Pause("ann"), 35),
        (Adjust("zoe", -3, 1), 36),
        (Resume("ann"), 50),
        (Tick(), 90),
        (Told(1), 91),
        (Tick(), 98),
        (said("bob", NEARLY, 99), 99),
        (said("ann", WRONG, 99), 99),
        (Leave("cem"), 100),
    )
    ended, _ = run(later, (said("bob", RIGHT, 101, deliberate=True), 101), (Tick(), 130), (Stop("ann"), 140))
    return first, later, run(later, (Pause("ann"), 102))[0], ended


SAMPLES = tuple(session for mode in MODES for session in _played(mode))
