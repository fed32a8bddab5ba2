"""The slash commands as a table, and how a row becomes a command of discord.py that uses the same words."""

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import discord
from discord import app_commands

from bot.commands.table import COMMANDS
from bot.core import periods
from bot.core.customs import MOST_ROUNDS, MOST_SECONDS, READERS
from bot.core.ledger import Order, Scope
from bot.core.pack import ItemType
from bot.core.quiz.session import ModeName
from bot.discordbot.people import Interaction
from bot.service.managing import MOST_POINTS
from bot.words.slash import about_command, about_options

LONGEST = 300
"""Characters of a text option."""


class Kind(Enum):
    """What an option takes."""

    TEXT = auto()
    FACT = auto()
    TOPIC = auto()
    COMMAND = auto()
    NUMBER = auto()
    CHOICE = auto()
    PLAYER = auto()


SUGGESTED = frozenset({Kind.FACT, Kind.TOPIC, Kind.COMMAND})
"""The kinds whose list fills while one types; anything may be typed all the same."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option: `range` for numbers, `choices` for choices; `suffix` makes the value a word of the grammar.

    The word of an option that is `first` goes before the others, wherever it stands.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    range: tuple[int, int] = (0, 0)
    choices: tuple[str, ...] = ()
    suffix: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Slash:
    """One slash command, "group name" or "name": it runs `command` with the options as words, `between` them a word.

    `quiet` says that the answer concerns the asker alone, for the room sees the outcome anyway. One that `opens`
    a form does what the button with that action does.
    """

    name: str
    options: tuple[Option, ...] = ()
    command: str = ""
    between: str = ""
    quiet: bool = False
    opens: str = ""

    @property
    def runs(self) -> str:
        """The command that it runs."""
        return self.command or self.name.rpartition(" ")[2]


FACT = Option("fact", Kind.FACT, required=True)
TOPIC = Option("topic", Kind.TOPIC)
TYPES = ("typed", *(type_.value for type_ in ItemType))

CONSENT = ("export", "delete", "off", "unlisted", "on")
HERE = Option("here", Kind.CHOICE, choices=("here",), first=True)

START = (
    TOPIC,
    Option("rounds", Kind.NUMBER, range=(1, MOST_ROUNDS)),
    Option("seconds", Kind.NUMBER, range=(0, MOST_SECONDS), suffix="s"),
    Option("mode", Kind.CHOICE, choices=tuple(ModeName)),
    Option("difficulty", Kind.CHOICE, choices=("easy", "medium", "hard", "any")),
    Option("type", Kind.CHOICE, choices=TYPES),
)

TABLE: tuple[Slash, ...] = (
    Slash("define", (Option("term", Kind.FACT, required=True),)),
    Slash("search", (Option("words", required=True),)),
    Slash("topics"),
    Slash("facts", (TOPIC,)),
    Slash("source", (FACT,)),
    Slash("related", (FACT,)),
    Slash("compare", (FACT, Option("other", Kind.FACT, required=True)), between="|"),
    Slash("timeline", (TOPIC,)),
    Slash("random", (TOPIC,)),
    Slash("help", (Option("command", Kind.COMMAND),)),
    Slash("scores"),
    Slash("answer", (Option("answer", required=True),), quiet=True),
    Slash("quiz start", START, command="quiz", quiet=True),
    Slash("quiz options", command="quiz", quiet=True, opens="options"),
    Slash("quiz stop", quiet=True),
    Slash("quiz pause", quiet=True),
    Slash("quiz resume", quiet=True),
    Slash("quiz hint", quiet=True),
    Slash("quiz skip", quiet=True),
    Slash("quiz join", (Option("team", Kind.CHOICE, choices=("A", "B", "C", "D")),), quiet=True),
    Slash("quiz leave", quiet=True),
    Slash(
        "leaderboard",
        (
            TOPIC,
            Option("period", Kind.CHOICE, choices=periods.NAMES),
            Option("order", Kind.CHOICE, choices=tuple(Order)),
        ),
    ),
    Slash("me", quiet=True),
    Slash("privacy", (Option("choice", Kind.CHOICE, choices=CONSENT),), quiet=True),
    Slash("daily"),
    Slash("undo"),
    Slash(
        "award",
        (
            Option("player", Kind.PLAYER, required=True),
            Option("points", Kind.NUMBER, required=True, range=(-MOST_POINTS, MOST_POINTS)),
            Option("reason"),
        ),
    ),
    Slash("accept", (Option("answer", required=True),)),
    Slash("refuse", (Option("answer", required=True),)),
    Slash("reset", (Option("scope", Kind.CHOICE, required=True, choices=tuple(Scope)),), quiet=True),
    Slash("audit", quiet=True),
    Slash("reload", quiet=True),
    Slash(
        "settings",
        (Option("setting", Kind.CHOICE, choices=tuple(READERS)), Option("value"), HERE),
        quiet=True,
    ),
    Slash("schedule", (Option("plan"),), quiet=True),
    Slash("doctor", quiet=True),
)
"""The slash commands. A new one is a line here, with its options described in bot/words/slash.py."""

Use = Callable[[Interaction, Slash, Sequence[str]], Awaitable[None]]
Suggest = Callable[[Interaction, Kind, str], Sequence[app_commands.Choice[str]]]
Callback = Callable[..., Coroutine[Any, Any, None]]


def add_commands(tree: app_commands.CommandTree[Any], use: Use, suggest: Suggest) -> None:
    """Add every command of the table to the tree; `use` runs one, `suggest` fills the lists."""
    groups: dict[str, app_commands.Group] = {}
    for slash in filter(lambda slash: slash.runs in COMMANDS, TABLE):
        group, _, name = slash.name.rpartition(" ")
        made = _command(slash, name, use, suggest)
        if not group:
            tree.add_command(made)
            continue
        if group not in groups:
            groups[group] = app_commands.Group(name=group, description=about_command(group))
            tree.add_command(groups[group])
        groups[group].add_command(made)


def words_of(slash: Slash, values: Mapping[str, object]) -> list[str]:
    """Return the options that were filled in, as the words that one would have typed."""
    words: list[str] = []
    for option in sorted(slash.options, key=lambda option: not option.first):
        value = values.get(option.name)
        if value is None:
            continue
        if words and slash.between:
            words.append(slash.between)
        said = value.mention if isinstance(value, discord.User | discord.Member) else str(value)
        words.extend(f"{said}{option.suffix}".split())
    return words


def _command(slash: Slash, name: str, use: Use, suggest: Suggest) -> app_commands.Command[Any, ..., None]:
    async def callback(interaction: Interaction, **values: object) -> None:
        await use(interaction, slash, words_of(slash, values))

    made = _described(callback, slash.options, suggest)
    return app_commands.Command(name=name, description=about_command(slash.name), callback=made)


def _described(callback: Callback, options: Sequence[Option], suggest: Suggest) -> Callback:
    """Give a callback the signature, descriptions, choices and lists that discord.py reads from it."""
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction)
    callback.__signature__ = inspect.Signature([first, *map(_parameter, options)])  # pyright: ignore[reportFunctionMemberAccess]
    about = about_options()
    if options:
        callback = app_commands.describe(**{option.name: about[option.name] for option in options})(callback)
    for option in options:
        if option.kind is Kind.CHOICE:
            choices = [app_commands.Choice(name=str(word), value=str(word)) for word in option.choices]
            callback = app_commands.choices(**{option.name: choices})(callback)
        if option.kind in SUGGESTED:
            callback = app_commands.autocomplete(**{option.name: _suggesting(option, suggest)})(callback)
    return callback


def _parameter(option: Option) -> inspect.Parameter:
    kind: Any = str
    if option.kind is Kind.NUMBER:
        kind = app_commands.Range[int, option.range[0], option.range[1]]
    elif option.kind is Kind.PLAYER:
        kind = discord.User
    elif option.kind is not Kind.CHOICE:
        kind = app_commands.Range[str, 1, LONGEST]
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if option.required else None,
        annotation=kind if option.required else kind | None,
    )


def _suggesting(option: Option, suggest: Suggest) -> Any:
    async def suggesting(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return list(suggest(interaction, option.kind, typed))

    return suggesting
