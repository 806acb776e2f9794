"""Paragraphs to chunks: pieces of about a thousand characters, cut where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from knowledge_base.pages import contents_title
from knowledge_base.parts import Paragraph, Part, bare_end, note_number

LONGEST: Final = 1200
_SHORT: Final = 250
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_CLOSED: Final = ".!?:;)\"'”’"
_NOTE_SECTION = re.compile(r"(?:^V|, v)oetnoot(?: \d+)?$|(?:^V|, v)oetnoten(?: \d+-\d+)?$")
_LISTED: Final = (Part.ITEM, Part.ROW)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of an original, word for word, with its section and pages (may be empty)."""

    text: str
    section: str
    page: str


def chunks(paragraphs: Iterable[Paragraph]) -> tuple[Chunk, ...]:
    """Give the chunks of a document; every word of the paragraphs is in them, in order.

    Notes are kept apart: those of a section follow its text, in chunks of their own.
    """
    found: list[Chunk] = []
    titles: dict[int, str] = {}
    for parts in _sections(paragraphs):
        for title in (part for part in parts if part.level):
            titles = {
                level: text
                for level, text in titles.items()
                if level < title.level and not contents_title(text)
            }
            titles[title.level] = title.text
        section = ": ".join(titles[level] for level in sorted(titles)[-2:])
        found += _joined(_cut([part for part in parts if part.part is not Part.NOTE], section))
        found += _notes([part for part in parts if part.part is Part.NOTE], section)
    return tuple(found)


def _sections(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Divide a document before each title, or before the first of some titles in a row."""
    held: list[Paragraph] = []
    for part in paragraphs:
        if part.level and any(not before.level for before in held):
            yield held
            held = []
        held += _short_enough(part)
    if held:
        yield held


def _cut(parts: Sequence[Paragraph], section: str) -> Iterator[Chunk]:
    held: list[Paragraph] = []
    for whole in _wholes(parts):
        units = [whole] if _length(whole) <= LONGEST else [[part] for part in whole]
        for unit in units:
            if held and _length(held) + _length(unit) > LONGEST and not _only_titles(held, unit):
                yield _chunk(held, section)
                held = []
            held += unit
    if held:
        yield _chunk(held, section)


def _wholes(parts: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Give what should not be cut apart: a list or table with the line that introduces it."""
    held: list[Paragraph] = []
    for part in parts:
        bound = held and part.part in _LISTED and (
            held[-1].part is part.part or bare_end(held[-1].text) == ":"
        )  # fmt: skip
        if held and not bound:
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _notes(notes: Sequence[Paragraph], section: str) -> Iterator[Chunk]:
    held: list[Paragraph] = []
    for note in (*notes, None):
        if held and (note is None or _length([*held, note]) > LONGEST):
            yield _chunk(held, _note_section(held, section))
            held = []
        if note:
            held.append(note)


def is_notes(section: str) -> bool:
    """Tell whether a section is the name of footnotes, as `chunks` gives it."""
    return bool(_NOTE_SECTION.search(section))


def _note_section(notes: Sequence[Paragraph], section: str) -> str:
    numbers = [number for note in notes if (number := note_number(note.text))]
    name = "voetnoot" if len(notes) == 1 else "voetnoten"
    if numbers:
        name += f" {numbers[0]}" if numbers[0] == numbers[-1] else f" {numbers[0]}-{numbers[-1]}"
    return f"{section}, {name}" if section else name.capitalize()


def _joined(found: Iterable[Chunk]) -> Iterator[Chunk]:
    """Join a scrap to the chunk before it."""
    held: Chunk | None = None
    for chunk in found:
        if held and min(len(held.text), len(chunk.text)) < _SHORT and _fit(held, chunk):
            pages = _pages([held.page, chunk.page])
            held = Chunk(f"{held.text}\n\n{chunk.text}", held.section, pages)
            continue
        if held:
            yield held
        held = chunk
    if held:
        yield held


def _fit(one: Chunk, other: Chunk) -> bool:
    return len(one.text) + len(other.text) + 2 <= LONGEST


def _only_titles(held: Sequence[Paragraph], unit: Sequence[Paragraph]) -> bool:
    """Tell whether a title would be left without any text below it."""
    return all(part.level for part in held) and _length(held) + len(unit[0].text) <= LONGEST


def _length(held: Sequence[Paragraph]) -> int:
    return sum(len(part.text) + 2 for part in held)


def _chunk(held: Sequence[Paragraph], section: str) -> Chunk:
    text = held[0].text
    for before, part in pairwise(held):
        text += _between(before, part) + part.text
    return Chunk(text, section, _pages([part.page for part in held]))


def _between(before: Paragraph, part: Paragraph) -> str:
    """Give what divides two paragraphs; nothing but a space where a sentence runs on."""
    whole = before.level or before.part is Part.ROW
    open_end = not whole and bare_end(before.text) not in _CLOSED
    if open_end and part.part is Part.TEXT and part.text[:1].islower() and not part.level:
        return " "
    listed = part.part is not Part.TEXT and (
        before.part is part.part or bare_end(before.text) == ":"
    )
    return "\n" if listed else "\n\n"


def _pages(pages: Iterable[str]) -> str:
    numbers = [n for page in pages if page for n in page.split("-")]
    if not numbers:
        return ""
    return numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]}-{numbers[-1]}"


def _short_enough(part: Paragraph) -> Iterator[Paragraph]:
    if len(part.text) <= LONGEST:
        return iter((part,) if part.text else ())
    return (replace(part, text=piece, level=0) for piece in _pieces(part.text))


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
