"""De-identify each message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.cases import DeidentifyCase
from eval.generated import Generated
from eval.product import Product


def generate(product: Product, cases: Sequence[DeidentifyCase]) -> Iterator[Generated]:
    """Give the text without personal data of each case, in the order of the cases."""
    for case in cases:
        yield Generated(case.id, product.deidentify({"id": case.id, "text": case.text}))
