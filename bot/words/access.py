"""What the bot may not do on Discord, who may press what, and where a reply went."""

from collections.abc import Sequence

from bot.words.doctor import Check
from bot.words.language import _
from bot.words.reply import Reply, notice

SLOW = 1.0
"""Seconds for an answer of Discord's from which on something is wrong."""


def permission_name(name: str) -> str:
    """Return what Discord's settings call a permission."""
    return {
        "view_channel": _("View Channel"),
        "send_messages": _("Send Messages"),
        "send_messages_in_threads": _("Send Messages in Threads"),
        "embed_links": _("Embed Links"),
        "attach_files": _("Attach Files"),
        "read_message_history": _("Read Message History"),
    }[name]


def may_not_speak(room: str, missing: Sequence[str]) -> Reply:
    """The bot cannot say anything in a room."""
    text = _(
        "I may not speak in <#{room}>. Whoever manages the channel can allow it in its settings, "
        "page Permissions: {names}."
    )
    return notice(text.format(room=room, names=_names(missing)))


def permissions(needed: Sequence[str], wished: Sequence[str]) -> Check:
    """What the bot may do in a room."""
    name = _("What I may do here")
    missing = (*needed, *wished)
    if not missing:
        return Check(name, _("everything that I need"))
    found = _("I cannot speak") if needed else _("I can speak, but not do everything")
    to_do = _("Allow me in the settings of the channel, page Permissions: {names}.")
    return Check(name, found, to_do.format(names=_names(missing)))


def content(*, on: bool) -> Check:
    """Whether typed lines are heard on servers."""
    name = _("What I hear")
    if on:
        return Check(name, _("commands, buttons and what is typed"))
    to_do = _(
        "Typed answers need the Message Content Intent: discord.com/developers, the application, page Bot. "
        "Then start me again."
    )
    return Check(name, _("slash commands, buttons and lines that begin with my name"), to_do)


def connection(seconds: float | None) -> Check:
    """How long Discord takes to answer, None if that is not known yet."""
    name = _("Discord")
    if seconds is None:
        return Check(name, _("connected"))
    found = _("answers in {milliseconds} ms").format(milliseconds=round(seconds * 1000))
    slow = _("That is slow: look at discordstatus.com, or ask the operator to look at the network.")
    return Check(name, found, slow if seconds > SLOW else "")


def goes_without(missing: Sequence[str]) -> Reply:
    """A quiz starts where something that is not needed is forbidden."""
    text = _("This works; it would be better with: {names}.")
    return notice(text.format(names=_names(missing)))


def _names(missing: Sequence[str]) -> str:
    return ", ".join(f"**{permission_name(name)}**" for name in missing)


def content_is_off() -> Reply:
    """To a manager: typed answers are not seen, and where to change it."""
    text = _(
        "I cannot read what is typed on servers, because the Message Content Intent is off. Slash commands, buttons, "
        "direct messages and messages that begin with my name work all the same. Whoever runs me can switch it on: "
        "discord.com/developers, the application, page Bot, Message Content Intent; then start me again."
    )
    return notice(text)


def own_quiz_open() -> Reply:
    """Who wants to play alone has not finished the last quiz that they played so."""
    return notice(
        _("Your own last quiz is still open in your direct messages; finish it there, or `!stop` it there.")
    )


def went_private() -> Reply:
    """What one does alone goes on in a direct message."""
    return notice(_("That is for you alone: I have sent it to your direct messages."))


def cannot_go_private() -> Reply:
    """A direct message is refused."""
    return notice(
        _(
            "That is for you alone, but I may not write to you. Allow direct messages from this server, then try again."
        )
    )


def not_yours() -> Reply:
    """Somebody wants to take away another one's answer."""
    return notice(_("Only the one who asked, or a manager, can take that away."))


def once_more() -> Reply:
    """A form came too late to be shown."""
    return notice(_("That took too long; please press once more."))


def take_away() -> str:
    """What the button says that takes an answer away."""
    return _("Remove")


def starting() -> Reply:
    """A quiz was started by slash command."""
    return notice(_("Here it comes."))


def done() -> Reply:
    """What was asked for has been done, and the room sees it."""
    return notice(_("Done."))
