"""Notes to their place: each after the paragraph that refers to it, wherever it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.parts import RAISED, Paragraph, Part, note_number

_RAISED_DIGITS = "".join(map(chr, RAISED.values()))


def placed(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Give the paragraphs with each note behind the one in which its number stands, if any."""
    texts: list[Paragraph] = []
    notes: dict[int, list[Paragraph]] = {}
    for part in paragraphs:
        if part.part is Part.NOTE:
            notes.setdefault(_place(texts, part), []).append(part)
        else:
            texts.append(part)
    found = list(notes.get(-1, ()))
    for n, text in enumerate(texts):
        found += (text, *notes.get(n, ()))
    return tuple(found)


def _place(texts: list[Paragraph], note: Paragraph) -> int:
    last = len(texts) - 1
    number = note_number(note.text).translate(RAISED)
    if not number:
        return last
    alone = re.compile(f"(?<![{_RAISED_DIGITS}]){number}(?![{_RAISED_DIGITS}])")
    return next((n for n in range(last, -1, -1) if alone.search(texts[n].text)), last)
