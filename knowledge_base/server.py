"""The vector index on a Chroma server, which several installations may share.

A collection is named after the model and the content in it, so that a changed model or content is
never mixed with what was before, and installations with the same content share one.
"""

from __future__ import annotations

import base64
import logging
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import chromadb
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from knowledge_base.chroma import OWN_VECTORS, ChromaError, Store, chroma_errors
from knowledge_base.embed import Vectors
from knowledge_base.errors import StoreError
from knowledge_base.manifest import SCHEMA
from knowledge_base.passages import Document, checksum
from knowledge_base.shelf import Kept, Wanted

_PREFIX: Final = "signaalwijzer-"
_OWNER: Final = "owner"
_WAIT_TO_BUILD_S: Final = 120.0
_WAIT_TO_SEARCH_S: Final = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server is; `headers` may hold a password and are never shown."""

    scheme: str
    place: str
    port: int
    headers: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """The address without name and password."""
        return f"{self.scheme}://{self.place}:{self.port}"


def read_address(url: str) -> Address:
    """Read `http(s)://[name:password@]host[:port]`. Raises `StoreError` for anything else."""
    try:
        parts = urlsplit(url.strip())
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = parts.port or usual
        host = parts.hostname
    except (ValueError, KeyError):
        host = None
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        # the address itself is not shown: there may be a password in it
        raise StoreError(
            "Het adres van de Chroma-server klopt niet. Schrijf SIGNAALWIJZER_CHROMA_URL als "
            "http://naam:poort en start opnieuw. Zoeken op woorden werkt gewoon."
        )
    headers = {}
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
    return Address(parts.scheme, f"[{host}]" if ":" in host else host, port, headers)


class ServerShelf:
    """Indexes on a server; `folder` keeps who we are, so that we remove no one else's."""

    def __init__(self, url: str, folder: Path) -> None:
        """Connect. Raises `StoreError` when the address is wrong or nothing answers there."""
        address = read_address(url)
        self._problem = (
            f"De Chroma-server op {address.url} antwoordt niet goed. Controleer of de server draait "
            "en of SIGNAALWIJZER_CHROMA_URL klopt, en start opnieuw. Zoeken op woorden werkt gewoon."
        )
        self._owner = _owner(folder / "owner.txt")
        with chroma_errors(self._problem):
            self._client = _connect(address)

    def kept(self, wanted: Wanted) -> Kept | None:
        """Give the collection of the wanted content; not complete when a build was cut short.

        None when it is not there or broken.
        Raises `ChromaError` when the server does not answer.
        """
        name = _name(wanted)
        with chroma_errors(self._problem):
            try:
                found = self._client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None
        store = Store(found, self._problem)
        try:
            return Kept(name, store, complete=store.sound(wanted.size))
        except ChromaError as error:
            _log.warning("collection unusable: %s", type(error.__cause__).__name__)
            return None

    def build(self, wanted: Wanted, documents: Sequence[Document], rows: Vectors) -> Kept:
        """Build the collection anew, in place of one that is broken. Raises `ChromaError`."""
        name = _name(wanted)
        with chroma_errors(self._problem):
            with suppress(NotFoundError):
                self._client.delete_collection(name)
            found = self._client.get_or_create_collection(
                name, metadata={_OWNER: self._owner}, **OWN_VECTORS
            )
        store = Store(found, self._problem)
        store.update(documents, rows)
        return Kept(name, store, complete=True)

    def settle(self, kept: Kept, wanted: Wanted) -> None:
        """Remove our older collections; from now on a search does not wait long for the server."""
        try:
            with chroma_errors(self._problem):
                for found in self._client.list_collections():
                    ours = (found.metadata or {}).get(_OWNER) == self._owner
                    if ours and found.name.startswith(_PREFIX) and found.name != kept.name:
                        self._client.delete_collection(found.name)
        except ChromaError as error:  # tried again at the next start; the new one is complete
            _log.warning("old collections not removed: %s", type(error.__cause__).__name__)
        _wait_at_most(self._client, _WAIT_TO_SEARCH_S)


def _name(wanted: Wanted) -> str:
    return _PREFIX + checksum(str(SCHEMA), wanted.model, wanted.content)


def _owner(path: Path) -> str:
    """Give the random name of this installation, made at the first call. Raises `OSError`."""
    if not path.is_file():
        path.write_text(uuid4().hex, encoding="ascii")
    return path.read_text(encoding="ascii")


def _connect(address: Address) -> ClientAPI:
    # asked first, with a limit to the wait: the client itself waits for ever while it is made
    beat = urllib.request.Request(f"{address.url}/api/v2/heartbeat")
    for name, value in address.headers.items():
        beat.add_unredirected_header(name, value)
    with urllib.request.urlopen(beat, timeout=_WAIT_TO_SEARCH_S) as answer:
        answer.read()
    client = chromadb.HttpClient(
        host=address.url,
        port=address.port,
        ssl=address.scheme == "https",
        headers=dict(address.headers),
        settings=Settings(anonymized_telemetry=False),
    )
    _wait_at_most(client, _WAIT_TO_BUILD_S)
    return client


def _wait_at_most(client: ClientAPI, seconds: float) -> None:
    """Limit the wait for an answer: Chroma has no setting for it, its session has."""
    client._server._session.timeout = seconds  # type: ignore[attr-defined]
