"""A simulated Discord with the bot in it: the real discord.py, the sample pack, a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import discord
import pytest
import simcord

from bot.app import shelve
from bot.clock import HandClock
from bot.discordbot.chat import DiscordChat
from bot.discordbot.client import Client
from bot.discordbot.pace import Pace
from bot.packs.loader import load_packs
from bot.service.library import Shelf
from bot.service.ports import Store
from bot.service.study import Study
from tests.discord.recorder import faults_of
from tests.fakes.dict_store import DictStore

PACKS = Path(__file__).parents[1] / "packs"
LIBRARY = shelve(load_packs([PACKS / "cells"], PACKS / "seeds"), None)
START = datetime(2026, 1, 1, tzinfo=UTC)


class SimClock(HandClock):
    """Tells the time of the simulated Discord, and moves it."""

    def __init__(self) -> None:
        super().__init__(START)
        self.env: simcord.Env | None = None

    def now(self) -> datetime:
        return self.env.now() if self.env else START

    async def passes(self, seconds: float, settle: Callable[[], Awaitable[None]]) -> None:
        """Let time pass; what is due meanwhile happens in order, at its own time."""
        assert self.env is not None
        end = self.now() + timedelta(seconds=seconds)
        while due := [(at, key) for key, (at, _) in self._waiting.items() if at <= end]:
            at, key = min(due)
            _, call = self._waiting.pop(key)
            await self.env.advance_time(max(0.0, (at - self.now()).total_seconds()))
            await call()
            await settle()
        await self.env.advance_time(max(0.0, (end - self.now()).total_seconds()))
        await settle()


async def build(store: Store, clock: SimClock, *, content: bool = True) -> Client:
    """Return the bot as it starts on that store."""
    chat = DiscordChat(clock)
    study = Study(Shelf(LIBRARY, lambda: LIBRARY), store, chat, clock, Random(1), "!")
    await study.open()
    return Client(study, chat, pace=Pace(), content=content)


@dataclass
class Town:
    """The simulated Discord as a test uses it: one guild, one channel, ann, bob and cem; dora owns the guild."""

    env: simcord.Env
    clock: SimClock
    store: Store
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    people: dict[str, simcord.MemberActor] = field(default_factory=dict[str, simcord.MemberActor])

    @property
    def client(self) -> Client:
        assert isinstance(self.env.bot, Client)
        return self.env.bot

    @property
    def study(self) -> Study:
        return self.client.study

    def discord_acts(self) -> AbstractContextManager[None]:
        """Let the block happen on Discord's side, so that the bot hears of it."""
        return self.env._bot_scope()  # pyright: ignore[reportPrivateUsage] - SimCord has no other door

    async def settle(self) -> None:
        """Wait until everything is answered and said."""
        await self.env.settle()
        await self.study.quizzes.outbox.settle()
        await self.client.rooms.settle()

    async def passes(self, seconds: float) -> None:
        await self.clock.passes(seconds, self.settle)

    async def say(self, who: str, text: str, channel: simcord.ChannelHandle | None = None) -> discord.Message:
        """Let somebody say something, and the bot answer it."""
        sent = await self.people[who].send(channel or self.channel, text)
        await self.settle()
        return sent

    def last(self, channel: simcord.ChannelHandle | None = None) -> discord.Message:
        """The last message of the bot in a channel."""
        return next(
            message for message in reversed((channel or self.channel).history()) if message.author.bot
        )

    def shown(self, channel: simcord.ChannelHandle | None = None) -> str:
        """All that the last message of the bot says."""
        return text_of(self.last(channel))

    def all_shown(self, channel: simcord.ChannelHandle | None = None) -> list[str]:
        """What each message of the bot in a channel says, the oldest first."""
        return [text_of(message) for message in (channel or self.channel).history() if message.author.bot]

    async def restart_saying(self, *said: tuple[str, str]) -> None:
        """Let the bot be away while something is said."""
        feed, self.env.backend.subscribers[:] = list(self.env.backend.subscribers), []
        for who, text in said:
            await self.people[who].send(self.channel, text)
        self.env.backend.subscribers[:] = feed
        await self.restart()

    async def restart(self, *, content: bool = True) -> None:
        """Let the bot end and start again on the same store."""
        await self.env.restart_bot(await build(self.store, self.clock, content=content))
        await self.settle()


def text_of(message: discord.Message | simcord.ResponseMessage) -> str:
    """Return all that a reader sees of a message, but its buttons."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
        parts += [f"{each.name}\n{each.value}" for each in embed.fields]
        parts.append(embed.footer.text or "")
    return "\n".join(part for part in parts if part)


def answered(result: simcord.InteractionResult) -> str:
    """Return what the answer to an interaction says."""
    said = ([result.response] if result.response else []) + result.followups
    return "\n".join(map(text_of, said))


def labels(message: discord.Message) -> list[str]:
    """Return what stands on the buttons of a message."""
    return [
        part.label or ""
        for row in message.components
        for part in getattr(row, "children", ())
        if isinstance(part, discord.Button)
    ]


@pytest.fixture
def clock() -> SimClock:
    return SimClock()


@pytest.fixture
def store() -> Store:
    return DictStore()


@pytest.fixture
async def simcord_bot(store: Store, clock: SimClock, request: pytest.FixtureRequest) -> Client:
    """The bot; `@pytest.mark.parametrize("simcord_bot", [False], indirect=True)` starts it without message content."""
    return await build(store, clock, content=getattr(request, "param", True))


@pytest.fixture
async def town(
    simcord_env: simcord.Env, clock: SimClock, store: Store, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[Town]:
    """The town; after the test nothing that was sent may break a limit, and no error may have been met."""
    clock.env = simcord_env
    guild = simcord_env.create_guild("study", owner=simcord_env.create_user("dora"))
    people = {name: guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob", "cem")}
    people["dora"] = simcord.MemberActor(simcord_env, guild, guild.owner)
    made = Town(simcord_env, clock, store, guild, guild.create_text_channel("reading"), people)
    await made.settle()
    yield made
    await made.settle()
    assert faults_of(simcord_env.http_requests) == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    clock.env = None


async def gathered(*waiting: Awaitable[object]) -> None:
    """Let several things happen at once."""
    await asyncio.gather(*waiting)
