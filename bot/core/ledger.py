"""What is kept about play, as values: boards, profiles, the audit list, settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(days=30)
"""How long the words of answers are kept, sessions that are over, and the guilds that removed the bot."""

CONFIRM_WITHIN = timedelta(minutes=10)
"""How long a button can be pressed that takes away what nobody can bring back."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` until before `end`, in UTC; None is open. `name` is week, month or all."""

    name: str = "all"
    start: datetime | None = None
    end: datetime | None = None


class Order(StrEnum):
    """How a board is ordered."""

    POINTS = "points"
    PERCENT = "percent"
    IMPROVED = "improved"


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """Which board: of a guild, in a period, of one topic or pack (empty: of all), in an order, from a line on.

    With `Order.PERCENT` only players with at least `minimum` rounds count. `before` is the period that
    `Order.IMPROVED` compares with.
    """

    guild: str
    period: Period = field(default_factory=Period)
    topic: str = ""
    pack: str = ""
    order: Order = Order.POINTS
    minimum: int = 20
    before: Period | None = None
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a board: `value` is what it is ordered by (points, percent right, points more than before)."""

    rank: int
    player: str
    name: str
    points: int
    right: int
    asked: int
    value: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a board, how many lines there are in all, and the line of the one who asked, if there is one."""

    lines: tuple[Line, ...]
    total: int
    own: Line | None


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How one player does in one topic."""

    pack: str
    topic: str
    right: int
    asked: int
    points: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one player in one guild; `days` are the days with play, newest first, as ISO dates."""

    player: str
    name: str
    points: int
    right: int
    asked: int
    topics: tuple[TopicScore, ...]
    days: tuple[str, ...]
    missed: tuple[str, ...]
    points_by_day: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit list: who did what to whom, and when."""

    at: datetime
    by: str
    what: str
    player: str = ""
    points: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """An award that was taken back; `round` is 0 if it was one that a manager had given."""

    player: str
    name: str
    points: int
    session: str
    round: int = 0


class Scope(StrEnum):
    """What a reset takes away."""

    SESSION = "session"
    WEEK = "week"
    ALL = "all"


class Consent(StrEnum):
    """What a player lets us keep and show: all; all but the boards; nothing."""

    FULL = "full"
    UNLISTED = "unlisted"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Kept:
    """An attempt as it was kept, for a ruling: who said what, and what came of it."""

    player: str
    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A quiz that starts by itself: `days` empty for daily, else weekday numbers (Monday 0), at a local time HH:MM.

    `due` is the next time in UTC. `role` is pinged, if it is given.
    """

    id: int
    guild: str
    room: str
    at: str
    days: tuple[int, ...]
    topic: str
    rounds: int
    role: str
    by: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Daily:
    """The item of the day of a guild: `answers` by player, True where they were right."""

    guild: str
    room: str
    day: str
    item: str
    answers: Mapping[str, bool] = field(default_factory=dict[str, bool])


class StoreAwayError(Exception):
    """The store cannot be reached or written now; trying again later may help."""
