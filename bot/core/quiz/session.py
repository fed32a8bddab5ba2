"""What a session is: its plan, which never changes, and where it stands, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.core.judge import VerdictKind
from bot.core.pack import Item, ItemType


class ModeName(StrEnum):
    """The ways to play."""

    EVERYONE = "everyone"
    RACE = "race"
    SURVIVAL = "survival"
    EXAM = "exam"
    FLASH = "flash"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Mode:
    """What makes a way to play different, as data.

    `first_wins`: the first right answer closes the round (after the grace window); otherwise all may answer, and
    change their answer, until the close. `lives`: how many wrong rounds a player may have, 0 for any number.
    `solo`: only the starter answers. `silent`: whether an answer was right is not said before the end. `self_graded`:
    the answer is revealed and the player grades themself. `review`: items that nobody had come again once.
    """

    first_wins: bool = False
    lives: int = 0
    solo: bool = False
    silent: bool = False
    self_graded: bool = False
    teams: bool = False
    review: bool = True


MODES: Mapping[ModeName, Mode] = {
    ModeName.EVERYONE: Mode(),
    ModeName.RACE: Mode(first_wins=True),
    ModeName.SURVIVAL: Mode(lives=3, review=False),
    ModeName.EXAM: Mode(solo=True, silent=True, review=False),
    ModeName.FLASH: Mode(solo=True, silent=True, self_graded=True),
    ModeName.TEAMS: Mode(teams=True),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the starter may choose: `seconds` per round, 0 for no timer; `grace` in seconds; `difficulty` 0 for any."""

    mode: ModeName = ModeName.EVERYONE
    rounds: int = 10
    seconds: int = 30
    grace: float = 2.0
    hints: bool = True
    shuffled: bool = True
    topics: tuple[str, ...] = ()
    difficulty: int = 0
    types: tuple[ItemType, ...] = ()
    teams: int = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed when a session starts.

    The items are a snapshot, so that a reloaded pack changes nothing in it.
    `private` rooms (a DM, the terminal with one speaker) have nobody else to wait for.
    """

    id: str
    guild: str
    room: str
    options: Options
    items: tuple[Item, ...]
    started: datetime
    private: bool = False

    @property
    def mode(self) -> Mode:
        """The rules of the way to play."""
        return MODES[self.options.mode]


class Phase(StrEnum):
    """Where a session stands."""

    LOBBY = "lobby"
    OPEN = "open"
    CLOSING = "closing"
    GRADING = "grading"
    BETWEEN = "between"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Said:
    """The answer of one player that stands in a round.

    `id` is the platform's id of the message or press, ordered as it was sent; `strong` answers are clearly
    meant as one and replace others; nothing more is awaited after a `final` one; `hints` is how many had been
    given by then; `matched` as in Verdict.
    """

    player: str
    at: datetime
    id: int
    kind: VerdictKind
    strong: bool
    final: bool
    matched: tuple[int, ...] = ()
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Find:
    """One element of a list that the group completes together, and who named it first."""

    element: int
    player: str
    at: datetime
    id: int
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """A player was asked for a better answer than the one of that id, once in a round."""

    player: str
    id: int


@dataclass(frozen=True, slots=True)
class Round:
    """One item asked. Answers count from `opened` until before `closes` (None: no timer), outside of `gaps`.

    `message` is the platform's id of the posted question, empty until it is known; `told` says that the
    reveal has been posted; `scored` names those who have had points for this round, `lost` those whom it cost a
    life, `undone` those of the first from whom a manager took the points back.
    """

    number: int
    item: int
    opened: datetime
    closes: datetime | None
    review: bool = False
    message: str = ""
    told: bool = False
    hints: int = 0
    skipped: bool = False
    said: tuple[Said, ...] = ()
    finds: tuple[Find, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    hint_votes: tuple[str, ...] = ()
    skip_votes: tuple[str, ...] = ()
    scored: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def answerers(self) -> frozenset[str]:
        """Those who answered, were it only so that they were asked for a better answer."""
        return frozenset(said.player for said in self.said) | {prompt.player for prompt in self.prompts}

    def holds(self, at: datetime) -> bool:
        """Whether something said at that time was said while the round was open."""
        if at < self.opened or (self.closes is not None and at >= self.closes):
            return False
        return not (self.gaps and any(start <= at < end for start, end in self.gaps))


@dataclass(frozen=True, slots=True)
class Tally:
    """How one player stands: `right` of `asked` rounds, the indices of items missed, rounds sat out in a row."""

    points: int = 0
    right: int = 0
    asked: int = 0
    missed: tuple[int, ...] = ()
    idle: int = 0
    lives: int = 0
    team: int = 0
    left: bool = False

    @property
    def has_played(self) -> bool:
        """Whether somebody plays or did; who was only given points by a manager has not."""
        return self.asked > 0 or not self.left


@dataclass(frozen=True, slots=True)
class Turn:
    """An item still to be asked, and whether it comes again."""

    item: int
    review: bool = False


class PauseReason(StrEnum):
    """Why a session rests."""

    ASKED = "asked"
    SILENT = "silent"
    MUTED = "muted"


class EndReason(StrEnum):
    """Why a session ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FORGOTTEN = "forgotten"
    LAST_STANDING = "last-standing"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Rest:
    """What a paused session goes back to: the phase, the seconds that were left in it, since when and why."""

    phase: Phase
    left: float | None
    since: datetime
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a quiz in one room. `deadline` is when the phase ends by itself."""

    plan: Plan
    starter: str
    phase: Phase
    deadline: datetime | None
    queue: tuple[Turn, ...]
    rounds: tuple[Round, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict[str, Tally])
    silent: int = 0
    rest: Rest | None = None
    ended: EndReason | None = None

    @property
    def is_running(self) -> bool:
        """Whether the current round is open, also while the session rests."""
        phase = self.rest.phase if self.rest else self.phase
        return phase in {Phase.OPEN, Phase.CLOSING, Phase.GRADING}

    @property
    def round(self) -> Round:
        """The round that is asked now, or was asked last."""
        return self.rounds[-1]

    @property
    def item(self) -> Item:
        """The item of the current round."""
        return self.plan.items[self.round.item]

    @property
    def players(self) -> tuple[str, ...]:
        """Those who play now: joined, not gone, and with lives left or not silent for two rounds."""
        lives = self.plan.mode.lives
        return tuple(
            player
            for player, tally in self.tallies.items()
            if not tally.left and (tally.lives > 0 if lives else tally.idle < AWAY)
        )

    @property
    def is_forsaken(self) -> bool:
        """Whether it rests because nobody answered: then it is in nobody's way, and anybody may stop it."""
        return self.rest is not None and self.rest.reason is PauseReason.SILENT

    def is_onlooker(self, player: str) -> bool:
        """Whether somebody watches a quiz that another plays alone."""
        return self.plan.mode.solo and player != self.starter

    def with_round(self, round_: Round) -> "Session":
        """Return the session with that round instead of the one of its number."""
        before, after = self.rounds[: round_.number - 1], self.rounds[round_.number :]
        return replace(self, rounds=(*before, round_, *after))

    def round_at(self, at: datetime) -> Round | None:
        """The latest round that was open at that time, or None."""
        for round_ in reversed(self.rounds):
            if round_.holds(at):
                return round_
        return None


AWAY = 2
"""Rounds in a row without an answer after which nobody waits for a player."""
