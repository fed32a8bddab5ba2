"""Random calls of the store's verbs: a group that plays, on a store and on a DictStore of its own alike."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from bot.core.judge import Ruling
from bot.core.ledger import BoardQuery, Consent, Daily, Entry, Order, Period, Schedule
from bot.core.quiz import Options, Phase, Plan, Session, open_session, step
from bot.core.quiz.events import Adjust, Answer, Attempted, Event, Overrule, Skip, Stop, Tick
from bot.core.quiz.session import ModeName
from bot.service.ports import Store
from tests.fakes.dict_store import DictStore
from tests.quizzing import NEARLY, RIGHT, START, WRONG, choice, listing, typed

PLAYERS = ("ann", "bob", "cem", "Dee", "éva", "9")
ROOMS = ("hall", "attic")
numbers = count(1)

Call = tuple[str, tuple[Any, ...]]

players = st.sampled_from(PLAYERS)
rooms = st.sampled_from(ROOMS)
small = st.integers(0, 3)
verdicts = st.sampled_from([RIGHT, RIGHT, WRONG, NEARLY])
modes = st.sampled_from([*ModeName, ModeName.EVERYONE, ModeName.EVERYONE])

ARGUMENTS: Mapping[str, tuple[int, tuple[st.SearchStrategy[Any], ...]]] = {
    "answer": (30, (rooms, players, verdicts, st.sampled_from([0, 0, 0, 1, 1, 20]))),
    "tick": (20, (rooms,)),
    "attempts": (4, (st.lists(players, min_size=1, max_size=20),)),
    "event": (4, (rooms, st.sampled_from(["skip", "adjust", "adjust", "stop"]), players)),
    "overrule": (6, (rooms, st.integers(1, 3), players, st.booleans())),
    "start": (6, (rooms, modes)),
    "again": (3, (rooms,)),
    "close": (3, (rooms,)),
    "wait": (4, (st.sampled_from([1, 8, 31, 900, 86_400, 8 * 86_400]),)),
    "choose": (2, (players, st.sampled_from(list(Consent)))),
    "names": (2, (st.dictionaries(players, st.sampled_from(["Ann", "A. ", "名前", "x'; --"])),)),
    "award": (3, (rooms, players, st.integers(-20, 20), small)),
    "undo": (4, (rooms, players)),
    "reset": (1, (st.sampled_from(["week", "all", *ROOMS]), players)),
    "erase": (2, (players,)),
    "rule": (2, (players, small, st.booleans())),
    "setting": (2, (rooms, small, st.sampled_from([None, "1", "2"]))),
    "missed": (2, (small,)),
    "put_schedule": (2, (small,)),
    "drop_schedule": (1, (small,)),
    "claim": (2, (small, st.booleans())),
    "put_daily": (1, (rooms, small)),
    "answer_daily": (2, (small, players, st.booleans())),
    "leave": (1, (st.booleans(),)),
    "purge": (1, ()),
}
"""What can be called: how often, and with what."""

NAMES = [name for name, (weight, _) in ARGUMENTS.items() for _ in range(weight)]


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """Return a call and its arguments."""
    name = draw(st.sampled_from(NAMES))
    return name, tuple(draw(argument) for argument in ARGUMENTS[name][1])


class Group:
    """One group on a store, and the same alone on a DictStore: whatever is called answers alike."""

    now = START

    def __init__(self, store: Store, guild: str) -> None:
        self.guild = guild
        self.store = store
        self.alone = DictStore()
        self.sessions: dict[str, Session] = {}
        self.closed: list[str] = []
        self.last: dict[str, tuple[Session, tuple[Any, ...], datetime]] = {}

    async def call(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Let something happen."""
        self.now += timedelta(milliseconds=500)
        await getattr(self, f"do_{name}")(*arguments)

    async def both(self, ask: Callable[[Store], Awaitable[Any]]) -> Any:
        """Ask both; they must say the same."""
        ours, theirs = await ask(self.store), await ask(self.alone)
        assert ours == theirs, f"{ours}\nbut alone: {theirs}"
        return ours

    async def do_wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    async def do_start(self, room: str, mode: ModeName) -> None:
        items = (typed(1), choice(2), listing(), typed(4, difficulty=3))
        plan = Plan(f"{next(numbers):016x}", self.guild, room, Options(mode, 4, 30, 2.0), items, self.now)
        session, outcomes = open_session(plan, "ann", self.now)
        if room in self.sessions:
            for store in (self.store, self.alone):
                try:
                    await store.begin(session, outcomes)
                except ValueError:
                    continue
                raise AssertionError("two sessions in one room")
        else:
            await self.both(lambda store: store.begin(session, outcomes))
            self.sessions[room] = session

    async def do_answer(self, room: str, player: str, verdict: Any, before: int) -> None:
        at = self.now - timedelta(seconds=before)
        words = f"{player} says"
        await self._happen(room, Answer(player, verdict, at, next(numbers), deliberate=True, text=words))

    async def do_attempts(self, players: list[str]) -> None:
        """Attempts of all rooms, one of them twice, which change nothing."""
        made = [
            (session, [Attempted(1, player, WRONG, self.now, next(numbers), "hm") for player in players])
            for session in self.sessions.values()
            if session.rounds
        ]
        again = [(session, attempts[:1]) for session, attempts in made]
        await self.both(lambda store: store.keep_attempts([*made, *again]))

    async def do_event(self, room: str, kind: str, player: str) -> None:
        happens: dict[str, Event] = {
            "skip": Skip("ann", may=True),
            "adjust": Adjust(player, 3, next(numbers)),
            "stop": Stop("ann", may=True),
        }
        await self._happen(room, happens[kind])

    async def do_overrule(self, room: str, number: int, player: str, accepted: bool) -> None:
        """A ruling on a round that was asked last, or before."""
        session = self.sessions.get(room)
        if session and session.rounds:
            round_ = session.rounds[-min(number, len(session.rounds))]
            players = (player,) if player in round_.answerers else ()
            await self._happen(room, Overrule(round_.number, players, accepted, next(numbers)))

    async def do_tick(self, room: str) -> None:
        due = self.sessions[room].deadline if room in self.sessions else None
        if due:
            self.now = max(self.now, min(due, self.now + timedelta(seconds=60)))
        await self._happen(room, Tick())

    async def _happen(self, room: str, event: Event) -> None:
        session = self.sessions.get(room)
        if session is None:
            return
        after, outcomes = step(session, event, self.now)
        if after is not session:
            at = self.now
            await self.both(lambda store: store.record(after, outcomes, at))
            self.sessions[room], self.last[room] = after, (after, outcomes, at)

    async def do_again(self, room: str) -> None:
        """What was kept is kept again, as after a failure that came too late."""
        if room in self.sessions and room in self.last and self.last[room][0] is self.sessions[room]:
            await self.both(lambda store: store.record(*self.last[room]))

    async def do_close(self, room: str) -> None:
        session = self.sessions.get(room)
        if session and session.phase is Phase.OVER:
            await self.both(lambda store: store.close(session))
            self.closed.append(self.sessions.pop(room).plan.id)

    async def do_choose(self, player: str, consent: Consent) -> None:
        await self.both(lambda store: store.choose(self.guild, player, consent))

    async def do_names(self, names: dict[str, str]) -> None:
        """Names of players, and of many others."""
        met = {(self.guild, player): name for player, name in names.items()}
        others = {(f"{self.guild} {number}", "ann"): "Ann" for number in range(9)}
        await self.both(lambda store: store.remember_names(met | others))

    async def do_award(self, room: str, player: str, points: int, number: int) -> None:
        entry = Entry(self.now, "mo", "award", player, points, "good")
        await self.both(lambda store: store.award(self.guild, room, entry, 1000 + number))

    async def do_undo(self, room: str, by: str) -> None:
        await self.both(lambda store: store.undo(self.guild, room, by, self.now))

    async def do_reset(self, what: str, by: str) -> None:
        week = Period("week", self.now - timedelta(days=7), self.now + timedelta(days=1))
        session = self.sessions[what].plan.id if what in self.sessions else ""
        period = week if what == "week" else Period()
        if what in {"week", "all"} or session:
            entry = Entry(self.now, by, "reset", detail=what)
            await self.both(lambda store: store.reset(self.guild, period, session, entry))

    async def do_erase(self, player: str) -> None:
        await self.both(lambda store: store.erase(self.guild, player))

    async def do_rule(self, by: str, number: int, accepted: bool) -> None:
        ruling = Ruling(f"item-{number}", "two", accepted)
        await self.both(lambda store: store.rule(self.guild, ruling, by, self.now))

    async def do_setting(self, room: str, number: int, value: str | None) -> None:
        await self.both(lambda store: store.put_setting(self.guild, room, f"name-{number}", value))

    async def do_missed(self, number: int) -> None:
        await self.both(lambda store: store.missed(self.guild, f"word {number}"))

    def _schedule(self, number: int) -> Schedule:
        return Schedule(
            0, self.guild, "hall", "09:30", (0, 4), "sums", 5, "", "mo", START + timedelta(days=number)
        )

    async def do_put_schedule(self, number: int) -> None:
        await self.both(lambda store: store.put_schedule(self._schedule(number)))

    async def do_drop_schedule(self, number: int) -> None:
        await self.both(lambda store: store.drop_schedule(self.guild, number))

    async def do_claim(self, number: int, stale: bool) -> None:
        held = list(await self.alone.schedules(self.guild))
        if held:
            claimed = held[number % len(held)]
            due = claimed.due + timedelta(days=1)
            claimed = replace(claimed, due=due) if stale else claimed
            await self.both(lambda store: store.claim(claimed, due))

    async def do_put_daily(self, room: str, number: int) -> None:
        await self.both(lambda store: store.put_daily(Daily(self.guild, room, _day(number), "sum-1")))

    async def do_answer_daily(self, number: int, player: str, right: bool) -> None:
        await self.both(lambda store: store.answer_daily(self.guild, _day(number), player, right))

    async def do_leave(self, left: bool) -> None:
        await self.both(lambda store: store.guild_left(self.guild, self.now if left else None))

    async def do_purge(self) -> None:
        await self.store.purge(self.now)

    async def purged(self, now: datetime) -> None:
        """Somebody purged the store."""
        await self.alone.purge(now)
        if not self.alone.open:
            self.sessions.clear()

    async def look(self) -> None:
        """Ask everything that can be asked."""
        guild = self.guild
        week = Period("week", START, START + timedelta(days=7))
        later = Period("week", START + timedelta(days=7), START + timedelta(days=14, minutes=45))
        for order in Order:
            for period in (Period(), week, later, Period("rest", START + timedelta(days=1), None)):
                for pack, topic in (
                    ("", ""),
                    ("arithmetic", ""),
                    ("", "sums"),
                    ("arithmetic", "sums"),
                    ("no", ""),
                ):
                    query = BoardQuery(guild, period, topic, pack, order, 2, week, offset=1, limit=2)
                    await self.both(lambda store, query=query: store.board(query, "bob"))
        for player in (*PLAYERS, "anonymous-1"):
            await self.both(lambda store, player=player: store.profile(guild, player, "Asia/Kathmandu"))
            await self.both(lambda store, player=player: store.export(guild, player))
        for room in ROOMS:
            await self.both(lambda store, room=room: store.seen(guild, room))
            for number in range(1, 4):
                id_ = self.sessions[room].plan.id if room in self.sessions else ""
                await self.both(lambda store, id_=id_, number=number: store.attempts(guild, id_, number))
        for id_ in (*self.closed, "none"):
            await self.both(lambda store, id_=id_: store.session(guild, id_))
        await self.both(lambda store: store.names(guild, [*PLAYERS, *map(str, range(20))]))
        await self.both(lambda store: store.audit(guild, 5))
        await self.both(lambda store: store.most_missed(guild, 3))
        await self.both(lambda store: store.schedules(guild))
        for number in range(4):
            await self.both(lambda store, number=number: store.daily(guild, _day(number)))
        await self._look_at_all()

    async def _look_at_all(self) -> None:
        """Ask what is asked of all groups at once."""

        async def mine(store: Store) -> Any:
            return (
                [session for session in await store.open_sessions() if session.plan.guild == self.guild],
                {key: choice for key, choice in (await store.consents()).items() if key[0] == self.guild},
                {key: values for key, values in (await store.settings()).items() if key[0] == self.guild},
                list((await store.rulings()).get(self.guild, ())),
                [schedule for schedule in await store.schedules() if schedule.guild == self.guild],
                self.guild in await store.guilds_left(),
            )

        await self.both(mine)


def _day(number: int) -> str:
    return (START + timedelta(days=number)).date().isoformat()
