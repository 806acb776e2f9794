"""The lines of a PDF: their words, place, size and weight, without what repeats on every page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pypdf import PageObject, PdfReader

from knowledge_base.parts import RAISED

_WIDTH: Final = 0.62  # of the size: a letter is seldom wider
_APART: Final = 1.5  # of the size: a wider gap divides cells
_ONLY_MARK = re.compile(
    r"[•▪◦‣●○■□➢✓*–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]?|\d{1,2}(?:\.\d{1,2})+\.?"
)
_SMALL: Final = 0.78  # of the line: a raised number is smaller than this
_EDGE: Final = 4  # lines at the top and at the bottom that may be a running header or footer
_SAME_PLACE: Final = 6.0  # points
_OFTEN: Final = 0.4  # of the pages
_GLYPHS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0fc": "✓",
                         "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl",
                         "\ufb03": "ffi", "\ufb04": "ffl", "\u00a0": " "})  # fmt: skip
_PLAIN_LABEL = re.compile(r"\d{1,4}|[ivxlc]{1,7}", re.IGNORECASE)
_PAGE_LINE = re.compile(
    r"\W*(?:pagina|page|bladzijde|blz\.?)\s*\d{1,4}(?:\s*(?:van|of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+|^[ivxlc]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text on a line, and where it begins; `sure` when it stands well apart."""

    x: float
    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `x` and `y` are those of its first word in points, y upwards.

    `cells` are the pieces of text that may be cells of a table; `row`: the text is a whole row.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    page: str
    cells: tuple[Cell, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool


def read_lines(reader: PdfReader) -> list[list[Line]]:
    """Give the lines of each page, without running headers, footers and page numbers."""
    labels = _labels(reader)
    pages = [list(_lines(_pieces(page), labels[n])) for n, page in enumerate(reader.pages)]
    return _without_repeats(pages)


def _labels(reader: PdfReader) -> list[str]:
    """Give the page numbers as printed where the document tells them, else the count of sheets."""
    sheets = [str(n) for n in range(1, len(reader.pages) + 1)]
    try:
        labels = reader.page_labels
    except Exception:  # noqa: BLE001 - labels that are broken are no reason to refuse the text
        return sheets
    return labels if all(_PLAIN_LABEL.fullmatch(label) for label in labels) else sheets


def _pieces(page: PageObject) -> list[_Piece]:
    found: list[_Piece] = []

    def visit(
        text: str, cm: Sequence[float], tm: Sequence[float], font: Mapping[str, Any] | None,
        size: float,
    ) -> None:  # fmt: skip
        if not text.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = math.sqrt(abs((cm[0] * cm[3] - cm[1] * cm[2]) * (tm[0] * tm[3] - tm[1] * tm[2])))
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold = any(word in name for word in ("bold", "black", "heavy", "semibold"))
        points = round(abs(size) * (scale or 1.0), 1)
        found.extend(
            _Piece(row.translate(_GLYPHS), x, y, points, bold)
            for row in text.split("\n")
            if row.strip()
        )

    page.extract_text(visitor_text=visit)
    return found


def _lines(pieces: Iterable[_Piece], page: str) -> Iterator[Line]:
    held: list[_Piece] = []
    for piece in pieces:
        if held and not _beside(held, piece):
            yield _line(held, page)
            held = []
        held.append(piece)
    if held:
        yield _line(held, page)


def _beside(held: Sequence[_Piece], piece: _Piece) -> bool:
    main = max(held, key=lambda p: len(p.text))
    near = abs(piece.y - main.y) < 0.5 * max(piece.size, main.size)
    return near and piece.x > held[-1].x + 0.1


def _line(held: Sequence[_Piece], page: str) -> Line:
    main = max(held, key=lambda p: len(p.text.strip()))
    found = [Cell(held[0].x, _shown(held[0], main))]
    for before, piece in pairwise(held):
        own = _shown(piece, main)
        apart = piece.x - before.x - _WIDTH * before.size * len(before.text)
        if _ONLY_MARK.fullmatch(found[-1].text.strip()):
            found[-1] = Cell(found[-1].x, f"{found[-1].text} {own}")
        elif own != piece.text or before.text.endswith(" ") or own.startswith(" "):
            found[-1] = Cell(found[-1].x, f"{found[-1].text}{own}")
        else:
            found.append(Cell(piece.x, own, apart > _APART * main.size))
    bold = main.bold and all(p.bold for p in held if any(c.isalpha() for c in p.text))
    return Line(joined_cells(found), held[0].x, main.y, main.size, bold, page, tuple(found))


def joined_cells(cells: Iterable[Cell]) -> str:
    """Give pieces of text as one: a piece that does not stand apart may go on within a word."""
    text = "".join(f" {cell.text}" if cell.sure else cell.text for cell in cells)
    return " ".join(text.split())


def _shown(piece: _Piece, main: _Piece) -> str:
    """Give the text of a piece; a small raised number becomes a number in raised digits."""
    own = piece.text.strip()
    small = piece.size < _SMALL * main.size and piece.y > main.y
    return own.translate(RAISED) if small and own.isdigit() else piece.text


def _without_repeats(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Take away the lines that stand at the same edge of many pages, but for their numbers."""
    found = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(2, math.ceil(_OFTEN * len(pages)))

    def repeats(line: Line) -> bool:
        known = sum(found[near] for near in _near(_key(line))) >= often
        return known or bool(_PAGE_LINE.fullmatch(line.text))

    kept: list[list[Line]] = []
    for page in pages:
        gone = {id(line) for line in _edges(page) if repeats(line)}
        kept.append([line for line in page if id(line) not in gone])
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: -line.y)
    return [*ordered[:_EDGE], *ordered[_EDGE:][-_EDGE:]]


def _key(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text), round(line.y / _SAME_PLACE)


def _near(key: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((key[0], key[1] + step) for step in (-1, 0, 1))
