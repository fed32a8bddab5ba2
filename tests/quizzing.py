"""Sessions to test with: items on plain arithmetic, and answers with a verdict that is given, not judged."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.core.judge import Reason, Verdict, VerdictKind
from bot.core.pack import Item, ItemType, Option, Source
from bot.core.quiz import Options, Plan, Session, open_session, step
from bot.core.quiz.events import Answer, Event, Join, Leave, Outcome
from bot.core.quiz.session import ModeName

START = datetime(2026, 1, 1, 12, tzinfo=UTC)

RIGHT = Verdict(VerdictKind.ACCEPT, Reason.EXACT, (0,))
WRONG = Verdict(VerdictKind.REJECT, Reason.WRONG)
OTHER_NUMBER = Verdict(VerdictKind.REJECT, Reason.DIFFERENT_NUMBER)
NEARLY = Verdict(VerdictKind.PROMPT, Reason.INCOMPLETE)


def typed(number: int, *, difficulty: int = 1, hints: Sequence[str] = ()) -> Item:
    """An item answered by its number in words."""
    return Item(
        f"sum-{number}",
        ItemType.NUMBER,
        f"How much is {number} and nothing?",
        "sums",
        "Nothing added changes nothing.",
        (Source("primer", 1),),
        "arithmetic",
        "sums",
        difficulty=difficulty,
        hints=tuple(hints),
        answers=(str(number),),
    )


def choice(number: int) -> Item:
    """An item answered by a letter."""
    options = (Option("even", right=number % 2 == 0), Option("odd", right=number % 2 == 1, why="It halves."))
    return Item(
        f"parity-{number}",
        ItemType.CHOICE,
        f"What is {number}?",
        "parity",
        "Even numbers halve.",
        (Source("primer", 2),),
        "arithmetic",
        "sums",
        options=options,
    )


def listing(need: int = 2) -> Item:
    """An item answered by naming elements."""
    return Item(
        "primes",
        ItemType.LIST,
        "Name primes below ten.",
        "primes",
        "There are four.",
        (Source("primer", 3),),
        "arithmetic",
        "sums",
        elements=(("2",), ("3",), ("5",), ("7",)),
        need=need,
    )


def after(seconds: float) -> datetime:
    """The time so many seconds after the start."""
    return START + timedelta(seconds=seconds)


def plan(items: Sequence[Item], options: Options | None = None, *, private: bool = False) -> Plan:
    """A plan with those items."""
    options = options or Options(mode=ModeName.RACE, rounds=len(items), seconds=30)
    return Plan("cafe", "guild", "room", options, tuple(items), START, private=private)


def opened(items: Sequence[Item], options: Options | None = None, *, private: bool = False) -> Session:
    """A session that ann has just started."""
    session, _outcomes = open_session(plan(items, options, private=private), "ann", START)
    return session


SEEN = (Join("bob"), 0.0), (Leave("bob"), 0.0)
"""Somebody was there and is gone: of the first question ann is known to be the only one who plays."""


def said(
    player: str, verdict: Verdict, seconds: float, id_: int = 0, *, deliberate: bool = False, words: int = 1
) -> Answer:
    """An answer so many seconds after the start."""
    return Answer(player, verdict, after(seconds), id_ or int(seconds * 1000), deliberate, words)


def run(session: Session, *events: tuple[Event, float]) -> tuple[Session, list[Outcome]]:
    """Let events happen at so many seconds after the start; return the session and all that happened."""
    happened: list[Outcome] = []
    for event, seconds in events:
        session, outcomes = step(session, event, after(seconds))
        happened.extend(outcomes)
    return session, happened
