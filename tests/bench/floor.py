"""The floor of the benchmarks: a bare commands.Bot with one command, on the event loop and JSON library of the bot.

Nothing of ours is in it, so what it costs is discord.py's own. `--lean` switches the library's caches off.
"""

import asyncio
import os
import sys
from typing import Any

import discord
import uvloop
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Floor(commands.Bot):
    """The bare library, pointed at an API of one's choice."""

    async def setup_hook(self) -> None:
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


@commands.command()
async def ping(ctx: commands.Context[Any]) -> None:
    await ctx.send("pong")


def build(*, lean: bool) -> Floor:
    """Return the bot, not yet logged in; a lean one keeps no messages and no members."""
    intents = discord.Intents.default()
    intents.message_content = True
    # discord.py takes orjson by itself where it is installed.
    bot = (
        Floor("!", intents=intents, max_messages=None, member_cache_flags=discord.MemberCacheFlags.none())
        if lean
        else Floor("!", intents=intents)
    )
    bot.add_command(ping)
    return bot


async def run() -> None:
    """Run the bot until it is killed."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    async with build(lean="--lean" in sys.argv) as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
