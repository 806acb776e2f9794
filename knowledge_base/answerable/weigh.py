"""Fit how the search weighs its evidence: `python -m knowledge_base.answerable.weigh`.

Prints the numbers for `search.toml`, from questions of `data/held.jsonl.gz` on which nothing else was
trained. The bias is such that 0.5, the least to answer from, silences five answered questions in a
hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from guardrails.text import restored
from knowledge_base.answerable.judge import load_answerable
from knowledge_base.answerable.train import OWN
from knowledge_base.embed import SentenceEmbedder
from knowledge_base.load import load
from knowledge_base.packed import rows
from knowledge_base.ranking import Signs, load_search_settings
from knowledge_base.retrieve import Retriever, build_library
from knowledge_base.words import load_words

_CONTENT: Final = Path(__file__).resolve().parent.parent
_SILENCED: Final = 0.05


@dataclass(frozen=True, slots=True)
class Fitted:
    """The bias and coefficients in the order of `Evidence`, and the share rightly silent."""

    bias: float
    coefficients: tuple[float, ...]
    silent: float


def fit(found: Sequence[Signs], answered: Sequence[bool]) -> Fitted:
    """Fit the logistic function of evidence on the best hit of each question."""
    table = np.array([[s.coverage, s.held, s.likeness, s.odds] for s in found])
    right = np.array(answered)
    model = LogisticRegression(C=100.0, max_iter=1000).fit(table, right)
    odds = model.decision_function(table)
    least = float(np.quantile(odds[right], _SILENCED))
    silent = float((odds[~right] < least).mean())
    return Fitted(float(model.intercept_[0]) - least, tuple(map(float, model.coef_[0])), silent)


def main() -> None:
    """Fit with and without vectors, and print."""
    content = load(_CONTENT)
    library = build_library(content.cards, content.terms, content.sources, (), load_words())
    search = Retriever(library, load_search_settings(), load_answerable())
    held = list(rows(OWN / "held.jsonl.gz"))
    answered = [bool(row["answered"]) for row in held]
    print("evidence_without_vectors", fit(_best(search, held), answered))
    with TemporaryDirectory() as folder:
        search.warm_up(Path(folder), SentenceEmbedder())
        print("evidence", fit(_best(search, held), answered))


def _best(search: Retriever, held: Sequence[dict[str, str]]) -> list[Signs]:
    hits = (search.search(restored(row["text"]), 1, row["language"]) for row in held)
    return [found[0].signs if found else Signs(0.0, 0.0, 0.0, 0.0) for found in hits]


if __name__ == "__main__":
    main()
