"""Original documents to paragraphs: PDF, Word, HTML, Markdown and plain text."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pypdf import PdfReader

from knowledge_base.errors import IngestError, LockedFileError, ScannedFileError
from knowledge_base.notes import placed
from knowledge_base.paragraphs import paragraphs
from knowledge_base.parts import Paragraph
from knowledge_base.pdf_lines import read_lines
from knowledge_base.pdf_text import pdf_paragraphs
from knowledge_base.read_docx import DocxError, docx_paragraphs
from knowledge_base.read_html import html_paragraphs

READING: Final = "2"  # the way of reading: another one means that documents must be read again
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_LEAST_LETTERS: Final = 20
_SCAN_LETTERS: Final = 20  # a page with fewer holds a picture
_MOST_MEGABYTES: Final = 100
_REAL_KINDS: Final = (
    (b"%PDF-", (".pdf",), "een PDF"),
    (b"\xd0\xcf\x11\xe0", (), "een oud of beveiligd Word-bestand"),
    (b"PK\x03\x04", (".docx",), "een Word-bestand of een ander ingepakt bestand"),
    (b"<!doctype html", (".html", ".htm"), "een webpagina"),
    (b"<html", (".html", ".htm"), "een webpagina"),
)


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a file. Raises `IngestError`, in Dutch, when it cannot be used."""
    _reader_of(path.name)  # a file of another kind is not even opened
    found = paragraphs_of(path.name, _bytes(path))
    if sum(c.isalpha() for part in found for c in part.text) < _LEAST_LETTERS:
        raise IngestError(
            f"In «{path.name}» staat geen tekst die ik kan lezen. Kies een bestand met tekst."
        )
    return found


def paragraphs_of(name: str, data: bytes) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a file that is in memory; the end of `name` tells its kind.

    Raises `IngestError`, in Dutch, when it cannot be used.
    """
    reader = _reader_of(name)
    check_kind(name, data)
    try:
        return placed(part for part in reader(name, data) if part.text)
    except IngestError:
        raise
    except Exception as error:  # one strange file may not stop a whole folder
        raise IngestError(
            f"«{name}» is niet te lezen. Bewaar het bestand opnieuw, of als een andere soort."
        ) from error


def _reader_of(name: str) -> _Reader:
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(_READERS))
        raise IngestError(f"«{name}» is geen soort bestand dat ik kan lezen. Gebruik {kinds}.")
    return reader


def cannot_open(path: Path) -> IngestError:
    """Give the error of a file that is not there or may not be read."""
    return IngestError(f"«{path.name}» is niet te openen. Controleer of het bestand bestaat.")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_MEGABYTES * 1_000_000:
            raise IngestError(
                f"«{path.name}» is te groot (meer dan {_MOST_MEGABYTES} MB). "
                "Maak het bestand kleiner of deel het op."
            )
        data = path.read_bytes()
    except OSError as error:
        raise cannot_open(path) from error
    if not data.strip():
        raise IngestError(f"«{path.name}» is leeg. Kies een bestand met tekst.")
    return data


def check_kind(name: str, data: bytes) -> None:
    """Raise `IngestError` when the content is evidently of another kind than the name says."""
    file = Path(name)
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, names, kind in _REAL_KINDS:
        if start[: len(mark)].lower() == mark.lower() and file.suffix.lower() not in names:
            if not names:
                raise LockedFileError(f"«{name}» is eigenlijk {kind}. Bewaar het als DOCX.")
            todo = f"Geef het de naam {file.stem}{names[0]}"
            raise IngestError(f"«{name}» is eigenlijk {kind}. {todo}.")


def _read_text(name: str, data: bytes) -> tuple[Paragraph, ...]:
    return paragraphs(decode_text(name, data))


def decode_text(name: str, data: bytes) -> str:
    """Give the text of a plain file. Raises `IngestError` when it is none."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise IngestError(f"«{name}» is niet als tekst te lezen. Bewaar het bestand als UTF-8.")


def _read_html(name: str, data: bytes) -> Iterable[Paragraph]:
    return html_paragraphs(data)


def _read_docx(name: str, data: bytes) -> Iterable[Paragraph]:
    try:
        return docx_paragraphs(data)
    except DocxError as error:
        raise IngestError(
            f"«{name}» is geen geldig Word-bestand. Open het in Word en bewaar het opnieuw als DOCX."
        ) from error


def _read_pdf(name: str, data: bytes) -> Iterable[Paragraph]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # users read what we say about a file
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else read_lines(reader)
    except Exception as error:  # the library lets many kinds through on a broken file
        raise IngestError(
            f"«{name}» is geen leesbare PDF. Vraag het bestand opnieuw op of bewaar het opnieuw."
        ) from error
    if locked:
        raise LockedFileError(
            f"«{name}» is beveiligd met een wachtwoord. Bewaar de PDF eerst zonder beveiliging."
        )
    letters = sum(c.isalpha() for page in pages for line in page for c in line.text)
    if letters < _SCAN_LETTERS * max(1, len(pages)):
        raise ScannedFileError(
            f"In «{name}» staat geen tekst: het lijkt een scan. Maak er eerst een doorzoekbare PDF "
            "van met tekstherkenning (OCR) en voeg die toe."
        )
    return pdf_paragraphs(pages)


_Reader = Callable[[str, bytes], Iterable[Paragraph]]
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
