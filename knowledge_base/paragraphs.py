"""Plain text and Markdown to paragraphs with their heading and, where it can be known, their page.

Page numbers are only given where the text itself proves them: form feeds, lines such as
"Pagina 3 van 40", or a table of contents that agrees with the gaps between pages. Where a table of
contents only tells on which page a section begins, the pages of that section are given ("12-14").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge_base.pages import Lines, by_contents

_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br)\s*/?>", re.IGNORECASE)
_NOTE_MARK = re.compile(r"<sup>(\d+)</sup>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CHAPTER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})$")
_PAGE_LINE = re.compile(
    r"^\W*(?:pagina|page|blz\.?|p\.)\s*(\d{1,4})(?:\s*(?:van|of|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[^\W\d_]")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_NOT_A_TITLE = re.compile(r"^[-*•>|(\[\"'‘“¹²³⁴⁵⁶⁷⁸⁹]|[.,;:!?…]$|\t|\|")
_LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, word for word. `level` is that of a heading and 0 for running text."""

    text: str
    level: int = 0
    page: str = ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a text, with headings marked and pages where they are certain."""
    lines = tuple(_paged(_unmarked(text.replace("\r\n", "\n").replace("\r", "\n"))))
    if not any(part.page for part in lines):
        lines = by_contents(lines)
    return tuple(_marked(lines))


def heading_level(text: str) -> int:
    """Give the level (1-6) of a paragraph that looks like a heading, else 0."""
    markdown = _MARKDOWN_HEADING.match(text)
    if markdown:
        return _number_level(markdown[2]) or len(markdown[1])
    if "\n" in text or not 3 <= len(text) <= _LONGEST_TITLE or _NOT_A_TITLE.search(text):
        return 0
    bare = 6 if text[0].isupper() and any(c.islower() for c in text) else 0
    return _number_level(text) or bare


def _number_level(text: str) -> int:
    """Give the level that a number such as 3.1.2 tells; 0 without one."""
    return min(text.split()[0].strip(".").count(".") + 1, 5) if _NUMBERED.match(text) else 0


def clean(text: str) -> str:
    """Give a paragraph with its whitespace made single."""
    return " ".join(text.split())


def _paged(text: str) -> Iterator[Lines]:
    """Split at form feeds and page lines; without these all is one part without a page."""
    if "\f" in text:
        for number, sheet in enumerate(text.split("\f"), 1):
            yield from _split(sheet, str(number))
        return
    parts = list(_split(text))
    marks = [_PAGE_LINE.match(part.text.strip()) for part in parts]
    numbers = [int(mark[1]) for mark in marks if mark]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):
        yield from parts
        return
    at_top = marks[0] is not None
    page = numbers[0]
    for part, mark in zip(parts, marks, strict=True):
        if mark:  # the line itself is layout, no text
            page = int(mark[1]) + (0 if at_top else 1)
        else:
            yield replace(part, page=str(page))


def _split(text: str, page: str = "") -> Iterator[Lines]:
    gap, rows = 0, list[str]()
    for line in (*text.split("\n"), ""):
        if line.strip() and not (rows and (_heads(line) or _heads(rows[-1]))):
            rows.append(line)
            continue
        if rows:
            yield Lines("\n".join(rows), gap, page)
            gap, rows = 0, []
        if line.strip():
            rows.append(line)
        else:
            gap += 1


def _heads(line: str) -> bool:
    return bool(_MARKDOWN_HEADING.match(line) or _PAGE_LINE.match(line.strip()))


def _unmarked(text: str) -> str:
    """Take away marks of layout: tags, stars around words; note numbers become raised digits."""
    raised = _NOTE_MARK.sub(lambda mark: mark[1].translate(_RAISED), text)
    return _EMPHASIS.sub(r"\2", _TAG.sub("", raised))


def _marked(parts: Sequence[Lines]) -> Iterator[Paragraph]:
    chapter = ""
    for n, part in enumerate(parts):
        text = part.text.strip()
        below = parts[n + 1].text.strip() if n + 1 < len(parts) else ""
        level = heading_level(text)
        if level == 6 and not text.startswith("#"):  # a bare title needs running text below it
            level = 6 if len(below) > len(text) else 0
        if _CHAPTER.match(text) and heading_level(below):
            chapter = text  # a chapter number on a line of its own belongs to the title below it
            continue
        if level and text.startswith("#"):
            text = text.lstrip("#").strip()
        yield Paragraph(clean(f"{chapter} {text}"), 1 if chapter else level, part.page)
        chapter = ""
