"""What managers are told: of points given and taken, resets, rulings, reloads, and the audit list."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.core.ledger import CONFIRM_WITHIN, Entry, Scope, Undone
from bot.core.pack import Item
from bot.words.escape import cut, plain
from bot.words.language import _, many
from bot.words.lines import person
from bot.words.reply import Button, Reply, Tone, notice

DETAIL = 80
ERRORS = 15
"""Mistakes in packs that are listed at once."""


def moment(when: datetime) -> str:
    """Return a date and time, which every front end draws in the reader's own zone."""
    return f"<t:{int(when.timestamp())}:f>"


def nothing_to_undo() -> Reply:
    """There is no award."""
    return notice(_("No points stand in this channel that could be taken back."))


def undone(taken: Undone) -> Reply:
    """The last award was taken back."""
    points = many("{count} point", "{count} points", abs(taken.points))
    text = (
        _("Took back {points} from {player}. `!audit` lists it.")
        if taken.points > 0
        else _("Gave back {points} to {player}. `!audit` lists it.")
    )
    return Reply(text.format(player=person(taken.name), points=points), tone=Tone.NOTICE)


def who(said: str, *, several: bool) -> Reply:
    """Nobody, or more than one, is called that."""
    if said.isdecimal():  # an id, as a mention holds it
        return notice(_("That member has not played here yet."))
    text = (
        _("Several players are called “{name}”; mention the one that you mean.")
        if several
        else _("I know no player “{name}” here. Mention somebody who has played.")
    )
    return notice(text.format(name=plain(said)))


def points_between(most: int) -> Reply:
    """A number of points that cannot be."""
    return notice(_("Give or take 1 to {most} points, such as `+5` or `-5`.").format(most=most))


def award_usage() -> Reply:
    """How points are given."""
    return notice(_("Usage: `!award @member ±n reason`, for example `!award @ann +5 for the best question`."))


def keeps_nothing() -> Reply:
    """A player wants nothing kept, so no points either."""
    return notice(_("That player wants nothing kept here, so there are no points to give or take."))


def awarded(name: str, points: int, reason: str) -> Reply:
    """Points were given or taken."""
    why = _(" · {reason}").format(reason=plain(reason, DETAIL)) if reason else ""
    text = _("{player} {points}{why}")
    return Reply(text.format(player=name, points=f"{points:+}", why=why), tone=Tone.NOTICE)


def reset_usage() -> Reply:
    """What can be reset."""
    return notice(_("Reset what? `!reset session`, `!reset week` or `!reset all`."))


def no_session() -> Reply:
    """No quiz to reset."""
    return notice(_("No quiz has run in this channel that I know of."))


def _scope(scope: Scope) -> str:
    return {
        Scope.SESSION: _("the scores of the last quiz in this channel"),
        Scope.WEEK: _("this week's scores of the whole group"),
        Scope.ALL: _("all scores of the whole group"),
    }[scope]


