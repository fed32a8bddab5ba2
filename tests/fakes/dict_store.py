"""A store in memory, which answers as the real ones do: the sandbox of the tests, and the measure of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.core.judge import Ruling
from bot.core.ledger import (
    BoardQuery,
    Consent,
    Daily,
    Entry,
    Kept,
    Line,
    Order,
    Page,
    Period,
    Profile,
    Schedule,
    TopicScore,
    Undone,
)
from bot.core.quiz import Seen, Session
from bot.core.quiz.events import Attempted, Outcome
from bot.core.quiz.forgetting import without
from bot.store.kept import MANAGER, AttemptLine, Award, Look, given, lines_of
from bot.store.steps import QUARTER, moment, stamp

AwardKey = tuple[str, str, int, str]


class DictStore:
    """Everything in dictionaries, nothing summed up in advance."""

    def __init__(self) -> None:
        self.open: dict[tuple[str, str], Session] = {}
        self.over: dict[tuple[str, str], Session] = {}
        self.held_attempts: dict[tuple[str, int], tuple[AttemptLine, str]] = {}
        self.rooms: dict[tuple[str, str], str] = {}
        self.awards: dict[AwardKey, Award] = {}
        self.places: dict[AwardKey, tuple[str, str]] = {}
        self.looks: dict[tuple[str, str, str], tuple[Seen, str, int]] = {}
        self.held_names: dict[tuple[str, str], str] = {}
        self.choices: dict[tuple[str, str], Consent] = {}
        self.book: defaultdict[str, list[tuple[Entry, int | None]]] = defaultdict(list)
        self.decided: dict[tuple[str, str, str], tuple[Ruling, str, datetime]] = {}
        self.held_settings: dict[tuple[str, str], dict[str, str]] = {}
        self.misses: Counter[tuple[str, str]] = Counter()
        self.plans: dict[tuple[str, int], Schedule] = {}
        self.days: dict[tuple[str, str], Daily] = {}
        self.daily_answers: dict[tuple[str, str], dict[str, bool]] = {}
        self.left: dict[str, datetime] = {}
        self.backups: list[str] = []
        self.numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))

    # Sessions.

    async def begin(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        plan = session.plan
        held = self.open.get((plan.guild, plan.room))
        if held and held.plan.id != plan.id:
            raise ValueError(f"room {plan.room} has an open session")
        if not held:
            self.open[plan.guild, plan.room] = session
        self._keep(session, outcomes, plan.started)

    async def record(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        held = self.open.get((session.plan.guild, session.plan.room))
        if held and held.plan.id == session.plan.id:
            self.open[session.plan.guild, session.plan.room] = replace(session, plan=held.plan)
        elif (session.plan.guild, session.plan.id) in self.over:
            self.over[session.plan.guild, session.plan.id] = session
        self._keep(session, outcomes, at)

    async def keep_attempts(self, made: Sequence[tuple[Session, Sequence[Attempted]]]) -> None:
        for session, attempts in made:
            self._keep(session, attempts, session.plan.started)

    async def close(self, session: Session) -> None:
        held = self.open.get((session.plan.guild, session.plan.room))
        if held and held.plan.id == session.plan.id:
            self.over[session.plan.guild, session.plan.id] = self.open.pop(
                (session.plan.guild, session.plan.room)
            )

    async def session(self, guild: str, id: str) -> Session | None:  # noqa: A002
        running = [
            session for session in self.open.values() if (session.plan.guild, session.plan.id) == (guild, id)
        ]
        return running[0] if running else self.over.get((guild, id))

    async def open_sessions(self) -> Sequence[Session]:
        return sorted(
            self.open.values(),
            key=lambda session: (session.plan.started, session.plan.guild, session.plan.id),
        )

    async def seen(self, guild: str, room: str) -> Mapping[str, Seen]:
        return {item: seen for (g, r, item), (seen, _, _) in self.looks.items() if (g, r) == (guild, room)}

    async def attempts(self, guild: str, session: str, round: int) -> Sequence[Kept]:  # noqa: A002
        found = [
            made
            for (g, _), (made, where) in self.held_attempts.items()
            if (g, where, made.number) == (guild, session, round) and made.text
        ]
        ordered = sorted(found, key=lambda made: (made.at, made.id))
        return [Kept(made.player, made.text, made.kind) for made in ordered]

    def _keep(self, session: Session, outcomes: Sequence[Outcome], at: datetime) -> None:
        guild, room, id_ = session.plan.guild, session.plan.room, session.plan.id
        self.rooms[guild, id_] = room
        lines = lines_of(session, outcomes, at)
        for made in lines.attempts:
            if not self._off(guild, made.player):
                self.held_attempts.setdefault((guild, made.id), (made, id_))
        for award in lines.awards:
            self._give(guild, room, id_, award)
        for look in lines.looks:
            self._look(guild, room, id_, look)

    def _give(self, guild: str, room: str, session: str, award: Award) -> None:
        key = (guild, award.source, award.number, award.player)
        before = self.awards.get(key)
        if before is not None:
            if award.again and (before.points, before.knew) == (award.was_points, award.was_knew):
                had = before.asked * award.knew
                self.awards[key] = replace(before, points=award.points, had=had, knew=award.knew)
        elif not (self._off(guild, award.player) or (award.again and not award.knew)):
            self.awards[key] = award
            self.places[key] = (room, session)

    def _look(self, guild: str, room: str, session: str, look: Look) -> None:
        held = self.looks.get((guild, room, look.item))
        seen, where, number = held or (Seen(0, moment(look.at), missed=True), "", 0)
        if look.late:
            if (where, number) == (session, look.number):
                self.looks[guild, room, look.item] = (replace(seen, missed=False), where, number)
        elif where != session or number < look.number:
            after = Seen(seen.times + 1, moment(look.at), bool(look.missed))
            self.looks[guild, room, look.item] = (after, session, look.number)

    def _off(self, guild: str, player: str) -> bool:
        return self.choices.get((guild, player)) is Consent.OFF

    # People.

    async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
        self.held_names |= {key: name for key, name in names.items() if not self._off(*key)}

    async def names(self, guild: str, players: Iterable[str]) -> Mapping[str, str]:
        return {
            player: self.held_names[guild, player] for player in players if (guild, player) in self.held_names
        }

    async def consents(self) -> Mapping[tuple[str, str], Consent]:
        return dict(self.choices)

    async def choose(self, guild: str, player: str, consent: Consent) -> None:
        if consent is Consent.FULL:
            self.choices.pop((guild, player), None)
        else:
            self.choices[guild, player] = consent

    async def export(self, guild: str, player: str) -> Mapping[str, object]:
        tries = [
            (m, where)
            for (g, _), (m, where) in self.held_attempts.items()
            if (g, m.player) == (guild, player)
        ]
        awards = [
            (a, self.places[key]) for key, a in self.awards.items() if (key[0], key[3]) == (guild, player)
        ]
        answered = sorted(
            (day, had)
            for (g, day), given_ in self.daily_answers.items()
            if g == guild
            for p, had in given_.items()
            if p == player
        )
        plans = [plan for _, plan in sorted(self.plans.items()) if (plan.guild, plan.by) == (guild, player)]
        decided = [line for key, line in sorted(self.decided.items()) if (key[0], line[1]) == (guild, player)]
        return {
            "guild": guild,
            "player": player,
            "name": self.held_names.get((guild, player), ""),
            "consent": self.choices.get((guild, player), Consent.FULL).value,
            "attempts": [
                {
                    "id": str(m.id), "session": where, "round": m.number, "room": self.rooms[guild, where],
                    "item": m.item, "verdict": m.kind, "reason": m.reason, "at": _iso(m.at), "text": m.text,
                }
                for m, where in sorted(tries, key=lambda pair: pair[0].id)
            ],
            "awards": [
                {
                    "session": where, "source": a.source, "number": str(a.number), "room": room, "item": a.item,
                    "points": a.points, "right": a.had, "asked": a.asked, "at": _iso(a.at),
                }
                for a, (room, where) in sorted(awards, key=lambda pair: (pair[0].at, pair[0].source, pair[0].number))
            ],
            "daily": [{"day": day, "right": int(had)} for day, had in answered],
            "audit": [
                {
                    "at": e.at.isoformat(), "by": e.by, "what": e.what, "player": e.player, "points": e.points,
                    "detail": e.detail,
                }
                for e, _ in self.book[guild]
                if player in {e.by, e.player}
            ],
            "rulings": [
                {"item": r.item, "answer": r.answer, "accepted": int(r.accepted), "at": at.isoformat()}
                for r, _, at in decided
            ],
            "schedules": [{"id": str(p.id), "room": p.room, "time": p.at, "topic": p.topic} for p in plans],
        }  # fmt: skip

    async def erase(self, guild: str, player: str) -> None:
        self.held_names.pop((guild, player), None)
        self.held_attempts = {
            key: (made, where)
            for key, (made, where) in self.held_attempts.items()
            if (key[0], made.player) != (guild, player)
        }
        self.over = {
            key: without(held, {player}) if key[0] == guild else held for key, held in self.over.items()
        }
        if not self._traces(guild, player):
            return
        nobody = f"anonymous-{next(self.numbers[guild])}"
        if (guild, player) in self.choices:
            self.choices[guild, nobody] = Consent.UNLISTED
        self._anonymise(guild, player, nobody)

    def _traces(self, guild: str, player: str) -> bool:
        return (
            any((key[0], key[3]) == (guild, player) for key in self.awards)
            or any(g == guild and player in given_ for (g, _), given_ in self.daily_answers.items())
            or any(player in (entry.player, entry.by) for entry, _ in self.book[guild])
            or any((key[0], by) == (guild, player) for key, (_, by, _) in self.decided.items())
            or any((plan.guild, plan.by) == (guild, player) for plan in self.plans.values())
        )

    def _anonymise(self, guild: str, player: str, nobody: str) -> None:
        for key in [key for key in self.awards if (key[0], key[3]) == (guild, player)]:
            other = (*key[:3], nobody)
            self.awards[other] = replace(self.awards.pop(key), player=nobody)
            self.places[other] = self.places.pop(key)
        for (g, _), answers in self.daily_answers.items():
            if g == guild and player in answers:
                answers[nobody] = answers.pop(player)
        self.book[guild] = [
            (
                replace(
                    entry,
                    by=nobody if entry.by == player else entry.by,
                    player=nobody if entry.player == player else entry.player,
                    detail="" if entry.player == player else entry.detail,
                ),
                award,
            )
            for entry, award in self.book[guild]
        ]
        for key, (ruling, by, at) in self.decided.items():
            if (key[0], by) == (guild, player):
                self.decided[key] = (ruling, nobody, at)
        for key, plan in self.plans.items():
            if (plan.guild, plan.by) == (guild, player):
                self.plans[key] = replace(plan, by=nobody)

    # Boards.

    async def board(self, query: BoardQuery, asker: str) -> Page:
        scores = self._scores(query.guild, query.period, query.pack, query.topic)
        before = self._scores(query.guild, query.before, query.pack, query.topic) if query.before else {}
        lines = [
            Line(0, player, self.held_names.get((query.guild, player), ""), points, had, asked, value)
            for player, (points, had, asked, rounds) in scores.items()
            if (rounds or points)
            and (query.order is not Order.PERCENT or asked >= max(1, query.minimum))
            and ((query.guild, player) not in self.choices or player == asker)
            for value in [_value(query.order, points, had, asked, before.get(player, (0, 0, 0, 0))[0])]
        ]
        listed = sorted(
            (line for line in lines if (query.guild, line.player) not in self.choices),
            key=lambda line: (-line.value, -line.points, line.player),
        )
        ranked = {
            line.player: replace(line, rank=1 + sum(other.value > line.value for other in listed))
            for line in lines
        }
        page = listed[query.offset : query.offset + query.limit]
        return Page(tuple(ranked[line.player] for line in page), len(listed), ranked.get(asker))

    def _scores(
        self, guild: str, period: Period, pack: str, topic: str
    ) -> dict[str, tuple[int, int, int, int]]:
        start = stamp(period.start) // QUARTER if period.start else None
        end = stamp(period.end) // QUARTER if period.end else None
        found: dict[str, tuple[int, int, int, int]] = {}
        for (g, _, _, player), award in self.awards.items():
            quarter = award.at // QUARTER
            if g != guild or (start is not None and quarter < start) or (end is not None and quarter >= end):
                continue
            if (pack and award.pack != pack) or (topic and award.topic != topic):
                continue
            points, had, asked, rounds = found.get(player, (0, 0, 0, 0))
            found[player] = (
                points + award.points,
                had + award.had,
                asked + award.asked,
                rounds + award.rounds,
            )
        return found

    async def profile(self, guild: str, player: str, zone: str) -> Profile:
        mine = sorted(
            (award for key, award in self.awards.items() if (key[0], key[3]) == (guild, player)),
            key=lambda award: (award.at, award.number),
        )
        by_day: dict[str, int] = {}
        played: dict[str, None] = {}
        latest: dict[str, Award] = {}
        topics: dict[tuple[str, str], list[Award]] = {}
        for award in mine:
            day = moment(award.at).astimezone(ZoneInfo(zone)).date().isoformat()
            by_day[day] = by_day.get(day, 0) + award.points
            if award.rounds:
                played[day] = None
                latest[award.item] = award
                topics.setdefault((award.pack, award.topic), []).append(award)
        unknown = sorted(
            (a for a in latest.values() if not a.knew), key=lambda award: (-award.at, award.item)
        )
        return Profile(
            player,
            self.held_names.get((guild, player), ""),
            *_sum(mine),
            tuple(
                TopicScore(*where, right, asked, points)
                for where, awards in sorted(topics.items())
                for points, right, asked in [_sum(awards)]
            ),
            tuple(reversed(played)),
            tuple(award.item for award in unknown),
            {day: points for day, points in by_day.items() if points or day in played},
        )

    # Managers.

    async def award(self, guild: str, room: str, entry: Entry, id: int) -> None:  # noqa: A002
        held = self.open.get((guild, room))
        session = held.plan.id if held else ""
        self._give(guild, room, session, given(entry.player, entry.points, id, entry.at))
        if all(award != id for _, award in self.book[guild]):
            self._note(guild, entry, id)

    async def undo(self, guild: str, room: str, by: str, at: datetime) -> Undone | None:
        standing = [
            key
            for key, award in self.awards.items()
            if key[0] == guild and self.places[key][0] == room and award.points
        ]
        if not standing:
            return None
        key = max(standing, key=lambda key: (self.awards[key].at, *key[1:]))
        award = self.awards[key]
        self.awards[key] = replace(award, points=0, had=0)
        self._note(guild, Entry(at, by, "undo", award.player, -award.points))
        name = self.held_names.get((guild, award.player), "")
        round_ = 0 if award.source == MANAGER else award.number
        return Undone(award.player, name, award.points, self.places[key][1], round_)

    async def reset(self, guild: str, period: Period, session: str, entry: Entry) -> int:
        gone = [
            key
            for key, award in self.awards.items()
            if key[0] == guild
            and (
                self.places[key][1] == session
                if session
                else (period.start is None or award.at >= stamp(period.start))
                and (period.end is None or award.at < stamp(period.end))
            )
        ]
        counted = sum(bool(self.awards[key].points) for key in gone)
        for key in gone:
            del self.awards[key], self.places[key]
        self._note(guild, entry)
        return counted

    async def note(self, guild: str, entry: Entry) -> None:
        self._note(guild, entry)

    def _note(self, guild: str, entry: Entry, award: int | None = None) -> None:
        next(self.numbers[guild])
        shown = replace(entry, player="") if self._off(guild, entry.player) else entry
        self.book[guild].append((shown, award))

    async def audit(self, guild: str, limit: int = 20) -> Sequence[Entry]:
        return [entry for entry, _ in reversed(self.book[guild])][:limit]

    # Rulings, settings, look-ups.

    async def rule(self, guild: str, ruling: Ruling, by: str, at: datetime) -> None:
        self.decided[guild, ruling.item, ruling.answer] = (ruling, by, at)

    async def rulings(self) -> Mapping[str, Sequence[Ruling]]:
        found: defaultdict[str, list[Ruling]] = defaultdict(list)
        for (guild, _, _), (ruling, _, _) in sorted(self.decided.items(), key=lambda pair: pair[0]):
            found[guild].append(ruling)
        return dict(found)

    async def settings(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        return {where: dict(values) for where, values in self.held_settings.items() if values}

    async def put_setting(self, guild: str, room: str, name: str, value: str | None) -> None:
        values = self.held_settings.setdefault((guild, room), {})
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value

    async def missed(self, guild: str, folded: str) -> None:
        self.misses[guild, folded] += 1

    async def most_missed(self, guild: str, limit: int = 10) -> Sequence[tuple[str, int]]:
        found = [(folded, times) for (g, folded), times in self.misses.items() if g == guild]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    # Schedules and the item of the day.

    async def schedules(self, guild: str | None = None) -> Sequence[Schedule]:
        plans = [plan for _, plan in sorted(self.plans.items())]
        return [plan for plan in plans if (plan.guild == guild if guild else plan.guild not in self.left)]

    async def put_schedule(self, schedule: Schedule) -> int:
        id_ = schedule.id or next(self.numbers[schedule.guild])
        self.plans[schedule.guild, id_] = replace(schedule, id=id_)
        return id_

    async def drop_schedule(self, guild: str, id: int) -> bool:  # noqa: A002
        return self.plans.pop((guild, id), None) is not None

    async def claim(self, schedule: Schedule, next_due: datetime) -> bool:
        held = self.plans.get((schedule.guild, schedule.id))
        if held is None or held.due != schedule.due:
            return False
        self.plans[schedule.guild, schedule.id] = replace(held, due=next_due)
        return True

    async def daily(self, guild: str, day: str) -> Daily | None:
        held = self.days.get((guild, day))
        return held and replace(held, answers=dict(self.daily_answers.get((guild, day), {})))

    async def put_daily(self, daily: Daily) -> bool:
        if (daily.guild, daily.day) in self.days:
            return False
        self.days[daily.guild, daily.day] = daily
        return True

    async def answer_daily(self, guild: str, day: str, player: str, right: bool) -> bool:
        if self._off(guild, player):
            return True
        answers = self.daily_answers.setdefault((guild, day), {})
        if player in answers:
            return False
        answers[player] = right
        return True

    # Housekeeping.

    async def guild_left(self, guild: str, at: datetime | None) -> None:
        if at is None:
            self.left.pop(guild, None)
        else:
            self.left[guild] = at

    async def guilds_left(self) -> Sequence[str]:
        return sorted(self.left)

    async def purge(self, now: datetime) -> None:
        before = now - timedelta(days=30)
        self.held_attempts = {
            key: (replace(made, text="") if made.at < stamp(before) else made, where)
            for key, (made, where) in self.held_attempts.items()
        }
        self.over = {key: held for key, held in self.over.items() if held.plan.started >= before}
        for guild in [guild for guild, at in self.left.items() if at <= before]:
            self._forget(guild)

    def _forget(self, guild: str) -> None:
        keyed = (
            self.open, self.over, self.held_attempts, self.awards, self.places, self.looks, self.held_names,
            self.choices, self.decided, self.held_settings, self.misses, self.plans, self.days, self.daily_answers,
        )  # fmt: skip
        for held in keyed:
            for key in [key for key in held if key[0] == guild]:
                held.pop(key)  # pyright: ignore[reportArgumentType, reportCallIssue] - each has its own keys
        for whole in (self.book, self.left, self.numbers):
            whole.pop(guild, None)

    async def backup(self, reason: str) -> str:
        self.backups.append(reason)
        return f"{reason}-{len(self.backups)}"

    async def ping(self) -> float:
        return 0.0


def _value(order: Order, points: int, had: int, asked: int, before: int) -> int:
    match order:
        case Order.POINTS:
            return points
        case Order.PERCENT:
            return (200 * had + asked) // (2 * asked)
        case Order.IMPROVED:
            return points - before


def _sum(awards: Iterable[Award]) -> tuple[int, int, int]:
    """The points, the rounds known and the rounds asked."""
    held = list(awards)
    return sum(a.points for a in held), sum(a.had for a in held), sum(a.asked for a in held)


def _iso(at: int) -> str:
    return moment(at).isoformat()
