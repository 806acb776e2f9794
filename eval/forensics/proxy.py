"""A reverse proxy as stands before an installation: it passes bytes on and logs requests."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from pathlib import Path

_REQUEST = re.compile(rb"^([A-Z]{3,7} [^\r\n]+ HTTP/1\.[01])\r\n", re.MULTILINE)
_HEADERS = re.compile(rb"^((?:Referer|User-Agent|Cookie): [^\r\n]*)\r\n", re.MULTILINE | re.I)
_AT_ONCE = 1 << 16


class Proxy:
    """Passes connections to a port on; writes request lines and telling headers to a log."""

    def __init__(self, port: int, upstream: int, log: Path) -> None:
        self.port = port
        self._upstream = upstream
        self._log = log
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._open:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(OSError, asyncio.CancelledError):  # the latter when the run ends
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
            await asyncio.gather(
                self._copy(reader, up_writer, log=True), self._copy(up_reader, writer)
            )
        writer.close()
        self._open.discard(writer)

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(_AT_ONCE):
                if log:
                    self._note(data)
                writer.write(data)
                await writer.drain()
        writer.close()

    def _note(self, data: bytes) -> None:
        for request in _REQUEST.finditer(data):
            headers = b" ".join(h[1] for h in _HEADERS.finditer(data, request.end()))
            with self._log.open("ab") as log:
                log.write(request[1] + b" " + headers + b"\n")
