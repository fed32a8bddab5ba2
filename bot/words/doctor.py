"""What `!doctor` says: each thing that was looked at, with a tick or the one thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.words.escape import plain
from bot.words.language import _, many
from bot.words.reply import Field, Reply, Tone


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what it is and how it is; `to_do` says what would mend it, or is empty."""

    name: str
    found: str
    to_do: str = ""


def database(seconds: float | None, slow: float) -> Check:
    """How long the database takes, None if it is away."""
    name = _("Database")
    if seconds is None:
        return Check(
            name,
            _("cannot be reached"),
            _("Ask the operator to run `python -m bot doctor` where the bot runs."),
        )
    found = _("answers in {milliseconds} ms").format(milliseconds=round(seconds * 1000))
    to_do = _("It is slow: ask the operator to look at its disk or network.") if seconds > slow else ""
    return Check(name, found, to_do)


def packs(keys: Sequence[str], facts: int, items: int) -> Check:
    """What can be looked up and asked."""
    found = ", ".join(
        (
            many("{count} pack", "{count} packs", len(keys)),
            many("{count} fact", "{count} facts", facts),
            many("{count} question", "{count} questions", items),
        )
    )
    to_do = "" if items else _("No question can be asked: see `!settings packs_off`, or ask the operator.")
    return Check(_("Packs"), found, to_do)


def room(*, allowed: bool) -> Check:
    """Whether quizzes may run here."""
    if allowed:
        return Check(_("This channel"), _("quizzes may run here"))
    return Check(
        _("This channel"),
        _("no quiz may run here"),
        _("`!settings channels` says where they may, and changes it."),
    )


def clock(zone: str, local: str) -> Check:
    """Which time the group keeps."""
    return Check(_("Clock"), _("{local} in {zone}").format(local=local, zone=plain(zone)))


def running(quizzes: int) -> Check:
    """How much is going on."""
    return Check(_("Quizzes running in this group"), str(quizzes))


def versions(bot: str, python: str) -> Check:
    """Which programs run."""
    return Check(_("Version"), _("Colloquy {bot}, Python {python}").format(bot=bot, python=python))


def report(checks: Sequence[Check], missed: Sequence[tuple[str, int]]) -> Reply:
    """Show all that was looked at, what is to be done first, and what members looked up in vain."""
    ordered = sorted(checks, key=lambda check: not check.to_do)
    rows = [
        f"✗ **{check.name}**: {check.found}. {check.to_do}"
        if check.to_do
        else f"✓ {check.name}: {check.found}."
        for check in ordered
    ]
    vain = ", ".join(f"{plain(folded, 30)} ({times})" for folded, times in missed)
    wrong = sum(bool(check.to_do) for check in checks)
    return Reply(
        title=many("{count} thing to do", "{count} things to do", wrong) if wrong else _("All is well"),
        text="\n".join(rows),
        fields=(Field(_("Looked up in vain"), vain),) if vain else (),
        tone=Tone.BAD if wrong else Tone.GOOD,
        private=True,
    )
