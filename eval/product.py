"""What the evaluation needs of the product, and the real product in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.build import Product as Whole
from assistant.build import build
from assistant.machine import Answered, ask_line, deidentify_line, run_lines, search_line
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
        """Build the product and wait until its search is whole.

        Raises ContentError or StoreError where it cannot be used.
        """
        self._product = build(settings)
        self._product.start(wait=True)
        self._labels = labels_of(self._product.content)

    def ask(self, line: Line) -> dict[str, Any]:
        return self._answered(ask_line, line)

    def deidentify(self, line: Line) -> dict[str, Any]:
        return self._answered(deidentify_line, line)

    def search(self, line: Line) -> dict[str, Any]:
        return self._answered(search_line, line)

    def _answered(self, answer: Callable[[Whole, Line], Answered], line: Line) -> dict[str, Any]:
        """Go through the same door as the command line: an error is an answer with `error`."""
        (text,) = run_lines(
            self._product, answer, [json.dumps(line)], self._product.settings.language
        )
        return dict(json.loads(text))

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
