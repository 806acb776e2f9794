"""The vector index: made, updated or rebuilt as the content and the model ask.

It is kept in a local folder or on a Chroma server; the vectors themselves always in the folder too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from knowledge_base.embed import Embedder, Vectors
from knowledge_base.errors import StoreError
from knowledge_base.passages import Document, checksum
from knowledge_base.vectors import Known, Text, as_rows, embed_missing, read_vectors, write_vectors

if TYPE_CHECKING:
    from knowledge_base.chroma import Store
    from knowledge_base.shelf import Shelf

_WAIT_S: Final = 900.0
_WORK_PER_KEEP: Final = 20  # work so many times as long as keeping the work took
_log = logging.getLogger(__name__)


def open_index(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    server: str = "",
) -> Store:
    """Open the index of `documents`; make, update or rebuild it where needed.

    It is in `folder`, or on the Chroma server at the address `server`. Safe with several processes at once: one builds, the others wait. Raises
    `StoreError` when the disk or the server does not take the index and `ModelError` when vectors
    are needed and the model cannot be loaded.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "index.lock", timeout=_WAIT_S):
            return _open(_shelf(folder, server), folder, documents, embedder)
    except Timeout as error:
        raise StoreError(
            "Een ander proces is al lang bezig met de zoekindex. Stop dat proces en start opnieuw."
        ) from error
    except OSError as error:
        raise _unwritable(folder) from error


def _shelf(folder: Path, server: str) -> Shelf:
    # imported here: Chroma takes a second, and search by keyword need not wait for it
    from knowledge_base.server import ServerShelf
    from knowledge_base.shelf import LocalShelf

    return ServerShelf(server, folder) if server else LocalShelf(folder)


def _open(
    shelf: Shelf,
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
) -> Store:
    from knowledge_base.shelf import Wanted

    content = checksum(*sorted(f"{d.id} {d.checksum}" for d in documents))
    wanted = Wanted(embedder.name, content, len(documents))
    kept = shelf.kept(wanted)
    if kept is None or not kept.complete:
        rows = as_rows(documents, known_vectors(folder, documents, embedder))
        if kept is None or not _updated(kept.store, documents, rows):
            kept = shelf.build(wanted, documents, rows)
    shelf.settle(kept, wanted)
    return kept.store


def known_vectors(folder: Path, documents: Sequence[Text], embedder: Embedder) -> Known:
    """Give the vectors of all texts: kept in `folder`, or made now (and kept)."""
    cache = folder / "vectors.npz"
    known = read_vectors(cache, embedder.name)
    wanted = {document.checksum for document in documents}
    kept_at, pause, behind = monotonic(), 0.0, False
    for _ in embed_missing(documents, embedder, known):
        # a stop half-way should cost little; but keeping many vectors takes its time as well
        behind = monotonic() - kept_at < pause
        if not behind:
            began = monotonic()
            write_vectors(cache, embedder.name, _of(known, wanted))
            kept_at = monotonic()
            pause = _WORK_PER_KEEP * (kept_at - began)
    if behind:
        write_vectors(cache, embedder.name, _of(known, wanted))
    return _of(known, wanted)


def _of(known: Known, wanted: set[str]) -> Known:
    return {key: known[key] for key in wanted & known.keys()}


def _updated(store: Store, documents: Sequence[Document], rows: Vectors) -> bool:
    """Bring the index up to date; False when that fails and it must be built anew."""
    from knowledge_base.chroma import ChromaError

    try:
        store.update(documents, rows)
        return store.sound(len(documents))
    except ChromaError as error:
        _log.warning("vector index not updated: %s", type(error.__cause__).__name__)
        return False


def _unwritable(folder: Path) -> StoreError:
    return StoreError(
        f"De zoekindex in {folder} is niet te schrijven. Controleer of er ruimte is op de schijf "
        "en of de map beschrijfbaar is. Zoeken op woorden werkt gewoon."
    )
