"""A bare discord.py bot, against which the stand-in is proved: the unmodified library with a few commands."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

GAVE_UP = 78

Context = commands.Context[Any]
Press = discord.Interaction[Any]


class PressButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"press:(?P<name>\w+)"):
    """A button whose custom_id carries its state, so that it works after a restart."""

    def __init__(self, name: str) -> None:
        super().__init__(discord.ui.Button(label=f"Press {name}", custom_id=f"press:{name}"))
        self._name = name

    @classmethod
    async def from_custom_id(cls, _interaction: Press, _item: Any, match: Any, /) -> "PressButton":
        return cls(match["name"])

    async def callback(self, interaction: Press) -> None:
        if self._name == "modal":
            await interaction.response.send_modal(Form())
        elif self._name == "edit":
            await interaction.response.edit_message(content="edited", view=None)
        else:
            await interaction.response.send_message(f"pressed {self._name}", ephemeral=True)


class Form(discord.ui.Modal, title="A form"):
    """A modal with one field."""

    answer: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Answer", custom_id="answer")

    async def on_submit(self, interaction: Press) -> None:
        await interaction.response.send_message(f"typed {self.answer.value}")


class BareBot(commands.Bot):
    """A bot that asks the API it was given where the gateway is."""

    async def setup_hook(self) -> None:
        # A client without shards never asks /gateway/bot by itself.
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.add_dynamic_items(PressButton)
        await self.tree.sync()


@commands.command()
async def ping(ctx: Context) -> None:
    await ctx.send("pong")


@commands.command()
async def ask(ctx: Context, *names: str) -> None:
    view = discord.ui.View(timeout=None)
    for name in names:
        view.add_item(PressButton(name))
    await ctx.send("press one", view=view)


@commands.command()
async def once(ctx: Context) -> None:
    # On Linux a reset is errno 104, which discord.py does not try again.
    for _ in range(5):
        with suppress(OSError, aiohttp.ClientError):
            await ctx.send("only once", nonce=f"once-{ctx.message.id}")
            return


@commands.command()
async def try_to_send(ctx: Context) -> None:
    try:
        await ctx.send("never seen", embed=discord.Embed(title="an embed"))
    except discord.HTTPException as error:
        await ctx.author.send(f"{type(error).__name__} {error.status} {error.code}")


@commands.command()
async def history(ctx: Context, limit: int) -> None:
    said = [message.content async for message in ctx.channel.history(limit=limit, before=ctx.message)]
    await ctx.reply("|".join(said))


@commands.command()
async def chart(ctx: Context) -> None:
    sent = await ctx.send(file=discord.File(__file__, "chart.png"))
    await sent.edit(content=f"{len(sent.attachments)} file")


@commands.command()
async def flood(ctx: Context, messages: int) -> None:
    await asyncio.gather(*(ctx.send(f"flood {number}") for number in range(messages)))


@app_commands.command(name="ping", description="Answer.")
async def slash_ping(interaction: Press, times: int = 1) -> None:
    await interaction.response.send_message("pong " * times)


@slash_ping.autocomplete("times")
async def suggest_times(_interaction: Press, typed: str) -> list[app_commands.Choice[int]]:
    return [app_commands.Choice(name=f"{typed} times", value=int(typed))]


@app_commands.command(name="slow", description="Answer late.")
async def slash_slow(interaction: Press) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send("first")
    await interaction.followup.send("second", ephemeral=True)
    await interaction.edit_original_response(content="first, edited")


def build() -> BareBot:
    """Return the bot with its commands, not yet logged in."""
    intents = discord.Intents.default()
    intents.message_content = os.environ.get("BARE_CONTENT", "1") == "1"
    timeout = float(os.environ.get("BARE_HEARTBEAT_TIMEOUT", "60"))
    bot = BareBot(
        "!", intents=intents, allowed_mentions=discord.AllowedMentions.none(), heartbeat_timeout=timeout
    )
    for command in (ping, ask, once, try_to_send, history, chart, flood):
        bot.add_command(command)
    # discord.py leaves open to which group a free command belongs.
    bot.tree.add_command(slash_ping)  # pyright: ignore[reportUnknownArgumentType]
    bot.tree.add_command(slash_slow)  # pyright: ignore[reportUnknownArgumentType]
    return bot


def main() -> None:
    """Run the bot until Discord refuses it for good."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    try:
        build().run(os.environ["DISCORD_TOKEN"])
    except (discord.LoginFailure, discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        sys.exit(GAVE_UP)


if __name__ == "__main__":
    main()
