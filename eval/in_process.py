"""The real product in this process. Apart, because to load it takes seconds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assistant.build import Product, build
from assistant.machine import Answered, ask_line, deidentify_line, run_lines, search_line
from assistant.settings import Settings
from eval.product import Labels, Line, labels_of


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

    def _answered(self, answer: Callable[[Product, Line], Answered], line: Line) -> dict[str, Any]:
        """Go through the same door as the command line: an error is an answer with `error`."""
        (text,) = run_lines(
            self._product, answer, [json.dumps(line)], self._product.settings.language
        )
        return dict(json.loads(text))

    def labels(self, passage: str) -> Labels:
        """Give the labels of a passage of a card or a term; none for an original document."""
        return self._labels.get(passage.split("#")[0], Labels())
