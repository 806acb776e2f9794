"""Say in the answer itself which of its sources are superseded or past their review date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.answer import Block, BlockKind, Citation
from prompts.load import texts


def aging(
    citations: Iterable[Citation], overdue: Mapping[str, date], language: str
) -> tuple[Block, ...]:
    """Give a block that names what is old: superseded sources, and sources and cards to check.

    `overdue` holds the titles of cards past their review date. Nothing old gives no block.
    """
    words = texts("answer", language)
    shown = tuple(citations)
    lines = [_line(words["aged.superseded"], marks, why) for why, marks in _superseded(shown)]
    if unchecked := [c for c in shown if not c.fresh]:
        lines.append(words["aged.source"].format(marks=_marks(unchecked)))
    for title, day in overdue.items():
        lines.append(words["aged.card"].format(title=title, date=day.isoformat()))
    return (Block(BlockKind.LIMITS, "", "\n".join(f"*{line}*" for line in lines)),) if lines else ()


def _superseded(citations: Iterable[Citation]) -> Iterable[tuple[str, list[Citation]]]:
    """Give each reason once, with the citations that it holds for."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.superseded:
            found.setdefault(citation.note, []).append(citation)
    return found.items()


def _line(text: str, citations: Iterable[Citation], why: str) -> str:
    return text.format(marks=_marks(citations), why=why).strip()


def _marks(citations: Iterable[Citation]) -> str:
    return " ".join(f"[{citation.n}]" for citation in citations)
