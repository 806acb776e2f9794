"""One size, measured in a process of its own: `python -m eval.scale.measure SIZE FOLDER`.

The figures come as one line of JSON on standard output.
"""

from __future__ import annotations

import dataclasses
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.latency import Spread, spread
from eval.bench.memory import rss_mb
from eval.scale.hashed import HashEmbedder
from eval.scale.texts import pool_of, questions, varied
from guardrails.deidentify import build_deidentifier
from guardrails.text import RawText, SafeText
from knowledge_base.embed import Embedder, SentenceEmbedder
from knowledge_base.index import known_vectors
from knowledge_base.load import Content, load
from knowledge_base.passages import content_passages
from knowledge_base.ranking import load_search_settings
from knowledge_base.retrieve import Retriever, build_library
from knowledge_base.words import load_words

_KIB_IN_MIB = 1024
_WARM_UP = 20
_CONTENT = Path(__file__).resolve().parents[2] / "knowledge_base"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one size; times of searches in milliseconds, of building in seconds.

    `keyword` is search by keyword alone, `search` with vectors too, `cpu` the processor time of
    the latter over all threads. `documents` counts the product's own content too.
    """

    size: int
    documents: int
    words: int
    keyword_s: float
    vectors_s: float
    chroma_s: float
    disk_mb: float
    rss_mb: float
    peak_mb: float
    keyword: Spread
    search: Spread
    cpu: Spread


def measure(
    size: int, folder: Path, embedder: Embedder, content: Content, asked: int, seed: int = 1
) -> Figures:
    """Build a library of the content and `size` more passages in `folder`, and search it.

    Raises RuntimeError where search by meaning does not come up.
    """
    pool = pool_of(content_passages(content.cards, content.terms, content.sources))
    originals = list(varied(pool, size, seed))
    queries = _safe(questions(pool, content.cards, asked, seed))
    began = time.perf_counter()
    library = build_library(content.cards, content.terms, content.sources, originals, load_words())
    keyword_s = time.perf_counter() - began
    retriever = Retriever(library, load_search_settings())
    keyword, _ = _searches(retriever, queries)
    vectors_s = _timed(lambda: known_vectors(folder, library.sections, embedder))
    chroma_s = _timed(lambda: retriever.warm_up(folder, embedder))
    if not retriever.ready:
        raise RuntimeError(retriever.problem)
    search, cpu = _searches(retriever, queries)
    return Figures(
        size, len(library.documents), library.keywords.families, keyword_s, vectors_s, chroma_s,
        _disk_mb(folder), rss_mb(), _peak_mb(), keyword, search, cpu,
    )  # fmt: skip


def main(
    size: int,
    folder: Path,
    asked: Annotated[int, typer.Option(min=1, help="How many questions.")] = 200,
    model: Annotated[bool, typer.Option(help="The product's own model, or hashed words.")] = True,
) -> None:
    """Measure one size and tell the figures."""
    embedder: Embedder = SentenceEmbedder() if model else HashEmbedder()
    figures = measure(size, folder, embedder, load(_CONTENT, None), asked)
    print(json.dumps(dataclasses.asdict(figures)))


def _safe(texts: Sequence[str]) -> list[SafeText]:
    """De-identify as the product does: what is searched is never the text as it was typed."""
    deidentifier = build_deidentifier()
    return [deidentifier.session().deidentify(RawText(text)).text for text in texts]


def _searches(retriever: Retriever, queries: Sequence[SafeText]) -> tuple[Spread, Spread]:
    """Ask every query once after a warm-up; give milliseconds on the clock and of processors."""
    for query in queries[:_WARM_UP]:
        retriever.search(query)
    wall, cpu = [], []
    for query in queries:
        clock, process = time.perf_counter(), time.process_time()
        retriever.search(query)
        wall.append((time.perf_counter() - clock) * 1000)
        cpu.append((time.process_time() - process) * 1000)
    return spread(wall), spread(cpu)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _disk_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_IN_MIB


if __name__ == "__main__":
    typer.run(main)
