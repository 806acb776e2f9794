"""Word documents to paragraphs: titles, lists with their marks, rows of tables, and footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx import Document as open_docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph

from knowledge_base.parts import RAISED, Paragraph, Part, begins_item, clean

_MOST_BYTES: Final = 500_000_000
_TITLE_STYLE = re.compile(r"(?:heading|kop)\s*([1-6])", re.IGNORECASE)
_PLACE = re.compile(r"%(\d)")
_LETTERS: Final = 26
_NOTE_PARTS: Final = ("footnotes", "endnotes")
_REFERENCES: Final = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Mark:
    """How Word draws the mark of an item: its kind, and a text such as "%1.%2" for its numbers."""

    group: str
    kind: str
    text: str
    start: int


class DocxError(Exception):
    """Raised when a file is no Word document that can be read."""


def docx_paragraphs(data: bytes) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a Word document; a note follows the paragraph that refers to it.

    Raises `DocxError`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise DocxError
        document = open_docx(io.BytesIO(data))
        return tuple(_Reading(document).paragraphs())
    except Exception as error:  # zip, XML and package errors of three libraries
        raise DocxError from error


class _Reading:
    """One reading of a document: the notes it has, and how far the numbers of lists and notes are."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = dict(_notes(document))
        self._marks = _marks(document)
        self._numbers: dict[_Key, str] = {}
        self._counts: dict[tuple[str, int], int] = {}

    def paragraphs(self) -> Iterator[Paragraph]:
        for part in self._document.iter_inner_content():
            if isinstance(part, Table):
                yield from self._rows(part)
            else:
                yield from self._paragraph(part)

    def _rows(self, table: Table) -> Iterator[Paragraph]:
        for row in table.rows:
            found: list[_Key] = []
            cells = {cell._tc: " ".join(self._text(p, found) for p in cell.paragraphs)
                     for cell in row.cells}  # fmt: skip
            text = " | ".join(filled for cell in cells.values() if (filled := clean(cell)))
            yield Paragraph(text, part=Part.ROW)
            yield from self._told(found)

    def _paragraph(self, part: DocxParagraph) -> Iterator[Paragraph]:
        found: list[_Key] = []
        text = clean(self._text(part, found))
        level = _level(part)
        mark = self._mark(part) if text else ""
        if mark and not begins_item(text):
            text = f"{mark} {text}"
        kind = Part.ITEM if not level and (mark or begins_item(text)) else Part.TEXT
        yield Paragraph(text, level, part=kind)
        yield from self._told(found)

    def _text(self, part: DocxParagraph, found: list[_Key]) -> str:
        """Give the words of a paragraph, with the number of each note; adds the notes to `found`."""
        words: list[str] = []
        for element in part._p.iter():
            tag = element.tag
            if tag == qn("w:t"):
                words.append(element.text or "")
            elif tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                words.append(" ")
            elif tag == qn("w:noBreakHyphen"):
                words.append("-")
            elif tag in _REFERENCES:
                key = (_REFERENCES[tag], str(element.get(qn("w:id"))))
                number = self._numbers.setdefault(key, str(len(self._numbers) + 1))
                words.append(number.translate(RAISED))
                found.append(key)
        return "".join(words)

    def _told(self, keys: Sequence[_Key]) -> Iterator[Paragraph]:
        for key in dict.fromkeys(keys):
            if text := self._notes.pop(key, ""):
                number = self._numbers[key].translate(RAISED)
                yield Paragraph(f"{number} {text}", part=Part.NOTE)

    def _mark(self, part: DocxParagraph) -> str:
        """Give the number or mark that Word draws before a title or an item; empty without one."""
        key = _list_of(part)
        drawn = self._marks.get(key) if key else None
        if key is None or drawn is None or drawn.kind == "none":
            return ""
        if drawn.kind == "bullet":
            return "•"
        group, depth = drawn.group, int(key[1])
        self._counts[group, depth] = self._counts.get((group, depth), drawn.start - 1) + 1
        for deeper in [at for at in self._counts if at[0] == group and at[1] > depth]:
            del self._counts[deeper]
        return _PLACE.sub(lambda place: self._number(key[0], group, int(place[1]) - 1), drawn.text)

    def _number(self, list_id: str, group: str, depth: int) -> str:
        drawn = self._marks.get((list_id, str(depth)))
        number = self._counts.get((group, depth), drawn.start if drawn else 1)
        if drawn and drawn.kind == "lowerLetter" and number <= _LETTERS:
            return chr(ord("a") - 1 + number)
        return str(number)


def _level(part: DocxParagraph) -> int:
    style = part.style
    while style is not None:
        name = style.name or ""
        found = _TITLE_STYLE.match(name)
        if found:
            return int(found[1])
        if name.lower() in ("title", "titel"):
            return 1
        style = style.base_style
    return 0


def _list_of(part: DocxParagraph) -> _Key | None:
    """Give the list and the depth that a paragraph or its style names."""
    owners = [part._p.pPr]
    style = part.style
    while style is not None:
        owners.append(style.element.pPr)
        style = style.base_style
    for owner in owners:
        numbered: Any = owner.numPr if owner is not None else None
        if numbered is not None and numbered.numId is not None:
            depth = numbered.ilvl.val if numbered.ilvl is not None else 0
            return (str(numbered.numId.val), str(depth)) if numbered.numId.val else None
    return None


def _marks(document: Document) -> dict[_Key, _Mark]:
    """Give how each list draws its marks, at each depth."""
    root = _part(document, "numbering")
    if root is None:
        return {}
    levels: dict[str, list[tuple[str, _Mark]]] = {}
    for abstract in root.findall(qn("w:abstractNum")):
        group = str(abstract.get(qn("w:abstractNumId")))
        for level in abstract.findall(qn("w:lvl")):
            kind = _value(level, "w:numFmt", "decimal")
            start = int(_value(level, "w:start", "1"))
            mark = _Mark(group, kind, _value(level, "w:lvlText", "").strip(), start)
            levels.setdefault(group, []).append((str(level.get(qn("w:ilvl"))), mark))
    return {
        (str(number.get(qn("w:numId"))), depth): mark
        for number in root.findall(qn("w:num"))
        for depth, mark in levels.get(_value(number, "w:abstractNumId", ""), ())
    }


def _value(owner: Any, tag: str, default: str) -> str:
    found = owner.find(qn(tag))
    return default if found is None else str(found.get(qn("w:val"), default))


def _notes(document: Document) -> Iterator[tuple[_Key, str]]:
    for kind in _NOTE_PARTS:
        root = _part(document, kind)
        for note in root if root is not None else ():
            words = [t.text or "" for t in note.iter(qn("w:t"))]
            if note.get(qn("w:type")) in (None, "normal") and (text := clean("".join(words))):
                yield (kind, str(note.get(qn("w:id")))), text


def _part(document: Document, name: str) -> Any:
    """Give the root of a part of the document that is named so; None when it has none."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return parse_xml(relation.target_part.blob)
    return None
