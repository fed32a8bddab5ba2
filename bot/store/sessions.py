"""Sessions in the store: the answer path, and what a room has seen."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson

from bot.core.ledger import Kept
from bot.core.quiz import Seen, Session
from bot.core.quiz.events import Outcome
from bot.store.kept import Award, Lines, lines_of
from bot.store.snapshot import FORMAT, SnapshotError, States, load_session, plan_of
from bot.store.statements import (
    ADD_ATTEMPT,
    ADD_AWARD,
    ADD_SEEN,
    ADD_SUMS,
    ATTEMPTS,
    BEGIN_SESSION,
    CLOSE_SESSION,
    OPEN_IN_ROOM,
    OPEN_SESSIONS,
    RAISE_AWARD,
    RECORD_AT_ONCE,
    SAVE_SESSION,
    SEEN,
    SESSION,
    UNMISS,
)
from bot.store.steps import QUARTER, Database, Steps, Value, moment, stamp

log = logging.getLogger(__name__)


class Sessions:
    """The verbs about sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._states = States()

    async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Keep a new session, with its plan; raise ValueError if that room has an open one."""
        lines = lines_of(session, outcomes, session.plan.started)
        await self._database.write(_begin(session, plan_of(session), self._states.of(session), lines))

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Keep, in one transaction, where a session stands and the attempts, awards and history of a step.

        Attempts are keyed by (guild, id), awards by (guild, session, round, player): twice is once.
        """
        lines = lines_of(session, outcomes, at)
        state = self._states.of(session)
        if self._database.at_once:
            plan = session.plan
            listed = (_json(lines.tries), _json(lines.awards), _json(lines.looks))
            await self._database.once(RECORD_AT_ONCE, plan.guild, plan.id, FORMAT, state, plan.room, *listed)
        else:
            await self._database.write(_record(session, state, lines))

    async def close(self, session: Session) -> None:
        """Count a session no longer as open."""
        await self._database.once(CLOSE_SESSION, session.plan.guild, session.plan.id)

    async def open_sessions(self) -> Sequence[Session]:
        """Return the sessions that were open, as they stood.

        One whose snapshot cannot be read is logged and closed, so that its room is free; its scores stand.
        """
        sessions: list[Session] = []
        for guild, id_, version, plan, state in await self._database.look(OPEN_SESSIONS):
            try:
                sessions.append(load_session(version, plan, state))
            except SnapshotError as error:
                log.error("session closed, its scores stand: session=%s error=%s", id_, error)  # noqa: TRY400
                await self._database.once(CLOSE_SESSION, guild, id_)
        return sessions

    async def session(self, guild: str, id: str) -> Session | None:  # noqa: A002 - as in Plan
        """Return a session of a guild, open or over, as it stood last; None if it is not kept (any more)."""
        for version, plan, state in await self._database.look(SESSION, guild, id):
            try:
                return load_session(version, plan, state)
            except SnapshotError as error:
                log.warning("session not read: session=%s error=%s", id, error)
        return None

    async def seen(self, guild: str, room: str) -> Mapping[str, Seen]:
        """Return what a room has seen of each item, by item id."""
        rows = await self._database.look(SEEN, guild, room)
        return {item: Seen(times, moment(last), bool(missed)) for item, times, last, missed in rows}

    async def attempts(self, guild: str, session: str, round: int) -> Sequence[Kept]:  # noqa: A002 - our term
        """Return the attempts of a round whose text is still kept, in the order in which they were made."""
        rows = await self._database.look(ATTEMPTS, guild, session, round)
        return [Kept(player, text, kind) for player, text, kind in rows]


def _json(lines: Sequence[object]) -> str:
    return orjson.dumps(lines).decode() if lines else "[]"


def _begin(session: Session, plan: str, state: str, lines: Lines) -> Steps[None]:
    fixed = session.plan
    begun = yield (
        BEGIN_SESSION,
        (fixed.guild, fixed.id, fixed.room, FORMAT, stamp(fixed.started), plan, state),
    )
    if not begun:
        held = yield OPEN_IN_ROOM, (fixed.guild, fixed.room)
        # The same session, tried again after a failure that came too late, is no other one.
        if [id_ for (id_,) in held] != [fixed.id]:
            raise ValueError(f"room {fixed.room} has an open session")
    yield from _keep(session, lines)


def _record(session: Session, state: str, lines: Lines) -> Steps[None]:
    yield SAVE_SESSION, (session.plan.guild, session.plan.id, FORMAT, state)
    yield from _keep(session, lines)


def _keep(session: Session, lines: Lines) -> Steps[None]:
    guild, id_, room = session.plan.guild, session.plan.id, session.plan.room
    for made in lines.tries:
        yield (
            ADD_ATTEMPT,
            (
                guild, made.id, id_, made.number, room, made.item, made.player,
                made.kind, made.reason, made.at, made.text,
            ),
        )  # fmt: skip
    for award in lines.awards:
        yield from keep_award(guild, room, id_, award)
    for look in lines.looks:
        if look.late:
            yield UNMISS, (guild, room, look.item, id_, look.number)
        else:
            yield ADD_SEEN, (guild, room, look.item, look.at, look.missed, id_, look.number)


def keep_award(guild: str, room: str, session: str, award: Award) -> Steps[None]:
    """Keep an award and add it to the sums, unless it is kept already."""
    key = (guild, award.source, award.number, award.player)
    if award.late:
        raised = yield RAISE_AWARD, (*key, award.points)
        for at, had in raised:
            yield ADD_SUMS, (*_where(guild, award, at), award.points, had, 0, 0)
        if raised:
            return
    counted = (award.points, award.had, award.asked, award.rounds)
    for (at,) in (
        yield (
            ADD_AWARD,
            (*key, session, room, award.item, award.pack, award.topic, *counted, award.knew, award.at),
        )
    ):
        yield ADD_SUMS, (*_where(guild, award, at), *counted)


def _where(guild: str, award: Award, at: int) -> tuple[Value, ...]:
    """The place of an award in the sums."""
    return guild, award.player, at // QUARTER, award.pack, award.topic
