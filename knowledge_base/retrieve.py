"""Search: keywords and vectors over cards, lexicon terms and originals, fused to one list."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import numpy as np

from guardrails.text import SafeText
from knowledge_base.answerable.judge import Answerable
from knowledge_base.content import Card, Source, Term
from knowledge_base.embed import Embedder
from knowledge_base.errors import KnowledgeError
from knowledge_base.index import open_index
from knowledge_base.judge import Asked, Judged, judge
from knowledge_base.keyword import KeywordIndex, Scores
from knowledge_base.passages import (
    Document,
    Kind,
    Passage,
    content_passages,
    documents,
    questions,
)
from knowledge_base.questions import Questions, load_questions
from knowledge_base.ranking import SearchSettings, Signs, Wish, boost, fuse
from knowledge_base.ways import Library, Neighbour, Numbers, best_first, look
from knowledge_base.words import Words

if TYPE_CHECKING:
    from knowledge_base.chroma import Store

_ALL_KINDS: Final = tuple(Kind)
_JUDGED: Final = 3  # how many of the best hits are looked at for evidence
_MORE: Final = 20  # so many more are judged than asked for, as what fits who asks may move up
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage: of a card the section that fits best.

    `score` (0..1) tells how likely it is that the passage has to do with the question; hits come
    in the order of `fused`. `signs` tells what that rests on.
    """

    passage: Passage
    score: float
    fused: float
    signs: Signs


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
    return Library(passages, docs, questions(cards, terms), KeywordIndex(docs, words))


class Retriever:
    """Answers searches at once by keyword; and by vector too as soon as `ready`."""

    def __init__(
        self, library: Library, settings: SearchSettings, answerable: Answerable | None = None
    ) -> None:
        """Search `library`; without `answerable` no kind of question is thought unanswerable."""
        self._library = library
        self._answerable = answerable
        self._settings = settings
        self._embedder: Embedder | None = None
        self._store: Store | None = None
        self._questions: Questions | None = None
        self._done = Event()
        self.problem = ""

    @property
    def ready(self) -> bool:
        """Tell whether searches use vectors; if not, `problem` may tell why, in Dutch."""
        return self._store is not None

    @property
    def documents(self) -> tuple[Document, ...]:
        """All that is indexed."""
        return self._library.documents

    def warm_up(self, folder: Path, embedder: Embedder, server: str = "") -> None:
        """Open the vector index, as `open_index` does, and load the model. Never raises.

        Where that fails, search goes on by keyword alone and `problem` tells why.
        """
        try:
            questions = load_questions(folder / "questions", self._library, embedder)
            store = open_index(folder, self._library.sections, embedder, server)
            embedder.embed(["warm"])
            self._embedder, self._questions, self._store = embedder, questions, store
        except KnowledgeError as error:
            self._give_up(error, str(error))
        except Exception as error:  # noqa: BLE001 - the last stop of a background thread
            self._give_up(error, "Zoeken op betekenis werkt nu niet. Start opnieuw.")
        finally:
            self._done.set()

    def start(self, folder: Path, embedder: Embedder, server: str = "") -> None:
        """Warm up in the background."""
        arguments = (folder, embedder, server)
        Thread(target=self.warm_up, args=arguments, daemon=True).start()

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
        before: SafeText | None = None,
    ) -> tuple[Hit, ...]:
        """Give the `k` best passages, each of another card, term or piece of an original.

        `forms` and `audience` move passages up or down; `kinds` and `language` decide what may be
        found. `before` is what the same user said before: it counts too where the query is short.
        An empty query finds nothing.
        """
        if not query.value.strip():
            return ()
        asked = self._asked(query, before)
        library, settings = self._library, self._settings
        found = look(library, *self._by_keyword(asked), *self._by_meaning(asked))
        wish = Wish(language, audience, forms, kinds)
        fused = fuse(found, settings.weights)
        some = takewhile(lambda n: fused[n] > 0, best_first(fused))
        likely = islice((n for n in some if wish.allows(library.units[n])), k + _MORE)
        hits = (
            self._hit(judge(n, library, found, asked, settings), fused[n], wish) for n in likely
        )
        return tuple(sorted(hits, key=lambda hit: (-hit.fused, hit.passage.id))[:k])

    def _hit(self, judged: Judged, fused: np.float32, wish: Wish) -> Hit:
        return Hit(
            judged.passage,
            judged.score,
            float(fused) * boost(judged.passage, wish, self._settings.boost),
            judged.signs,
        )

    def enough(self, hits: Sequence[Hit]) -> bool:
        """Tell whether the best hits are evidence enough to answer from; if not: abstain."""
        return any(hit.score >= self._settings.minimum for hit in hits[:_JUDGED])

    def _asked(self, query: SafeText, before: SafeText | None) -> Asked:
        keywords, settings = self._library.keywords, self._settings
        stems = keywords.stems(query.value)
        earlier = before.value if before and len(stems) <= settings.few_words else ""
        said = f"{earlier} {query.value}".strip()
        odds = self._answerable.judge(said) if self._answerable else 0.0
        return Asked(query.value, earlier, stems, keywords.weights(stems), odds)

    def _by_keyword(self, asked: Asked) -> tuple[Scores, Scores]:
        keywords, settings = self._library.keywords, self._settings
        words = keywords.by_word(asked.stems, settings.alike)
        letters = keywords.by_letters(asked.text)
        if asked.earlier:
            stems = keywords.stems(asked.earlier)
            words += np.float32(settings.earlier) * keywords.by_word(stems, settings.alike)
            letters += np.float32(settings.earlier) * keywords.by_letters(asked.earlier)
        return words, letters

    def _by_meaning(self, asked: Asked) -> tuple[tuple[Neighbour, ...], Numbers | None]:
        """Give the sections near what is asked, and how near each unit's questions are."""
        store, embedder, questions = self._store, self._embedder, self._questions
        if store is None or embedder is None or questions is None:
            return (), None
        try:
            vector, *rest = embedder.embed([text for text in (asked.text, asked.earlier) if text])
            for earlier in rest:
                vector = vector + np.float32(self._settings.earlier) * earlier
            vector = vector / np.linalg.norm(vector)
            return store.near(vector, self._settings.fetch), questions.likeness(vector)
        except KnowledgeError as error:  # broken while open: go on without it
            self._store = None
            self._give_up(error, str(error))
            return (), None

    def _give_up(self, error: Exception, problem: str) -> None:
        self.problem = problem
        _log.warning("search by keyword only: %s", type(error).__name__)
