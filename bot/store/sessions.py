"""Sessions in the store: the answer path, and what a room has seen."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import orjson

from bot.core.ledger import Kept
from bot.core.quiz import Phase, Round, Seen, Session
from bot.core.quiz.events import Attempted, Outcome
from bot.store.kept import AttemptLine, Award, Lines, attempt_line, lines_of
from bot.store.snapshot import FORMAT, SnapshotError, load_session, plan_of, round_of, state_of
from bot.store.statements import (
    ADD_ATTEMPT,
    ADD_ATTEMPTS,
    ADD_AWARD,
    ADD_SEEN,
    ADD_SUMS,
    ATTEMPTS,
    BEGIN_SESSION,
    CHANGE_AWARD,
    CLOSE_SESSION,
    OPEN_IN_ROOM,
    OPEN_ROUNDS,
    OPEN_SESSIONS,
    RECORD_AT_ONCE,
    ROUNDS,
    SAVE_ROUND,
    SAVE_SESSION,
    SEEN,
    SESSION,
    UNMISS,
)
from bot.store.steps import QUARTER, Database, Rows, Steps, Value, each, moment, stamp

log = logging.getLogger(__name__)


class Sessions:
    """The verbs about sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, tuple[Round, ...]] = {}

    async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        """Keep a new session, with its plan; raise ValueError if that room has an open one."""
        lines = lines_of(session, outcomes, session.plan.started)
        await self._database.write(_begin(session, lines))

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Keep, in one transaction, where a session stands and the attempts, awards and history of a step.

        Attempts are keyed by (guild, id), awards by (guild, session, round, player): twice is once.
        """
        plan = session.plan
        # Only the rounds that changed are written. After a failure it is not known which are kept, and all are.
        changed = _changed(session.rounds, self._kept.pop(plan.id, ()))
        lines = lines_of(session, outcomes, at)
        if self._database.at_once:
            listed = (
                _json(lines.attempts),
                _json(lines.awards),
                _json(lines.looks),
                _json(_written(changed)),
            )
            key = (plan.guild, plan.id, FORMAT, state_of(session), plan.room)
            await self._database.once(RECORD_AT_ONCE, *key, *listed)
        else:
            await self._database.write(_record(session, changed, lines))
        if session.phase is not Phase.OVER:
            self._kept[plan.id] = session.rounds

    async def keep_attempts(self, made: Sequence[tuple[Session, Sequence[Attempted]]]) -> None:
        """Keep attempts of sessions, and nothing else of those; twice is once."""
        rows = [_row(session, attempt_line(session, one)) for session, attempts in made for one in attempts]
        await self._database.write(each(ADD_ATTEMPT, ADD_ATTEMPTS, rows))

    async def close(self, session: Session) -> None:
        """Count a session no longer as open."""
        await self._database.once(CLOSE_SESSION, session.plan.guild, session.plan.id)
        self._kept.pop(session.plan.id, None)

    async def open_sessions(self) -> Sequence[Session]:
        """Return the sessions that were open, as they stood.

        One whose snapshot cannot be read is logged and closed, so that its room is free; its scores stand.
        """
        sessions: list[Session] = []
        held, rounds = await self._database.read(_open_sessions())
        for guild, id_, version, plan, state in held:
            try:
                sessions.append(load_session(version, plan, state, rounds[guild, id_]))
            except SnapshotError as error:
                log.error("session closed, its scores stand: session=%s error=%s", id_, error)  # noqa: TRY400
                await self._database.once(CLOSE_SESSION, guild, id_)
        return sessions

    async def session(self, guild: str, id: str) -> Session | None:  # noqa: A002 - as in Plan
        """Return a session of a guild, open or over, as it stood last; None if it is not kept (any more)."""
        try:
            return await self._database.read(_session(guild, id))
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


def _changed(rounds: tuple[Round, ...], kept: tuple[Round, ...]) -> list[Round]:
    """The rounds that are not the very ones that are kept."""
    return [round_ for place, round_ in enumerate(rounds) if place >= len(kept) or round_ is not kept[place]]


def _json(lines: Sequence[object]) -> str:
    return orjson.dumps(lines).decode() if lines else "[]"


def _written(rounds: Iterable[Round]) -> list[dict[str, int | str]]:
    return [{"number": round_.number, "state": round_of(round_)} for round_ in rounds]


def _begin(session: Session, lines: Lines) -> Steps[None]:
    plan = session.plan
    key = (plan.guild, plan.id, plan.room, FORMAT, stamp(plan.started))
    begun = yield BEGIN_SESSION, (*key, plan_of(session), state_of(session))
    if not begun:
        held = yield OPEN_IN_ROOM, (plan.guild, plan.room)
        # The same session, tried again after a failure that came too late, is no other one.
        if [id_ for (id_,) in held] != [plan.id]:
            raise ValueError(f"room {plan.room} has an open session")
    else:
        yield from keep_rounds(session, session.rounds)
    yield from _keep(session, lines)


def _record(session: Session, changed: Sequence[Round], lines: Lines) -> Steps[None]:
    yield SAVE_SESSION, (session.plan.guild, session.plan.id, FORMAT, state_of(session))
    yield from keep_rounds(session, changed)
    yield from _keep(session, lines)


def keep_rounds(session: Session, rounds: Iterable[Round]) -> Steps[None]:
    """Keep rounds of a session as they are now."""
    for round_ in rounds:
        yield SAVE_ROUND, (session.plan.guild, session.plan.id, round_.number, round_of(round_))


def _open_sessions() -> Steps[tuple[Rows, Mapping[tuple[str, str], Sequence[str]]]]:
    held = yield OPEN_SESSIONS, ()
    rounds: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for guild, id_, state in (yield OPEN_ROUNDS, ()):
        rounds[guild, id_].append(state)
    return held, rounds


def _session(guild: str, id_: str) -> Steps[Session | None]:
    held = yield SESSION, (guild, id_)
    if not held:
        return None
    return (yield from load(guild, id_, *held[0]))


def load(guild: str, id_: str, version: int, plan: str, state: str) -> Steps[Session]:
    """Return a session that was kept, with its rounds; raise SnapshotError if it cannot be read."""
    rounds = yield ROUNDS, (guild, id_)
    return load_session(version, plan, state, (round_ for (round_,) in rounds))


def _row(session: Session, made: AttemptLine) -> tuple[Value, ...]:
    plan = session.plan
    return (
        plan.guild, made.id, plan.id, made.number, plan.room, made.item, made.player, made.kind, made.reason, made.at,
        made.text,
    )  # fmt: skip


def _keep(session: Session, lines: Lines) -> Steps[None]:
    guild, id_, room = session.plan.guild, session.plan.id, session.plan.room
    yield from each(ADD_ATTEMPT, ADD_ATTEMPTS, (_row(session, made) for made in lines.attempts))
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
    if award.again:
        decided = (award.points, award.knew, award.was_points, award.was_knew)
        changed = yield CHANGE_AWARD, (*key, *decided)
        for at, asked in changed:
            more = (award.points - award.was_points, asked * (award.knew - award.was_knew))
            yield ADD_SUMS, (*_where(guild, award, at), *more, 0, 0)
        if changed or not award.knew:
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
