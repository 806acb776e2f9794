"""The ways of searching: what each finds for one query, gathered by passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge_base.chroma import Neighbour
from knowledge_base.keyword import KeywordIndex, Scores
from knowledge_base.passages import Document, Kind, Passage, Role
from knowledge_base.ranking import Wish


@dataclass(frozen=True)
class Library:
    """All that can be found, with its keyword index and the place of each document by id."""

    passages: Mapping[str, Passage]
    documents: tuple[Document, ...]
    places: Mapping[str, int]
    keywords: KeywordIndex


@dataclass
class Findings:
    """What was found for one query: passage ids by way, best first, and scores by passage."""

    library: Library
    wish: Wish
    rankings: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    likeness: dict[str, float] = field(default_factory=dict)
    documents: dict[str, set[int]] = field(default_factory=dict)

    def add_words(self, scores: Scores, fetch: int) -> None:
        """Take the best documents of each role by keyword."""
        for role in Role:
            places = self._best(scores, role, fetch)
            for place in places:
                self._note(place, "word", self.words, float(scores[place]))

    def add_letters(self, scores: Scores, fetch: int) -> None:
        """Take the best whole cards by runs of letters."""
        for place in self._best(scores, Role.CARD, fetch):
            self._note(place, "letters", {}, 0.0)

    def add_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        """Take the documents that are nearest by vector, nearest first."""
        for near in neighbours:
            place = self.library.places.get(near.document)
            if place is not None:
                self._note(place, "vector", self.likeness, near.likeness)

    def coverage(self, passage: str, weights: Mapping[str, float]) -> float:
        """Give the largest share of the query that one document of a passage holds."""
        return max(self.library.keywords.coverage(weights, n) for n in self.documents[passage])

    def _best(self, scores: Scores, role: Role, count: int) -> list[int]:
        places = self.library.keywords.places(role)
        best = places[np.argsort(-scores[places], kind="stable")[:count]]
        return [int(place) for place in best if scores[place] > 0]

    def _note(self, place: int, way: str, kept: dict[str, float], score: float) -> None:
        document = self.library.documents[place]
        passage = self.library.passages[document.passage]
        if self.wish.allows(passage):
            # originals are ranked among themselves: they have no questions and no whole card
            group = passage.kind if passage.kind is Kind.ORIGINAL else document.role
            self.rankings.setdefault(f"{way}_{group}", []).append(passage.id)
            self.documents.setdefault(passage.id, set()).add(place)
            kept[passage.id] = max(kept.get(passage.id, 0.0), score)
