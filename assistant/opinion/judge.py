"""The second opinion: small linear models on runs of letters and words (see README.md beside this).

It hears what no rule has words for. It may raise what the rules find, never lower a danger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ContentError
from assistant.opinion.features import features

_MODEL = Path(__file__).resolve().parent / "model.npz"
Chances = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely each label is, from 0 to 1 (each mapping sums to 1), and of how many words."""

    urgency: Chances
    intent: Chances
    refusal: Chances
    words: int


class Opinion(Protocol):
    """Anything that judges a safe text."""

    def judge(self, text: str) -> Judged: ...


@dataclass(frozen=True, slots=True)
class _Linear:
    labels: tuple[str, ...]
    weights: NDArray[Any]
    bias: NDArray[Any]

    def chances(self, columns: NDArray[Any], values: NDArray[Any]) -> Chances:
        scores = self.weights[:, columns].astype(np.float32) @ values + self.bias
        odds = np.exp(scores - scores.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class TrainedOpinion:
    """The three trained models."""

    urgency: _Linear
    intent: _Linear
    refusal: _Linear

    def judge(self, text: str) -> Judged:
        """Give the chances of each label for one text."""
        row = features([text])
        columns, values = row.indices, row.data
        return Judged(
            self.urgency.chances(columns, values),
            self.intent.chances(columns, values),
            self.refusal.chances(columns, values),
            len(text.split()),
        )


def load_opinion(path: Path = _MODEL) -> TrainedOpinion:
    """Load the models. Raises ContentError when the file is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            parts = {
                name: _Linear(
                    tuple(kept[f"{name}_labels"].tolist()),
                    kept[f"{name}_weights"],
                    kept[f"{name}_bias"],
                )
                for name in ("urgency", "intent", "refusal")
            }
    except (OSError, ValueError, KeyError) as error:
        raise ContentError from error
    return TrainedOpinion(**parts)
