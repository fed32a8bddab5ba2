"""Discord's REST interface, version 10: who may call, what goes wrong on the way, and the routes without messages.

Reference: https://discord.com/developers/docs/reference
"""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from tests.wire.faults import VIA, Bucket, Fault, Plan
from tests.wire.gateway import Gateway
from tests.wire.journal import Call, Journal, Payload
from tests.wire.world import VIEW, Application, Guild, World

BASE = "/api/v10"

PROVED_BY_PATH = ("/interactions/", "/webhooks/")
"""Routes that need no bot token: their path holds one of their own."""

Answer = Payload | list[Payload] | None
"""The JSON that a route answers with; None is a 204 without content."""


class RefusedError(Exception):
    """A call that Discord answers with an error: the status, and its code and message."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.told: Payload = {"message": message, "code": code}


@dataclass(frozen=True, slots=True)
class Ask:
    """One call as a route sees it. The application is the caller's, or the webhook's or interaction's."""

    path: dict[str, str]
    query: dict[str, str]
    body: Any
    files: list[tuple[str, int]]
    application: Application | None

    def prove(self) -> Application:
        """Return the bot whose token came with the call, or refuse the call."""
        if self.application is None:
            raise RefusedError(401, 0, "401: Unauthorized")
        return self.application

    def id(self, name: str) -> int:
        """Return an id from the path."""
        return int(self.path[name])


Handler = Callable[[Ask], Awaitable[Answer]]


