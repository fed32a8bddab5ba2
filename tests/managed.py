"""A room that managers look after: what they are told, and who has points in the store."""

from dataclasses import replace

from bot.commands import say
from bot.core.ledger import BoardQuery
from bot.core.quiz import Options
from bot.core.quiz.session import ModeName
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.studying import QUICK, World, world

TOGETHER = replace(QUICK, mode=ModeName.EVERYONE, rounds=2)


async def told(here: World, line: str, player: str = "ann", *, manager: bool = True) -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker(player, manager=manager), line)
    await here.settle()
    assert isinstance(reply, Reply)
    return reply


async def stopped(here: World) -> None:
    """Let the quiz end."""
    assert await say(here.study, here.asker("ann"), "!stop") is None
    await here.settle()


async def kept(here: World, guild: str = "guild") -> dict[str, int]:
    """Who has how many points in the store."""
    page = await here.store.board(BoardQuery(guild), "")
    return {line.player: line.points for line in page.lines if line.points}


async def quizzed(options: Options = TOGETHER, store: DictStore | None = None) -> World:
    """A room in which the first question was answered: bob right (oxygen), cem with "ozone"."""
    here = await world(store)
    await here.start(options=options)
    await say(here.study, here.asker("bob"), "oxygen")
    await say(here.study, here.asker("cem"), "ozone")
    await here.passes(30)
    return here
