"""The metrics against values worked out elsewhere."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import Counts, Share, confusion, per_label, share, wilson


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (10, 10, 0.7225, 1.0000),
    ],
)
def test_wilson_gives_the_published_interval(
    successes: int, total: int, low: float, high: float
) -> None:
    interval = wilson(successes, total)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_always_holds_the_proportion_itself(successes: int, failures: int) -> None:
    total = successes + failures
    if total:
        interval = wilson(successes, total)
        assert 0 <= interval.low <= successes / total + 1e-12
        assert successes / total - 1e-12 <= interval.high <= 1


def test_wilson_of_nothing_is_nan() -> None:
    interval = wilson(0, 0)
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)


@pytest.mark.parametrize(("successes", "total"), [(2, 1), (-1, 3)])
def test_wilson_refuses_counts_that_cannot_be(successes: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(successes, total)


def test_an_empty_class_is_nan_and_no_zero() -> None:
    empty = Counts()
    assert math.isnan(empty.precision)
    assert math.isnan(empty.recall)
    assert math.isnan(empty.f1)
    assert math.isnan(Share(0, 0).value)
    assert math.isnan(Share(0, 0).could_miss)


def test_a_class_that_is_always_missed_has_recall_zero_and_no_precision() -> None:
    missed = Counts(fn=3)
    assert missed.recall == 0
    assert missed.f1 == 0
    assert math.isnan(missed.precision)


def test_labels_are_counted_apart() -> None:
    counts = per_label([({"a", "b"}, {"a"}), ({"a"}, {"a", "c"}), (set(), {"a"})], "abcd")
    assert counts["a"] == Counts(tp=2, fp=1, fn=0)
    assert counts["b"] == Counts(tp=0, fp=0, fn=1)
    assert counts["c"] == Counts(tp=0, fp=1, fn=0)
    assert counts["d"] == Counts()
    assert counts["a"].precision == pytest.approx(2 / 3)


def test_a_label_that_is_given_twice_counts_once() -> None:
    assert per_label([(["a"], ["a", "a"])], "a")["a"] == Counts(tp=1)


def test_confusion_counts_pairs_in_order() -> None:
    counted = confusion([("zorg", "acuut"), ("zorg", "acuut"), ("acuut", "zorg")])
    assert counted[("zorg", "acuut")] == 2
    assert counted[("acuut", "zorg")] == 1


def test_a_larger_sample_misses_less() -> None:
    assert Share(50, 100).could_miss == pytest.approx(0.198, abs=1e-3)
    assert Share(500, 1000).could_miss < Share(50, 100).could_miss
    assert Share(10, 10).could_miss > 0


def test_a_share_counts_what_is_true() -> None:
    assert share([True, False, True, True]) == Share(3, 4)
