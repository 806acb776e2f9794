"""Keyword search (BM25) over passages, questions and whole cards, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge_base.passages import Document, Role
from knowledge_base.rows import Part, Rows
from knowledge_base.words import Reader, Words, grams

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class _Field:
    """BM25 over the documents of one role; `places` are their numbers among all documents.

    `where` is the same as a slice where they stand in one row: much quicker in a large library.
    `index` is None where there are no words at all.
    """

    places: NDArray[np.int64]
    where: slice | NDArray[np.int64]
    index: bm25s.BM25 | None

    def add(self, tokens: list[int], weight: float, scores: Scores) -> None:
        """Add the weighted score of each document of this field to `scores`."""
        if tokens and self.index is not None:
            scores[self.where] += np.float32(weight) * self.index.get_scores_from_ids(tokens)


class KeywordIndex:
    """BM25 by word families in each role and, for whole cards, by runs of letters."""

    def __init__(self, documents: Sequence[Document], words: Words) -> None:
        self._reader = Reader(words, (document.text for document in documents))
        self._rows = Rows(self._reader.stems(document.text) for document in documents)
        roles = {role: [n for n, d in enumerate(documents) if d.role is role] for role in Role}
        self._words = {role: _field(self._rows, places) for role, places in roles.items()}
        self._rarity = _rarity(self._words.values(), len(documents), self.families)
        self._unseen = float(np.log(len(documents) + 1))
        whole = set(roles[Role.WHOLE])
        self._grams = Rows(
            grams(document.text) if n in whole else () for n, document in enumerate(documents)
        )
        self._letters = _field(self._grams, roles[Role.WHOLE])

    @property
    def families(self) -> int:
        """How many word families the documents hold."""
        return len(self._rows.numbers)

    def stems(self, query: str) -> tuple[str, ...]:
        """Give the word families of a query, each once."""
        return tuple(dict.fromkeys(self._reader.stems(query)))

    def by_word(self, stems: Sequence[str], alike: float) -> Scores:
        """Score every document by word; words that mean alike count for a share `alike`."""
        scores = np.zeros(len(self._rows), dtype=np.float32)
        own = self._rows.known(stems)
        others = self._rows.known(self._reader.words.expand(stems))
        for field in self._words.values():
            field.add(own, 1.0, scores)
            field.add(others, alike, scores)
        return scores

    def by_letters(self, query: str) -> Scores:
        """Score every whole card by the runs of letters that it shares with the query."""
        scores = np.zeros(len(self._rows), dtype=np.float32)
        self._letters.add(self._grams.known(grams(query)), 1.0, scores)
        return scores

    def places(self, role: Role) -> NDArray[np.int64]:
        """Give the places of the documents of a role."""
        return self._words[role].places

    def weights(self, stems: Sequence[str]) -> dict[str, float]:
        """Give how much each word family of a query says: rare ones, and unknown ones, most."""
        numbers = self._rows.numbers
        return {
            stem: float(self._rarity[numbers[stem]]) if stem in numbers else self._unseen
            for stem in stems
        }

    def coverage(self, weights: Mapping[str, float], document: int) -> float:
        """Give the share (0..1) of a weighted query that a document holds."""
        numbers, row = self._rows.numbers, set(self._rows[document])
        held = sum(weight for stem, weight in weights.items() if numbers.get(stem) in row)
        return held / sum(weights.values()) if weights else 0.0


def _field(rows: Rows, places: Sequence[int]) -> _Field:
    numbers = np.array(places, dtype=np.int64)
    in_one_row = len(places) > 0 and places[-1] - places[0] + 1 == len(places)
    where = slice(places[0], places[-1] + 1) if in_one_row else numbers
    part = Part(rows, places)
    if not any(part):
        return _Field(numbers, where, None)
    index = bm25s.BM25(k1=1.2, b=0.6)
    unique = list(range(len(rows.numbers)))
    index.scores = index.build_index_from_ids(unique, part, show_progress=False)
    return _Field(numbers, where, index)


def _rarity(fields: Iterable[_Field], documents: int, families: int) -> NDArray[np.float64]:
    """Give for each word family how rare it is among all documents."""
    counts = np.zeros(families, dtype=np.int64)
    for field in fields:
        if field.index is not None:
            counts += np.diff(field.index.scores["indptr"])
    return np.log((documents + 1) / counts)
