"""Bringing together what the ways of searching found, however many units there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.ways import best_first


@settings(deadline=None)
@given(st.integers(0, 900), st.integers(1, 400), st.integers(0, 2**32 - 1))
def test_the_best_come_in_the_order_of_a_full_sort(size: int, values: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    numbers = (random.integers(0, values, size) / values).astype(np.float32)
    assert list(best_first(numbers)) == np.argsort(-numbers, kind="stable").tolist()
