"""The page on which staff strip a mail or a file. What they send is answered and not kept.

The browser sends a text or the bytes of a file, and of its name only the kind.
"""

from __future__ import annotations

import asyncio
import html
import json
import logging
import re
from dataclasses import asdict
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.counted import counted
from assistant.errors import InputError, SignaalwijzerError, UnsafeError
from assistant.strip import KINDS, MOST_BYTES, Stripped, strip_bytes
from assistant.strip_words import attachments_told
from assistant.web.ports import PageProduct
from prompts.load import messages, texts

ADDRESS: Final = "/schoonmaken"
KIND_HEADER: Final = "x-document-kind"
_PAGE: Final = Path(__file__).resolve().parent / "page" / "strip.html"
_SLOT: Final = re.compile(r"\{\{([\w.]+)\}\}")
_AT_ONCE: Final = 2  # a long document takes a while; the chat must go on meanwhile
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_STATUS: Final = {"bestand_te_groot": 413, "tekst_te_lang": 413, "bestand_soort": 415}
_log = logging.getLogger(__name__)


class StripPage:
    """Shows the page and strips what it sends."""

    def __init__(self, product: PageProduct) -> None:
        self._product = product
        self._language = product.settings.language
        self._page = page(self._language)
        self._gate = asyncio.Semaphore(_AT_ONCE)

    def add_to(self, app: FastAPI) -> None:
        """Add the page's address; before the chat is mounted, which takes all others."""
        app.add_api_route(ADDRESS, self.show, methods=["GET"], response_model=None)
        app.add_api_route(ADDRESS, self.strip, methods=["POST"], response_model=None)

    async def show(self) -> Response:
        """Give the page."""
        return HTMLResponse(self._page, headers=_NOT_KEPT)

    async def strip(self, request: Request) -> Response:
        """Answer with the text without personal data, or say in words what is wrong."""
        if not from_own_page(request):
            return self._refused("andere_site", 403)
        kind = f".{request.headers.get(KIND_HEADER, KINDS[0].lstrip('.'))}"
        try:
            async with self._gate:
                data = await _body(request)
                stripped = await asyncio.to_thread(
                    strip_bytes, kind, data, self._product.deidentifier
                )
        except UnsafeError as error:
            _log.error("stripping failed")
            return self._refused(error.code, 500)
        except SignaalwijzerError as error:
            return self._refused(error.code, _STATUS.get(error.code, 400))
        return JSONResponse(as_json(stripped, self._language), headers=_NOT_KEPT)

    def _refused(self, code: str, status: int) -> Response:
        told = str(messages(self._language)[code])
        return JSONResponse({"error": told}, status, headers=_NOT_KEPT)


def page(language: str) -> str:
    """Give the HTML of the page in a language."""
    words = texts("strip", language)
    told = {key: text for key, text in words.items() if key.startswith("told.")}
    own = {"language": language, "told": json.dumps(told), "most_bytes": str(MOST_BYTES)}
    slots = {**words, **own}
    frame = _PAGE.read_text(encoding="utf-8")
    return _SLOT.sub(lambda slot: html.escape(slots[slot[1]]), frame)


def as_json(stripped: Stripped, language: str) -> dict[str, object]:
    """Give the answer to the browser that sent the text; offsets count characters of `original`."""
    return {
        "original": stripped.document.raw.value,
        "text": stripped.text,
        "removed": [asdict(removed) for removed in stripped.removed],
        "counts": [asdict(count) for count in counted(stripped.removed, language)],
        "attachments": attachments_told(stripped, language),
    }


def from_own_page(request: Request) -> bool:
    """Tell whether a browser sent this from our own page, by what no page can make it say."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


async def _body(request: Request) -> bytes:
    """Read what was sent. Raises InputError past the limit, and keeps no more than that."""
    data = bytearray()
    too_large = False
    async for chunk in request.stream():
        too_large = too_large or len(data) + len(chunk) > MOST_BYTES
        if too_large:
            data.clear()  # read on all the same: a browser hears an answer only after it has sent
        else:
            data += chunk
    if too_large:
        raise InputError("bestand_te_groot")
    return bytes(data)
