"""Quizzes that start by themselves, at the group's own hour: never doubled, never in a burst after an outage."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.ledger import Entry, Schedule, StoreAwayError
from bot.core.quiz.events import Stop
from bot.core.quiz.session import MODES, ModeName
from bot.core.schedule import is_now, meets, next_due
from bot.service.audit import note
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Clock, Store
from bot.service.quizzes import Quizzes
from bot.service.starting import Starting
from bot.words import lines
from bot.words import schedules as words
from bot.words.reply import Reply, prefixed

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(minutes=10)
"""How long nobody looks at the clock: it may be set, and a machine may sleep."""

AWAY = timedelta(minutes=1)
"""When a store that was away is asked again."""

SETTLED = timedelta(seconds=30)
"""After the start, when rooms can surely be spoken in."""

MOST = 20
"""Schedules that a group may have."""

KEY = "@timetable"

Reaches = Callable[[Asker, str], Awaitable[bool]]
"""Whether the asker may look after a room, by its id: it is of their guild, and they may moderate it."""


async def _own_room(asker: Asker, room: str) -> bool:
    """The room that one is in, as long as no front end knows more."""
    return room == asker.room


class Timetable:
    """All schedules of all groups, watched by one waking call."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        clock: Clock,
        settings: Settings,
        quizzes: Quizzes,
        starting: Starting,
    ) -> None:
        self._shelf = shelf
        self._store = store
        self._clock = clock
        self._settings = settings
        self._quizzes = quizzes
        self._starting = starting
        self._plans: dict[tuple[str, int], Schedule] = {}
        self.reaches: Reaches = _own_room

    async def open(self) -> None:
        """Load all schedules and wait for the first; what was due meanwhile is looked at once the bot can speak."""
        self._plans = {(plan.guild, plan.id): plan for plan in await self._store.schedules()}
        self._wait(SETTLED)

    def _wait(self, at_least: timedelta = timedelta()) -> None:
        now = self._clock.now()
        first = min((plan.due for plan in self._plans.values()), default=None)
        due = None if first is None else max(min(first, now + LOOK_AGAIN), now + at_least)
        self._clock.wake(KEY, due, self._look)

    async def _look(self) -> None:
        """Start what is due."""
        now = self._clock.now()
        late = timedelta()
        for plan in [plan for plan in self._plans.values() if plan.due <= now]:
            try:
                await self._come(plan)
            except StoreAwayError:
                log.warning("store away: a schedule waits: guild=%s id=%d", plan.guild, plan.id)
                late = AWAY
            except Exception:
                log.exception("a schedule waits: guild=%s id=%d", plan.guild, plan.id)
                late = AWAY
        self._wait(late)

    async def _come(self, plan: Schedule) -> None:
        """Claim a due time, so that it is nobody else's, and start the quiz unless it is too late for it."""
        now = self._clock.now()
        zone = self._settings.of(plan.guild).zone
        due = next_due(plan.at, plan.days, zone, now)
        if not await self._store.claim(plan, due):
            await self._learn(plan)
            return
        if (plan.guild, plan.id) not in self._plans:
            # The group has gone, or dropped it, meanwhile.
            return
        self._plans[plan.guild, plan.id] = replace(plan, due=due)
        if is_now(plan.at, plan.days, zone, now):
            await self._start(plan)
        else:
            log.info("schedule skipped, too late: guild=%s id=%d", plan.guild, plan.id)

    async def _learn(self, plan: Schedule) -> None:
        """Look how a schedule stands that somebody else moved or dropped."""
        held = {found.id: found for found in await self._store.schedules(plan.guild)}
        if plan.id in held:
            self._plans[plan.guild, plan.id] = held[plan.id]
        else:
            self._plans.pop((plan.guild, plan.id), None)

    async def _start(self, plan: Schedule) -> None:
        running = self._quizzes.session(plan.room)
        if running is not None and running.is_forsaken:
            # Yesterday's, most likely, to which nobody came.
            await self._quizzes.happen(plan.room, Stop("", may=True))
            await self._quizzes.outbox.emptied(plan.room)
        elif running is not None:
            log.info("schedule skipped, a quiz is running: guild=%s id=%d", plan.guild, plan.id)
            return
        options = self._starting.defaults(plan.guild, plan.room)
        if MODES[options.mode].solo:
            options = replace(options, mode=ModeName.EVERYONE)
        known = {topic.key for topic in self._shelf.library.catalog.topics}
        topics = (plan.topic,) if plan.topic in known else ()
        names = await self._store.names(plan.guild, [plan.by])
        asker = Asker(plan.guild, plan.room, plan.by, names.get(plan.by, ""), self._clock.now(), 0)
        self._quizzes.outbox.put(
            plan.room, words.begins(plan), f"schedule:{plan.guild}:{plan.id}:{plan.due:%Y%m%d%H%M}"
        )
        options = replace(options, rounds=plan.rounds, topics=topics)
        refused = await self._starting.start(asker, options, seated=False)
        if refused is not None:
            prefix = self._settings.of(plan.guild, plan.room).prefix
            self._quizzes.outbox.put(plan.room, prefixed(replace(refused, private=False), prefix))
        log.info("schedule came: guild=%s id=%d started=%s", plan.guild, plan.id, refused is None)

    def of(self, guild: str) -> Sequence[Schedule]:
        """Return a group's schedules in the order in which they were made; their place in it is their number."""
        return sorted(
            (plan for plan in self._plans.values() if plan.guild == guild), key=lambda plan: plan.id
        )

    async def add(self, asker: Asker, plan: Schedule) -> Reply:
        """Keep a new schedule for this room."""
        if len(self.of(asker.guild)) >= MOST:
            return words.too_many(MOST)
        if plan.room and not await self.reaches(asker, plan.room):
            return words.out_of_reach()
        room = plan.room or asker.room
        for number, other in enumerate(self.of(asker.guild), 1):
            if other.room == room and meets(other.at, other.days, plan.at, plan.days):
                return words.taken(number, other)
        zone = self._settings.of(asker.guild).zone
        plan = replace(
            plan,
            guild=asker.guild,
            room=room,
            by=asker.player,
            due=next_due(plan.at, plan.days, zone, self._clock.now()),
        )
        try:
            await self._quizzes.names.meet(asker)
            plan = replace(plan, id=await self._store.put_schedule(plan))
        except StoreAwayError:
            return lines.scores_away()
        entry = Entry(asker.at, asker.player, "schedule", detail=words.short(plan))
        await note(self._store, asker.guild, entry)
        self._plans[plan.guild, plan.id] = plan
        self._wait()
        return words.added(plan, self.of(plan.guild).index(plan) + 1, zone)

    async def drop(self, asker: Asker, number: int) -> Reply:
        """Forget a schedule of the group, by its number in the list, which counts from 1."""
        plans = self.of(asker.guild)
        if not 0 < number <= len(plans):
            return words.no_such(number)
        plan = plans[number - 1]
        try:
            dropped = await self._store.drop_schedule(plan.guild, plan.id)
        except StoreAwayError:
            return lines.scores_away()
        if dropped:
            detail = f"drop {words.short(plan)}"
            await note(self._store, plan.guild, Entry(asker.at, asker.player, "schedule", detail=detail))
        self._plans.pop((plan.guild, plan.id), None)
        self._wait()
        return words.dropped(plan, self.of(asker.guild))

    def listed(self, asker: Asker) -> Reply:
        """List the group's schedules."""
        return words.listed(self.of(asker.guild), self._settings.of(asker.guild).zone)

    async def rezone(self, guild: str) -> None:
        """Reckon all due times of a group anew, after its time zone changed."""
        zone = self._settings.of(guild).zone
        for plan in self.of(guild):
            moved = replace(plan, due=next_due(plan.at, plan.days, zone, self._clock.now()))
            await self._store.put_schedule(moved)
            self._plans[guild, plan.id] = moved
        self._wait()

    async def reload(self, guild: str) -> None:
        """Take up a guild's schedules as the store has them."""
        held = await self._store.schedules(guild)
        self.guild_gone(guild)
        self._plans |= {(guild, plan.id): plan for plan in held}
        self._wait()

    def forget(self, guild: str, player: str) -> None:
        """Keep no more who made schedules; they stay, as those of nobody."""
        for key, plan in self._plans.items():
            if (plan.guild, plan.by) == (guild, player):
                self._plans[key] = replace(plan, by="")

    def guild_gone(self, guild: str) -> None:
        """Let nothing start in a guild that has the bot no more; the store keeps its schedules for some time."""
        self._plans = {key: plan for key, plan in self._plans.items() if plan.guild != guild}
        self._wait()

    async def room_gone(self, room: str) -> None:
        """Forget the schedules of a room that is no more."""
        for plan in [plan for plan in self._plans.values() if plan.room == room]:
            self._plans.pop((plan.guild, plan.id), None)
            try:
                await self._store.drop_schedule(plan.guild, plan.id)
            except StoreAwayError:
                log.warning("store away: a schedule of a room that is gone stays: id=%d", plan.id)
        self._wait()
