"""Vectors kept on disk by the checksum of their text, so that no text is embedded twice."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embed import Embedder, Vectors
from knowledge_base.errors import StoreError

_BATCH: Final = 128
_log = logging.getLogger(__name__)
Known = dict[str, NDArray[np.float16]]


class Text(Protocol):
    """What a vector is made of, with the checksum by which it is kept."""

    @property
    def text(self) -> str: ...
    @property
    def checksum(self) -> str: ...


def read_vectors(path: Path, model: str) -> Known:
    """Give the kept vectors of `model`; none when the file is missing, broken or of another."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["model"]) != model:
                return {}
            return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}  # a cache: what is not in it is made again


def write_vectors(path: Path, model: str, known: Mapping[str, NDArray[np.float16]]) -> None:
    """Keep vectors, all or nothing. Raises `StoreError` when the disk does not take them."""
    half = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    keys = sorted(known)
    rows = np.array([known[key] for key in keys], dtype=np.float16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(half, model=np.array(model), keys=np.array(keys), vectors=rows)
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise StoreError(
            f"De map {path.parent} is vol of niet te beschrijven. Maak ruimte en start opnieuw."
        ) from error


def embed_missing(documents: Sequence[Text], embedder: Embedder, known: Known) -> Iterator[None]:
    """Add to `known` the vectors of texts that it lacks; yields after each batch.

    Short texts go first: texts of one length are quickest together.
    """
    texts = {d.checksum: d.text for d in documents if d.checksum not in known}
    todo = sorted(texts, key=lambda key: len(texts[key]))
    for start in range(0, len(todo), _BATCH):
        keys = todo[start : start + _BATCH]
        rows = embedder.embed([texts[key] for key in keys])
        known.update(zip(keys, rows.astype(np.float16), strict=True))
        _log.info("embedded %d of %d texts", start + len(keys), len(todo))
        yield


def as_rows(documents: Sequence[Text], known: Known) -> Vectors:
    """Give the vectors of texts, all of which `known` holds, as rows of length 1."""
    if not documents:
        return np.zeros((0, 1), dtype=np.float32)
    rows = np.array([known[d.checksum] for d in documents], dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
