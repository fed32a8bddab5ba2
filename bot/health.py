"""Health: whether the program lives and whether it can serve, told over HTTP on a port of its own."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

# Whoever asks is a supervisor on this machine: a head of 8 kB within 5 s is more than it needs.
HEAD_BYTES = 8192
SECONDS_TO_ASK = 5

_PLAIN = "text/plain; charset=utf-8"


class Health:
    """What the program still waits for before it can serve.

    Living and being ready are two things: while Discord is away the program is alive and not ready, and starting
    it again would not help. It lives as long as its event loop answers.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self._waits = dict.fromkeys(parts, "is starting")

    def up(self, part: str) -> None:
        """Say that a part works."""
        self._waits.pop(part, None)

    def down(self, part: str, why: str) -> None:
        """Say that a part does not work, and why; the reason is shown to whoever asks."""
        self._waits[part] = why

    @property
    def waits(self) -> tuple[str, ...]:
        """One line for each part that does not work; none means ready."""
        return tuple(f"{part} {why}" for part, why in self._waits.items())


@asynccontextmanager
async def serving(
    health: Health, metrics: Callable[[], tuple[str, bytes]], host: str, port: int
) -> AsyncGenerator[int, None]:
    """Answer /live, /ready and /metrics at the address, and yield the port (0 lets the system choose one).

    Raises OSError when the address cannot be had.
    """

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            async with asyncio.timeout(SECONDS_TO_ASK):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_response(head, health, metrics))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, host, port, limit=HEAD_BYTES)
    async with server:
        yield server.sockets[0].getsockname()[1]


def _response(head: bytes, health: Health, metrics: Callable[[], tuple[str, bytes]]) -> bytes:
    words = head.partition(b"\r\n")[0].decode("latin-1").split()
    method, path = (words[0], words[1].partition("?")[0]) if len(words) > 1 else ("", "")
    status, kind, body = HTTPStatus.OK, _PLAIN, b""
    match method, path:
        case "GET" | "HEAD", "/live":
            body = b"alive\n"
        case "GET" | "HEAD", "/ready":
            waits = health.waits
            status = HTTPStatus.SERVICE_UNAVAILABLE if waits else HTTPStatus.OK
            body = "".join(f"{line}\n" for line in waits or ("ready",)).encode()
        case "GET" | "HEAD", "/metrics":
            kind, body = metrics()
        case "GET" | "HEAD", _:
            status = HTTPStatus.NOT_FOUND
        case _:
            status = HTTPStatus.METHOD_NOT_ALLOWED
    top = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return top.encode() + (b"" if method == "HEAD" else body)
