"""Discord's gateway, version 10, over real websockets: sessions, heartbeats, RESUME, and everything that goes wrong.

Reference: https://discord.com/developers/docs/events/gateway
"""

import asyncio
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from tests.wire.journal import Journal, Login, Payload
from tests.wire.world import CONTENT_INTENT, MEMBERS_INTENT, PRIVILEGED, Application, Guild, World

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
REMEMBERED = 10_000
"""How many events a session keeps for RESUME."""

# RFC 6455 keeps code 1006 for a connection that ended without a close frame.
ABNORMAL = 1006


class Line:
    """One websocket connection, compressed as zlib-stream where the client asked for it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._request = request
        self._socket = socket
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        # Frames of one zlib stream must leave in the order in which they were compressed.
        self._turn = asyncio.Lock()

    async def send(self, frame: bytes) -> None:
        """Send one JSON text; a line that is down swallows it."""
        with suppress(ConnectionError):
            async with self._turn:
                if self._deflate is None:
                    await self._socket.send_str(frame.decode())
                else:
                    squeezed = self._deflate.compress(frame) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self._socket.send_bytes(squeezed)

    async def close(self, code: int) -> None:
        """End the connection with that close code; `ABNORMAL` cuts it without a word."""
        if code == ABNORMAL:
            if self._request.transport is not None:
                self._request.transport.abort()
        else:
            await self._socket.close(code=code)


@dataclass(slots=True)
class Session:
    """What Discord remembers of one IDENTIFY, over any number of connections."""

    id: str
    application: Application
    intents: int
    shard: tuple[int, int]
    line: Line | None
    sequence: int = 0
    sent: deque[tuple[int, bytes]] = field(
        default_factory=lambda: deque[tuple[int, bytes]](maxlen=REMEMBERED)
    )

    async def tell(self, event: str, data: Payload) -> None:
        """Number an event, keep it for RESUME, and send it if a connection is up."""
        self.sequence += 1
        frame = encode(0, data, self.sequence, event)
        self.sent.append((self.sequence, frame))
        if self.line is not None:
            await self.line.send(frame)

    def sees(self, event: str, data: Payload) -> Payload | None:
        """Return the event as this session's intents, shard and application show it; None if they do not."""
        if event == "INTERACTION_CREATE":
            return data if data["application_id"] == str(self.application.id) else None
        guild_id = int(
            data["id"] if event.startswith("GUILD_") and "guild_id" not in data else data.get("guild_id", 0)
        )
        number, shards = self.shard
        needed = intent_of(event, guild=bool(guild_id))
        if (guild_id >> 22) % shards != number or not self.intents & needed:
            return None
        hidden = (
            event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and guild_id and not self.intents & CONTENT_INTENT
        )
        me = str(self.application.id)
        if hidden and data["author"]["id"] != me and all(user["id"] != me for user in data["mentions"]):
            return {**data, "content": "", "embeds": [], "attachments": [], "components": []}
        return data


def encode(op: int, data: Any, sequence: int | None = None, event: str | None = None) -> bytes:
    """Return one gateway payload as JSON."""
    return orjson.dumps({"op": op, "d": data, "s": sequence, "t": event})


def intent_of(event: str, *, guild: bool) -> int:
    """Return the intent without which Discord does not send an event."""
    if event.startswith("MESSAGE_"):
        return GUILD_MESSAGES if guild else DIRECT_MESSAGES
    if event.startswith("GUILD_MEMBER_"):
        return MEMBERS_INTENT
    return GUILDS if guild else GUILDS | DIRECT_MESSAGES


