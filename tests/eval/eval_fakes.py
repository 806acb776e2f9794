"""A product that gives what a test tells it to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eval.product import Labels

Line = Mapping[str, Any]


def answer(**changed: Any) -> dict[str, Any]:
    """An output of `ask` for a concern that is routed to the national support point."""
    return {
        "id": "x",
        "text": "",
        "removed": [],
        "intent": "casus",
        "urgency": "zorg",
        "forms": ["rechtsextremisme"],
        "criteria": ["identificatie"],
        "routes": [{"id": "lse", "why": "advies"}, {"id": "gemeente_meldpunt", "why": "melden"}],
        "answer": "Overleg eerst [1].",
        "citations": [{"n": 1, "source": "lse", "title": "", "section": "", "url": ""}],
        "follow_up": [],
        "refusal": None,
        "timing_ms": dict.fromkeys(
            ("deidentify", "understand", "retrieve", "compose", "verify", "total"), 2.0
        ),
        **changed,
    }


def _nothing_removed(line: Line) -> dict[str, Any]:
    return {"id": line["id"], "text": line["text"], "entities": []}


@dataclass
class FakeProduct:
    """Answers by function; remembers the lines that it was asked."""

    asks: Callable[[Line], dict[str, Any]] = lambda line: answer(id=line["id"])
    deidentifies: Callable[[Line], dict[str, Any]] = _nothing_removed
    hits: tuple[dict[str, Any], ...] = ()
    passages: Mapping[str, Labels] = field(default_factory=dict)
    asked: list[Line] = field(default_factory=list)

    def ask(self, line: Line) -> dict[str, Any]:
        self.asked.append(line)
        return self.asks(line)

    def deidentify(self, line: Line) -> dict[str, Any]:
        return self.deidentifies(line)

    def search(self, line: Line) -> dict[str, Any]:
        return {"id": line["id"], "hits": [dict(hit) for hit in self.hits]}

    def labels(self, passage: str) -> Labels:
        return self.passages.get(passage, Labels())
