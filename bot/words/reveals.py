"""What is said when a round closes, and when a session ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.answers import letters, right_letters, shown_answer
from bot.core.judge import VerdictKind
from bot.core.pack import Item, ItemType
from bot.core.quiz.events import Closed, Ended
from bot.core.quiz.session import EndReason, Phase, Round, Session
from bot.core.scoring import Standing, standings
from bot.words.cards import cite
from bot.words.forms import door
from bot.words.language import _, many
from bot.words.reply import Button, Field, Reply, Tone

BOARD = 10
"""Lines of the standings that are shown in the room."""

NAMED = 5
"""Winners who are named; if more share first place, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What the sentences need to know of the world: what to call people, essays and, by their keys, facts."""

    name: Callable[[str], str]
    labels: Mapping[str, str]
    fact: Callable[[str], str] = str


def reveal(session: Session, closed: Closed, speech: Speech) -> Reply:
    """Say what the answer was, who had it, why, and where it stands."""
    round_ = session.rounds[closed.round - 1]
    item = session.plan.items[round_.item]
    again = _("It will come again.") if closed.again else ""
    who = [
        f"{_who_had_it(session, closed, speech)} {again}".strip(),
        *_chosen(item, round_, speech),
        *_lives(session, closed, speech),
    ]
    blocks = (_in_full(item), "\n".join(line for line in who if line), item.explanation)
    board = (_board(session, speech),) if closed.standings else ()
    return Reply(
        title=_answer_line(item, skipped=round_.skipped and not closed.points),
        text="\n\n".join(block for block in blocks if block),
        fields=board,
        footer=cite(item.sources, speech.labels),
        # A cross would stand before the right answer, and say that it is wrong.
        tone=Tone.GOOD if closed.points else Tone.NOTICE,
        buttons=(Button(_("Read more"), f"fact:{item.fact}"),),
    )


def _answer_line(item: Item, *, skipped: bool) -> str:
    match item.type:
        case ItemType.MULTI | ItemType.ORDER | ItemType.MATCH:
            answer = right_letters(item)
        case ItemType.CHOICE | ItemType.TRUE_FALSE:
            answer = f"{right_letters(item)} · {shown_answer(item)}"
        case _:
            answer = shown_answer(item)
    return (
        _("Skipped: {answer}").format(answer=answer)
        if skipped
        else _("Answer: {answer}").format(answer=answer)
    )


def _in_full(item: Item) -> str:
    """Return what stands behind the letters of an answer that has several, line by line; else nothing."""
    texts = dict(letters(item))
    right = [(letter, texts[letter]) for letter in right_letters(item).split()]
    match item.type:
        case ItemType.MULTI | ItemType.ORDER:
            return "\n".join(f"**{letter}** {text}" for letter, text in right)
        case ItemType.MATCH:
            pairs = zip(item.pairs, right, strict=True)
            return "\n".join(
                f"**{number}** {left}: **{letter}** {text}"
                for number, ((left, _right), (letter, text)) in enumerate(pairs, start=1)
            )
        case _:
            return ""


def _who_had_it(session: Session, closed: Closed, speech: Speech) -> str:
    round_ = session.rounds[closed.round - 1]
    if not closed.points:
        return _("Nobody had it.") if round_.said else "" if round_.skipped else _("Time is up.")
    had = ", ".join(f"{speech.name(player)} +{gained}" for player, gained in closed.points.items())
    return _("Right: {players}").format(players=had)


def _chosen(item: Item, round_: Round, speech: Speech) -> list[str]:
    """Why each wrong option that somebody chose is wrong."""
    lines: list[str] = []
    for index, option in enumerate(item.options):
        choosers = [
            speech.name(said.player)
            for said in round_.said
            if index in said.matched and said.kind is not VerdictKind.ACCEPT
        ]
        if choosers and not option.right and option.why:
            lines.append(
                _("{players}: not “{option}”. {why}").format(
                    players=", ".join(choosers), option=option.text, why=option.why
                )
            )
    return lines


def _lives(session: Session, closed: Closed, speech: Speech) -> list[str]:
    return [
        _("{player} loses a life: {left}").format(
            player=speech.name(player),
            left=many("{count} is left.", "{count} are left.", session.tallies[player].lives)
            if session.tallies[player].lives
            else _("out."),
        )
        for player in closed.lost
    ]


def points_of(session: Session) -> dict[str, int]:
    """Return the points of everybody who answered, has points or has lost a life."""
    return {
        player: tally.points
        for player, tally in session.tallies.items()
        if tally.asked or tally.points or tally.lives < session.plan.mode.lives
    }


def board_lines(lines: Sequence[Standing], session: Session, speech: Speech) -> str:
    """Return the standings, equal points sharing a rank."""
    rows = [f"{line.rank}. {speech.name(line.player)} · {_value(line, session)}" for line in lines[:BOARD]]
    if len(lines) > BOARD:
        rows.append(many("and {count} more", "and {count} more", len(lines) - BOARD))
    return "\n".join(rows)


def _value(line: Standing, session: Session) -> str:
    tally = session.tallies[line.player]
    right = _("{right} of {asked} right").format(right=tally.right, asked=tally.asked)
    if session.plan.mode.self_graded:
        return right
    points = many("{count} point", "{count} points", line.points)
    return f"{points} ({right})" if tally.asked else points


def _board(session: Session, speech: Speech) -> Field:
    lines = standings(points_of(session))
    nobody = _("Nobody has points.") if session.phase is Phase.OVER else _("Nobody has points yet.")
    return Field(_("Standings"), board_lines(lines, session, speech) or nobody)


def _teams(session: Session, speech: Speech) -> tuple[Field, ...]:
    if not session.plan.mode.teams:
        return ()
    members = _members(session)
    text = "\n".join(
        f"{line.rank}. "
        + _team(line.player)
        + " · "
        + many("{count} point a head", "{count} points a head", line.points)
        + f" ({', '.join(map(speech.name, members[line.player]))})"
        for line in _team_standings(session)
    )
    return (Field(_("Teams"), text or _("Nobody played.")),)


def _team(team: str) -> str:
    return _("Team {letter}").format(letter=team_letter(int(team)))


def _members(session: Session) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for player, tally in session.tallies.items():
        # Who was given points by a manager without playing is in no team.
        if tally.team:
            members.setdefault(str(tally.team), []).append(player)
    return members


def _team_standings(session: Session) -> tuple[Standing, ...]:
    """Return the teams in order, each with the points of its members on average."""
    tallies = session.tallies
    return standings(
        {
            team: round(sum(tallies[player].points for player in players) / len(players))
            for team, players in _members(session).items()
        }
    )


def team_letter(team: int) -> str:
    """Return the letter of a team counted from 1."""
    return chr(ord("A") + team - 1)


def scores(session: Session, speech: Speech) -> Reply:
    """Show how a running session stands."""
    number, total = len(session.rounds), len(session.plan.items)
    place = _("Question {number} of {total}").format(number=min(number, total), total=total)
    playing = {player: tally for player, tally in session.tallies.items() if tally.has_played}
    lives = ", ".join(f"{speech.name(player)} {tally.lives or _('out')}" for player, tally in playing.items())
    left = (Field(_("Lives"), lives),) if session.plan.mode.lives and lives else ()
    paused = _("The quiz is paused; `!resume` goes on.") if session.phase is Phase.PAUSED else ""
    # Who sits an exam would see from it whether the last answer was right.
    board = () if session.plan.mode.silent else (*_teams(session, speech), _board(session, speech), *left)
    return Reply(title=f"{place} · {session.plan.options.mode}", text=paused, fields=board)


def farewell(session: Session, ended: Ended, speech: Speech) -> Reply:
    """Say why a session ended, and how everybody did."""
    reasons = {
        EndReason.FINISHED: _("The quiz is over.") + _winners(session, speech),
        EndReason.STOPPED: _("The quiz was stopped; its scores stand.")
        if not ended.player
        else _("{player} stopped the quiz; its scores stand.").format(player=speech.name(ended.player)),
        EndReason.FORGOTTEN: _("Nobody came back to this quiz, so it is over; its scores stand."),
        EndReason.LAST_STANDING: _last_standing(session, speech),
        EndReason.GONE: _("The room is gone; the scores stand."),
    }
    missed = _missed(session, speech)
    again = (
        Button(_("Again, the missed ones"), f"again:{session.plan.id}", strong=True),
        Button(_("Study these facts"), f"study:{session.plan.id}"),
    )
    return Reply(
        title=reasons[ended.reason],
        text=_report(session, speech) if session.plan.mode.silent else "",
        fields=(*_teams(session, speech), _board(session, speech), *missed),
        buttons=(*(again if missed else ()), door()),
    )


def _winners(session: Session, speech: Speech) -> str:
    """Say who of several won, if anybody has points."""
    teams = session.plan.mode.teams
    lines = _team_standings(session) if teams else standings(points_of(session))
    first = [line.player for line in lines if line.rank == 1 and line.points]
    if not first or len(lines) == 1:
        return ""
    names = [_team(player) if teams else speech.name(player) for player in first]
    if len(names) == 1:
        return _(" {player} wins.").format(player=names[0])
    if (more := len(names) - NAMED) > 1:
        text = _(" {players} and {count} more share first place.")
        return text.format(players=", ".join(names[:NAMED]), count=more)
    return _(" {players} and {player} share first place.").format(
        players=", ".join(names[:-1]), player=names[-1]
    )


def _last_standing(session: Session, speech: Speech) -> str:
    left = [speech.name(player) for player in session.players]
    if not left:
        return _("Nobody is left standing.")
    return _("{players} is the last one standing.").format(players=", ".join(left))


def _missed(session: Session, speech: Speech) -> tuple[Field, ...]:
    """What was missed, with the paragraph to read and, where several played, by whom; the most missed first."""
    missed: dict[int, list[str]] = {}
    for player, tally in session.tallies.items():
        for index in tally.missed:
            missed.setdefault(index, []).append(speech.name(player))
    by_most = sorted(missed, key=lambda index: (-len(missed[index]), index))
    rows = [
        _missed_one(session.plan.items[index], missed[index], session, speech) for index in by_most[:BOARD]
    ]
    if len(missed) > BOARD:
        rows.append(many("and {count} more", "and {count} more", len(missed) - BOARD))
    return (Field(_("Worth another look"), "\n".join(rows)),) if rows else ()


def _missed_one(item: Item, players: Sequence[str], session: Session, speech: Speech) -> str:
    read = f"{speech.fact(item.fact)} ({cite(item.sources, speech.labels)})"
    return read if len(points_of(session)) == 1 else f"{read}: {', '.join(players)}"


def _report(session: Session, speech: Speech) -> str:
    """The report of what was played alone, item by item as each was answered first."""
    lines: list[str] = []
    for round_ in session.rounds:
        if round_.review:
            continue
        item = session.plan.items[round_.item]
        had = any(said.kind is VerdictKind.ACCEPT for said in round_.said)
        sign = _("✓ right") if had else _("✗ missed") if round_.answerers else _("– not answered")
        lines.append(
            f"{round_.number}. {sign} · {item.stem} **{shown_answer(item)}** ({cite(item.sources, speech.labels)})"
        )
    return "\n".join(lines)
