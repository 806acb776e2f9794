"""What the evaluation needs of the product, and what its content says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge_base.load import Content

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the content says that a passage is about."""

    topics: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Product(Protocol):
    """The commands of the machine interface: one object in, one object out."""

    def ask(self, line: Line) -> dict[str, Any]: ...
    def deidentify(self, line: Line) -> dict[str, Any]: ...
    def search(self, line: Line) -> dict[str, Any]: ...
    def labels(self, passage: str) -> Labels: ...


def labels_of(content: Content) -> dict[str, Labels]:
    """Give the labels by the part of the passage id before the section."""
    cards = {
        key: Labels(card.topics, card.forms, tuple(ref.id for ref in card.sources))
        for card in content.cards
        for key in (f"card:{card.id}", f"card:{card.id}.{card.language}")
    }
    terms = {
        f"lex:{term.id}": Labels(
            ("begrippen", "herkennen"), term.forms, tuple(ref.id for ref in term.sources)
        )
        for term in content.terms
    }
    return {**cards, **terms}
