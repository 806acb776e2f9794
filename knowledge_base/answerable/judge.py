"""Is this a kind of question that the knowledge base answers? A small linear model on letters.

It knows what people ask of the cards and what they ask that no card holds (opening hours, figures
of a town, laws elsewhere, everyday things). The search weighs it with what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from guardrails.patterns import fold
from knowledge_base.errors import KnowledgeError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MODEL: Final = Path(__file__).with_name("model.npz")
BITS: Final = 16


@dataclass(frozen=True, slots=True)
class Answerable:
    """The weights of the model, one for each of the 2**BITS columns of `features`."""

    weights: NDArray[np.float32]
    bias: float

    def judge(self, text: str) -> float:
        """Give the odds (natural logarithm) that the knowledge base answers such a text."""
        row = features([text])
        return float(self.weights[row.indices] @ row.data) + self.bias


def load_answerable(path: Path = MODEL) -> Answerable:
    """Load the model. Raises `KnowledgeError` when the file is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            return Answerable(kept["weights"].astype(np.float32), float(kept["bias"]))
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(f"{path.name} ontbreekt of is stuk. Installeer opnieuw.") from error


def features(texts: list[str]) -> csr_matrix:
    """Give one row a text: its runs of two to five letters, in 2**BITS columns."""
    found: csr_matrix = _vectorizer().transform(fold(text) for text in texts)
    return found


@cache
def _vectorizer() -> Any:
    # imported here: the rest of the product need not wait for it
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), n_features=2**BITS, alternate_sign=False,
        lowercase=False, dtype=np.float32,
    )  # fmt: skip
