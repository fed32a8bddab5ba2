"""Running on Discord: from the first call to the last, with what may go wrong on the way."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import timedelta
from functools import partial

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.clock import LoopClock
from bot.config import Settings
from bot.discordbot.chat import DiscordChat
from bot.discordbot.client import Client
from bot.discordbot.pace import Pace
from bot.discordbot.starts import Starts
from bot.exits import Exit, Stop
from bot.health import Health
from bot.metrics import Metrics
from bot.packs.problems import PackError
from bot.service.ports import Chat, Clock
from bot.service.study import Study

log = logging.getLogger(__name__)

Build = Callable[[Chat, Clock], AbstractAsyncContextManager[Study]]
"""Opens the database, loads the packs and builds the study; closes what it opened."""

LEAST_STARTS = 50
"""Session starts that must be left of Discord's 1,000 a day: at 0 it takes the token away."""

PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=15)
"""How long a call may be silent; what waits for a rate limit is not counted."""

SETTLING, PARKING, CLOSING = 2.0, 4.5, 2.5
"""Seconds for what is being answered, for the last words in open rooms, and for the connection to close."""

STEADY = timedelta(minutes=5)
"""How long a connection lasts before the start counts as one that went well."""

AGAIN = (1.0, 5.0, 15.0, 60.0)
"""Seconds before a connection that ended unforeseen is made anew; the last goes on for ever."""

NO_TOKEN = "DISCORD_TOKEN: Discord does not accept it. Copy it anew from the Developer Portal, page Bot."  # noqa: S105
NO_CONTENT = (
    "the Message Content Intent is off: typed answers are not heard on servers. Switch it on in the Developer Portal, "
    "page Bot, Privileged Gateway Intents, and start again. Slash commands, buttons and direct messages work"
)
BAD_TOKEN = 4004


def run(
    build: Build, settings: Settings, *, metrics: Metrics | None = None, health: Health | None = None
) -> int:
    """Run until told to stop and return the exit code; raise Stop, with the reason, where that cannot be."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_run(build, settings, metrics, health))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - it does not exist everywhere
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _run(build: Build, settings: Settings, metrics: Metrics | None, health: Health | None) -> int:
    # The bot has no voice, so what that would need is no news to an operator.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    clock = LoopClock()
    chat = DiscordChat(clock)
    # The database and the packs come first: what fails there must not cost a session start.
    async with build(chat, clock) as study:
        client = Client(study, chat, pace=Pace(metrics), metrics=metrics, health=health)
        starts = Starts(settings.bot_data)
        told = _told_to_stop(study)
        connection = asyncio.create_task(_connect(client, settings, starts, clock))
        try:
            await asyncio.wait({connection, told}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
            else:
                await _leave(client, study)
                starts.went_well(clock.now())
        finally:
            connection.cancel()
            told.cancel()
            clock.stop()
            with suppress(TimeoutError):
                await asyncio.wait_for(client.close(), CLOSING)
    return Exit.OK


def _told_to_stop(study: Study) -> asyncio.Task[bool]:
    """Return a task that ends when the program is told to stop; told to hang up, it reloads the packs."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(_reload(study))
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    with suppress(NotImplementedError):  # on Windows; Ctrl-C then ends the runner
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.add_signal_handler(signal.SIGINT, stop.set)
        loop.add_signal_handler(signal.SIGHUP, reload)
    return loop.create_task(stop.wait())


async def _reload(study: Study) -> None:
    """Load the packs anew beside the work; the old ones stay if anything is wrong."""
    try:
        library = await asyncio.to_thread(study.shelf.reload)
    except PackError as error:
        log.error("packs not reloaded, the old ones stay: %s", error)  # noqa: TRY400 - the error is the list
    else:
        log.info("packs reloaded: %d", len(library.packs))


async def _leave(client: Client, study: Study) -> None:
    """Take nothing more, say in open rooms that we are back in a moment, and close the connection."""
    log.info("told to stop")
    client.leave()
    with suppress(TimeoutError):
        await asyncio.wait_for(client.rooms.settle(), SETTLING)
    try:
        await asyncio.wait_for(study.quizzes.park(), PARKING)
    except TimeoutError:
        log.warning("not every open room could be told")


async def _connect(client: Client, settings: Settings, starts: Starts, clock: Clock) -> None:
    """Log in and stay connected; ends only with an error."""
    Route.BASE = settings.discord_api_url
    # discord.py lets a call be silent for five minutes.
    client.http.request = partial(client.http.request, timeout=PATIENCE)
    if wait := starts.begin(clock.now()):
        log.warning("earlier starts did not end well, so this one waits for %d seconds", wait)
        await clock.sleep(wait)
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    try:
        await client.login(token)
        await _find_gateway(client)
    except discord.LoginFailure:
        raise Stop(Exit.CONFIG, [NO_TOKEN]) from None
    except (discord.DiscordException, OSError, aiohttp.ClientError) as error:
        raise Stop(Exit.AWAY, [_away(settings, error)]) from None

    async def steady() -> None:
        starts.went_well(clock.now())

    clock.wake("starts", clock.now() + STEADY, steady)
    await _stay_connected(client, settings, clock)


def _away(settings: Settings, error: Exception) -> str:
    reason = f"status {error.status}" if isinstance(error, discord.HTTPException) else type(error).__name__
    return f"Discord cannot be reached at {settings.discord_api_url} ({reason}). Look at the network, or try later."


async def _find_gateway(client: Client) -> None:
    """Ask where the gateway is, and whether a session may be started."""
    _shards, url, limit = await client.http.get_bot_gateway()
    if limit["remaining"] < LEAST_STARTS:
        minutes = limit["reset_after"] // 60_000 + 1
        left = f"Only {limit['remaining']} session starts are left today; at 0 Discord takes the token away."
        raise Stop(
            Exit.AWAY, [f"{left} Try again in {minutes} minutes, and look why the bot starts so often."]
        )
    # A client without shards never asks by itself; it comes back to this after each session that is void.
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


async def _stay_connected(client: Client, settings: Settings, clock: Clock) -> None:
    """Keep the connection, whatever ends it; raise Stop where a person must mend something."""
    unforeseen = 0
    while True:
        try:
            await client.connect()
        except discord.PrivilegedIntentsRequired:
            if not client.intents.message_content:
                raise Stop(Exit.CONFIG, ["Discord refuses the intents that the bot asks for."]) from None
            log.error("%s", NO_CONTENT)  # noqa: TRY400 - the line says it all
            client.without_content()
        except discord.ConnectionClosed as closed:
            if closed.code == BAD_TOKEN:
                raise Stop(Exit.CONFIG, [NO_TOKEN]) from None
            raise Stop(Exit.CONFIG, [f"Discord closed the connection for good: {closed.code}."]) from None
        except Exception:
            log.exception("the connection ended unforeseen, and is made anew")
            # discord.py itself says so only of ends that it foresees.
            client.dispatch("disconnect")
            await _drop(client)
            await clock.sleep(AGAIN[min(unforeseen, len(AGAIN) - 1)])
            unforeseen += 1
            await _find_again(client, settings)
        else:
            return


async def _drop(client: Client) -> None:
    """Close what is left of a connection."""
    with suppress(Exception):
        await client.ws.close(code=4000)


async def _find_again(client: Client, settings: Settings) -> None:
    try:
        await _find_gateway(client)
    except (discord.DiscordException, OSError, aiohttp.ClientError) as error:
        log.warning("%s", _away(settings, error))
