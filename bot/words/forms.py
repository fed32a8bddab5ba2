"""Forms to fill in: an answer that nobody else sees, and the options of a quiz."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.pack import ItemType, Topic
from bot.core.quiz.session import ModeName
from bot.words.language import _
from bot.words.questions import type_name
from bot.words.reply import Button, Choice, Field, Form, Line, Pick, Reply

MENU = 25
"""Topics that a menu can show; more are typed instead."""

LONGEST = 1000
"""Characters of a line of topics."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a quiz may be started with in a room, and what the last one there was started with.

    `asked` are the topics of the last one, and `chosen` its other words; `numbers` are those of the number of questions
    and of the time. `teams` is the word for the mode with teams, `extras` are those that differ from what is usual in
    the room.
    """

    topics: tuple[Topic, ...]
    asked: frozenset[str]
    numbers: str
    teams: str
    extras: tuple[str, ...]
    chosen: frozenset[str]


def answer(stem: str, action: str) -> Form:
    """Return the form for an answer that nobody else sees."""
    return Form(_("Your answer"), action, (Line("typed", stem),))


def quiz(offered: Offered, action: str) -> Form:
    """Return the form for the options of a quiz, with those of the last one chosen already."""
    return Form(
        _("A quiz of your own"),
        action,
        (
            _topics(offered),
            Line("numbers", _("Questions, and seconds for each"), offered.numbers, "10 20s", needed=False),
            _one(offered.chosen, "mode", _("Mode"), _modes(offered.teams)),
            _one(offered.chosen, "difficulty", _("Difficulty"), _levels()),
            _several(
                offered.chosen,
                "kinds",
                _("Kinds of questions, and extras"),
                (*_kinds(), *_extras(offered.extras)),
                _("All kinds, no extras"),
            ),
        ),
    )


def _topics(offered: Offered) -> Line | Pick:
    if len(offered.topics) <= MENU:
        choices = [Choice(topic.name, topic.key) for topic in offered.topics]
        return _several(offered.asked, "topics", _("Topics"), choices, _("All topics"))
    typed = " ".join(topic.key for topic in offered.topics if topic.key in offered.asked)
    example = " ".join(topic.key for topic in offered.topics[:2])
    return Line("topics", _("Topics; leave it empty for all"), typed, example, needed=False, longest=LONGEST)


def _one(chosen: frozenset[str], name: str, label: str, choices: Sequence[Choice]) -> Pick:
    return Pick(name, label, _marked(choices, chosen), least=1)


def _several(chosen: frozenset[str], name: str, label: str, choices: Sequence[Choice], none: str) -> Pick:
    return Pick(name, label, _marked(choices, chosen), none, most=len(choices))


def _marked(choices: Sequence[Choice], chosen: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(replace(choice, chosen=choice.value in chosen) for choice in choices)


def modes() -> Mapping[ModeName, str]:
    """Return how each mode is played."""
    return {
        ModeName.EVERYONE: _("all may answer until the question closes"),
        ModeName.RACE: _("the first right answer wins"),
        ModeName.SURVIVAL: _("three lives; the last one standing wins"),
        ModeName.EXAM: _("alone, with a report at the end"),
        ModeName.FLASH: _("alone; see the answer and grade yourself"),
        ModeName.TEAMS: _("two to four teams: 2teams, 3teams, 4teams"),
    }


def _modes(teams: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(mode.value, teams if mode is ModeName.TEAMS else mode.value, text)
        for mode, text in modes().items()
    )


def _levels() -> tuple[Choice, ...]:
    return (
        Choice(_("any"), "any"),
        Choice(_("easy"), "easy"),
        Choice(_("medium"), "medium"),
        Choice(_("hard"), "hard"),
    )


def _kinds() -> tuple[Choice, ...]:
    return tuple(Choice(type_name(type_), type_.value) for type_ in ItemType)


def _extras(words: Sequence[str]) -> tuple[Choice, ...]:
    about = _extras_meant()
    return tuple(Choice(about[word], word) for word in words)


def _extras_meant() -> Mapping[str, str]:
    return {
        "hints": _("with hints"),
        "nohints": _("without hints"),
        "ordered": _("in the authors' order"),
        "untimed": _("without a time limit"),
    }


def door() -> Button:
    """Return the button that opens the form for the options of a quiz."""
    return Button(_("Quiz options …"), "options")


def options(offered: Offered, last: Sequence[str]) -> Reply:
    """Say which words `!quiz` takes, and what the last quiz here was started with."""
    topics = [Choice(topic.name, topic.key) for topic in offered.topics[:MENU]]
    example = f"{topics[0].value} 10 20s race hard" if topics else "10 20s race hard"
    how = _("Put any of these words after `!quiz`, in any order: `!quiz {example}`.").format(example=example)
    before = _("The last one here was `!quiz {words}`; `!quiz same` plays another like it.")
    return Reply(
        title=_("Quiz options"),
        text="\n".join([how, *([before.format(words=" ".join(last))] if last else [])]),
        fields=(
            Field(_("Topics"), _listed(topics) + (" …" if len(offered.topics) > MENU else "") or "–"),
            Field(_("Questions, and seconds for each"), "`10` `20s`"),
            *grammar(offered.extras),
        ),
        buttons=(door(),),
    )


def grammar(extras: Sequence[str] = ()) -> tuple[Field, ...]:
    """Return the modes, levels, kinds and extras that `!quiz` takes; of the extras those that are given, or all."""
    meant = _extras_meant()
    return (
        Field(_("Mode"), "\n".join(f"`{mode}`: {about}" for mode, about in modes().items())),
        Field(_("Difficulty"), _listed(_levels())),
        Field(_("Kinds of questions"), f"`typed` {_listed(_kinds())}"),
        Field(_("Extras"), "\n".join(f"`{word}`: {meant[word]}" for word in extras or meant)),
    )


def _listed(choices: Sequence[Choice]) -> str:
    return " ".join(f"`{choice.value}`" for choice in choices)
