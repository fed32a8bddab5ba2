"""What a room hears of one step: one message, whatever happened in it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.answers import display, shown_answer
from bot.core.quiz.events import (
    Asked,
    Awarded,
    Closed,
    Ended,
    Found,
    Gathering,
    Hinted,
    Joined,
    Left,
    Missed,
    Outcome,
    Paused,
    Prompted,
    Resumed,
    Returned,
    Revealed,
    Voted,
    Wish,
)
from bot.core.quiz.session import PauseReason, Session
from bot.words import verdicts
from bot.words.cards import cite
from bot.words.language import _, many
from bot.words.questions import hinted, question, until
from bot.words.reply import Button, Reply, Tone
from bot.words.reveals import Speech, farewell, reveal, team_letter


def narrate(session: Session, outcomes: Sequence[Outcome], speech: Speech) -> Reply | None:
    """Return what the room is told of a step, or None if it is told nothing.

    A question, a reveal or a farewell carries, in their order, the lines of whatever else happened in the step.
    """
    told: Reply | None = None
    for outcome in outcomes:
        whole = _whole(session, outcome, speech)
        line = _line(session, outcome, speech)
        if whole and told:
            told = _joined(told, whole)
        elif whole:
            told = whole
        elif line:
            told = _with_line(told, line)
    return told


def _with_line(told: Reply | None, line: str) -> Reply:
    return replace(told, text=f"{told.text}\n{line}".strip()) if told else Reply(line)


def _joined(first: Reply, second: Reply) -> Reply:
    """One message of two: lines stay before a title, and a second title becomes a line of its own.

    The source of the first stands with the first, not below all of the second.
    """
    title = f"**{second.title}**" if first.title else ""
    above = f"{first.text}\n({first.footer})" if first.footer else first.text
    return replace(
        first,
        title=first.title or second.title,
        text="\n\n".join(part for part in (above, title, second.text) if part),
        fields=(*first.fields, *second.fields),
        footer=second.footer,
        tone=first.tone if first.title else second.tone,
        buttons=(*first.buttons, *second.buttons),
        menus=(*first.menus, *second.menus),
    )


def _whole(session: Session, outcome: Outcome, speech: Speech) -> Reply | None:
    match outcome:
        case Asked(number, again):
            return question(session, number, again=again)
        case Closed() if not session.plan.mode.silent:
            return reveal(session, outcome, speech)
        case Ended():
            return farewell(session, outcome, speech)
        case Gathering():
            return _gathering(session)
        case Revealed(number):
            return _revealed(session, number, speech)
        case _:
            return None


def _line(session: Session, outcome: Outcome, speech: Speech) -> str:  # noqa: C901, PLR0912 - one visible list
    match outcome:
        case Hinted(number, level):
            return hinted(session, number, level)
        case Voted(wish, votes, needed):
            wanted = _("a hint") if wish is Wish.HINT else _("to skip")
            return _("{votes} of {needed} want {wish}.").format(votes=votes, needed=needed, wish=wanted)
        case Prompted(_number, player, verdict, False):
            return f"{speech.name(player)}: {verdicts.reason(verdict)}"
        case Missed(_number, _player, verdict):
            return verdicts.missed(verdict)
        case Found(number, player, elements, named, False) if (
            session.plan.private or session.plan.mode.first_wins
        ):
            return found(session, number, player, elements, named, speech)
        case Found(number, player, _, named, False):
            return _progress(session, number, player, named, speech)
        case Awarded(number, player, gained, True):
            text = _("{player} had question {number} right in time, it only came late: +{points}.")
            return text.format(player=speech.name(player), number=number, points=gained)
        case Paused(reason, player):
            return _paused(reason, player, speech)
        case Resumed():
            return _("The quiz goes on.")
        case Returned():
            closes = session.round.closes
            when = _(" It closes {when}.").format(when=until(closes)) if closes else ""
            return _("Back again; the question above is still open.") + when
        case Joined(player, team):
            if team:
                return _("{player} plays for team {letter}.").format(
                    player=speech.name(player), letter=team_letter(team)
                )
            return _("{player} plays.").format(player=speech.name(player))
        case Left(player, heir):
            line = _("{player} leaves; the points stay.").format(player=speech.name(player))
            return line + (
                _(" {player} looks after the quiz now.").format(player=speech.name(heir)) if heir else ""
            )
        case _:
            return ""


def _paused(reason: PauseReason, player: str, speech: Speech) -> str:
    match reason:
        case PauseReason.ASKED:
            return _("{player} paused the quiz; `!resume` goes on.").format(player=speech.name(player))
        case PauseReason.SILENT:
            return _(
                "Nobody answered for three rounds, so the quiz rests. Anyone can `!resume` it; no point is lost."
            )
        case PauseReason.MUTED:
            return _("I could not speak here, so the quiz rests. Anyone can `!resume` it.")


def found(
    session: Session, number: int, player: str, elements: Sequence[int], named: Sequence[int], speech: Speech
) -> str:
    """Say what was found of a list, and how much is to come."""
    item = session.plan.items[session.rounds[number - 1].item]
    new = ", ".join(display(item.elements[index][0]) for index in elements)
    left = max(0, item.need - len(named))
    line = f"{speech.name(player)}: {new}."
    return line + " " + (many("{count} to go.", "{count} to go.", left) if left else _("Complete."))


def _progress(session: Session, number: int, player: str, named: Sequence[int], speech: Speech) -> str:
    """Say how much of a list is to come, where others may still write down what is confirmed."""
    left = session.plan.items[session.rounds[number - 1].item].need - len(named)
    if left <= 0:
        return ""
    return f"{speech.name(player)}: {many('{count} to go.', '{count} to go.', left)}"


def _gathering(session: Session) -> Reply:
    where = session.plan.id
    teams = range(1, session.plan.options.teams + 1)
    deadline = session.deadline
    return Reply(
        title=_("Choose your team"),
        text=_("Press a button or type `!join A`. It starts {when}.").format(when=until(deadline))
        if deadline
        else "",
        buttons=tuple(
            Button(_("Team {letter}").format(letter=team_letter(team)), f"join:{where}:{team}", strong=True)
            for team in teams
        ),
    )


def _revealed(session: Session, number: int, speech: Speech) -> Reply:
    item = session.plan.items[session.rounds[number - 1].item]
    where = f"{session.plan.id}:{number}"
    return Reply(
        title=shown_answer(item),
        text=item.explanation,
        footer=cite(item.sources, speech.labels),
        buttons=(
            Button(_("I knew it"), f"grade:{where}:y", strong=True),
            Button(_("I did not"), f"grade:{where}:n", strong=True),
        ),
        tone=Tone.NOTICE,
    )
