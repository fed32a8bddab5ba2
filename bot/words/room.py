"""What the terminal room says of itself."""

from bot.words.language import _, many


def welcome(prefix: str) -> tuple[str, ...]:
    """Greet whoever opens the room, where commands begin with the prefix."""
    first = _(
        "A study room in your terminal. "
        "Type {prefix}help, a term such as {prefix}pfp, or {prefix}quiz; /press 1 presses <1 …>."
    )
    shared = _(
        "Several can share it: ann> {prefix}quiz, bob> 1994, or /as bob. "
        "A bare line is said by whoever spoke last."
    )
    return first.format(prefix=prefix), shared.format(prefix=prefix), _("Ctrl-D leaves.")


def to_you(line: str) -> str:
    """Mark what on another platform only the one who asked would see."""
    return _("(to you) {line}").format(line=line)


def name_rule() -> str:
    """What a name may be."""
    return _("A name is up to 32 small letters, digits, - and _, for example /as bob")


def what_can_be_typed() -> str:
    """The commands of the room itself."""
    return _("Here you can type /as NAME, /press NUMBER, /answer WORDS, and Ctrl-D to leave.")


def no_such_button(offered: int) -> str:
    """A button that is not there."""
    if not offered:
        return _("There is nothing to press.")
    return many("There is {count} button: /press 1", "There are {count} buttons, such as /press 1", offered)
