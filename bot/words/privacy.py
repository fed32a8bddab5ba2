"""What members are told about what is kept of them."""

from enum import StrEnum

from bot.core.ledger import CONFIRM_WITHIN, KEPT, Consent
from bot.words.language import _
from bot.words.reply import Button, Field, File, Reply, Tone, notice


class Step(StrEnum):
    """What cannot be undone, and so is asked twice."""

    DELETE = "delete"
    OFF = "off"


def _state(consent: Consent) -> str:
    return {
        Consent.FULL: _("What you play is kept, and you are on the boards."),
        Consent.UNLISTED: _("What you play is kept, and you are on no board."),
        Consent.OFF: _("Nothing about you is kept. You can play; your points end with the quiz."),
    }[consent]


def about(consent: Consent) -> Reply:
    """Say what is kept and what can be done about it."""
    kept = _(
        "Your name as last seen, your points, and of each answer: when, to what, and how it was judged. "
        "The words of an answer are deleted after {days} days. "
        "A short line beside an open question counts as one; other chat is never kept."
    ).format(days=KEPT.days)
    state = f"**{_state(consent)}**"
    return Reply(
        title=_("What is kept about you"),
        text=state if consent is Consent.OFF else f"{kept}\n\n{state}",
        fields=(Field(_("You can"), "\n".join(_choices(consent))),),
        private=True,
    )


def _choices(consent: Consent) -> tuple[str, ...]:
    """Say what can be chosen instead of what was."""
    if consent is Consent.OFF:
        return (
            _("`!privacy on` keeps what you play from now on, and puts you on the boards."),
            _("`!privacy unlisted` keeps what you play from now on, and you are on no board."),
        )
    return (
        _("`!privacy export` sends you everything as a file."),
        _("`!privacy unlisted` takes you off the boards.")
        if consent is Consent.FULL
        else _("`!privacy on` puts you back on the boards."),
        _("`!privacy off` keeps nothing about you from now on, and deletes what is there."),
        _("`!privacy delete` deletes your name and answers; sums stay without a name, so that ranks hold."),
    )


def exported(file: File) -> Reply:
    """Hand over the file."""
    return Reply(_("Everything that is kept about you in this group."), file=file, private=True, secret=True)


def sure(step: Step, player: str, until: int) -> Reply:
    """Ask for a confirmation."""
    what = {
        Step.DELETE: _("Your name and answers here are deleted, and your points belong to nobody any more."),
        Step.OFF: _(
            "Your name and answers here are deleted, your points belong to nobody any more, "
            "and nothing is kept from now on."
        ),
    }[step]
    how = _(
        "This cannot be undone. Press the button within {minutes} minutes, or type `!privacy {step} confirm`."
    ).format(minutes=CONFIRM_WITHIN.seconds // 60, step=step)
    return Reply(
        f"{what} {how}",
        title=_("Are you sure?"),
        tone=Tone.WARNING,
        buttons=(Button(_("Yes, delete"), f"forget:{step}:{player}:{until}"),),
        private=True,
    )


def not_yours() -> Reply:
    """Somebody else's confirmation."""
    return notice(_("That button is for the one who asked. `!privacy` is yours."))


def too_late() -> Reply:
    """A confirmation that waited too long."""
    return notice(_("That was some time ago; please ask again."))


def not_changed() -> Reply:
    """The store is away."""
    return notice(
        _("I cannot reach what is kept at the moment, so nothing was changed; please try again soon.")
    )


def off_not_deleted() -> Reply:
    """The store went away between the two halves of `off`."""
    return notice(
        _(
            "From now on nothing is kept about you, but what is there could not be deleted yet; "
            "please say `!privacy off` again soon."
        )
    )


def deleted() -> Reply:
    """Name and answers are gone."""
    return notice(_("Deleted. What you play from now on is kept anew; `!privacy off` prevents that."))


def chosen(consent: Consent) -> Reply:
    """A choice holds from now on."""
    return notice(_state(consent))


def usage() -> Reply:
    """What can be said after !privacy."""
    return notice(_("Say `!privacy` with `export`, `delete`, `unlisted`, `off`, `on`, or nothing."))
