"""How long each step of an answer takes once the product is warm."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import CASES, AskCase, TwinCase
from eval.product import Product
from eval.tasks import TASKS

STEPS = ("deidentify", "understand", "retrieve", "compose", "verify", "total")
SEEN_BY_CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the middle one, the one that 95 of 100 stay under, and the worst."""

    median: float
    p95: float
    worst: float


def spread(values: Sequence[float]) -> Spread:
    """Give the spread by nearest rank. Raises ValueError for no values."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)

    def at(part: float) -> float:
        return ordered[max(0, math.ceil(part * len(ordered)) - 1)]

    return Spread(at(0.5), at(0.95), ordered[-1])


def measure(
    product: Product, cases: Sequence[AskCase | TwinCase], warm_up: int = 10
) -> dict[str, Spread]:
    """Ask every message once, after `warm_up` of them; give milliseconds per step.

    `caller` is the time on the clock around the whole call. Raises RuntimeError where the product
    answers with an error, for then the figures would be of something else.
    """
    for case in cases[:warm_up]:
        product.ask({"id": case.id, "message": case.message})
    found: dict[str, list[float]] = {step: [] for step in (*STEPS, SEEN_BY_CALLER)}
    for case in cases:
        began = time.perf_counter()
        output = product.ask({"id": case.id, "message": case.message, "role": case.role})
        found[SEEN_BY_CALLER].append((time.perf_counter() - began) * 1000)
        if "error" in output:
            raise RuntimeError(f"{case.id}: {output['error']}")
        for step in STEPS:
            found[step].append(float(output["timing_ms"][step]))
    return {step: spread(values) for step, values in found.items()}


def varied(count: int) -> list[AskCase | TwinCase]:
    """Give up to `count` different messages of the evaluation cases."""
    found = [*TASKS["ask"].cases(CASES), *TASKS["twins"].cases(CASES)]
    return [case for case in found if isinstance(case, (AskCase, TwinCase))][:count]
