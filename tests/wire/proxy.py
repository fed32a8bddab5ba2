"""A proxy in front of a PostgreSQL server, which can be slow and can be cut off."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.wire.rest import pause

CHUNK = 1 << 16


class Proxy:
    """Passes bytes between clients and a server's socket. `delay` is in seconds, for all that a client says."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._lines: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.delay = 0.0
        self.is_up = True

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until either side ends."""
        if not self.is_up:
            writer.transport.abort()
            return
        server_reader, server_writer = await asyncio.open_unix_connection(str(self._server))
        self._lines |= {writer, server_writer}
        for pump in (self._pump(reader, server_writer, slow=True), self._pump(server_reader, writer)):
            task = asyncio.create_task(pump)
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, slow: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(CHUNK):
                if slow:
                    await pause(self.delay)
                writer.write(said)
                await writer.drain()
        writer.close()
        self._lines.discard(writer)

    def cut(self) -> None:
        """Reset every connection, and every new one, until `restore`."""
        self.is_up = False
        for writer in self._lines:
            writer.transport.abort()
        self._lines.clear()

    def restore(self) -> None:
        """Let clients through again."""
        self.is_up = True

    async def end(self) -> None:
        """Leave nothing behind."""
        self.cut()
        await asyncio.gather(*self._pumps, return_exceptions=True)


@asynccontextmanager
async def proxied(url: str) -> AsyncGenerator[tuple[Proxy, str]]:
    """Set a proxy up before the server of an address with a socket; yield it and the address through it."""
    parts = urlsplit(url)
    proxy = Proxy(Path(parse_qs(parts.query)["host"][0]) / ".s.PGSQL.5432")
    server = await asyncio.start_server(proxy.connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield proxy, f"postgresql://postgres:@127.0.0.1:{port}{parts.path}"
    finally:
        server.close()
        await proxy.end()
