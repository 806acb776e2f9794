"""One Chroma collection behind the vector index: put in, take out, find near.

Whatever goes wrong inside Chroma comes out as `ChromaError`: its engine also panics, outside
`Exception`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from knowledge_base.embed import Vectors
from knowledge_base.errors import StoreError
from knowledge_base.passages import Document
from knowledge_base.ways import Neighbour

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_BATCH: Final = 1000
_PROBES: Final = 3
_SAME: Final = 0.01
# how every collection is made: vectors are our own, likeness is the cosine
OWN_VECTORS: Final[dict[str, Any]] = {
    "embedding_function": None,
    "configuration": {"hnsw": {"space": "cosine"}},
}


class ChromaError(StoreError):
    """Raised when Chroma cannot do what it was asked; the cause tells why."""


@contextmanager
def chroma_errors(problem: str) -> Iterator[None]:
    """Raise whatever goes wrong within as a `ChromaError` that tells `problem`, in Dutch."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise ChromaError(problem) from error


class Store:
    """A collection, in a folder or on a server; `problem` is what users read when it fails."""

    def __init__(self, collection: Collection, problem: str) -> None:
        self._collection = collection
        self._problem = problem

    def sound(self, size: int) -> bool:
        """Tell whether `size` documents are there and some of them find themselves.

        That proves that the segments are on the disk and of one dimension. Raises `ChromaError`.
        """
        with chroma_errors(self._problem):
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
        """Make the collection hold exactly these documents; what is unchanged stays.

        Raises `ChromaError`.
        """
        with chroma_errors(self._problem):
            sums = dict(self._checksums())
            gone = sorted(set(sums) - {document.id for document in documents})
            for start in range(0, len(gone), _BATCH):
                self._collection.delete(ids=gone[start : start + _BATCH])
            new = [n for n, d in enumerate(documents) if sums.get(d.id) != d.checksum]
            for start in range(0, len(new), _BATCH):
                part = new[start : start + _BATCH]
                self._collection.upsert(
                    ids=[documents[n].id for n in part],
                    embeddings=rows[part],
                    metadatas=[{"checksum": documents[n].checksum} for n in part],
                )

    def near(self, vector: Vectors, count: int) -> tuple[Neighbour, ...]:
        """Give the `count` documents that are nearest to a vector, nearest first.

        Raises `ChromaError`.
        """
        with chroma_errors(self._problem):
            found = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return tuple(Neighbour(id, 1.0 - float(distance)) for id, distance in pairs)

    def _checksums(self) -> Iterator[tuple[str, str]]:
        """Give the id and checksum of all that is kept, a part at a time: there may be many."""
        for start in range(0, self._collection.count(), _BATCH):
            kept = self._collection.get(limit=_BATCH, offset=start, include=["metadatas"])
            for id, meta in zip(kept["ids"], kept["metadatas"] or [], strict=True):
                yield id, str(meta["checksum"])
