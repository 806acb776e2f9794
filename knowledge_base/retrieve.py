"""Search: keywords and vectors over cards, lexicon terms and originals, fused to one list."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from guardrails.text import SafeText
from knowledge_base.chroma import ChromaError, Store
from knowledge_base.content import Card, Source, Term
from knowledge_base.embed import Embedder
from knowledge_base.errors import KnowledgeError
from knowledge_base.index import open_index
from knowledge_base.keyword import KeywordIndex
from knowledge_base.passages import Document, Kind, Passage, Role, content_passages, documents
from knowledge_base.ranking import Evidence, SearchSettings, Wish, boost, fuse
from knowledge_base.ways import Findings, Library
from knowledge_base.words import Words

_ALL_KINDS = tuple(Kind)
_JUDGED = 3  # how many of the best hits are looked at for evidence
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage.

    `score` (0..1) tells how likely it is that the passage has to do with the question; hits come
    in the order of `fused`. The rest is what each way of searching found (0: nothing).
    """

    passage: Passage
    score: float
    fused: float
    coverage: float
    word: float
    likeness: float


def build_library(
    cards: Sequence[Card],
    terms: Sequence[Term],
    sources: Mapping[str, Source],
    originals: Iterable[Passage],
    words: Words,
) -> Library:
    """Make the passages of all content and their keyword index; of two with one id, the last."""
    passages = {p.id: p for p in (*content_passages(cards, terms, sources), *originals)}
    found = {d.id: d for d in documents(passages.values(), cards, terms)}
    docs = tuple(found.values())
    places = {document.id: place for place, document in enumerate(docs)}
    return Library(passages, docs, places, KeywordIndex(docs, words))


class Retriever:
    """Answers searches at once by keyword; and by vector too as soon as `ready`."""

    def __init__(self, library: Library, settings: SearchSettings) -> None:
        self._library = library
        self._settings = settings
        self._embedder: Embedder | None = None
        self._store: Store | None = None
        self._done = Event()
        self.problem = ""

    @property
    def ready(self) -> bool:
        """Tell whether searches use vectors; if not, `problem` may tell why, in Dutch."""
        return self._store is not None

    @property
    def documents(self) -> list[Document]:
        """The documents that have a vector: whole cards are found by keyword alone."""
        return [d for d in self._library.documents if d.role is not Role.CARD]

    def warm_up(self, folder: Path, embedder: Embedder, shipped: Path | None = None) -> None:
        """Open the vector index in `folder` and load the model, in this thread. Never raises.

        Where that fails, search goes on by keyword alone and `problem` tells why.
        """
        try:
            store = open_index(folder, self.documents, embedder, shipped)
            embedder.embed(["warm"])
            self._embedder, self._store = embedder, store
        except KnowledgeError as error:
            self._give_up(error, str(error))
        except Exception as error:  # noqa: BLE001 - the last stop of a background thread
            self._give_up(error, "Zoeken op betekenis werkt nu niet. Start opnieuw.")
        finally:
            self._done.set()

    def start(self, folder: Path, embedder: Embedder, shipped: Path | None = None) -> None:
        """Warm up in the background."""
        Thread(target=self.warm_up, args=(folder, embedder, shipped), daemon=True).start()

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
        kinds: tuple[Kind, ...] = _ALL_KINDS,
    ) -> tuple[Hit, ...]:
        """Give the `k` best passages, each once, best first.

        `forms` and `audience` move passages up or down; `kinds` and `language` decide what may be
        found. An empty query finds nothing.
        """
        if not query.value.strip():
            return ()
        keywords, settings = self._library.keywords, self._settings
        stems = keywords.stems(query.value)
        findings = Findings(self._library, Wish(language, audience, forms, kinds))
        findings.add_words(keywords.by_word(stems, settings.alike), settings.fetch)
        findings.add_letters(keywords.by_letters(query.value), settings.fetch)
        evidence = settings.evidence_without_vectors
        if self._add_vectors(query, findings):
            evidence = settings.evidence
        weights = keywords.weights(stems)
        fused = fuse(findings.rankings, settings)
        likely = sorted(fused, key=lambda id: (-fused[id], id))[: max(settings.fetch, k)]
        hits = (self._hit(id, fused[id], weights, findings, evidence) for id in likely)
        return tuple(sorted(hits, key=lambda hit: (-hit.fused, hit.passage.id))[:k])

    def enough(self, hits: Sequence[Hit]) -> bool:
        """Tell whether the best hits are evidence enough to answer from; if not: abstain."""
        return any(hit.score >= self._settings.minimum for hit in hits[:_JUDGED])

    def _add_vectors(self, query: SafeText, findings: Findings) -> bool:
        store, embedder = self._store, self._embedder
        if store is None or embedder is None:
            return False
        try:
            vector = embedder.embed([query.value])[0]
            findings.add_neighbours(store.near(vector, 2 * self._settings.fetch))
        except (
            ChromaError,
            KnowledgeError,
        ) as error:  # broken while open: go on without it
            self._store = None
            self._give_up(error, "De zoekindex is stuk. Start opnieuw, dan herstelt hij.")
            return False
        return True

    def _give_up(self, error: Exception, problem: str) -> None:
        self.problem = problem
        _log.warning("search by keyword only: %s", type(error).__name__)

    def _hit(
        self,
        id: str,
        fused: float,
        weights: Mapping[str, float],
        findings: Findings,
        evidence: Evidence,
    ) -> Hit:
        passage = self._library.passages[id]
        coverage = findings.coverage(id, weights)
        word, likeness = findings.words.get(id, 0.0), findings.likeness.get(id, 0.0)
        score = evidence.score(coverage, word, likeness)
        fused *= boost(passage, findings.wish, self._settings.boost) * (
            self._settings.floor + score
        )
        return Hit(passage, score, fused, coverage, word, likeness)
