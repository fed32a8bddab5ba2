"""What Discord shows while a slash command is typed: the options and what each is for."""

from collections.abc import Mapping

from bot.words.help import pages
from bot.words.language import _

DESCRIPTION = 100
"""Characters that a description may have."""


def about_command(name: str) -> str:
    """Return what a command is for, in one line."""
    special = {
        "quiz start": _("Start a quiz; with nothing chosen it is a good one of ten."),
        "quiz options": _("Choose topics, time, mode and more in a short form, and start."),
        "quiz": _("Play a quiz: start, options, stop, pause, resume, hint, skip, join, leave."),
    }
    page = pages().get(name.rpartition(" ")[2])
    return (special.get(name) or (page.summary if page else name))[:DESCRIPTION]


def about_options() -> Mapping[str, str]:
    """Return what each option is for, by its name."""
    return {
        "term": _("What to look up; the list fills while you type"),
        "words": _("The words to look for"),
        "fact": _("Which fact; the list fills while you type"),
        "other": _("The fact to put beside it"),
        "topic": _("Only from this topic"),
        "command": _("The command to explain"),
        "answer": _("Your answer"),
        "rounds": _("How many questions"),
        "seconds": _("How long a question is open; 0 for no limit"),
        "mode": _("How to play"),
        "difficulty": _("How hard"),
        "type": _("Which kind of question"),
        "team": _("Which team"),
        "period": _("Since when"),
        "order": _("By what"),
        "choice": _("What to do with what is kept about you"),
        "player": _("Who"),
        "points": _("How many; below zero takes some away"),
        "reason": _("Why; it stands in the audit list"),
        "scope": _("Which scores"),
        "setting": _("Which setting"),
        "value": _("What it shall be; “default” goes back"),
        "here": _("Only in this channel"),
        "plan": _("When, where and what, such as daily 18:00 #reading 5"),
    }


def menu_name() -> str:
    """Return what the entry in the menu of a message is called."""
    return _("Define this")