def sure(scope: Scope, until: int, session: str) -> Reply:
    """Ask for a confirmation."""
    text = _(
        "This takes away {what}. A backup is made first. Press the button within {minutes} minutes, "
        "or type `!reset {scope} confirm`."
    )
    where = f":{session}" if session else ""
    return Reply(
        text.format(what=_scope(scope), scope=scope, minutes=CONFIRM_WITHIN.seconds // 60),
        title=_("Are you sure?"),
        tone=Tone.WARNING,
        buttons=(Button(_("Yes, reset"), f"reset:{scope}:{until}{where}"),),
        private=True,
    )


def too_late_to_confirm() -> Reply:
    """A confirmation that waited too long."""
    return notice(_("That was some time ago; please ask again."))


def not_reset() -> Reply:
    """No backup, no reset."""
    return notice(_("I could not make a backup and reset the scores, so nothing was changed."))


def was_reset(scope: Scope, count: int, backup: str) -> Reply:
    """Scores were taken away."""
    gone = many("{count} award is gone", "{count} awards are gone", count)
    text = _("Reset {what}: {gone}. The operator can undo that with the backup {backup}.")
    return Reply(text.format(what=_scope(scope), gone=gone, backup=plain(backup)), tone=Tone.NOTICE)


def audit(entries: Sequence[Entry], name: Callable[[str], str]) -> Reply:
    """List who did what, newest first."""
    rows = (_entry(entry, name) for entry in entries)
    text = "\n".join(rows) or _("Nothing has been changed yet.")
    return Reply(title=_("What managers changed"), text=text, private=True)


def _entry(entry: Entry, name: Callable[[str], str]) -> str:
    what = {
        "award": _("gave points"),
        "undo": _("took back points"),
        "reset": _("reset scores"),
        "accept": _("ruled right"),
        "refuse": _("ruled wrong"),
        "settings": _("changed a setting"),
        "schedule": _("changed the schedule"),
        "reload": _("reloaded the packs"),
    }.get(entry.what, plain(entry.what))
    parts = [
        name(entry.player) if entry.player else "",
        f"{entry.points:+}" if entry.points else "",
        plain(entry.detail, DETAIL),
    ]
    about = " · ".join(part for part in parts if part)
    by = name(entry.by) if entry.by else _("somebody")
    return f"{moment(entry.at)} **{by}** {what}" + (f": {about}" if about else "")


def rule_what(verb: str) -> Reply:
    """A ruling without an answer."""
    text = _("Which answer? `!{verb} the answer as it was given`.")
    return notice(text.format(verb=verb))


def nothing_to_rule() -> Reply:
    """Nothing was asked."""
    return notice(_("I know of no question that was asked here lately; `!award` gives points by hand."))


def not_ruled(item: Item) -> Reply:
    """A type of item that is not ruled on."""
    text = _(
        "“{stem}” is not answered by one typed answer, so there is nothing to rule; `!award` gives points."
    )
    return notice(text.format(stem=cut(item.stem, 200)))


def ruled_already(item: Item, answer: str, *, accepted: bool) -> Reply:
    """The same ruling a second time."""
    return notice(_ruling(item, answer, accepted=accepted) + " " + _("It was already ruled so."))


def ruled(item: Item, answer: str, changes: Sequence[tuple[str, int]], *, accepted: bool) -> Reply:
    """An answer counts from now on, or does not, and what followed for the players."""
    told = ", ".join(f"{name} {points:+}" for name, points in changes)
    text = _ruling(item, answer, accepted=accepted)
    return Reply(f"{text} {told}." if told else text, tone=Tone.NOTICE)


def _ruling(item: Item, answer: str, *, accepted: bool) -> str:
    text = (
        _("“{answer}” counts as right for “{stem}” from now on.")
        if accepted
        else _("“{answer}” counts as wrong for “{stem}” from now on.")
    )
    return text.format(answer=plain(answer), stem=cut(item.stem, 200))


def reloaded(facts: int, items: int) -> Reply:
    """The packs were loaded anew."""
    text = _("The packs are loaded anew: {facts}, {items}. Running quizzes go on with what they began with.")
    return Reply(
        text.format(
            facts=many("{count} fact", "{count} facts", facts),
            items=many("{count} question", "{count} questions", items),
        ),
        tone=Tone.GOOD,
        private=True,
    )


def not_reloaded(problems: Sequence[str]) -> Reply:
    """The packs are broken, and the old ones stay."""
    listed = "\n".join(f"`{cut(problem.replace('`', ' '), 250)}`" for problem in problems[:ERRORS])
    more = len(problems) - ERRORS
    return Reply(
        title=many(
            "{count} mistake in the packs; the old ones stay",
            "{count} mistakes in the packs; the old ones stay",
            len(problems),
        ),
        text=listed + ("\n" + many("and {count} more", "and {count} more", more) if more > 0 else ""),
        tone=Tone.BAD,
        private=True,
    )
