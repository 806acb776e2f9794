"""A browser without a screen: it speaks the page's own protocol, many at a time."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

_EVENT = "42"
_PING, _PONG = "2", "3"
_CONNECT = "40"
_PATIENCE = 30.0
Json = Mapping[str, Any]


class Gone(Exception):
    """The server does not answer (any more)."""


class Visitor:
    """One browser with one conversation. Every method raises Gone when the server is away."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._http = httpx.AsyncClient(base_url=f"http://{address}", timeout=_PATIENCE)
        self._socket: ClientConnection | None = None
        self.session_id = str(uuid.uuid4())
        self.thread_id = ""
        self.answer_id = ""
        self._answered = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    async def arrive(self) -> None:
        """Open the page, sign in with its cookie and connect; go on with an older conversation."""
        try:
            await self._http.get("/")
            await self._http.post("/auth/header")
            cookies = "; ".join(f"{c.name}={c.value}" for c in self._http.cookies.jar)
            self._socket = await connect(
                f"ws://{self._address}/ws/socket.io/?EIO=4&transport=websocket",
                additional_headers={"Cookie": cookies},
                max_size=None,
            )
            await self._socket.recv()
            auth = {
                "clientType": "webapp",
                "sessionId": self.session_id,
                "threadId": self.thread_id or None,
                "userEnv": "{}",
                "chatProfile": "",
            }
            await self._socket.send(_CONNECT + json.dumps(auth))
            await self._socket.recv()
        except (httpx.HTTPError, WebSocketException, OSError, TimeoutError) as error:
            raise Gone from error
        self._reading = asyncio.create_task(self._read())
        await self.emit("connection_successful")

    async def say(self, text: str, patience: float = _PATIENCE, **more: object) -> str:
        """Send a message and wait for the answer; give the id of the message."""
        message_id = str(uuid.uuid4())
        self._answered.clear()
        await self.emit("client_message", _message(message_id, text, more))
        await self._answer(patience)
        return message_id

    async def emit(self, event: str, *data: object) -> None:
        """Send one event of the page's protocol."""
        if self._socket is None:
            raise Gone
        try:
            await self._socket.send(_EVENT + json.dumps([event, *data]))
        except (WebSocketException, OSError) as error:
            raise Gone from error

    async def ask(self, method: str, path: str, **given: Any) -> int:
        """Do one HTTP request as this browser; give the status, 0 when it got no answer."""
        try:
            return (await self._http.request(method, path, **given)).status_code
        except (httpx.HTTPError, OSError):
            return 0

    async def leave(self) -> None:
        """Close the page."""
        if self._reading is not None:
            self._reading.cancel()
        with suppress(WebSocketException, OSError, TimeoutError):
            if self._socket is not None:
                await self._socket.close()
        await self._http.aclose()

    async def _answer(self, patience: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._answered.wait(), patience)
        if self._reading is None or self._reading.done():
            raise Gone

    async def _read(self) -> None:
        assert self._socket is not None
        with suppress(WebSocketException, OSError):
            async for packet in self._socket:
                text = packet if isinstance(packet, str) else packet.decode()
                if text == _PING:
                    await self._socket.send(_PONG)
                elif text.startswith(_EVENT):
                    self._hear(*json.loads(text[len(_EVENT) :]))
        self._answered.set()

    def _hear(self, event: str, *data: Any) -> None:
        if event not in ("new_message", "update_message"):
            return
        self.thread_id = data[0].get("threadId") or self.thread_id
        if data[0]["type"] == "assistant_message":
            self.answer_id = data[0]["id"]
            self._answered.set()


def _message(message_id: str, text: str, more: Json) -> Json:
    step = {
        "id": message_id,
        "threadId": "",
        "type": "user_message",
        "name": "user",
        "output": text,
        "createdAt": datetime.now(UTC).isoformat(),
        "metadata": {"location": "/"},
        **more,
    }
    return {"message": step, "fileReferences": None}
