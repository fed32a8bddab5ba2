"""Running sessions: one turn at a time per room; record, then remember, then speak.

What gives nobody points is remembered first: it is recorded with what does, and read again from the room if it is lost.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.core.judge import VerdictKind
from bot.core.ledger import StoreAwayError
from bot.core.quiz import Session, open_session, step
from bot.core.quiz.events import (
    Asked,
    Attempted,
    Closed,
    Ended,
    Event,
    Found,
    Gone,
    Noted,
    Outcome,
    Pause,
    Posted,
    Prompted,
    Refused,
    Restarted,
    Returned,
    Tick,
    Told,
)
from bot.core.quiz.session import PauseReason, Phase, Plan
from bot.crash import reached
from bot.service.deafness import Deafness
from bot.service.judging import Judging
from bot.service.keeping import AGAIN, LULL, TELL_AFTER, Keeping
from bot.service.library import Shelf
from bot.service.names import Names
from bot.service.outbox import After, Outbox
from bot.service.people import Asker
from bot.service.ports import Chat, Clock, Obstacle, Sent, Store, Unsent, Watch
from bot.service.verdicts import TALK
from bot.words import lines
from bot.words.narration import narrate
from bot.words.reply import Reply, prefixed
from bot.words.reveals import Speech

log = logging.getLogger(__name__)

OVERLAP = timedelta(seconds=1)
"""What is read a second time of what was said, so that nothing falls between."""

LATE = timedelta(seconds=5)
"""For how long after the end of a session answers are taken that were sent in time and come late."""


class Quizzes:
    """The open sessions, by room."""

    def __init__(
        self, shelf: Shelf, store: Store, chat: Chat, clock: Clock, watch: Watch | None = None
    ) -> None:
        self._watch = watch
        self._shelf = shelf
        self._store = store
        self.names = Names(store)
        self._keeping = Keeping(store, clock, self.names, watch)
        self._aside = self._keeping.aside
        self._chat = chat
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._over: dict[str, Session] = {}
        self._away: set[str] = set()
        self._deafness = Deafness()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.outbox = Outbox(chat)
        self.judging = Judging(shelf, watch)
        self.prefix_of: Callable[[str, str], str] = lambda _guild, _room: "!"

    def session(self, room: str) -> Session | None:
        """Return the session that is open in a room; one dictionary look-up."""
        return self._sessions.get(room)

    def listens(self, room: str) -> bool:
        """Whether a line that is said in a room may be an answer: a session is open, or was until a moment ago."""
        return room in self._sessions or room in self._over

    def sessions(self) -> Sequence[Session]:
        """Return all open sessions."""
        return tuple(self._sessions.values())

    def speech(self, guild: str) -> Speech:
        """Return what sentences about a guild need to know."""
        library = self._shelf.library

        def named(key: str) -> str:
            fact = library.catalog.get(key)
            return fact.name if fact else key

        return Speech(lambda player: self.names.of(guild, player), library.labels, named)

    async def begin(self, plan: Plan, starter: str, *, seated: bool = True) -> Reply | None:
        """Start a session; return a word to the starter if the room has one already or the store is away."""
        async with self._turns[plan.room]:
            if plan.room in self._sessions:
                return lines.already_running()
            session, outcomes = open_session(plan, starter, self._clock.now(), seated=seated)
            try:
                await self._keeping.begin(session, outcomes)
            except StoreAwayError:
                return lines.store_away()
            self._sessions[plan.room] = session
            self._settle(session, outcomes, self._narrated(session, outcomes))
        log.info("session started: room=%s session=%s items=%d", plan.room, plan.id, len(plan.items))
        return None

    async def hear(
        self, asker: Asker, text: str, *, deliberate: bool = False, round_: int | None = None
    ) -> Reply | None:
        """Judge an answer by when it was sent; return what the player alone is told."""
        if not self.listens(asker.room):
            return lines.finished() if deliberate else None
        if not deliberate:
            self._deafness.heard(asker.room, asker.at)
        await self.names.meet(asker)

        def judged(session: Session) -> Event | None:
            answer = self.judging.answer(session, asker, text, deliberate=deliberate, round_=round_)
            if answer:
                self.judging.count(answer)
            return answer

        outcomes = await self._turn(asker.room, judged)
        return self._private(asker, outcomes) if deliberate else None

    def overhear(self, asker: Asker, text: str) -> bool:
        """Take a line of chat of which nobody is to hear in the quiz of its room; return whether it was such a line.

        It waits for nothing and costs a fraction of `hear`, which must take the line otherwise. What a later ruling may
        need of it is recorded with the next step of the room, or when there is enough of it; that its player is there,
        with the step; what they are called, in a moment. If the program dies before, the room's history tells it again.
        """
        session = self._sessions.get(asker.room)
        if session is None or self.names.is_erased(asker.guild, asker.player):
            return False
        self._deafness.heard(asker.room, asker.at)
        event = self.judging.answer(session, asker, text)
        if event is None:
            return True
        # A step may just be recorded, after which an answer may count that does not count before: only talk never does.
        recording = self._turns[asker.room].locked()
        if event.verdict.kind is not VerdictKind.REJECT or (recording and event.verdict is not TALK):
            return False
        after, outcomes = step(session, event, self._clock.now())
        seats = after is not session
        if seats and (recording or not _is_weightless(session, after)):
            return False
        if not self._set_aside(session, outcomes):
            return False
        self._sessions[asker.room] = after
        if outcomes:
            self._keeping.meet_soon(asker)
            self.judging.count(event)
        return True

    def _set_aside(self, session: Session, outcomes: Sequence[Outcome]) -> bool:
        """Keep in mind, to be recorded later, what gives nobody points; return whether nobody is to hear of it."""
        attempts = [outcome for outcome in outcomes if isinstance(outcome, Attempted)]
        if len(attempts) < len(outcomes):
            return False
        if attempts and self._aside.add(session, attempts):
            self._clock.wake("aside", self._clock.now(), self.write_down)
        return True

    async def write_down(self) -> None:
        """Record the attempts that were set aside; what the store does not take waits for the next time."""
        try:
            await self._keeping.write_down()
        except StoreAwayError as error:
            log.warning("store away: what was set aside waits: error=%s", error)

    async def recorded(self, room: str) -> None:
        """Wait until all that was said in a room is recorded; raise StoreAwayError if it cannot be."""
        await self._save(room)
        await self._keeping.write_down()

    async def _save(self, room: str) -> None:
        """Record all that was set aside of what was said in a room."""
        async with self._turns[room]:
            session = self._sessions.get(room)
            if session and self._aside.has(session):
                await self._record(session, ())

    def forget(self, guild: str, player: str) -> None:
        """Keep nothing more of what a player did so far, until they are met again."""
        self.names.forget(guild, player)
        self._keeping.forget(guild, player)

    async def tell(
        self, room: str, event: Event, asker: Asker | None = None, *, session: str = "", round_: int = 0
    ) -> Reply | None:
        """Let an event happen in a room; return what the one who caused it alone is told.

        What was meant for another `session` or `round_` than those that stand there now changes nothing.
        """
        if room not in self._sessions:
            return lines.finished()
        if asker:
            await self.names.meet(asker)
        stale: Reply | None = None

        def event_of(held: Session) -> Event | None:
            nonlocal stale
            if session not in {"", held.plan.id}:
                stale = lines.finished()
            elif round_ not in {0, len(held.rounds)}:
                stale = lines.round_over()
            return None if stale else event

        outcomes = await self._turn(room, event_of)
        return stale or (self._private(asker, outcomes) if asker else None)

    async def happen(self, room: str, event: Event) -> Sequence[Outcome]:
        """Let an event happen in a room; return what came of it."""
        return await self._turn(room, lambda _session: event)

    async def happen_in(self, session: Session, event: Event, at: datetime) -> Sequence[Outcome]:
        """Let an event of that time happen in a session that runs, or that is over, by now perhaps.

        Raise StoreAwayError where only the store has it and cannot be reached.
        """
        there = False

        def event_of(held: Session) -> Event | None:
            nonlocal there
            there = held.plan.id == session.plan.id
            return event if there else None

        outcomes = await self._turn(session.plan.room, event_of)
        if not there:
            ended = await self._store.session(session.plan.guild, session.plan.id) or session
            after, outcomes = step(ended, event, at)
            await self._store.record(after, outcomes, at)
        return outcomes

    def _private(self, asker: Asker, outcomes: Sequence[Outcome]) -> Reply | None:
        session = self._sessions.get(asker.room)
        for outcome in outcomes:
            match outcome:
                case Refused():
                    return lines.refused(outcome)
                case Noted(number, _, last) if (
                    session and session.is_running and session.round.number == number
                ):
                    return lines.noted(last=last)
                case Prompted(_, _, verdict, True):
                    return lines.prompted(verdict)
                case Found(number, player, elements, named, True) if session:
                    return lines.found(session, number, player, elements, named, self.speech(asker.guild))
                case _:
                    continue
        return None

    async def _turn(
        self, room: str, event_of: Callable[[Session], Event | None], due: datetime | None = None
    ) -> tuple[Outcome, ...]:
        """Change a room's session by one event, all changes to a room one after another; it is `due` or later."""
        async with self._turns[room]:
            held = self._sessions if room in self._sessions else self._over
            session = held.get(room)
            event = event_of(session) if session else None
            if session is None or event is None:
                return ()
            now = self._clock.now()
            after, outcomes = step(session, event, max(now, due or now))
            unchanged = after is session and (not outcomes or held is self._sessions)
            if unchanged and self._set_aside(session, outcomes):
                return outcomes
            recorded = after is not session or any(isinstance(outcome, Attempted) for outcome in outcomes)
            if recorded:
                narration = asyncio.ensure_future(self._meanwhile_narrate(after, outcomes))
                waited = await self._record(after, outcomes)
                reply = await narration
            else:
                waited, reply = 0.0, self._narrated(after, outcomes)
            if waited > LULL:
                after, more = step(after, Restarted(), self._clock.now())
                told = waited > TELL_AFTER
                outcomes = (*outcomes, *(o for o in more if not _is_said(o, outcomes, told=told)))
                reply = self._narrated(after, outcomes)
            held[room] = after
            self._settle(after, outcomes, reply)
        return outcomes

    async def _meanwhile_narrate(self, session: Session, outcomes: Sequence[Outcome]) -> Reply | None:
        """Put into words what happened, while the store is at work; nothing is said before that is done."""
        # The store gets what it is to record before.
        await asyncio.sleep(0)  # noqa: TID251 - no time passes
        return self._narrated(session, outcomes)

    def _narrated(self, session: Session, outcomes: Sequence[Outcome]) -> Reply | None:
        """What happened, in words; also if something breaks, for what follows on its being said must come."""
        try:
            return narrate(session, outcomes, self.speech(session.plan.guild))
        except Exception:
            log.exception(
                "what happened cannot be said: room=%s session=%s", session.plan.room, session.plan.id
            )
            return lines.broken(session.plan.id)

    async def _record(self, session: Session, outcomes: Sequence[Outcome]) -> float:
        room = session.plan.room
        return await self._keeping.record(
            session, outcomes, lambda: self.outbox.interject(room, lines.waiting_for_store())
        )

    def _settle(self, session: Session, outcomes: Sequence[Outcome], reply: Reply | None) -> None:
        """Be woken at the deadline of a recorded session, and say what happened."""
        room = session.plan.room
        self._arm(session)
        if reply is not None:
            key, after = self._delivery(session, outcomes)
            prefix = self.prefix_of(session.plan.guild, room)
            self.outbox.put(room, prefixed(reply, prefix), key, after)

    def _arm(self, session: Session) -> None:
        room, due = session.plan.room, session.deadline
        if room not in self._away:
            self._clock.wake(room, due, lambda: self._tick(room, due))

    def _disarm(self, room: str) -> None:
        self._clock.wake(room, None, lambda: self._tick(room, None))

    async def _tick(self, room: str, due: datetime | None) -> None:
        if self._watch:
            self._watch.event("tick")
        try:
            # Timers count in milliseconds and go off up to one before their time; nothing would wake the room again.
            await self._turn(room, lambda _session: Tick(), due)
        except Exception:
            log.exception("time has passed in vain, and is tried again: room=%s", room)
            if session := self._sessions.get(room):
                due = session.deadline
                again = max(self._clock.now() + AGAIN, due) if due else None
                self._clock.wake(room, again, lambda: self._tick(room, due))

    def _delivery(self, session: Session, outcomes: Sequence[Outcome]) -> tuple[str, After | None]:
        """The key under which a reply is shown once, and what follows from its being shown."""
        room, where = session.plan.room, session.plan.id
        asked = next((outcome for outcome in outcomes if isinstance(outcome, Asked)), None)
        closed = next((outcome for outcome in outcomes if isinstance(outcome, Closed)), None)
        ended = any(isinstance(outcome, Ended) for outcome in outcomes)
        if not (asked or closed or ended):
            return "", None

        async def after(sent: Sent | Unsent) -> None:
            if ended:
                await self._forget(session)
            elif isinstance(sent, Unsent):
                await self._unheard(session, sent)
            else:
                if closed and not session.plan.mode.silent:
                    await self._note(room, Told(closed.round))
                if asked:
                    await self._note(room, Posted(asked.round, sent.message, sent.at))

        gaps = len(session.round.gaps) if session.rounds else 0
        if asked:
            return f"{where}:{asked.round}:ask:{gaps}", after
        return (f"{where}:{closed.round}:told" if closed else f"{where}:end"), after

    async def _note(self, room: str, event: Posted | Told) -> None:
        """Store that something stands in the room, so that it is not said again."""
        reached("quizzes.before_note")
        await self.happen(room, event)
        reached("quizzes.after_note")

    async def _forget(self, session: Session) -> None:
        """Let go of a session whose end was announced, or could not be."""
        room = session.plan.room
        async with self._turns[room]:
            held = self._sessions.get(room)
            if held and held.plan.id == session.plan.id:
                log.info("session over: room=%s session=%s", room, held.plan.id)
                await self._close(held)
                self._over[room] = self._sessions.pop(room)
                # Talk that came while it was being closed is of no use to anybody.
                self._aside.take(held)
                self._clock.wake(f"over {room}", self._clock.now() + LATE, lambda: self._let_go(room))

    async def _close(self, session: Session) -> None:
        """Let the store know that a session is over; whatever breaks there keeps no room occupied."""
        try:
            if self._aside.has(session):
                await self._record(session, ())
            reached("quizzes.before_close")
            await self._keeping.close(session)
            reached("quizzes.after_close")
        except Exception:
            log.exception(
                "session not closed in the store; the next quiz there does: session=%s", session.plan.id
            )

    async def _let_go(self, room: str) -> None:
        self._over.pop(room, None)
        if room not in self._sessions and not self._turns[room].locked():
            del self._turns[room]
            self._deafness.let_go(room)

    async def _unheard(self, session: Session, unsent: Unsent) -> None:
        """Rest, or end, where we cannot speak; the starter is told once, elsewhere."""
        room = session.plan.room
        event = Gone() if unsent.why is Obstacle.GONE else Pause(reason=PauseReason.MUTED)
        outcomes = await self.happen(room, event)
        if any(isinstance(outcome, Ended) for outcome in outcomes):
            await self._forget(session)
        elif outcomes:
            prefix = self.prefix_of(session.plan.guild, room)
            word = lines.muted(room, forbidden=unsent.why is Obstacle.FORBIDDEN)
            await self._chat.tell(session.starter, prefixed(word, prefix))

    async def gone(self, room: str) -> None:
        """A room is no more: end what runs in it; its scores stand."""
        session = self._sessions.get(room)
        if session is not None:
            await self.happen(room, Gone())
            await self._forget(session)

    async def restore(self) -> None:
        """Take up the sessions that were open when the program ended."""
        for session in await self._store.open_sessions():
            self._sessions[session.plan.room] = session
            self._away.add(session.plan.room)
            await self.names.learn(session.plan.guild, session.tallies)

    async def go_on(self) -> None:
        """Let the restored sessions go on, once the rooms can be heard."""
        await self._in_each(self._go_on)

    async def catch_up(self) -> None:
        """Judge what was said in each room while nobody listened."""
        await self._in_each(self._hear_missed)

    async def _in_each(self, act: Callable[[Session], Awaitable[None]]) -> None:
        """Act in the rooms of all sessions; what fails in one of them stops no other."""
        sessions = self.sessions()
        ends = await asyncio.gather(*map(act, sessions), return_exceptions=True)
        for session, end in zip(sessions, ends, strict=True):
            if isinstance(end, Exception):
                log.error("a session may have missed something: room=%s", session.plan.room, exc_info=end)

    async def _go_on(self, session: Session) -> None:
        """Judge what was said meanwhile, then give an open question its time, or wait for the deadline that stands."""
        room = session.plan.room
        try:
            # Until all of it is heard no deadline counts, or a question closes on half of what was said in time.
            await self._hear_missed(session)
        finally:
            self._away.discard(room)
            if not await self.happen(room, Restarted()) and (held := self._sessions.get(room)):
                self._arm(held)

    def deaf(self) -> None:
        """From now on nothing is heard, until `catch_up` or `listening`."""
        self._deafness.deaf(session for room, session in self._sessions.items() if room not in self._away)

    def listening(self) -> None:
        """Nothing was missed after all."""
        self._deafness.listening()

    async def _hear_missed(self, session: Session) -> None:
        """Judge what was said in a room while nobody listened, by its own time; what was heard changes nothing."""
        plan, room = session.plan, session.plan.room
        if not session.rounds or session.phase is Phase.OVER:
            return
        since = self._deafness.take(session)
        reached("quizzes.before_history")
        said = await self._chat.history(room, since - OVERLAP)
        reached("quizzes.after_history")
        if said is None and room in self._sessions:
            self._deafness.put_back(room, since)
            again = self._clock.now() + AGAIN
            self._clock.wake(f"missed {room}", again, lambda: self._hear_again(session))
        for heard in said or ():
            # A command that nobody took is no answer; who gave it sees that nothing came of it.
            if heard.text.startswith(self.prefix_of(plan.guild, room)):
                continue
            asker = Asker(
                plan.guild, room, heard.player, heard.name, heard.at, heard.id, private=plan.private
            )
            await self.hear(asker, heard.text)

    async def _hear_again(self, session: Session) -> None:
        held = self._sessions.get(session.plan.room)
        if held and held.plan.id == session.plan.id:
            await self._hear_missed(held)

    async def park(self) -> None:
        """Say in each open room that we are back in a moment, and wait until it is said and all is recorded."""
        for session in self.sessions():
            self._disarm(session.plan.room)
            if session.phase not in {Phase.PAUSED, Phase.OVER}:
                self.outbox.put(session.plan.room, lines.back_in_a_moment(), f"{session.plan.id}:park")
        await self.outbox.settle()
        await self.write_down()
        await asyncio.gather(*map(self._save, tuple(self._sessions)))


def _is_weightless(session: Session, after: Session) -> bool:
    """Whether no more came of what is wrong than that its player is there, or said something for the first time."""
    waits = (after.phase, after.deadline) == (session.phase, session.deadline)
    said = session.round.said
    return waits and after.rounds[:-1] == session.rounds[:-1] and after.round.said[: len(said)] == said


def _is_said(outcome: Outcome, outcomes: Sequence[Outcome], *, told: bool) -> bool:
    """Whether what a session says when it goes on is said already, or would puzzle those who were not `told` why."""
    asked = isinstance(outcome, Asked) and any(isinstance(other, Asked) for other in outcomes)
    return asked or isinstance(outcome, Closed | Ended) or (isinstance(outcome, Returned) and not told)
