"""Metrics with their uncertainty. An empty class gives NaN: it is no failure and no success."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

NAN = float("nan")
_95_PERCENT = 1.959963984540054
_POWER_80_PERCENT = 0.8416212335729143


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval of a proportion; both ends NaN where nothing was counted."""

    low: float
    high: float


def wilson(successes: int, total: int) -> Interval:
    """Give the 95% Wilson score interval. Raises ValueError for counts that cannot be."""
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} of {total} is no proportion")
    if total == 0:
        return Interval(NAN, NAN)
    z2 = _95_PERCENT**2
    p, scale = successes / total, 1 + z2 / total
    centre = (p + z2 / (2 * total)) / scale
    spread = _95_PERCENT / scale * math.sqrt(p * (1 - p) / total + z2 / (4 * total**2))
    return Interval(max(0.0, centre - spread), min(1.0, centre + spread))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    successes: int
    total: int

    @property
    def value(self) -> float:
        return _ratio(self.successes, self.total)

    @property
    def interval(self) -> Interval:
        return wilson(self.successes, self.total)

    @property
    def could_miss(self) -> float:
        """The size of a difference between two runs that this many cases would often miss.

        With two independent samples of this size; 80% power at a two-sided 5% level.
        """
        if self.total == 0:
            return NAN
        p = min(max(self.value, 0.5 / self.total), 1 - 0.5 / self.total)
        return (_95_PERCENT + _POWER_80_PERCENT) * math.sqrt(2 * p * (1 - p) / self.total)


def share(outcomes: Iterable[bool]) -> Share:
    """Count how many outcomes are true."""
    counted = list(outcomes)
    return Share(sum(counted), len(counted))


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives of one class."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def per_label(
    pairs: Iterable[tuple[Collection[str], Collection[str]]], labels: Iterable[str]
) -> dict[str, Counts]:
    """Count each label over (expected, actual) sets of labels."""
    known = [(set(expected), set(actual)) for expected, actual in pairs]
    return {
        label: Counts(
            tp=sum(label in expected and label in actual for expected, actual in known),
            fp=sum(label not in expected and label in actual for expected, actual in known),
            fn=sum(label in expected and label not in actual for expected, actual in known),
        )
        for label in labels
    }


def confusion(pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """Count how often each (expected, actual) pair occurs."""
    return Counter(pairs)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else NAN
