"""The Chroma collection behind the vector index: put in, take out, find near.

Whatever goes wrong inside Chroma comes out as `ChromaError`: its engine also panics, outside
`Exception`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import chromadb
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from knowledge_base.embed import Vectors
from knowledge_base.passages import Document

_NAME: Final = "passages"
_BATCH: Final = 1000
_PROBES: Final = 3
_SAME: Final = 0.01


class ChromaError(Exception):
    """Raised when Chroma cannot do what it was asked; the cause tells why."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document near a query: its id and its likeness (cosine, 1 is the same)."""

    document: str
    likeness: float


@contextmanager
def _chroma_errors() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise ChromaError(type(error).__name__) from error


class Store:
    """One collection in a folder of its own; `exists` tells whether one was made there."""

    def __init__(self, folder: Path) -> None:
        """Open or make the collection. Raises `ChromaError`."""
        with _chroma_errors():
            client = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._collection: Collection = client.get_or_create_collection(
                _NAME,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )

    @staticmethod
    def exists(folder: Path) -> bool:
        return (folder / "chroma.sqlite3").is_file()

    def sound(self, size: int) -> bool:
        """Tell whether `size` documents are there and some of them find themselves.

        That proves that the segments are on the disk and of one dimension.
        """
        with _chroma_errors():
            if self._collection.count() != size:
                return False
            if size == 0:
                return True
            kept = self._collection.get(limit=_PROBES, include=["embeddings"])
            rows = kept["embeddings"]
            if rows is None or len(rows) != len(kept["ids"]):
                return False
            found = self._collection.query(
                query_embeddings=list(rows), n_results=1, include=["distances"]
            )
            return all(row and row[0] < _SAME for row in found["distances"] or [[]])

    def update(self, documents: Sequence[Document], rows: Vectors) -> None:
        """Make the collection hold exactly these documents; what is unchanged stays."""
        with _chroma_errors():
            kept = self._collection.get(include=["metadatas"])
            pairs = zip(kept["ids"], kept["metadatas"] or [], strict=True)
            sums = {id: str(meta["checksum"]) for id, meta in pairs}
            gone = sorted(set(sums) - {document.id for document in documents})
            for start in range(0, len(gone), _BATCH):
                self._collection.delete(ids=gone[start : start + _BATCH])
            new = [n for n, d in enumerate(documents) if sums.get(d.id) != d.checksum]
            for start in range(0, len(new), _BATCH):
                part = new[start : start + _BATCH]
                self._collection.upsert(
                    ids=[documents[n].id for n in part],
                    embeddings=[rows[n].tolist() for n in part],
                    metadatas=[{"checksum": documents[n].checksum} for n in part],
                )

    def near(self, vector: Vectors, count: int) -> tuple[Neighbour, ...]:
        """Give the `count` documents that are nearest to a vector, nearest first."""
        with _chroma_errors():
            found = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return tuple(Neighbour(id, 1.0 - float(distance)) for id, distance in pairs)
