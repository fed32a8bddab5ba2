"""What the use cases need from the world: a chat to speak in, a store to remember, a clock to be woken by."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.judge import Ruling
from bot.core.ledger import (
    BoardQuery,
    Consent,
    Daily,
    Entry,
    Kept,
    Page,
    Period,
    Profile,
    Schedule,
    Undone,
)
from bot.core.quiz import Seen, Session
from bot.core.quiz.events import Attempted, Outcome
from bot.service.people import Asker
from bot.words.reply import Reply


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply stands in the room: the platform's id and time of it."""

    message: str
    at: datetime


class Obstacle(StrEnum):
    """Why a room could not be spoken in."""

    FORBIDDEN = "forbidden"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply could not be shown."""

    why: Obstacle


@dataclass(frozen=True, slots=True)
class Heard:
    """A line that was said in a room while nobody listened."""

    player: str
    name: str
    text: str
    at: datetime
    id: int


class Chat(Protocol):
    """Where the bot speaks. Nothing here raises for what the platform may refuse."""

    async def send(self, room: str, reply: Reply, key: str = "") -> Sent | Unsent:
        """Show a reply in a room; the same `key` shows it at most once."""
        ...

    async def tell(self, player: str, reply: Reply) -> None:
        """Tell one player in private, if the platform lets us."""
        ...

    async def aside(self, asker: Asker) -> Asker | None:
        """Return the same player in a room where they are alone with the bot, or None if they cannot be."""
        ...

    async def history(self, room: str, since: datetime) -> Sequence[Heard] | None:
        """Return what was said in a room since then, oldest first, at most 500 lines; None: ask again later."""
        ...


class Clock(Protocol):
    """The time, and being woken."""

    def now(self) -> datetime:
        """Return the time, in UTC."""
        ...

    def wake(self, key: str, at: datetime | None, call: Callable[[], Awaitable[None]]) -> None:
        """Call once at that time, instead of whatever that key waited for; None only forgets the key."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds."""
        ...


class Watch(Protocol):
    """Whoever counts what happens; no person is in what is counted."""

    def command(self, name: str, ending: str) -> None:
        """A command was run: ending is done, refused or failed."""
        ...

    def answer(self, verdict: str, seconds: float) -> None:
        """An answer was judged, in so many seconds."""
        ...

    def stored(self, verb: str, seconds: float) -> None:
        """A verb of the store took so many seconds."""
        ...

    def event(self, kind: str) -> None:
        """Something came that nobody said or pressed: a tick, when the time of a room had run out."""
        ...


