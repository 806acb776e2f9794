"""The way in for a word that must go also: straight from the page, never as a message.

A message would be kept, and what the user types here is what the de-identifier did not know.
"""

from __future__ import annotations

import json
import logging
import os
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from assistant.errors import InputError, SignaalwijzerError
from assistant.web.data_layer import SafeDataLayer
from assistant.web.identity import identifier_of, token_of
from assistant.web.strip_page import from_own_page
from guardrails.text import RawText
from prompts.load import messages, texts

ADDRESS: Final = "/weghalen"
_MOST_BYTES: Final = 4_000
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_STATUS: Final = {"andere_site": 403, "bericht_onbekend": 404, "onverwacht": 500}
_log = logging.getLogger(__name__)


class Removal:
    """Removes what a browser names from a conversation of its own."""

    def __init__(self, store: SafeDataLayer, language: str) -> None:
        self._store = store
        self._language = language

    def add_to(self, app: FastAPI) -> None:
        """Add the address; before the chat is mounted, which takes all others."""
        app.add_api_route(ADDRESS, self.remove, methods=["POST"], response_model=None)

    async def remove(self, request: Request) -> Response:
        """Remove the words that were sent; answer which conversation changed, or what is wrong."""
        try:
            thread_id = await self._remove(request)
        except SignaalwijzerError as error:
            return self._refused(error.code)
        except Exception as error:  # noqa: BLE001 - its text may hold the words
            _log.error("word not removed: %s", type(error).__name__)
            return self._refused(SignaalwijzerError.code)
        told = texts("page", self._language)["removal.done"]
        return JSONResponse({"told": told, "thread": thread_id}, headers=_NOT_KEPT)

    async def _remove(self, request: Request) -> str:
        if not from_own_page(request):
            raise InputError("andere_site")
        message_id, words = await _sent(request)
        token = token_of(request.headers)
        owner = identifier_of(token, os.environ["CHAINLIT_AUTH_SECRET"]) if token else ""
        thread_id = await self._store.owned_thread(message_id, owner)
        if thread_id is None:
            raise InputError("bericht_onbekend")
        await self._store.remove_also(thread_id, RawText(words))
        return thread_id

    def _refused(self, code: str) -> Response:
        told = str(messages(self._language)[code])
        return JSONResponse({"error": told}, _STATUS.get(code, 400), headers=_NOT_KEPT)


async def _sent(request: Request) -> tuple[str, str]:
    """Read the id of a message and the words. Raises InputError for anything else."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk[: max(0, _MOST_BYTES + 1 - len(data))]
    if len(data) > _MOST_BYTES:
        raise InputError("woord_te_lang")
    try:
        sent = json.loads(data)
        return str(sent["message"]), str(sent["words"])
    except (ValueError, KeyError, TypeError):
        raise InputError("woord_leeg") from None