class Gateway:
    """All sessions of all clients, and the controls with which a test disturbs them."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal
        self._names = count(1)
        self._lines: dict[Line, Session | None] = {}
        self._dead: set[Line] = set()
        self._held: list[tuple[str, Payload]] | None = None
        self.sessions: dict[str, Session] = {}
        self.url = ""
        self.start_limit: Payload = {
            "total": 1000,
            "remaining": 1000,
            "reset_after": 14_400_000,
            "max_concurrency": 1,
        }
        self.heartbeat_interval = 41.25
        self.acks = True
        """False: heartbeats are heard and not answered."""
        self.heartbeats = 0
        self.is_open = True
        """False: the address answers 503, as in an outage; what happens meanwhile waits for RESUME."""
        self.overlap = 0
        """How many events that the client already has are sent again on RESUME."""
        self.refusals: deque[int] = deque()
        """Close codes that answer the next IDENTIFYs, one each."""

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket until it ends."""
        if not self.is_open:
            self._journal.logins.add(Login("connect", "", 0, refused=503))
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        line = Line(request, socket)
        self._lines[line] = None
        try:
            await line.send(encode(10, {"heartbeat_interval": round(self.heartbeat_interval * 1000)}))
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(line, orjson.loads(message.data))
        finally:
            session = self._lines.pop(line)
            self._dead.discard(line)
            if session is not None and session.line is line:
                session.line = None
        return socket

    async def _hear(self, line: Line, said: Payload) -> None:
        match said["op"]:
            case 1:
                self.heartbeats += 1
                if self.acks and line not in self._dead:
                    await line.send(encode(11, None))
            case 2:
                await self._identify(line, said["d"])
            case 6:
                await self._resume(line, said["d"])
            case 8:
                await self._send_members(line, said["d"])
            case _:
                pass

    async def _identify(self, line: Line, asked: Payload) -> None:
        application = self._world.applications.get(asked["token"])
        intents = int(asked["intents"])
        self.start_limit["remaining"] -= 1
        refused = self.refusals.popleft() if self.refusals else 0
        if application is None:
            refused = 4004
        elif not refused and intents & PRIVILEGED & ~application.privileged:
            refused = 4014
        if application is None or refused:
            self._journal.logins.add(Login("identify", asked["token"], intents, refused=refused))
            await line.close(refused)
            return
        shard = tuple(asked.get("shard", (0, 1)))
        session = Session(f"session-{next(self._names)}", application, intents, shard, line)
        self._lines[line] = self.sessions[session.id] = session
        guilds = [each for each in self._world.guilds.values() if (each.id >> 22) % shard[1] == shard[0]]
        await session.tell("READY", self._ready(session, guilds))
        for guild in guilds:
            await session.tell("GUILD_CREATE", self._world.guild_payload(guild))
        self._journal.logins.add(Login("identify", application.token, intents, session.id))

    def _ready(self, session: Session, guilds: Sequence[Guild]) -> Payload:
        application = session.application
        return {
            "v": 10,
            "user": application.user,
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(application.id), "flags": application.payload()["flags"]},
        }

    async def _resume(self, line: Line, asked: Payload) -> None:
        session = self.sessions.get(asked["session_id"] or "")
        if session is None or session.application.token != asked["token"]:
            self._journal.logins.add(Login("resume", asked["token"], 0, refused=9))
            await line.send(encode(9, data=False))
            return
        if session.line is not None:
            await session.line.close(4000)
        self._lines[line] = session
        session.line = None
        known, replayed = asked["seq"] - self.overlap, 0
        # What is dispatched during the replay joins its end, so the line opens only once nothing is missing.
        while missed := [(number, frame) for number, frame in session.sent if number > known]:
            for _, frame in missed:
                await line.send(frame)
            known, replayed = missed[-1][0], replayed + len(missed)
        session.line = line
        await session.tell("RESUMED", {})
        self._journal.logins.add(
            Login("resume", asked["token"], session.intents, session.id, replayed=replayed)
        )

    async def _send_members(self, line: Line, asked: Payload) -> None:
        session = self._lines[line]
        if session is None:
            return
        members = list(self._world.guilds[int(asked["guild_id"])].members.values())
        if wanted := asked.get("user_ids"):
            members = [each for each in members if each["user"]["id"] in map(str, wanted)]
        elif asked.get("query"):
            members = [each for each in members if each["user"]["username"].startswith(asked["query"])]
        chunks = [members[start : start + 1000] for start in range(0, len(members), 1000)] or [[]]
        for number, chunk in enumerate(chunks):
            told = {"guild_id": str(asked["guild_id"]), "members": chunk, "nonce": asked.get("nonce")}
            place = {"chunk_index": number, "chunk_count": len(chunks)}
            await session.tell("GUILD_MEMBERS_CHUNK", told | place)

    async def dispatch(self, event: str, data: Payload) -> None:
        """Tell an event to every session that may see it, or keep it while deliveries are held."""
        if self._held is not None:
            self._held.append((event, data))
            return
        addressee, _ = self._world.dms.get(int(data.get("channel_id") or 0), (None, None))
        for session in list(self.sessions.values()):
            shown = session.sees(event, data)
            if shown is not None and addressee in {None, session.application.id}:
                await session.tell(event, shown)

    def hold(self) -> None:
        """Keep all events back from now on."""
        self._held = self._held or []

    async def release(
        self, order: Callable[[list[tuple[str, Payload]]], Sequence[tuple[str, Payload]]] = list
    ) -> None:
        """Deliver what was held, in the order that `order` makes of it (`reversed`, say), and hold no more."""
        held, self._held = self._held or [], None
        for event, data in order(held):
            await self.dispatch(event, data)

    async def replay(self, events: int) -> None:
        """Send each session its last events once more, with their old numbers."""
        for session in self.sessions.values():
            for _, frame in list(session.sent)[-events:]:
                if session.line is not None:
                    await session.line.send(frame)

    async def send_raw(self, frame: bytes) -> None:
        """Send any bytes as one gateway payload to every connection."""
        for line in list(self._lines):
            await line.send(frame)

    async def reconnect(self) -> None:
        """Op 7: ask every client to connect again and RESUME."""
        await self.send_raw(encode(7, None))

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9: tell every client that its session is void; what happens until it is back is lost if it is."""
        if not resumable:
            self.forget_sessions()
        await self.send_raw(encode(9, resumable))

    async def close(self, code: int = ABNORMAL) -> None:
        """End every connection with that code; without one, cut it. From this call on, events wait for RESUME."""
        for session in self.sessions.values():
            session.line = None
        await asyncio.gather(*(line.close(code) for line in list(self._lines)))

    def fall_silent(self) -> None:
        """Let every connection stand, and say nothing on it any more, as a dead route does; events wait for RESUME."""
        for session in self.sessions.values():
            session.line = None
        self._dead.update(self._lines)

    def forget_sessions(self) -> None:
        """Let no session be resumed any more: a RESUME is answered with op 9."""
        self.sessions.clear()
