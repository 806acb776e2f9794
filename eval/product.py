"""What the evaluation needs of the product, and the real product in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.settings import Settings
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


class InProcess:
    """The real product, built once and warm; it keeps nothing of what it is asked."""

    def __init__(self, settings: Settings) -> None:
        """Build the product. Raises ContentError or StoreError where it cannot be used."""
        from assistant import machine
        from assistant.build import build

        self._machine = machine
        self._product = build(settings)
        self._product.retriever.wait()
        self._labels = labels_of(self._product.content)

    def ask(self, line: Line) -> dict[str, Any]:
        return self._machine.ask_line(self._product, dict(line))

    def deidentify(self, line: Line) -> dict[str, Any]:
        return self._machine.deidentify_line(self._product, dict(line))

    def search(self, line: Line) -> dict[str, Any]:
        return self._machine.search_line(self._product, dict(line))

    def labels(self, passage: str) -> Labels:
        """Give the labels of a passage of a card or a term; none for an original document."""
        return self._labels.get(passage.split("#")[0], Labels())


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
