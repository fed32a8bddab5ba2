"""What comes into `step`, and what it says happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.judge import Verdict
from bot.core.quiz.session import EndReason, PauseReason, Session


@dataclass(frozen=True, slots=True)
class Answer:
    """A player answered; `at` and `id` are the platform's. `round` is known when a button was pressed.

    `deliberate` answers were given by a button, a modal or /answer; the others are lines of the room's chat, `words`
    long, which may be talk. `text` goes to the attempt, for a later ruling, and nowhere else.
    """

    player: str
    verdict: Verdict
    at: datetime
    id: int
    deliberate: bool = False
    words: int = 1
    round: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The question of a round stands in the room since `at`, the platform's time."""

    round: int
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """The reveal of a round stands in the room."""

    round: int


@dataclass(frozen=True, slots=True)
class Join:
    """A player wants to play, in that team (counted from 1) if there are teams."""

    player: str
    team: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """A player leaves; points stay."""

    player: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A player wants a hint; who `may` lead the quiz need not play."""

    player: str
    may: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """A player wants the next item; `may` is set for those who may moderate the room."""

    player: str
    may: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A player, or the program itself for a reason of its own (player empty), wants the session to rest."""

    player: str = ""
    may: bool = False
    reason: PauseReason = PauseReason.ASKED


@dataclass(frozen=True, slots=True)
class Resume:
    """A player wants the session to go on."""

    player: str
    may: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A player wants the session to end; without one it makes room for the next."""

    player: str
    may: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """The room is no more."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """A player who studies alone wants to see the answer."""

    player: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A player who studies alone says whether they knew it."""

    player: str
    knew: bool


@dataclass(frozen=True, slots=True)
class Adjust:
    """A manager gives or takes points in the running session; by `id` the store counts it once.

    `recorded` says that the store has counted them already. What takes back the award of a round names that round.
    """

    player: str
    points: int
    id: int
    recorded: bool = False
    round: int = 0


@dataclass(frozen=True, slots=True)
class Clear:
    """A manager took away all points that were given in the session so far; the store has done so already."""


@dataclass(frozen=True, slots=True)
class Overrule:
    """A manager decides that what those players said in a round counts, or does not."""

    round: int
    players: tuple[str, ...]
    accepted: bool
    id: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """The program was away and is back."""


Event = (
    Answer
    | Tick
    | Posted
    | Told
    | Join
    | Leave
    | Hint
    | Skip
    | Pause
    | Resume
    | Stop
    | Gone
    | Reveal
    | Grade
    | Adjust
    | Clear
    | Overrule
    | Restarted
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A round is open, or is to be shown again after a pause or a restart."""

    round: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Gathering:
    """Teams are being formed."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """One judged answer, to be recorded; nothing is said of it."""

    round: int
    player: str
    verdict: Verdict
    at: datetime
    id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A deliberate answer stands until the player changes it, or for good if it is the `last`."""

    round: int
    player: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class Prompted:
    """The player is asked, once in a round, for a better answer."""

    round: int
    player: str
    verdict: Verdict
    deliberate: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who plays alone, with nobody to overhear it, is told why an answer is wrong, and may try again."""

    round: int
    player: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """Elements of a list that were new, and how many are named by now."""

    round: int
    player: str
    elements: tuple[int, ...]
    named: tuple[int, ...]
    deliberate: bool


@dataclass(frozen=True, slots=True)
class Hinted:
    """Hint number `level`, counted from 1, is given."""

    round: int
    level: int


class Wish(StrEnum):
    """What players can vote for."""

    HINT = "hint"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote was counted and more are needed."""

    wish: Wish
    votes: int
    needed: int


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer is shown to the player who studies alone."""

    round: int


@dataclass(frozen=True, slots=True)
class Awarded:
    """Points to be recorded; the key (session, round, player) makes them count once."""

    round: int
    player: str
    points: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """A round is over: who had it (in order), with what points, who lost a life, and whether it comes again."""

    round: int
    points: Mapping[str, int]
    lost: tuple[str, ...] = ()
    again: bool = False
    standings: bool = False
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Paused:
    """The session rests."""

    reason: PauseReason
    player: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session goes on."""

    player: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The program is back, and the question that stands in the room is open for some time more."""

    round: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A player plays now."""

    player: str
    team: int


@dataclass(frozen=True, slots=True)
class Left:
    """A player left; `heir` has the starter's rights now, if they had been the leaver's."""

    player: str
    heir: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Points were given or taken by a manager; `recorded` as in Adjust."""

    player: str
    points: int
    id: int
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Overruled:
    """A ruling changed what a player has of a round: from `had` points to `has`; none is not having known it."""

    round: int
    player: str
    had: int
    has: int

    @property
    def points(self) -> int:
        """The points that are given, or taken."""
        return self.has - self.had


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over; its scores stand."""

    reason: EndReason
    player: str = ""


class Refusal(StrEnum):
    """Why nothing was done."""

    NOT_YOURS = "not-yours"
    NO_HINTS = "no-hints"
    NO_MORE_HINTS = "no-more-hints"
    HINTS_OFF = "hints-off"
    NOT_NOW = "not-now"
    CLOSED = "closed"
    NOT_PLAYING = "not-playing"
    OUT = "out"
    ALREADY = "already"
    NOT_IN = "not-in"
    BYSTANDER = "bystander"
    ANSWERED = "answered"
    NO_OPTION = "no-option"
    RESTING = "resting"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing changed, and the one who asked may know why."""

    player: str
    why: Refusal


Outcome = (
    Asked
    | Gathering
    | Attempted
    | Noted
    | Prompted
    | Missed
    | Found
    | Hinted
    | Voted
    | Revealed
    | Awarded
    | Closed
    | Paused
    | Resumed
    | Returned
    | Joined
    | Left
    | Adjusted
    | Overruled
    | Ended
    | Refused
)

Step = tuple[Session, tuple[Outcome, ...]]
"""What `step` returns: the session as it is now, and what happened."""
