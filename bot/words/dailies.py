"""The item of the day, in words."""

from collections.abc import Sequence

from bot.core.answers import letters, right_letters, shown_answer
from bot.core.ledger import Daily
from bot.core.pack import Item
from bot.words.language import _, many
from bot.words.questions import presented, pressed_letters
from bot.words.reply import Field, Reply, notice

NAMED = 10
"""Players who are named as right; more are counted."""


def today(item: Item, daily: Daily, before: Field | None) -> Reply:
    """Ask the item of the day, over what the one before was."""
    answered = len(daily.answers)
    return Reply(
        title=_("Question of the day · {day}").format(day=daily.day),
        text="\n\n".join((f"**{item.stem}**", *presented(item))),
        fields=(before,) if before else (),
        footer=" · ".join(
            part
            for part in (
                many("{count} answer so far", "{count} answers so far", answered) if answered else "",
                _("The answer comes tomorrow"),
            )
            if part
        ),
        buttons=tuple(pressed_letters(item, f"daily:{daily.day}")),
    )


def revealed(item: Item, winners: Sequence[str], daily: Daily) -> Field:
    """Return what the item of the day before was, its answer, and who had it."""
    right = sum(daily.answers.values())
    asked = len(daily.answers)
    count = _("{right} of {asked} had it").format(right=right, asked=asked)
    named = ", ".join(winners[:NAMED]) + (" …" if len(winners) > NAMED else "")
    who = f"{count}: {named}." if named else f"{count}."
    answer = f"{right_letters(item)} · {shown_answer(item)}"
    lines = [item.stem, f"**{answer}**", item.explanation, who if asked else _("Nobody answered.")]
    return Field(_("Yesterday"), "\n".join(lines))


def nothing_today() -> Reply:
    """No pack has an item that a button answers."""
    return notice(_("There is no question for today."))


def not_asked_yet() -> Reply:
    """An answer before the question."""
    return notice(_("Nobody has asked for today's question yet; `!daily` shows it."))


def over() -> Reply:
    """A button of another day."""
    return notice(_("That day is over. `!daily` shows today's question, and yesterday's answer."))


def which_letter(item: Item) -> Reply:
    """An answer that is none of the letters."""
    shown = ", ".join(letter for letter, _text in letters(item))
    return notice(_("Answer with a letter: {letters}.").format(letters=shown))


def noted(letter: str) -> Reply:
    """An answer is kept."""
    return notice(_("Noted: {letter}. The answer comes tomorrow.").format(letter=letter))


def not_kept() -> Reply:
    """The one who answers wants nothing kept."""
    return notice(
        _("Nothing is kept about you, as you wished, so this is not counted. The answer comes tomorrow.")
    )


def answered_already() -> Reply:
    """A second answer."""
    return notice(_("You have answered already; the first answer counts."))
