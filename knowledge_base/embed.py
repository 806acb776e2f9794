"""Text to vectors: a small protocol, and the sentence-transformers model behind it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import ModelError

Vectors = NDArray[np.float32]
BUNDLED: Final = Path(__file__).resolve().with_name("embedding") / "model"
_BATCH: Final = 32


class Embedder(Protocol):
    """Gives one vector of length 1 for each text; `name` changes when the vectors would."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEmbedder:
    """A sentence-transformers model, loaded at its first use.

    `model` is a folder, or the name of a model on the hub; empty is the model that comes with the
    product. Only for a name may the network be used.
    """

    def __init__(self, model: str = "") -> None:
        self._place = model or str(BUNDLED)
        self._model: Any = None
        self._lock = Lock()

    @cached_property
    def name(self) -> str:
        """What tells this model from any other: of a folder, also what is in it."""
        folder = Path(self._place)
        return f"{folder.name}-{_checksum(folder)}" if folder.is_dir() else self._place

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give a row for each text. Raises `ModelError` when the model cannot be loaded."""
        with self._lock:
            if self._model is None:
                self._model = _load(self._place)
            _use_threads(1 if len(texts) == 1 else os.cpu_count() or 1)
            found = self._model.encode(
                list(texts),
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(found, dtype=np.float32)


def _use_threads(count: int) -> None:
    """Let torch use so many threads: one for a question, as they wait for each other when busy."""
    import torch

    torch.set_num_threads(count)


def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _load(place: str) -> Any:
    local = Path(place).is_dir()
    if local:
        os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as loading

        loading.disable_progress_bar()  # type: ignore[no-untyped-call]
        # in full precision: half the digits are for the file alone
        return SentenceTransformer(place, device="cpu", local_files_only=local).float()
    except Exception as error:  # the library raises many kinds, of its own and of the network
        raise ModelError(
            f"Het taalmodel «{place}» is niet te laden. Controleer de naam of de map van het "
            "model. Zoeken op woorden werkt gewoon."
        ) from error
