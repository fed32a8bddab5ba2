"""Questions as they are asked, with their buttons, and hints."""

from datetime import datetime

from bot.core.answers import letters
from bot.core.pack import Item, ItemType
from bot.core.quiz.hints import hint, hint_count
from bot.core.quiz.session import ModeName, Round, Session
from bot.core.scoring import points
from bot.words.escape import cut
from bot.words.language import _, many
from bot.words.reply import Button, Choice, Menu, Reply

OPTION = 100

SHORT = 24
"""Characters up to which every option must be for its words to stand on its button; a telephone cuts longer ones."""


def until(when: datetime) -> str:
    """Return a countdown to that time, which every front end draws in its own way."""
    return f"<t:{int(when.timestamp())}:R>"


def type_name(type_: ItemType) -> str:
    """Return what a type of item is called on the screen."""
    return {
        ItemType.SHORT: _("short answer"),
        ItemType.NUMBER: _("number"),
        ItemType.DATE: _("date"),
        ItemType.CLOZE: _("fill the gap"),
        ItemType.CHOICE: _("choose one"),
        ItemType.TRUE_FALSE: _("true or false"),
        ItemType.MULTI: _("choose all that fit"),
        ItemType.LIST: _("list"),
        ItemType.ORDER: _("put in order"),
        ItemType.MATCH: _("match"),
    }[type_]


def question(session: Session, number: int, *, again: bool = False) -> Reply:
    """Ask a round."""
    round_ = session.rounds[number - 1]
    item = session.plan.items[round_.item]
    begins = number == 1 and not (again or round_.review)
    parts = (
        _rules(session) if begins else "",
        f"**{item.stem}**",
        *presented(item),
        *_given_hints(session, round_),
        _how(session, item),
    )
    return Reply(
        title=_heading(session, round_, item, again=again),
        text="\n\n".join(part for part in parts if part),
        buttons=_buttons(session, round_, item),
        menus=_menus(session, round_, item),
    )


def _rules(session: Session) -> str:
    """Say at the first question how it is played, and that fewer questions fit than were wanted."""
    options, count = session.plan.options, len(session.plan.items)
    rules = {
        ModeName.EVERYONE: "",
        ModeName.RACE: _("A race: the first right answer takes the points."),
        ModeName.SURVIVAL: many(
            "Survival: who is wrong or silent loses a life; each has {count}.",
            "Survival: who is wrong or silent loses a life; each has {count}.",
            session.plan.mode.lives,
        ),
        ModeName.EXAM: _("An exam: what was right is told at the end."),
        ModeName.FLASH: _("Cards: think, turn the card, and say whether you knew it."),
        ModeName.TEAMS: _("Teams: each has the points of its members on average."),
    }[options.mode]
    fewer = (
        many("Only {count} question fits.", "Only {count} questions fit.", count)
        if count < options.rounds
        else ""
    )
    return " ".join(part for part in (rules, fewer) if part)


def _heading(session: Session, round_: Round, item: Item, *, again: bool) -> str:
    total = len(session.plan.items)
    if round_.review:
        place = _("Once more")
    else:
        place = _("Question {number} of {total}").format(number=round_.number, total=total)
    worth = points(item.difficulty, round_.hints + (1 if round_.review else 0))
    parts = [place, type_name(item.type)]
    if not session.plan.mode.self_graded:
        parts.append(many("{count} point", "{count} points", worth))
    if again:
        parts.append(_("again"))
    return " · ".join(parts)


def presented(item: Item) -> tuple[str, ...]:
    """Return what there is to choose from, in blocks that stand apart."""
    lettered = "\n".join(f"**{letter}** {text}" for letter, text in letters(item))
    numbered = "\n".join(f"**{number}** {left}" for number, (left, _right) in enumerate(item.pairs, start=1))
    return tuple(block for block in (numbered, lettered) if block)


def pressed_letters(item: Item, action: str) -> list[Button]:
    """Return a button for each letter; its words stand on it too where all of them are short."""
    shown = letters(item)
    short = all(len(text) <= SHORT for _letter, text in shown)
    return [
        Button(f"{letter} · {text}" if short else letter, f"{action}:{letter}", strong=True)
        for letter, text in shown
    ]


def _given_hints(session: Session, round_: Round) -> list[str]:
    item = session.plan.items[round_.item]
    return [_("Hint: {hint}").format(hint=_code(hint(item, level))) for level in range(1, round_.hints + 1)]


def _code(text: str) -> str:
    return f"`{text}`" if "_" in text else text


def _how(session: Session, item: Item) -> str:
    """Say how to answer, where the type does not say it by itself, and how long there is."""
    ways = {
        ItemType.LIST: many(
            "{count} answer.", "{count} answers, one by one or with commas between them.", item.need
        ),
        ItemType.MULTI: _("The letters of all that fit."),
        ItemType.ORDER: _("All letters in the right order."),
        ItemType.MATCH: _("A letter for each of 1, 2, 3 …, in their order."),
    }
    way = ways.get(item.type, "")
    closes = session.round.closes
    time = _("Closes {when}.").format(when=until(closes)) if closes else ""
    return " ".join(part for part in (way, time) if part)


def _buttons(session: Session, round_: Round, item: Item) -> tuple[Button, ...]:
    where = f"{session.plan.id}:{round_.number}"
    if session.plan.mode.self_graded:
        return (Button(_("Show the answer"), f"reveal:{where}", strong=True),)
    if item.type in {ItemType.CHOICE, ItemType.TRUE_FALSE}:
        answers = pressed_letters(item, f"pick:{where}")
    elif item.type is ItemType.MULTI:
        answers = []
    else:
        answers = [Button(_("Answer in secret"), f"say:{where}", strong=True)]
    if session.plan.options.hints and round_.hints < hint_count(item):
        answers.append(Button(_("Hint"), f"hint:{where}"))
    return (*answers, Button(_("Skip"), f"skip:{where}"))


def _menus(session: Session, round_: Round, item: Item) -> tuple[Menu, ...]:
    if item.type is not ItemType.MULTI or session.plan.mode.self_graded:
        return ()
    choices = tuple(Choice(cut(f"{letter} · {text}", OPTION), letter) for letter, text in letters(item))
    where = f"{session.plan.id}:{round_.number}"
    return (Menu(f"pick:{where}", _("Choose all that fit"), choices, 1, len(choices)),)


def hinted(session: Session, number: int, level: int) -> str:
    """Give a hint, and say what the item is still worth, if it is played for points."""
    round_ = session.rounds[number - 1]
    item = session.plan.items[round_.item]
    worth = points(item.difficulty, level + (1 if round_.review else 0))
    line = _("Hint: {hint}").format(hint=_code(hint(item, level)))
    if session.plan.mode.self_graded:
        return line
    return f"{line} ({many('now worth {count} point', 'now worth {count} points', worth)})"
