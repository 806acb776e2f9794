"""What a list of found units is worth for one question, and means with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from eval.retrieval.questions import Question

CUTS: Final = (1, 3, 5)
_DEPTH: Final = 10
_ANSWERS, _HELPS = 2.0, 1.0
_DRAWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one question: recall at each cut (share of needs met), reciprocal rank, and nDCG@10."""

    recall: tuple[float, ...]
    reciprocal: float
    ndcg: float

    @property
    def all(self) -> tuple[float, ...]:
        return (*self.recall, self.reciprocal, self.ndcg)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions with its 95% bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def score(question: Question, units: Sequence[str]) -> Scores:
    """Score the units found for a question, best first, each once."""
    ranks = [_first(units, need) for need in question.needs]
    best = min(ranks)
    return Scores(
        recall=tuple(sum(rank <= k for rank in ranks) / len(ranks) for k in CUTS),
        reciprocal=0.0 if math.isinf(best) else 1 / best,
        ndcg=_ndcg(question, units),
    )


def means(rows: Sequence[Scores]) -> tuple[Mean, ...]:
    """Give the mean of each score; the intervals draw questions again (seeded, so repeatable)."""
    if not rows:
        return ()
    table = np.array([row.all for row in rows])
    chance = np.random.default_rng(0)
    drawn = table[chance.integers(0, len(rows), (_DRAWS, len(rows)))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return tuple(
        Mean(float(v), float(a), float(b))
        for v, a, b in zip(table.mean(axis=0), low, high, strict=True)
    )


def _first(units: Sequence[str], need: Sequence[str]) -> float:
    return next((n for n, unit in enumerate(units, 1) if unit in need), math.inf)


def _ndcg(question: Question, units: Sequence[str]) -> float:
    answers = {unit for need in question.needs for unit in need}
    worth = dict.fromkeys(question.related, _HELPS) | dict.fromkeys(answers, _ANSWERS)
    ideal = sorted(worth.values(), reverse=True)[:_DEPTH]
    return _gain([worth.get(unit, 0.0) for unit in units[:_DEPTH]]) / _gain(ideal)


def _gain(worths: Sequence[float]) -> float:
    return sum(worth / math.log2(n + 1) for n, worth in enumerate(worths, 1))
