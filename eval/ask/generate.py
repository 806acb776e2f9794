"""Ask the product each message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.cases import AskCase, TwinCase
from eval.generated import Generated
from eval.product import Product


def generate(product: Product, cases: Sequence[AskCase | TwinCase]) -> Iterator[Generated]:
    """Give the answer to each case, in the order of the cases."""
    for case in cases:
        line = {"id": case.id, "message": case.message}
        if case.role:
            line["role"] = case.role
        yield Generated(case.id, product.ask(line))
