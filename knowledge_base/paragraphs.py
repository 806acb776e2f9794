"""Plain text and Markdown to paragraphs with their heading and, where it can be known, their page.

Page numbers are only given where the text itself proves them: form feeds, lines such as
"Pagina 3 van 40", or a table of contents that agrees with the gaps between pages. Where a table of
contents only tells on which page a section begins, the pages of that section are given ("12-14").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from knowledge_base.pages import Lines, by_contents
from knowledge_base.parts import (
    RAISED,
    Paragraph,
    Part,
    begins_item,
    clean,
    join_lines,
    note_number,
    words_of,
)

_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br)\s*/?>", re.IGNORECASE)
_NOTE_MARK = re.compile(r"<sup>(\d+)</sup>", re.IGNORECASE)
_NOTE_NAME = re.compile(r"\[\^(\d{1,4})\]:?")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)((?:[^*\n]|\n(?=\S))+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:#|(\S*?))\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")
_QUOTE_MARK = re.compile(r"^>[ \t]?", re.MULTILINE)
_RULE = re.compile(r"^[\s|:+=-]{3,}$")
_CHAPTER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})$")
_PAGE_LINE = re.compile(
    r"^\W*(?:pagina|page|blz\.?|p\.)\s*(\d{1,4})(?:\s*(?:van|of|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[^\W\d_]")
_ITEM_NUMBER = re.compile(r"^(\d{1,2})[.)]?\s+\S")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_NOT_A_TITLE = re.compile(r"^[-*•>|(\[\"'‘“¹²³⁴⁵⁶⁷⁸⁹]|[.,;:!?…]$|\t|\|")
_LETTERHEAD = re.compile(
    r"^(?:datum|(?:ons|uw) kenmerk|contactpersoon|projectnaam|onderwerp|retouradres|postbus)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 100
_DEEP: Final = 3  # a title this deep with a single number is no chapter


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a text, with headings marked and pages where they are certain."""
    plain = _unmarked(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = tuple(_paged(plain))
    if not any(part.page for part in lines):
        lines = by_contents(lines)
    return tuple(_marked(lines, words_of(plain)))


def heading_level(text: str) -> int:
    """Give the level (1-6) of a paragraph that looks like a heading, else 0."""
    markdown = _MARKDOWN_HEADING.match(text)
    if markdown:
        depth, own = len(markdown[1]), _number_level(markdown[2])
        return own if own > 1 or (own and depth < _DEEP) else depth
    if "\n" in text or not 3 <= len(text) <= _LONGEST_TITLE or _NOT_A_TITLE.search(text):
        return 0
    titled = text[0].isupper() and any(c.islower() for c in text)
    bare = 6 if titled and not _LETTERHEAD.match(text) else 0
    return _number_level(text) or bare


def _number_level(text: str) -> int:
    """Give the level that a number such as 3.1.2 tells; 0 without one."""
    return min(text.split()[0].strip(".").count(".") + 1, 5) if _NUMBERED.match(text) else 0


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
    """Take away marks of layout, keep all words; note numbers become raised digits."""
    raised = _NOTE_MARK.sub(lambda mark: mark[1].translate(RAISED), text)
    raised = _NOTE_NAME.sub(lambda mark: mark[1].translate(RAISED), raised)
    plain = _QUOTE_MARK.sub("", _EMPHASIS.sub(r"\2", _TAG.sub("", raised)))
    return _ESCAPED.sub(r"\1", _LINK.sub(_link, plain))


def _link(found: re.Match[str]) -> str:
    return f"{found[1]} ({found[2]})" if found[2] and found[2] not in found[1] else found[1]


def _marked(parts: Sequence[Lines], known: Container[str]) -> Iterator[Paragraph]:
    chapter = ""
    for n, part in enumerate(parts):
        text = part.text.strip()
        below = parts[n + 1].text.strip() if n + 1 < len(parts) else ""
        above = parts[n - 1].text.strip() if n else ""
        level = 0 if _numbered_item(text, above, below) else heading_level(text)
        if level == 6 and not text.startswith("#"):  # a bare title needs running text below it
            level = 6 if len(below) > len(text) else 0
        if _CHAPTER.match(text) and heading_level(below):
            chapter = text  # a chapter number on a line of its own belongs to the title below it
            continue
        if level:
            title = text.lstrip("#").strip() if text.startswith("#") else text
            yield Paragraph(clean(f"{chapter} {title}"), 1 if chapter else level, part.page)
        else:
            yield from _body(f"{chapter} {text}".strip(), part.page, known)
        chapter = ""


def _numbered_item(text: str, above: str, below: str) -> bool:
    """Tell whether a numbered line is one of a row of items, and not the title of a chapter."""
    own = _ITEM_NUMBER.match(text)
    if not own or "\n" in text:
        return False
    near = (_ITEM_NUMBER.match(above), _ITEM_NUMBER.match(below))
    return any(other and abs(int(other[1]) - int(own[1])) == 1 for other in near)


def _body(text: str, page: str, known: Container[str]) -> Iterator[Paragraph]:
    """Give the lines of a block as running text, items of a list, notes or rows of a table."""
    held: list[str] = []
    kind = Part.TEXT
    for line in text.split("\n"):
        begins = _begins(line.strip(), held, kind)
        if begins and held:
            yield _paragraph(held, page, kind, known)
            held = []
        kind = begins or (kind if held else Part.TEXT)
        if not (kind is Part.ROW and _RULE.match(line)):
            held.append(line)
    if held:
        yield _paragraph(held, page, kind, known)


def _begins(line: str, held: Sequence[str], kind: Part) -> Part | None:
    """Give what begins at this line; None when it goes on with what stands above it."""
    if note_number(line):
        return Part.NOTE
    if "\t" in line or line.startswith("|"):
        return Part.ROW
    before = held[-1] if held and kind is not Part.ITEM else ""
    if begins_item(line, before) and (kind is not Part.NOTE or not held):
        return Part.ITEM
    return Part.TEXT if kind is Part.ROW and held else None


def _paragraph(held: Sequence[str], page: str, kind: Part, known: Container[str]) -> Paragraph:
    if kind is Part.ROW:
        cells = (clean(cell) for cell in re.split(r"[\t|]", held[0]))
        return Paragraph(" | ".join(cell for cell in cells if cell), 0, page, kind)
    return Paragraph(join_lines(held, known), 0, page, kind)
