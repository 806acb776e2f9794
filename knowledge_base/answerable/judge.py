"""Is this a kind of question that the knowledge base answers? A small linear model on letters.

It knows what people ask of the cards and what they ask that no card holds (opening hours, figures
of a town, laws elsewhere, everyday things). The search weighs it with what was found.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from guardrails.patterns import fold
from knowledge_base.errors import KnowledgeError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MODEL: Final = Path(__file__).with_name("model.npz")
BITS: Final = 17
_BROKEN: Final = (
    OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answerable:
    """A weight for each of the 2 x 2**BITS columns, and how rare each of them is."""

    weights: NDArray[np.float32]
    rarity: NDArray[np.float32]
    bias: float

    def judge(self, text: str) -> float:
        """Give the odds (natural logarithm) that the knowledge base answers such a text."""
        row = weighted(counted([text]), self.rarity)
        return float(self.weights[row.indices] @ row.data) + self.bias


def load_answerable(path: Path = MODEL) -> Answerable:
    """Load the model. Raises `KnowledgeError` when the file is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            weights, rarity = (kept[name].astype(np.float32) for name in ("weights", "rarity"))
            if not weights.shape == rarity.shape == (2 * 2**BITS,):
                raise ValueError(weights.shape, rarity.shape)
            return Answerable(weights, rarity, float(kept["bias"]))
    except _BROKEN as error:
        raise KnowledgeError(f"{path.name} ontbreekt of is stuk. Installeer opnieuw.") from error


def counted(texts: Sequence[str]) -> csr_matrix:
    """Count, a row a text, runs of two to five letters and then words and pairs of words."""
    from scipy.sparse import hstack

    folded = [fold(text) for text in texts]
    return hstack([part.transform(folded) for part in _vectorizers()]).tocsr()


def weighted(counts: csr_matrix, rarity: NDArray[np.float32]) -> csr_matrix:
    """Give counts the weight of how rare they are, and each row the length 1."""
    rows = counts.copy()
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    squares = rows.multiply(rows).sum(axis=1)
    lengths = np.sqrt(np.asarray(squares)).ravel()
    lengths[lengths == 0] = 1.0
    rows.data /= np.repeat(lengths, np.diff(rows.indptr))
    return rows


@cache
def _vectorizers() -> tuple[Any, ...]:
    # imported here: the rest of the product need not wait for it
    from sklearn.feature_extraction.text import HashingVectorizer

    alike = {
        "n_features": 2**BITS, "alternate_sign": False, "norm": None, "lowercase": False,
        "dtype": np.float32,
    }  # fmt: skip
    return (
        HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **alike),
        HashingVectorizer(ngram_range=(1, 2), token_pattern=r"[^\W_]+", **alike),
    )