class Rest:
    """The server's REST side: records every call, applies faults and limits, and answers."""

    def __init__(self, world: World, journal: Journal, gateway: Gateway) -> None:
        self.world = world
        self.journal = journal
        self.gateway = gateway
        self.faults = Plan()
        self.latency = 0.0
        """Seconds that every call takes at least."""
        self.limits: dict[str, tuple[int, float]] = {}
        """Routes whose limit is kept, as (calls, seconds); counted for each channel, guild or webhook on its own."""
        self._buckets: dict[str, Bucket] = {}
        self.app = web.Application(client_max_size=32 << 20)
        self._add_routes()

    def add(self, route: str, handler: Handler) -> None:
        """Serve a route, "METHOD /path/{parameter}"."""
        method, path = route.split()

        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route, handler)

        self.app.router.add_route(method, BASE + path, serve)

    def _add_routes(self) -> None:
        for route, handler in {
            "GET /users/@me": self._me,
            "GET /users/{user}": self._user,
            "POST /users/@me/channels": self._open_dm,
            "GET /applications/@me": self._application,
            "GET /oauth2/applications/@me": self._application,
            "GET /gateway/bot": self._gateway_bot,
            "GET /guilds/{guild}": self._guild,
            "GET /guilds/{guild}/members/{user}": self._member,
            "GET /channels/{channel}": self._channel,
            "DELETE /channels/{channel}": self._delete_channel,
            "POST /channels/{channel}/typing": self._typing,
            "POST /channels/{channel}/threads": self._open_thread,
            "GET /applications/{application}/commands": self._commands,
            "PUT /applications/{application}/commands": self._set_commands,
            "GET /applications/{application}/guilds/{guild}/commands": self._commands,
            "PUT /applications/{application}/guilds/{guild}/commands": self._set_commands,
        }.items():
            self.add(route, handler)

    async def _serve(self, request: web.Request, route: str, handler: Handler) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bot ")
        application = self.world.applications.get(token)
        body, files = await read(request)
        path, query = request.path.removeprefix(BASE), dict(request.query)
        call = self.journal.calls.add(Call(request.method, route, path, query, body, token))
        ask = Ask(dict(request.match_info), query, body, files, application)
        fault, headers = self._meet(call)
        await pause(self.latency + (0.0 if fault.after else fault.seconds))
        status, told = 0, None
        if fault.after or not (fault.status or fault.reset):
            status, told = await answer(route, handler, ask)
        await pause(fault.seconds if fault.after else 0.0)
        call.status = -1 if fault.reset else fault.status or status
        self.journal.answered.add(call)
        if fault.reset:
            return cut(request)
        if fault.status:
            headers |= fault.headers
            return web.Response(
                status=fault.status, body=fault.body, content_type=fault.content_type, headers=headers
            )
        text = b"" if told is None else orjson.dumps(told)
        return web.Response(status=status, body=text, content_type="application/json", headers=headers)

    def _meet(self, call: Call) -> tuple[Fault, dict[str, str]]:
        """Return the fault that a call meets (an empty one, mostly) and the headers of its bucket."""
        fault = self.faults.take(call.method, call.route, call.path)
        if fault is not None or call.route not in self.limits:
            return fault or Fault(), dict(VIA)
        major = "/".join(call.path.split("/")[:3])
        now = perf_counter()
        bucket = self._buckets.setdefault(f"{call.route} {major}", Bucket(*self.limits[call.route]))
        fault = bucket.take(now) or Fault()
        return fault, VIA | bucket.headers(call.route.replace(" ", ""), now)

    def find_channel(self, ask: Ask, needs: int = VIEW) -> Payload:
        """Return the channel in the path, or refuse as Discord does: unknown, no access, missing permissions."""
        channel_id = ask.id("channel")
        if channel_id not in self.world.channels:
            raise RefusedError(404, 10003, "Unknown Channel")
        has = self.world.permissions(ask.prove().id, channel_id)
        if not has & VIEW:
            raise RefusedError(403, 50001, "Missing Access")
        if has & needs != needs:
            raise RefusedError(403, 50013, "Missing Permissions")
        return self.world.channels[channel_id]

    def _find_guild(self, ask: Ask) -> Guild:
        guild = self.world.guilds.get(ask.id("guild"))
        if guild is None or ask.prove().id not in guild.members:
            raise RefusedError(404, 10004, "Unknown Guild")
        return guild

    async def _me(self, ask: Ask) -> Answer:
        return ask.prove().user

    async def _user(self, ask: Ask) -> Answer:
        user = self.world.users.get(ask.id("user"))
        if user is None:
            raise RefusedError(404, 10013, "Unknown User")
        return user

    async def _open_dm(self, ask: Ask) -> Answer:
        return self.world.dm(ask.prove(), int(ask.body["recipient_id"]))

    async def _application(self, ask: Ask) -> Answer:
        return {**ask.prove().payload(), "owner": {**self.world.owner}}

    async def _gateway_bot(self, ask: Ask) -> Answer:  # noqa: ARG002 - all routes have one shape
        return {"url": self.gateway.url, "shards": 1, "session_start_limit": self.gateway.start_limit}

    async def _guild(self, ask: Ask) -> Answer:
        return self.world.guild_payload(self._find_guild(ask))

    async def _member(self, ask: Ask) -> Answer:
        member = self._find_guild(ask).members.get(ask.id("user"))
        if member is None:
            raise RefusedError(404, 10007, "Unknown Member")
        return member

    async def _channel(self, ask: Ask) -> Answer:
        return self.find_channel(ask)

    async def _delete_channel(self, ask: Ask) -> Answer:
        channel = self.find_channel(ask)
        self.world.remove_channel(int(channel["id"]))
        await self.gateway.dispatch("CHANNEL_DELETE", channel)
        return channel

    async def _typing(self, ask: Ask) -> Answer:
        self.find_channel(ask)
        return None

    async def _open_thread(self, ask: Ask) -> Answer:
        parent = self.find_channel(ask)
        guild_id = int(parent["guild_id"])
        thread = self.world.add_channel(guild_id, ask.body["name"], int(parent["id"]), ask.prove().id)
        await self.gateway.dispatch("THREAD_CREATE", thread)
        return thread

    async def _commands(self, ask: Ask) -> Answer:
        return ask.prove().commands.get(int(ask.path.get("guild", 0)), [])

    async def _set_commands(self, ask: Ask) -> Answer:
        scope = int(ask.path.get("guild", 0))
        about: Payload = {"application_id": str(ask.prove().id), "version": str(self.world.snowflake())}
        if scope:
            about["guild_id"] = str(scope)
        blank: Payload = {"type": 1, "description": ""}  # what an entry in a menu is given, too
        made = [{**blank, **command, **about, "id": str(self.world.snowflake())} for command in ask.body]
        ask.prove().commands[scope] = made
        return made


async def read(request: web.Request) -> tuple[Any, list[tuple[str, int]]]:
    """Return a call's JSON (of a form, its payload_json) and the names and sizes of its files."""
    if not request.can_read_body:
        return {}, []
    if not request.content_type.startswith("multipart/"):
        return orjson.loads(await request.read() or b"{}"), []
    body: Any = {}
    files: list[tuple[str, int]] = []
    parts = await request.multipart()
    while isinstance(part := await parts.next(), BodyPartReader):
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = orjson.loads(content)
        else:
            files.append((part.filename or "", len(content)))
    return body, files


async def answer(route: str, handler: Handler, ask: Ask) -> tuple[int, Answer]:
    """Return the status and the JSON with which a route answers."""
    try:
        if not route.split()[1].startswith(PROVED_BY_PATH):
            ask.prove()
        told = await handler(ask)
    except RefusedError as error:
        return error.status, error.told
    return (204 if told is None else 200), told


async def pause(seconds: float) -> None:
    """Wait in real time, which is what passes between two processes."""
    if seconds:
        await asyncio.sleep(seconds)  # noqa: TID251 - the stand-in lives in the outer world


def cut(request: web.Request) -> web.Response:
    """Reset a call's connection, so that the client reads ECONNRESET."""
    transport = request.transport
    if transport is not None:
        # Lingering for 0 s makes close() send RST instead of FIN.
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
