"""Quizzes that start by themselves, in words."""

from collections.abc import Sequence

from bot.core.ledger import Schedule
from bot.words.escape import plain
from bot.words.language import _, many
from bot.words.managing import moment
from bot.words.reply import Reply, Tone, notice


def _days(days: Sequence[int]) -> str:
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return ", ".join(names[day] for day in days) if days else _("daily")


def _place(room: str) -> str:
    return f"<#{room}>" if room.isdecimal() else plain(room)


def short(plan: Schedule) -> str:
    """Return a schedule in a few words."""
    rounds = many("{count} question", "{count} questions", plan.rounds)
    return ", ".join(part for part in (f"{_days(plan.days)} {plan.at}", plan.topic, rounds) if part)


def begins(plan: Schedule) -> Reply:
    """Say in the room that its quiz begins, to the role that asked for it."""
    text = _("It is {time}: time for the quiz, {rounds}.")
    rounds = many("{count} question", "{count} questions", plan.rounds)
    return Reply(text.format(time=plan.at, rounds=rounds), ping=plan.role)


def added(plan: Schedule, number: int, zone: str) -> Reply:
    """A schedule is kept, under its number in the list."""
    text = _("Scheduled as number {number}: {what} in {room}, by the clock of {zone}; next {when}.")
    return Reply(
        text.format(
            number=number, what=short(plan), room=_place(plan.room), zone=plain(zone), when=moment(plan.due)
        ),
        tone=Tone.GOOD,
    )


def listed(plans: Sequence[Schedule], zone: str) -> Reply:
    """List a group's schedules."""
    rows = (_row(number, plan) for number, plan in enumerate(plans, 1))
    text = "\n".join(rows) or _("Nothing is scheduled. `!schedule daily 18:00` schedules a quiz here.")
    return Reply(
        title=_("Schedule"),
        text=text,
        footer=_("By the clock of {zone}").format(zone=zone),
        private=True,
    )


def _row(number: int, plan: Schedule) -> str:
    call = _(", calls {role}").format(role=f"<@&{plan.role}>") if plan.role else ""
    text = _("**{number}** {what} in {room}{call}; next {when}")
    return text.format(
        number=number, what=short(plan), room=_place(plan.room), call=call, when=moment(plan.due)
    )


def dropped(plan: Schedule, left: Sequence[Schedule]) -> Reply:
    """A schedule is gone; what is left has other numbers now."""
    text = _("No longer scheduled: {what} in {room}.").format(what=short(plan), room=_place(plan.room))
    return notice("\n".join((text, *(_row(number, other) for number, other in enumerate(left, 1)))))


def taken(number: int, other: Schedule) -> Reply:
    """There is a quiz at that time in that room."""
    text = _("Number {number} is there at that time already: {what}. Choose another time, or drop it first.")
    return notice(text.format(number=number, what=short(other)))


def no_such(number: int) -> Reply:
    """No schedule of that number."""
    text = _("Nothing is scheduled as number {number}; `!schedule list` shows what is.")
    return notice(text.format(number=number))


def too_many(most: int) -> Reply:
    """A group has its fill of schedules."""
    return notice(
        many(
            "A group can have {count} schedule.", "A group can have {count} schedules; drop one first.", most
        )
    )


def out_of_reach() -> Reply:
    """A room that the asker does not look after."""
    return notice(
        _("I can only schedule a quiz in a channel of this group that you look after; try it there.")
    )


def usage() -> Reply:
    """What can be scheduled."""
    return notice(
        _(
            "Say when: `!schedule daily 18:00`, `!schedule mon,thu 6pm membership 5`, with a channel or a role "
            "to call if you like; `!schedule list`; `!schedule drop 1`."
        )
    )


def unknown_word(word: str, topics: Sequence[str]) -> Reply:
    """A word that says nothing about a schedule."""
    text = _(
        "I do not know “{word}”. After the time comes a topic ({topics}), a number of questions, a channel or a role."
    )
    return notice(text.format(word=plain(word), topics=", ".join(topics)))
