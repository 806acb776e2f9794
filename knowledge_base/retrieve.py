"""Search: keywords and vectors over cards, lexicon terms and originals, fused to one list."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import numpy as np

from guardrails.text import SafeText
from knowledge_base.content import Card, Source, Term
from knowledge_base.embed import Embedder
from knowledge_base.errors import KnowledgeError
from knowledge_base.index import open_index
from knowledge_base.keyword import KeywordIndex, Scores
from knowledge_base.passages import (
    Document,
    Kind,
    Passage,
    Role,
    content_passages,
    documents,
)
from knowledge_base.ranking import SearchSettings, Wish, boost, fuse
from knowledge_base.words import Words

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage.

    `score` (0..1) tells how likely it is that the passage has to do with the question; hits are in
    the order of `fused`. The rest is what each way of searching found (0 when it found nothing).
    """

    passage: Passage
    score: float
    fused: float
    coverage: float
    word: float
    likeness: float


@dataclass(frozen=True)
class Library:
    """All that can be found, with its keyword index."""

    passages: Mapping[str, Passage]
    documents: tuple[Document, ...]
    keywords: KeywordIndex


@dataclass(slots=True)
class _Found:
    """What the ways of searching found: rankings of passage ids, and scores for each passage."""

    rankings: dict[str, list[str]]
    words: dict[str, float]
    likeness: dict[str, float]
    best: dict[str, list[int]]


def build_library(
    cards: Sequence[Card],
    terms: Sequence[Term],
    sources: Mapping[str, Source],
    originals: Iterable[Passage],
    words: Words,
) -> Library:
    """Make the passages of all content and their keyword index."""
    passages = (*content_passages(cards, terms, sources), *originals)
    docs = documents(passages, cards, terms)
    return Library({p.id: p for p in passages}, docs, KeywordIndex(docs, words))


class Retriever:
    """Answers searches at once by keyword; and by vector too as soon as `ready`."""

    def __init__(self, library: Library, settings: SearchSettings) -> None:
        self._library = library
        self._settings = settings
        self._places = {d.id: n for n, d in enumerate(library.documents)}
        self._embedder: Embedder | None = None
        self._index: Store | None = None
        self._done = Event()
        self.problem = ""

    @property
    def ready(self) -> bool:
        """Tell whether searches use vectors; if not, `problem` may tell why, in Dutch."""
        return self._index is not None

    def warm_up(
        self, folder: Path, embedder: Embedder, shipped: Path | None = None
    ) -> None:
        """Open the vector index and load the model, in this thread. Never raises.

        Where that fails, search goes on by keyword alone and `problem` tells why.
        """
        try:
            index = open_index(folder, self._library.documents, embedder, shipped)
            embedder.embed(["warm"])
            self._embedder, self._index = embedder, index
        except KnowledgeError as error:
            self.problem = str(error)
            _log.warning("search by keyword only: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the last stop of a background thread
            self.problem = (
                "Zoeken op betekenis werkt nu niet. Zoeken op woorden werkt gewoon."
            )
            _log.warning("search by keyword only: %s", type(error).__name__)
        finally:
            self._done.set()

    def start(
        self, folder: Path, embedder: Embedder, shipped: Path | None = None
    ) -> None:
        """Warm up in the background."""
        Thread(
            target=self.warm_up, args=(folder, embedder, shipped), daemon=True
        ).start()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the warm-up is done; tell whether searches use vectors."""
        self._done.wait(timeout)
        return self.ready

    def search(
        self,
        query: SafeText,
        k: int = 8,
        language: str = "nl",
        audience: str | None = None,
        forms: tuple[str, ...] = (),
        kinds: tuple[Kind, ...] = tuple(Kind),
    ) -> tuple[Hit, ...]:
        """Give the `k` best passages, each once, best first.

        `forms` and `audience` move passages up or down; `kinds` and `language` decide what may be
        found. An empty query finds nothing.
        """
        wish = Wish(language, audience, forms, kinds)
        found = _Found({}, {}, {}, {})
        stems = self._library.keywords.stems(query.value)
        if not query.value.strip():
            return ()
        self._by_keyword(query.value, stems, wish, found)
        by_vector = self._by_vector(query.value, wish, found)
        fused = {
            id: score * boost(self._library.passages[id], wish, self._settings.boost)
            for id, score in fuse(found.rankings, self._settings).items()
        }
        order = sorted(fused, key=lambda id: (-fused[id], id))[:k]
        return tuple(self._hit(id, fused[id], stems, found, by_vector) for id in order)

    def enough(self, hits: Sequence[Hit]) -> bool:
        """Tell whether the best hits are evidence enough to answer from; if not: abstain."""
        return any(hit.score >= self._settings.minimum for hit in hits[:3])

    def _by_keyword(
        self, query: str, stems: tuple[str, ...], wish: Wish, found: _Found
    ) -> None:
        words = self._library.keywords.by_word(stems, self._settings.alike)
        letters = self._library.keywords.by_letters(query)
        for place in self._best(words, self._settings.fetch * 2):
            self._note(
                place, f"word_{self._library.documents[place].role}", wish, found
            )
            passage = self._library.documents[place].passage
            found.words[passage] = max(
                found.words.get(passage, 0.0), float(words[place])
            )
        for place in self._best(letters, self._settings.fetch):
            if self._library.documents[place].role is Role.QUESTION:
                self._note(place, "letters", wish, found)

    def _by_vector(self, query: str, wish: Wish, found: _Found) -> bool:
        index, embedder = self._index, self._embedder
        if index is None or embedder is None:
            return False
        try:
            near = index.near(embedder.embed([query])[0], self._settings.fetch * 2)
        except (ChromaError, KnowledgeError) as error:  # broken while open: go on without it
            _log.warning("search by keyword only: %s", type(error).__name__)
            self._index = None
            self.problem = "De zoekindex is stuk. Start opnieuw, dan wordt hij opnieuw gemaakt."
            return False
        for neighbour in near:
            place = self._places.get(neighbour.document)
            if place is not None:
                self._note(
                    place, f"vector_{self._library.documents[place].role}", wish, found
                )
                passage = self._library.documents[place].passage
                likeness = max(found.likeness.get(passage, 0.0), neighbour.likeness)
                found.likeness[passage] = likeness
        return True

    def _best(self, scores: Scores, count: int) -> list[int]:
        count = min(count, len(scores))
        top = (
            np.argpartition(-scores, count - 1)[:count]
            if count
            else np.array([], dtype=int)
        )
        return [
            int(n) for n in sorted(top, key=lambda n: (-scores[n], n)) if scores[n] > 0
        ]

    def _note(self, place: int, way: str, wish: Wish, found: _Found) -> None:
        passage = self._library.documents[place].passage
        if wish.allows(self._library.passages[passage]):
            found.rankings.setdefault(way, []).append(passage)
            found.best.setdefault(passage, []).append(place)

    def _hit(
        self,
        id: str,
        fused: float,
        stems: Sequence[str],
        found: _Found,
        by_vector: bool,
    ) -> Hit:
        places = set(found.best[id])
        coverage = max(
            self._library.keywords.coverage(stems, place) for place in places
        )
        word, likeness = found.words.get(id, 0.0), found.likeness.get(id, 0.0)
        settings = self._settings
        evidence = settings.evidence if by_vector else settings.evidence_without_vectors
        score = evidence.score(coverage, word, likeness)
        return Hit(self._library.passages[id], score, fused, coverage, word, likeness)
