"""Search for each question, and add to each hit what its card or term says about itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval.cases import SearchCase
from eval.generated import Generated
from eval.product import Product

DEPTH = 8


def generate(product: Product, cases: Sequence[SearchCase]) -> Iterator[Generated]:
    """Give the hits of each case with their labels, in the order of the cases."""
    for case in cases:
        output = dict(product.search({"id": case.id, "query": case.query, "k": DEPTH}))
        if "hits" in output:
            output["hits"] = [_labelled(product, hit) for hit in output["hits"]]
        yield Generated(case.id, output)


def _labelled(product: Product, hit: dict[str, Any]) -> dict[str, Any]:
    labels = product.labels(str(hit["passage"]))
    return {**hit, "topics": labels.topics, "forms": labels.forms, "sources": labels.sources}
