"""The bench: its arithmetic, and that an error is never a fast answer."""

from __future__ import annotations

import pytest
from eval_fakes import FakeProduct

from eval.bench.latency import STEPS, Spread, measure, spread, varied
from eval.bench.memory import rss_mb
from eval.bench.report import Bench, render
from eval.bench.start import ColdStart, PageStart


def test_the_spread_is_by_nearest_rank() -> None:
    assert spread([float(n) for n in range(100, 0, -1)]) == Spread(50, 95, 100)
    assert spread([7.0]) == Spread(7, 7, 7)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        spread([])


def test_each_step_is_measured_over_every_message() -> None:
    product = FakeProduct()
    found = measure(product, varied(5), warm_up=2)
    assert set(found) == {*STEPS, "caller"}
    assert found["total"] == Spread(2, 2, 2)
    assert len(product.asked) == 7


def test_an_error_stops_the_measurement() -> None:
    product = FakeProduct(asks=lambda line: {"id": line["id"], "error": "kapot"})
    with pytest.raises(RuntimeError, match="kapot"):
        measure(product, varied(3))


def test_two_hundred_messages_are_all_different() -> None:
    messages = [case.message for case in varied(200)]
    assert len(set(messages)) == len(messages) == 200


def test_this_process_has_memory_and_a_process_that_is_not_there_has_none() -> None:
    assert rss_mb() > 1
    assert rss_mb(2**30) != rss_mb(2**30)


@pytest.mark.parametrize(
    ("page", "shown"), [(PageStart(3.2, 300), "3.2 s"), (None, "niet gemeten")]
)
def test_the_report_says_what_was_not_measured(page: PageStart | None, shown: str) -> None:
    steps = {"total": Spread(1, 2, 3)}
    cold = ColdStart(9, 40, 600)
    bench = Bench("2026-01-02", "2 kernen", 200, cold, ColdStart(8, 10, 500), page, 510, steps)
    text = render(bench)
    assert f"| pagina klaar na start | {shown} |" in text
    assert "| index bouwen (verschil van die twee) | 30.0 s |" in text
    assert "| total | 1.0 | 2.0 | 3.0 |" in text
