"""How a session starts and how each round opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.core.pack import Item, ItemType
from bot.core.quiz.events import Asked, Gathering, Step
from bot.core.quiz.session import Options, Phase, Plan, Round, Session, Tally, Turn

LOBBY = timedelta(seconds=30)
"""How long teams are formed."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)

FORGOTTEN = timedelta(hours=24)
"""How long a session waits for somebody before it ends."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a room has seen of an item: how often, when last, and whether it was missed then."""

    times: int
    last: datetime
    missed: bool


def deal(items: Iterable[Item], options: Options, seen: Mapping[str, Seen], dice: Random) -> tuple[Item, ...]:
    """Choose the items of a session, each at most once, and shuffle what each of them shows.

    What was missed comes first, then what the room has not seen, then what it saw longest ago; half of
    the places at most go to what was missed. With `shuffled` off, the choice and the order are the authors'.
    """
    pool = [item for item in items if _fits(item, options)]
    rank = {item.id: place for place, item in enumerate(pool)}
    if options.shuffled:
        dice.shuffle(pool)
    missed = [item for item in pool if item.id in seen and seen[item.id].missed]
    fresh = [item for item in pool if item.id not in seen]
    known = sorted(
        (item for item in pool if item.id in seen and not seen[item.id].missed),
        key=lambda item: (seen[item.id].times, seen[item.id].last),
    )
    lean = missed[: max(1, options.rounds // 2)]
    rest = fresh + missed[len(lean) :] + known
    chosen = (lean + rest)[: options.rounds]
    if options.shuffled:
        dice.shuffle(chosen)
    else:
        chosen.sort(key=lambda item: rank[item.id])
    return tuple(present(item, dice) for item in chosen)


def _fits(item: Item, options: Options) -> bool:
    return (
        (not options.topics or item.topic in options.topics)
        and (not options.difficulty or item.difficulty == options.difficulty)
        and (not options.types or item.type in options.types)
    )


def present(item: Item, dice: Random) -> Item:
    """Shuffle the order in which options, sequence or right halves are shown.

    The right sequence itself is never shown, and true stands before false.
    """
    size = len(item.options or item.sequence or item.pairs)
    if size == 0 or item.type is ItemType.TRUE_FALSE:
        return item
    order = list(range(size))
    dice.shuffle(order)
    if item.sequence and order == sorted(order):
        order.reverse()
    return replace(item, shown=tuple(order))


def open_session(plan: Plan, starter: str, now: datetime, *, seated: bool = True) -> Step:
    """Start a session: form teams, or ask the first round at once; a starter who is not there is not `seated`."""
    turns = tuple(Turn(index) for index in range(len(plan.items)))
    lives = plan.mode.lives
    tallies = {} if plan.mode.teams or not seated else {starter: Tally(lives=lives)}
    session = Session(plan, starter, Phase.LOBBY, now + LOBBY, turns, tallies=tallies)
    return (session, (Gathering(),)) if plan.mode.teams else ask_next(session, now)


def ask_next(session: Session, now: datetime) -> Step:
    """Open the next round; the queue must not be empty."""
    turn, *queue = session.queue
    number = len(session.rounds) + 1
    start = max(now, earliest(session, number))
    closes = closing_time(session, start)
    opened = Round(number, turn.item, start, closes, review=turn.review)
    session = replace(
        session,
        phase=Phase.OPEN,
        deadline=closes or now + FORGOTTEN,
        queue=tuple(queue),
        rounds=(*session.rounds, opened),
    )
    return session, (Asked(number),)


def earliest(session: Session, number: int) -> datetime:
    """When a round may open at the earliest: rounds do not overlap, so that an answer belongs to one of them."""
    before = session.rounds[number - 2].closes if number > 1 else None
    return before or LONG_AGO


def closing_time(session: Session, opened: datetime) -> datetime | None:
    """When a round that opens then closes, or None without a timer."""
    seconds = session.plan.options.seconds
    return opened + timedelta(seconds=seconds) if seconds and not session.plan.mode.self_graded else None
