"""An embedder without a model: words hashed to a vector, for trying out the measurement itself."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from knowledge_base.embed import Vectors

_WIDTH = 256


class HashEmbedder:
    """The sum of one fixed random direction for each word."""

    name = "hash-256"

    def __init__(self) -> None:
        self._known: dict[int, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length 1 for each text."""
        rows = np.array([self._sum(text) for text in texts], dtype=np.float32)
        rows[:, 0] += 1e-3  # a text without words has a direction too
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def _sum(self, text: str) -> Vectors:
        total = np.zeros(_WIDTH, dtype=np.float32)
        for word in text.lower().split():
            total += self._direction(zlib.crc32(word.encode()) % 50_000)
        return total

    def _direction(self, word: int) -> Vectors:
        if word not in self._known:
            found = np.random.default_rng(word).standard_normal(_WIDTH)
            self._known[word] = found.astype(np.float32)
        return self._known[word]
