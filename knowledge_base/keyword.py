"""Keyword search (BM25) over passages and questions, in memory."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from knowledge_base.passages import Document
from knowledge_base.words import Reader, Words, grams

Scores = NDArray[np.float32]


class KeywordIndex:
    """BM25 by word families and, as a second weak field, by runs of letters."""

    def __init__(self, documents: Sequence[Document], words: Words) -> None:
        texts = [document.text for document in documents]
        self._reader = Reader(words, texts)
        stems = [self._reader.stems(text) for text in texts]
        self._sets = [frozenset(row) for row in stems]
        self._words = _bm25(stems)
        self._grams = _bm25([grams(text) for text in texts])
        self._rarity = _rarity(self._sets)
        self._unseen = float(np.log(len(documents) + 1))

    def stems(self, query: str) -> tuple[str, ...]:
        """Give the word families of a query, each once."""
        return tuple(dict.fromkeys(self._reader.stems(query)))

    def by_word(self, stems: Sequence[str], alike: float) -> Scores:
        """Score every document by word; words that mean alike count for a share `alike`."""
        scores = self._score(self._words, stems)
        others = self._reader.words.expand(stems)
        return scores + np.float32(alike) * self._score(self._words, others)

    def by_letters(self, query: str) -> Scores:
        """Score every document by the runs of letters that it shares with the query."""
        return self._score(self._grams, grams(query))

    def coverage(self, stems: Sequence[str], document: int) -> float:
        """Give the share (0..1) of a query that a document holds; rare words count for more."""
        total = sum(self._weight(stem) for stem in stems)
        held = sum(self._weight(stem) for stem in stems if stem in self._sets[document])
        return held / total if total else 0.0

    def _weight(self, stem: str) -> float:
        return self._rarity.get(stem, self._unseen)

    def _score(self, index: bm25s.BM25, tokens: Sequence[str]) -> Scores:
        known = [token for token in tokens if token in index.vocab_dict]
        if not known:
            return np.zeros(len(self._sets), dtype=np.float32)
        return np.asarray(index.get_scores(known), dtype=np.float32)


def _bm25(rows: list[list[str]]) -> bm25s.BM25:
    index = bm25s.BM25(k1=1.2, b=0.6)
    index.index(rows, show_progress=False)
    return index


def _rarity(rows: Sequence[frozenset[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for row in rows:
        for stem in row:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: float(np.log((len(rows) + 1) / n)) for stem, n in counts.items()}
