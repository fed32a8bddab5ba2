"""The help: every command in one line, and each with usage and examples."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.core.quiz.session import ModeName
from bot.words import forms
from bot.words.escape import plain
from bot.words.language import _
from bot.words.reply import Field, Reply, notice


@dataclass(frozen=True, slots=True)
class Help:
    """What one command is for; `usage` and `examples` stand without the prefix."""

    summary: str
    usage: str
    examples: tuple[str, ...]
    group: str
    managers: bool = False


MANAGE = frozenset(
    {"manage", "manager", "managers", "managing", "moderate", "moderator", "moderators", "moderation"}
)
"""What the page of what managers can do is asked for by, as in `!help manage`."""

FIRST = frozenset({"define", "search", "topics", "quiz", "scores", "leaderboard", "me", "privacy"})
"""What a newcomer needs: the overview has a line for each of these, and of the others the names alone."""


def pages() -> Mapping[str, Help]:
    """Return the help of every command, by name, in the order of the overview."""
    more = _("More")
    return {
        **_looking(_("Look up")),
        **_playing(_("Quiz")),
        **_points(_("Points")),
        "privacy": Help(
            _("See, get or delete what is kept about you."),
            "privacy [export|delete|unlisted|off|on]",
            ("privacy", "privacy export", "privacy unlisted"),
            more,
        ),
        "help": Help(
            _("Show all commands, or one of them."), "help [command]", ("help quiz", "help manage"), more
        ),
        **_managing(),
    }


def _looking(look: str) -> Mapping[str, Help]:
    return {
        "define": Help(_("Look a term up."), "define words", ("define pfp", "define what is the MAP?"), look),
        "search": Help(_("Search inside the texts."), "search words", ("search peacekeeping",), look),
        "topics": Help(_("List the topics."), "topics", ("topics",), look),
        "facts": Help(_("List what can be looked up."), "facts [topic]", ("facts", "facts membership"), look),
        "source": Help(_("Say in which paragraph a fact stands."), "source fact", ("source pfp",), look),
        "related": Help(_("Show what belongs with a fact."), "related fact", ("related pfp",), look),
        "compare": Help(_("Put two facts side by side."), "compare fact fact", ("compare pfp map",), look),
        "timeline": Help(_("Show what bears a date."), "timeline [topic]", ("timeline",), look),
        "random": Help(_("Show any fact."), "random [topic]", ("random", "random membership"), look),
    }


def _playing(play: str) -> Mapping[str, Help]:
    return {
        "quiz": Help(
            _("Start a quiz; topic, number, time and mode in any order."),
            "quiz [topics] [number] [20s] [mode] [easy|medium|hard] [kinds] [extras]",
            ("quiz", "quiz membership 5 race", "quiz 20 45s hard", "quiz same", "quiz options"),
            play,
        ),
        "answer": Help(
            _("Give your answer so that it counts as one."), "answer words", ("answer 1994",), play
        ),
        "hint": Help(_("Ask for a hint; it costs half."), "hint", ("hint",), play),
        "skip": Help(_("Ask for the next question."), "skip", ("skip",), play),
        "pause": Help(_("Let the quiz rest."), "pause", ("pause",), play),
        "resume": Help(_("Let the quiz go on."), "resume", ("resume",), play),
        "stop": Help(_("End the quiz; its scores stand."), "stop", ("stop",), play),
        "join": Help(_("Play along, in a team if there are teams."), "join [team]", ("join", "join A"), play),
        "leave": Help(_("Play no longer; your points stay."), "leave", ("leave",), play),
        "scores": Help(_("Show how the running quiz stands."), "scores", ("scores",), play),
    }


def _points(points: str) -> Mapping[str, Help]:
    return {
        "leaderboard": Help(
            _("Show who has how many points."),
            "leaderboard [week|month|all] [topic|pack] [percent|improved] [page]",
            ("leaderboard", "leaderboard week membership", "leaderboard month percent"),
            points,
        ),
        "me": Help(_("Show how you do, and what to look at again."), "me", ("me",), points),
        "daily": Help(
            _("Show the question of the day, or answer it."), "daily [letter]", ("daily", "daily B"), points
        ),
    }


def _managing() -> Mapping[str, Help]:
    scores, group = _("Scores"), _("Group")
    return {
        "undo": Help(
            _("Take back the last award in this channel."), "undo", ("undo",), scores, managers=True
        ),
        "award": Help(
            _("Give a player points, or take some; what they had right stays as it is."),
            "award @member ±n reason",
            ("award @ann +5 for the best question", "award @bob -3"),
            scores,
            managers=True,
        ),
        "accept": Help(
            _("Rule that an answer counts for the question asked last."),
            "accept answer",
            ("accept partnership for peace",),
            scores,
            managers=True,
        ),
        "refuse": Help(
            _("Rule that an answer does not count."),
            "refuse answer",
            ("refuse peace",),
            scores,
            managers=True,
        ),
        "reset": Help(
            _("Take scores away, with a backup first."),
            "reset session|week|all",
            ("reset session", "reset all"),
            scores,
            managers=True,
        ),
        "audit": Help(_("List who changed what."), "audit", ("audit",), group, managers=True),
        "settings": Help(
            _("See or change how I behave here."),
            "settings [here] [name] [value|default]",
            ("settings", "settings rounds 5", "settings here seconds 20"),
            group,
            managers=True,
        ),
        "schedule": Help(
            _("Let a quiz start by itself."),
            "schedule daily|mon,thu time [topic] [number] [channel] [role]",
            (
                "schedule daily 18:00 membership 5",
                "schedule mon,thu 9:00",
                "schedule list",
                "schedule drop 1",
            ),
            group,
            managers=True,
        ),
        "doctor": Help(_("Look at what I need to work here."), "doctor", ("doctor",), group, managers=True),
        "reload": Help(_("Load the packs anew."), "reload", ("reload",), group, managers=True),
    }


def overview(prefix: str) -> Reply:
    """Return the help that fits the screen of a phone."""
    start = _(
        "Type `{prefix}` and a term, such as `{prefix}pfp`, to look it up; `{prefix}quiz` starts a quiz of ten."
    )
    pages_ = {name: page for name, page in pages().items() if not page.managers}
    return Reply(
        title="Colloquy",
        text=start.format(prefix=prefix),
        fields=_groups(prefix, pages_, FIRST),
        footer=_(
            "{prefix}help quiz shows one command with examples · {prefix}help manage: for managers"
        ).format(prefix=prefix),
    )


def _groups(prefix: str, shown: Mapping[str, Help], first: Collection[str]) -> tuple[Field, ...]:
    """Return each group with a line for each of its first commands, and one for the names of the others."""
    groups = {page.group: (list[str](), list[str]()) for page in shown.values()}
    for name, page in shown.items():
        lines, names = groups[page.group]
        if name in first:
            lines.append(f"`{prefix}{name}` {page.summary}")
        else:
            names.append(f"`{prefix}{name}`")
    return tuple(
        Field(group, "\n".join([*lines, *([" ".join(names)] if names else [])]))
        for group, (lines, names) in groups.items()
    )


def for_managers(prefix: str) -> Reply:
    """Return the help of what managers can do, and say who they are."""
    start = _(
        "Managers are those who may manage messages, or have the role that `{prefix}settings role` names."
    )
    pages_ = {name: page for name, page in pages().items() if page.managers}
    return Reply(
        title=_("Looking after the group"),
        text=start.format(prefix=prefix),
        fields=_groups(prefix, pages_, pages_),
        footer=_("{prefix}help award shows one command with examples").format(prefix=prefix),
    )


def about(name: str, prefix: str, aliases: Sequence[str] = ()) -> Reply:
    """Return the help of one command."""
    page = pages()[name]
    usage = _("Usage: `{usage}`").format(usage=prefix + page.usage)
    others = " ".join(f"`{prefix}{alias}`" for alias in aliases)
    also = [_("Also: {others}").format(others=others)] if others else []
    examples = _("For example:") + "".join(f"\n`{prefix}{example}`" for example in page.examples)
    return Reply(
        title=f"{prefix}{name}",
        text="\n".join([page.summary, usage, *also, "", examples]),
        fields=forms.grammar() if name == "quiz" else (),
    )


def about_mode(mode: ModeName) -> Reply:
    """Say how a mode is played."""
    text = _("`{mode}` is a way to play: {about}. `!quiz {mode}` does so, `!quiz options` lists all.")
    return notice(text.format(mode=mode, about=forms.modes()[mode]))


def about_option(word: str) -> Reply:
    """Say where a word belongs that is neither a command nor a mode."""
    text = _("“{word}” can be said after `!quiz`; `!quiz options` lists all that can.")
    return notice(text.format(word=plain(word)))


def unknown(name: str, meant: str) -> Reply:
    """Say that there is no such command, and which may be meant."""
    text = (
        _("There is no command “{name}”. Did you mean `!{meant}`? `!help` lists all.")
        if meant
        else _("There is no command “{name}”. `!help` lists them.")
    )
    return notice(text.format(name=plain(name), meant=meant))
