"""From findings in a cleaned text to pieces of the message as it was given, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from guardrails.entities import FAMILIES
from guardrails.normalise import Clean, normalise
from guardrails.resolve import Finding


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding in the message as given, with its cleaned words."""

    entity: str
    start: int
    end: int
    value: str = field(repr=False)


def hit_of(clean: Clean, finding: Finding) -> Hit:
    """Where a finding stands in the message."""
    value = clean.text[finding.start : finding.end]
    return Hit(finding.entity, *clean.original(finding.start, finding.end), value)


def apart(hits: Sequence[Hit]) -> list[Hit]:
    """The hits from left to right, without overlaps.

    Two findings may share a character that became two when it was cleaned: the first has it.
    """
    result: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start):
        start = max(hit.start, result[-1].end if result else 0)
        if start < hit.end:
            result.append(replace(hit, start=start))
    return result


def left(text: str, hits: Sequence[Hit]) -> Clean:
    """The message with placeholders for the hits, cleaned as if it came in like that.

    Its offsets lead back to the message as given.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for hit in [*hits, Hit("", len(text), len(text), "")]:
        placeholder = f"[{FAMILIES[hit.entity]}-1]" if hit.entity else ""
        pieces += (text[position : hit.start], placeholder)
        starts += (*range(position, hit.start), *[hit.start] * len(placeholder))
        ends += (*range(position + 1, hit.start + 1), *[hit.end] * len(placeholder))
        position = hit.end
    clean = normalise("".join(pieces))
    places = (tuple(starts[i] for i in clean.starts), tuple(ends[i - 1] for i in clean.ends))
    return Clean(clean.text, *places)
