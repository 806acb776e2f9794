"""Original documents to paragraphs: PDF, Word, HTML, Markdown and plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bs4 import BeautifulSoup, Tag
from docx import Document as open_docx
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph
from pypdf import PdfReader

from knowledge_base.errors import IngestError
from knowledge_base.paragraphs import Paragraph, clean, heading_level, paragraphs

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "dt", "dd", "pre",
                  "blockquote", "figcaption", "caption")  # fmt: skip
_NOT_TEXT: Final = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "form",
    "head",
)
_LEAST_LETTERS: Final = 20


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a file. Raises `IngestError`, in Dutch, when it cannot be used."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(_READERS))
        raise IngestError(f"«{path.name}» is geen soort bestand dat ik kan lezen. Gebruik {kinds}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IngestError(
            f"«{path.name}» is niet te openen. Controleer of het bestand bestaat."
        ) from error
    if not data.strip():
        raise IngestError(f"«{path.name}» is leeg. Kies een bestand met tekst.")
    found = tuple(part for part in reader(path.name, data) if part.text)
    if sum(c.isalpha() for part in found for c in part.text) < _LEAST_LETTERS:
        raise IngestError(f"In «{path.name}» staat geen tekst. {_no_text_advice(path)}")
    return found


def _no_text_advice(path: Path) -> str:
    if path.suffix.lower() == ".pdf":
        return "Het lijkt een scan. Maak er eerst een doorzoekbare PDF van (OCR)."
    return "Kies een bestand met tekst."


def _read_text(name: str, data: bytes) -> tuple[Paragraph, ...]:
    return paragraphs(_decode(name, data))


def _decode(name: str, data: bytes) -> str:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise IngestError(f"«{name}» is niet als tekst te lezen. Bewaar het bestand als UTF-8.")


def _read_html(name: str, data: bytes) -> Iterator[Paragraph]:
    soup = BeautifulSoup(data, "html.parser")
    for tag in soup.find_all(_NOT_TEXT):
        tag.decompose()
    body = soup.body or soup
    held: list[str] = []
    for node in body.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS or node.name in ("div", "br", "tr", "section"):
                yield from _loose(held)
            if node.name in _BLOCKS and not node.find(_BLOCKS):
                level = int(node.name[1]) if re.fullmatch(r"h[1-6]", node.name) else 0
                yield Paragraph(clean(node.get_text(" ")), level)
        elif not _in_leaf(node.parent) and type(node).__name__ == "NavigableString":
            held.append(str(node))
    yield from _loose(held)


def _in_leaf(tag: Tag | None) -> bool:
    """Tell whether a text stands in a block that is given as a whole."""
    while tag is not None:
        if tag.name in _BLOCKS:
            return not tag.find(_BLOCKS)
        tag = tag.parent
    return False


def _loose(held: list[str]) -> Iterator[Paragraph]:
    text = clean("".join(held))
    held.clear()
    if text:
        yield Paragraph(text)


def _read_docx(name: str, data: bytes) -> Iterator[Paragraph]:
    try:
        parts = list(open_docx(io.BytesIO(data)).iter_inner_content())
    except Exception as error:  # zip, XML and package errors of three libraries
        raise IngestError(
            f"«{name}» is geen geldig Word-bestand. Open het in Word en bewaar het opnieuw als DOCX."
        ) from error
    for part in parts:
        if isinstance(part, Table):
            rows = (
                " | ".join(dict.fromkeys(clean(c.text) for c in row.cells)) for row in part.rows
            )
            yield from (Paragraph(row) for row in rows)
        else:
            yield Paragraph(clean(part.text), _docx_level(part))


def _docx_level(part: DocxParagraph) -> int:
    style = (part.style.name or "") if part.style else ""
    found = re.match(r"(?:heading|kop)\s*([1-6])", style, re.IGNORECASE)
    if found:
        return int(found[1])
    return 1 if style.lower() in ("title", "titel") else 0


def _read_pdf(name: str, data: bytes) -> Iterator[Paragraph]:
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = () if locked else tuple(page.extract_text() or "" for page in reader.pages)
    except Exception as error:  # the library lets many kinds through on a broken file
        raise IngestError(
            f"«{name}» is geen leesbare PDF. Vraag het bestand opnieuw op of bewaar het opnieuw."
        ) from error
    if locked:
        raise IngestError(
            f"«{name}» is beveiligd met een wachtwoord. Bewaar de PDF eerst zonder beveiliging."
        )
    for number, text in enumerate(pages, 1):
        yield from _pdf_page(text, str(number))


def _pdf_page(text: str, page: str) -> Iterator[Paragraph]:
    """Join the lines of a page to paragraphs; numbered titles stand alone."""
    held: list[str] = []
    for line in (*(clean(line) for line in text.splitlines()), ""):
        level = heading_level(line) if line else 0
        titled = 0 < level < 6
        if held and (not line or titled):
            yield Paragraph(clean(" ".join(held)), 0, page)
            held = []
        if titled:
            yield Paragraph(line, level, page)
        elif line:
            held.append(line)


_Reader = Callable[[str, bytes], "Iterator[Paragraph] | tuple[Paragraph, ...]"]
_READERS: Mapping[str, _Reader] = MappingProxyType(
    {
        ".pdf": _read_pdf,
        ".docx": _read_docx,
        ".html": _read_html,
        ".htm": _read_html,
        ".md": _read_text,
        ".txt": _read_text,
    }
)
