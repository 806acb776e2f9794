"""Paragraphs to chunks: pieces of about a thousand characters, cut where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from knowledge_base.paragraphs import Paragraph

LONGEST: Final = 1200
_SHORT: Final = 250
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_OPEN_END = re.compile(r"[^.!?:;)\"'”’]$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of an original, word for word, with its section and pages (may be empty)."""

    text: str
    section: str
    page: str


def chunks(paragraphs: Iterable[Paragraph]) -> tuple[Chunk, ...]:
    """Give the chunks of a document; every word of the paragraphs is in them, in order."""
    found: list[Chunk] = []
    held: list[Paragraph] = []
    titles: dict[int, str] = {}
    section = ""
    for part in _short_enough(paragraphs):
        starts = bool(part.level) and not _only_titles(held)
        if held and (_length(held) + len(part.text) > LONGEST or starts):
            found.append(_chunk(held, section))
            held = []
        if part.level:
            titles = {level: t for level, t in titles.items() if level < part.level}
            titles[part.level] = part.text
        if not held or part.level:
            section = ": ".join(titles[level] for level in sorted(titles)[-2:])
        held.append(part)
    if held:
        found.append(_chunk(held, section))
    return tuple(_joined(found))


def _joined(found: Sequence[Chunk]) -> Iterator[Chunk]:
    """Join a scrap to the chunk before it when both are of one section."""
    held: Chunk | None = None
    for chunk in found:
        scrap = held and min(len(held.text), len(chunk.text)) < _SHORT
        if held and scrap and held.section == chunk.section and _fit(held, chunk):
            pages = _pages([held.page, chunk.page])
            held = Chunk(f"{held.text}\n\n{chunk.text}", held.section, pages)
            continue
        if held:
            yield held
        held = chunk
    if held:
        yield held


def _fit(one: Chunk, other: Chunk) -> bool:
    return len(one.text) + len(other.text) <= LONGEST


def _only_titles(held: Sequence[Paragraph]) -> bool:
    return all(part.level for part in held)


def _length(held: Sequence[Paragraph]) -> int:
    return sum(len(part.text) + 2 for part in held)


def _chunk(held: Sequence[Paragraph], section: str) -> Chunk:
    text = held[0].text
    for before, part in pairwise(held):
        runs_on = _OPEN_END.search(before.text) and part.text[:1].islower() and not part.level
        text += (" " if runs_on else "\n\n") + part.text
    return Chunk(text, section, _pages([part.page for part in held]))


def _pages(pages: Iterable[str]) -> str:
    numbers = [n for page in pages if page for n in page.split("-")]
    if not numbers:
        return ""
    return numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]}-{numbers[-1]}"


def _short_enough(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    for part in paragraphs:
        if len(part.text) <= LONGEST:
            if part.text:
                yield part
            continue
        for piece in _pieces(part.text):
            yield Paragraph(piece, 0, part.page)


def _pieces(text: str) -> Iterator[str]:
    held = ""
    for sentence in _SENTENCE_END.split(text):
        for piece in _hard_cut(sentence):
            if held and len(held) + len(piece) + 1 > LONGEST:
                yield held
                held = ""
            held = f"{held} {piece}".strip()
    if held:
        yield held


def _hard_cut(sentence: str) -> Iterator[str]:
    """Cut what no sentence end divides, between words where that can be."""
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", 0, LONGEST)
        at = at if at > 0 else LONGEST
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    if sentence:
        yield sentence
