"""Keyword search (BM25) over passages, questions and whole cards, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge_base.passages import Document, Role
from knowledge_base.words import Reader, Words, grams

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class _Field:
    """BM25 over the documents of one role; `places` are their numbers among all documents."""

    places: NDArray[np.int64]
    index: bm25s.BM25

    def add(self, tokens: Sequence[str], weight: float, scores: Scores) -> None:
        """Add the weighted score of each document of this field to `scores`."""
        known = [token for token in tokens if token in self.index.vocab_dict]
        if known:
            scores[self.places] += np.float32(weight) * self.index.get_scores(known)


class KeywordIndex:
    """BM25 by word families in each role and, for whole cards, by runs of letters."""

    def __init__(self, documents: Sequence[Document], words: Words) -> None:
        self._reader = Reader(words, (document.text for document in documents))
        stems = [self._reader.stems(document.text) for document in documents]
        self._sets = [frozenset(row) for row in stems]
        self._rarity = _rarity(self._sets)
        self._unseen = float(np.log(len(documents) + 1))
        roles = {role: [n for n, d in enumerate(documents) if d.role is role] for role in Role}
        self._words = {
            role: _field(places, (stems[n] for n in places)) for role, places in roles.items()
        }
        cards = roles[Role.CARD]
        self._letters = _field(cards, (grams(documents[n].text) for n in cards))

    def stems(self, query: str) -> tuple[str, ...]:
        """Give the word families of a query, each once."""
        return tuple(dict.fromkeys(self._reader.stems(query)))

    def by_word(self, stems: Sequence[str], alike: float) -> Scores:
        """Score every document by word; words that mean alike count for a share `alike`."""
        scores = np.zeros(len(self._sets), dtype=np.float32)
        others = self._reader.words.expand(stems)
        for field in self._words.values():
            field.add(stems, 1.0, scores)
            field.add(others, alike, scores)
        return scores

    def by_letters(self, query: str) -> Scores:
        """Score every whole card by the runs of letters that it shares with the query."""
        scores = np.zeros(len(self._sets), dtype=np.float32)
        self._letters.add(grams(query), 1.0, scores)
        return scores

    def places(self, role: Role) -> NDArray[np.int64]:
        """Give the numbers of the documents of a role."""
        return self._words[role].places

    def weights(self, stems: Sequence[str]) -> dict[str, float]:
        """Give how much each word family of a query says: rare ones, and unknown ones, most."""
        return {stem: self._rarity.get(stem, self._unseen) for stem in stems}

    def coverage(self, weights: Mapping[str, float], document: int) -> float:
        """Give the share (0..1) of a weighted query that a document holds."""
        held = sum(weights[stem] for stem in weights.keys() & self._sets[document])
        return held / sum(weights.values()) if weights else 0.0


def _field(places: Sequence[int], rows: Iterable[list[str]]) -> _Field:
    index = bm25s.BM25(k1=1.2, b=0.6)
    index.index(list(rows) or [[""]], show_progress=False)
    return _Field(np.array(places, dtype=np.int64), index)


def _rarity(rows: Sequence[frozenset[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for row in rows:
        for stem in row:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: float(np.log((len(rows) + 1) / n)) for stem, n in counts.items()}