class Store(Protocol):
    """What must outlive a restart. Every method may raise StoreAwayError and then has changed nothing."""

    # Sessions: the answer path.
    async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Keep a new session, with its plan; raise ValueError if that room has an open one."""
        ...

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Keep, in one transaction, where a session stands and the attempts, awards and history of a step.

        Attempts are keyed by (guild, id), awards by (guild, session, round, player): twice is once.
        """
        ...

    async def keep_attempts(self, made: Sequence[tuple[Session, Sequence[Attempted]]]) -> None:
        """Keep attempts of sessions, and nothing else of those; twice is once."""
        ...

    async def close(self, session: Session) -> None:
        """Count a session no longer as open."""
        ...

    async def open_sessions(self) -> Sequence[Session]:
        """Return the sessions that were open, as they stood."""
        ...

    async def session(self, guild: str, id: str) -> Session | None:  # noqa: A002 - as in Plan
        """Return a session of a guild, open or over, as it stood last."""
        ...

    async def seen(self, guild: str, room: str) -> Mapping[str, Seen]:
        """Return what a room has seen of each item, by item id."""
        ...

    # People.
    async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
        """Keep names as last seen, by guild and player."""
        ...

    async def names(self, guild: str, players: Iterable[str]) -> Mapping[str, str]:
        """Return the names last seen of those players."""
        ...

    async def consents(self) -> Mapping[tuple[str, str], Consent]:
        """Return every choice that differs from full, by (guild, player)."""
        ...

    async def choose(self, guild: str, player: str, consent: Consent) -> None:
        """Keep what a player lets us keep and show."""
        ...

    async def export(self, guild: str, player: str) -> Mapping[str, object]:
        """Return everything that is kept about a player in a guild, ready for JSON."""
        ...

    async def erase(self, guild: str, player: str) -> None:
        """Delete a player's name and attempts; sums stay as an anonymous player, so that others' ranks hold."""
        ...

    # Boards.
    async def board(self, query: BoardQuery, asker: str) -> Page:
        """Return a page of a board, with the asker's own line; its cost does not grow with the attempts."""
        ...

    async def profile(self, guild: str, player: str, zone: str) -> Profile:
        """Return what is known of a player; days are those of the time zone."""
        ...

    # Managers.
    async def award(self, guild: str, room: str, entry: Entry, id: int) -> None:  # noqa: A002 - the platform's id
        """Keep points that a manager gave or took, keyed by (guild, id), with its line in the audit list."""
        ...

    async def undo(self, guild: str, room: str, by: str, at: datetime) -> Undone | None:
        """Take back the last award in a room that stands, with its line in the audit list."""
        ...

    async def reset(self, guild: str, period: Period, session: str, entry: Entry) -> int:
        """Take away the awards of a session (if one is given) or of a period; return how many; audit it."""
        ...

    async def note(self, guild: str, entry: Entry) -> None:
        """Add a line to the audit list."""
        ...

    async def audit(self, guild: str, limit: int = 20) -> Sequence[Entry]:
        """Return the newest lines of the audit list, newest first."""
        ...

    # Rulings.
    async def rule(self, guild: str, ruling: Ruling, by: str, at: datetime) -> None:
        """Keep a ruling; a later one on the same item and answer replaces it."""
        ...

    async def rulings(self) -> Mapping[str, Sequence[Ruling]]:
        """Return every guild's rulings."""
        ...

    async def attempts(self, guild: str, session: str, round: int) -> Sequence[Kept]:  # noqa: A002 - our term
        """Return the attempts of a round whose text is still kept."""
        ...

    # Settings, by guild and room; room empty is the whole guild.
    async def settings(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Return every setting that was changed, by (guild, room)."""
        ...

    async def put_setting(self, guild: str, room: str, name: str, value: str | None) -> None:
        """Keep a setting; None goes back to the default."""
        ...

    # Look-ups that found nothing: folded text and count, no person.
    async def missed(self, guild: str, folded: str) -> None:
        """Count a look-up that found nothing."""
        ...

    async def most_missed(self, guild: str, limit: int = 10) -> Sequence[tuple[str, int]]:
        """Return the look-ups that most often found nothing, with their counts."""
        ...

    # Schedules and the item of the day.
    async def schedules(self, guild: str | None = None) -> Sequence[Schedule]:
        """Return a guild's schedules, or those of all guilds that have the bot."""
        ...

    async def put_schedule(self, schedule: Schedule) -> int:
        """Keep a schedule (a new one has id 0) and return its id."""
        ...

    async def drop_schedule(self, guild: str, id: int) -> bool:  # noqa: A002 - as in Schedule
        """Forget a schedule; return whether there was one."""
        ...

    async def claim(self, schedule: Schedule, next_due: datetime) -> bool:
        """Move a schedule from its due time to the next; False if somebody else has done it already."""
        ...

    async def daily(self, guild: str, day: str) -> Daily | None:
        """Return the item of the day of a guild, with the answers so far."""
        ...

    async def put_daily(self, daily: Daily) -> bool:
        """Keep the item of a day; False if that day had one."""
        ...

    async def answer_daily(self, guild: str, day: str, player: str, right: bool) -> bool:
        """Keep a player's answer to the item of the day; False if there was one."""
        ...

    # Housekeeping.
    async def guild_left(self, guild: str, at: datetime | None) -> None:
        """Note that a guild removed the bot (or, with None, has it again)."""
        ...

    async def guilds_left(self) -> Sequence[str]:
        """Return the guilds that are noted as having removed the bot."""
        ...

    async def purge(self, now: datetime) -> None:
        """Delete texts of attempts older than 30 days and guilds that left 30 days ago."""
        ...

    async def backup(self, reason: str) -> str:
        """Make a backup of everything, before something cannot be undone; return what to call it when asking for it.

        The reason, a word in small letters, becomes part of that name.
        """
        ...

    async def ping(self) -> float:
        """Return how many seconds a trivial transaction takes."""
        ...
