"""Where the vector index is kept: what a place must do, and the place that is a local folder."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from uuid import uuid4

import chromadb
from chromadb.config import Settings

from knowledge_base.chroma import OWN_VECTORS, ChromaError, Store, chroma_errors
from knowledge_base.embed import Vectors
from knowledge_base.manifest import SCHEMA, Manifest, read_manifest, write_manifest
from knowledge_base.passages import Document

_BROKEN: Final = "De zoekindex is stuk. Start opnieuw, dan herstelt hij."
_COLLECTION: Final = "passages"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the index must hold: vectors of `model` for content with that checksum."""

    model: str
    content: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An index that is there, by name; `complete` when it holds what is wanted."""

    name: str
    store: Store
    complete: bool


class Shelf(Protocol):
    """A place for indexes. All of it is called by one process of an installation at a time."""

    def kept(self, wanted: Wanted) -> Kept | None:
        """Give the index in use when it is of the wanted model and usable, complete or not."""

    def build(self, wanted: Wanted, documents: Sequence[Document], rows: Vectors) -> Kept:
        """Build an index from nothing. Raises `ChromaError`, and `OSError` for a full disk."""

    def settle(self, kept: Kept, wanted: Wanted) -> None:
        """Take an index, now complete, into use and let go of those that were before."""


class LocalShelf:
    """Indexes in a folder. Each is built in a folder of its own; the manifest names that in use.

    So a broken index is never repaired in place, and what another process has open stays readable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, wanted: Wanted) -> Kept | None:
        """Open what the manifest names; None when it is not there, broken or of another model."""
        manifest = read_manifest(self._folder)
        if not manifest or manifest.model != wanted.model:
            return None
        if not (self._folder / manifest.folder / "chroma.sqlite3").is_file():
            return None
        try:
            store = self._store(manifest.folder)
            if not store.sound(manifest.size):
                return None
        except ChromaError as error:
            _log.warning("vector index unusable: %s", type(error.__cause__).__name__)
            return None
        return Kept(manifest.folder, store, manifest.content == wanted.content)

    def build(self, wanted: Wanted, documents: Sequence[Document], rows: Vectors) -> Kept:
        """Build an index in a new folder. Raises `OSError` when the disk does not take it."""
        name = f"chroma-{uuid4().hex[:8]}"
        try:
            store = self._store(name)
            store.update(documents, rows)
        except ChromaError as error:
            shutil.rmtree(self._folder / name, ignore_errors=True)
            raise OSError(name) from error
        return Kept(name, store, complete=True)

    def settle(self, kept: Kept, wanted: Wanted) -> None:
        """Name the index in the manifest and remove the others. Raises `OSError`."""
        manifest = Manifest(SCHEMA, wanted.model, wanted.content, wanted.size, kept.name)
        if read_manifest(self._folder) != manifest:
            write_manifest(self._folder, manifest)
        for old in self._folder.glob("chroma-*"):
            if old.name != kept.name:
                shutil.rmtree(old, ignore_errors=True)

    def _store(self, name: str) -> Store:
        with chroma_errors(_BROKEN):
            client = chromadb.PersistentClient(
                path=str(self._folder / name), settings=Settings(anonymized_telemetry=False)
            )
            return Store(client.get_or_create_collection(_COLLECTION, **OWN_VECTORS), _BROKEN)
