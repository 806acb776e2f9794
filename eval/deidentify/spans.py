"""Where identifiers stand in a message, and whether what was removed covers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import DeidentifyCase
from eval.generated import Output


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the message as given: `start` up to, not including, `end`."""

    type: str
    start: int
    end: int

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def expected_spans(case: DeidentifyCase) -> list[Span]:
    """Give every place where an identifier of the case stands as a whole word."""
    return [
        Span(identifier.type, *match.span())
        for identifier in case.identifiers
        for match in re.finditer(rf"(?<!\w){re.escape(identifier.text)}(?!\w)", case.text)
    ]


def removed_spans(output: Output) -> list[Span]:
    """Give what the product removed, in the machine interface's offsets."""
    return [
        Span(str(e["entity_type"]), int(e["start"]), int(e["end"]))
        for e in output.get("entities") or ()
    ]


def covered(span: Span, text: str, removed: Sequence[Span]) -> bool:
    """Tell whether every letter and digit of the span was removed."""
    return all(
        not text[at].isalnum() or any(r.start <= at < r.end for r in removed)
        for at in range(span.start, span.end)
    )
