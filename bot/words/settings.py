"""The settings of a group, as they are shown, changed and refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import customs
from bot.core.customs import Customs
from bot.core.quiz.session import ModeName
from bot.words.escape import plain
from bot.words.language import _
from bot.words.reply import Button, Choice, Field, Menu, Reply, Tone, notice

SHOWN = 6
"""Rooms and packs that are named at most."""


@dataclass(frozen=True, slots=True)
class Held:
    """What holds in the group and in the room, and which settings were changed for each."""

    group: Customs
    room: Customs
    changed: frozenset[str]
    changed_here: frozenset[str]


def overview(held: Held) -> Reply:
    """Show every setting, with menus and buttons for the common ones."""
    rows = [_row(name, held) for name in customs.READERS]
    how = _(
        "`!settings rounds 5` changes one, `!settings here seconds 20` for this channel alone, "
        "`!settings rounds default` puts it back."
    )
    here = [f"{name}: {value(held.room, name)}" for name in sorted(held.changed_here)]
    return Reply(
        title=_("Settings"),
        text="\n".join([*rows, "", how]),
        fields=(Field(_("Only in this channel"), "\n".join(here)),) if here else (),
        buttons=_switches(held.group),
        menus=_menus(held.group),
        private=True,
    )


def again(shown: Reply) -> Reply:
    """Show the overview in the place of the one whose button was pressed."""
    return replace(shown, instead=True)


def _row(name: str, held: Held) -> str:
    mark = _(" (changed)") if name in held.changed else ""
    return f"`{name}` **{value(held.group, name)}**{mark}: {meaning(name)}"


def value(held: Customs, name: str) -> str:
    """Return what a setting is, as it is shown."""
    match name:
        case "hints" | "lookups":
            return _("on") if getattr(held, name) else _("off")
        case "channels":
            return _places(held.channels) if held.channels else _("all")
        case "packs_off":
            return ", ".join(map(plain, held.packs_off[:SHOWN])) or _("none")
        case "role":
            return f"<@&{held.role}>" if held.role.isdecimal() else plain(held.role) or _("nobody")
        case "prefix":
            return _("“{prefix}”").format(prefix=f"`{held.prefix}`")
        case "grace":
            return f"{held.grace:g}"
        case _:
            return plain(str(getattr(held, name)))


def _places(rooms: Sequence[str]) -> str:
    named = ", ".join(f"<#{room}>" if room.isdecimal() else plain(room) for room in rooms[:SHOWN])
    return named + (" …" if len(rooms) > SHOWN else "")


def meaning(name: str) -> str:
    """Return what a setting decides."""
    return {
        "prefix": _("what commands begin with"),
        "mode": _("how a quiz is played if nothing is said"),
        "rounds": _("how many questions it asks"),
        "seconds": _("how long a question is open"),
        "grace": _("seconds for a last answer once a question is decided"),
        "hints": _("whether hints can be had"),
        "lookups": _("whether a bare `!word` looks it up"),
        "board": _("who sees points: all, each their own, or nobody"),
        "zone": _("whose midnight ends a day and a week"),
        "role": _("a role that looks after quizzes and scores"),
        "channels": _("where quizzes may run"),
        "packs_off": _("packs that no quiz asks about"),
    }[name]


def allowed(name: str, packs: Sequence[str] = ()) -> str:
    """Return what a setting can be."""
    modes = ", ".join(f"`{mode}`" for mode in ModeName)
    return {
        "prefix": _(
            "1 to {most} signs, the last no letter or digit, such as `k!`: no spaces, / @ # or <"
        ).format(most=customs.MOST_PREFIX),
        "mode": modes,
        "rounds": _("1 to {most}").format(most=customs.MOST_ROUNDS),
        "seconds": _("{least} to {most}, or 0 for no limit").format(
            least=customs.LEAST_SECONDS, most=customs.MOST_SECONDS
        ),
        "grace": _("0 to {most}").format(most=int(customs.MOST_GRACE)),
        "hints": _("`on` or `off`"),
        "lookups": _("`on` or `off`"),
        "board": _("`all`, `own` or `hidden`"),
        "zone": _("a name such as `Europe/Berlin` or `UTC`"),
        "role": _("a role, mentioned, or `default` for none"),
        "channels": _("channels, mentioned, or `default` for all"),
        "packs_off": _("keys of packs ({packs}), or `default` for none").format(packs=", ".join(packs)),
    }[name]


def one(name: str, held: Held, packs: Sequence[str]) -> Reply:
    """Show a setting, and what it can be."""
    text = _("It can be {allowed}.").format(allowed=allowed(name, packs))
    return Reply(f"{_row(name, held)}.\n{text}", private=True)


def unknown(name: str) -> Reply:
    """There is no such setting."""
    names = ", ".join(f"`{known}`" for known in customs.READERS)
    return notice(_("There is no setting “{name}”. Settings: {names}.").format(name=plain(name), names=names))


def refused(name: str, said: str, packs: Sequence[str]) -> Reply:
    """A value that cannot be."""
    text = _("`{name}` cannot be “{said}”. It can be {allowed}.")
    return notice(text.format(name=name, said=plain(said), allowed=allowed(name, packs)))


def group_only(name: str) -> Reply:
    """A setting that a room cannot have of its own."""
    return notice(_("`{name}` is set for the whole group, without `here`.").format(name=name))


def changed(name: str, held: Customs, *, here: bool) -> Reply:
    """A setting holds from now on."""
    text = _("In this channel `{name}` is now **{value}**.") if here else _("`{name}` is now **{value}**.")
    return Reply(text.format(name=name, value=value(held, name)), tone=Tone.GOOD, private=True)


def _menus(held: Customs) -> tuple[Menu, ...]:
    offered = {
        "mode": [str(mode) for mode in ModeName],
        "rounds": ["5", "10", "15", "20", "30", "50"],
        "seconds": ["0", "15", "20", "30", "45", "60", "120"],
        "board": ["all", "own", "hidden"],
    }
    return tuple(
        Menu(
            f"set:{name}",
            f"{name}: {getattr(held, name)}",
            tuple(Choice(f"{name}: {choice}", choice) for choice in choices),
        )
        for name, choices in offered.items()
    )


def _switches(held: Customs) -> tuple[Button, ...]:
    return tuple(
        Button(
            _("{name}: turn off").format(name=name) if on else _("{name}: turn on").format(name=name),
            f"set:{name}:{'off' if on else 'on'}",
        )
        for name, on in (("hints", held.hints), ("lookups", held.lookups))
    )
