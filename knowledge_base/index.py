"""The vector index on disk: made, updated or rebuilt as the content and the model ask.

Each build from nothing goes into a folder of its own and the manifest names the folder in use: a
broken index is never repaired in place, and what another process has open stays readable.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from filelock import FileLock, Timeout

from knowledge_base.embed import Embedder, Vectors
from knowledge_base.errors import StoreError
from knowledge_base.manifest import SCHEMA, Manifest, read_manifest, write_manifest
from knowledge_base.passages import Document, checksum
from knowledge_base.vectors import Known, as_rows, embed_missing, read_vectors, write_vectors

if TYPE_CHECKING:
    from knowledge_base.chroma import Store

_WAIT_S: Final = 900.0
_log = logging.getLogger(__name__)


def open_index(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    shipped: Path | None = None,
) -> Store:
    """Open the index of `documents` in `folder`; make, update or rebuild it where needed.

    `shipped` may hold vectors that were made before. Safe with several processes at once: one
    builds, the others wait. Raises `StoreError` when the disk does not take the index and
    `ModelError` when vectors are needed and the model cannot be loaded.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "index.lock", timeout=_WAIT_S):
            return _open(folder, documents, embedder, shipped)
    except Timeout as error:
        raise StoreError(
            "Een ander proces is al lang bezig met de zoekindex. Stop dat proces en start opnieuw."
        ) from error
    except OSError as error:
        raise _unwritable(folder) from error


def _open(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    shipped: Path | None,
) -> Store:
    wanted = checksum(*sorted(f"{d.id} {d.checksum}" for d in documents))
    manifest = read_manifest(folder)
    if manifest and manifest.model != embedder.name:
        manifest = None
    store = _usable(folder, manifest) if manifest else None
    if manifest and store and manifest.content == wanted:
        return store
    rows = as_rows(documents, known_vectors(folder, documents, embedder, shipped))
    if manifest and store and _updated(store, documents, rows):
        name = manifest.folder
    else:
        name, store = _rebuilt(folder, documents, rows)
    write_manifest(folder, Manifest(SCHEMA, embedder.name, wanted, len(documents), name))
    _forget_others(folder, name)
    return store


def known_vectors(
    folder: Path, documents: Sequence[Document], embedder: Embedder, shipped: Path | None
) -> Known:
    """Give the vectors of all documents: shipped, kept in `folder`, or made now (and kept)."""
    cache = folder / "vectors.npz"
    known = read_vectors(shipped, embedder.name) if shipped else {}
    known |= read_vectors(cache, embedder.name)
    wanted = {document.checksum for document in documents}
    for _ in embed_missing(documents, embedder, known):
        # kept after every batch: a stop half-way costs no more than that batch
        write_vectors(cache, embedder.name, {key: known[key] for key in wanted & known.keys()})
    return {key: known[key] for key in wanted}


def _usable(folder: Path, manifest: Manifest) -> Store | None:
    """Open what the manifest names; None when it is not there or broken."""
    from knowledge_base.chroma import ChromaError, Store

    if not Store.exists(folder / manifest.folder):
        return None
    try:
        store = Store(folder / manifest.folder)
        return store if store.sound(manifest.size) else None
    except ChromaError as error:
        _log.warning("vector index unusable: %s", error)
        return None


def _updated(store: Store, documents: Sequence[Document], rows: Vectors) -> bool:
    """Bring the index up to date; False when that fails and it must be built anew."""
    from knowledge_base.chroma import ChromaError

    try:
        store.update(documents, rows)
        return store.sound(len(documents))
    except ChromaError as error:
        _log.warning("vector index not updated: %s", error)
        return False


def _rebuilt(folder: Path, documents: Sequence[Document], rows: Vectors) -> tuple[str, Store]:
    from knowledge_base.chroma import ChromaError, Store

    name = f"chroma-{uuid4().hex[:8]}"
    try:
        store = Store(folder / name)
        store.update(documents, rows)
    except ChromaError as error:
        shutil.rmtree(folder / name, ignore_errors=True)
        raise _unwritable(folder) from error
    return name, store


def _forget_others(folder: Path, name: str) -> None:
    for old in folder.glob("chroma-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)


def _unwritable(folder: Path) -> StoreError:
    return StoreError(
        f"De zoekindex in {folder} is niet te schrijven. Controleer of er ruimte is op de schijf "
        "en of de map beschrijfbaar is. Zoeken op woorden werkt gewoon."
    )
