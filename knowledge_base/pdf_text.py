"""The lines of a PDF to paragraphs: titles by their looks, lists, notes, and words made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from knowledge_base.parts import (
    LOWERED,
    RAISED,
    Paragraph,
    Part,
    bare_end,
    begins_item,
    join_lines,
)
from knowledge_base.pdf_lines import Line
from knowledge_base.pdf_looks import Looks, looks_of, numbered, style_of
from knowledge_base.pdf_rows import with_rows

_NOTE_SIZE: Final = 0.93  # of the body: a note is smaller
_GAP: Final = 1.25  # of the usual distance between lines: more begins a paragraph
_INDENT: Final = 4.0
_TITLE_LINES: Final = 3
_NOTE_START = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|\d{1,3})\s*(?=[^\d\s.,:;)%/-])")
_CHAPTER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})$")
_NO_TITLE_END = re.compile(r"[.,;:]$")


def pdf_paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[Paragraph, ...]:
    """Give the paragraphs of the lines of all pages; notes come after the text of their page.

    A sentence that runs on over a page end becomes one paragraph with both pages ("3-4").
    """
    sheets = [with_rows(page) for page in pages]
    looks = looks_of(sheets)
    found: list[Paragraph] = []
    last = -1  # the place of the last paragraph that is no note
    for sheet in sheets:
        at = _first_note(sheet, looks)
        for n, part in enumerate(_text(sheet[:at], looks)):
            if n == 0 and last >= 0 and _runs_on(found[last], part):
                found[last] = _over_pages(found[last], part, looks)
            else:
                last = len(found)
                found.append(part)
        found += _notes(sheet[at:], looks)
    return tuple(found)


def _runs_on(before: Paragraph, part: Paragraph) -> bool:
    plain = not before.level and before.part in (Part.TEXT, Part.ITEM) and part.part is Part.TEXT
    return plain and bare_end(before.text) not in ".!?:;" and part.text[:1].islower()


def _over_pages(before: Paragraph, part: Paragraph, looks: Looks) -> Paragraph:
    text = join_lines((before.text, part.text), looks.known)
    return replace(before, text=text, page=f"{before.page.split('-')[0]}-{part.page}")


def _first_note(sheet: Sequence[Line], looks: Looks) -> int:
    """Give the number of the first line of the notes at the foot of a page."""
    at = len(sheet)
    while at and not sheet[at - 1].row and sheet[at - 1].size < _NOTE_SIZE * looks.size:
        at -= 1
    starts = (n for n in range(at, len(sheet)) if _NOTE_START.match(sheet[n].text))
    return next(starts, len(sheet))


def _notes(lines: Sequence[Line], looks: Looks) -> Iterator[Paragraph]:
    held: list[Line] = []
    last = 0
    for line in lines:
        begins = _NOTE_START.match(line.text)
        number = int(begins[1].translate(LOWERED)) if begins else 0
        if held and begins and (number == last + 1 or not begins[1].isascii()):
            yield _note(held, looks)
            held = []
        if not held or number == last + 1:
            last = number
        held.append(line)
    if held:
        yield _note(held, looks)


def _note(held: Sequence[Line], looks: Looks) -> Paragraph:
    text = join_lines([line.text for line in held], looks.known)
    raised = _NOTE_START.sub(lambda mark: f"{mark[1].translate(RAISED)} ", text, count=1)
    return Paragraph(raised, 0, held[0].page, Part.NOTE)


def _text(lines: Sequence[Line], looks: Looks) -> Iterator[Paragraph]:
    held: list[Line] = []
    for line in _with_chapters(lines, looks):
        if held and _parts_from(held, line, looks):
            yield _paragraph(held, looks)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held, looks)


def _with_chapters(lines: Sequence[Line], looks: Looks) -> Iterator[Line]:
    """Give the lines with the number of a chapter put before the title that stands below it."""
    number: Line | None = None
    for line in lines:
        if number and looks.stands_out(line):
            line = replace(line, text=f"{number.text} {line.text}")
            number = None
        if number:
            yield number
        number = line if _CHAPTER.match(line.text) else None
        if not number:
            yield line
    if number:
        yield number


def _parts_from(held: Sequence[Line], line: Line, looks: Looks) -> bool:
    """Tell whether a line begins another paragraph than the lines above it."""
    before = held[-1]
    if line.row or before.row or looks.titled(line) or looks.titled(before):
        return not _goes_on_title(held, line, looks)
    step = before.y - line.y
    if step > _GAP * looks.leading * max(1.0, line.size / looks.size) or step < 0:
        return True
    if abs(line.size - before.size) > 0.1 * looks.size:
        return True
    indented = abs(line.x - held[0].x) > _INDENT
    if begins_item(line.text, "" if indented or _is_item(held) else before.text):
        return True
    return _is_item(held) and line.x < held[0].x + 1 and not held[0].x <= line.x


def _goes_on_title(held: Sequence[Line], line: Line, looks: Looks) -> bool:
    """Tell whether a line is the next line of a title that takes more than one."""
    before = held[-1]
    close = 0 < before.y - line.y < 1.6 * line.size
    alike = style_of(line) == style_of(before) and not line.row and not before.row
    titled = looks.stands_out(line) and not numbered(line)
    return close and alike and titled and len(held) < _TITLE_LINES


def _is_item(held: Sequence[Line]) -> bool:
    return begins_item(held[0].text)


def _paragraph(held: Sequence[Line], looks: Looks) -> Paragraph:
    first = held[0]
    text = join_lines([line.text for line in held], looks.known)
    if first.row:
        return Paragraph(text, 0, first.page, Part.ROW)
    if looks.titled(first) and not _NO_TITLE_END.search(text):
        return Paragraph(text, looks.level(text, first), first.page)
    if begins_item(first.text):
        return Paragraph(text, 0, first.page, Part.ITEM)
    return Paragraph(text, 0, first.page)
