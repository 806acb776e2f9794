"""Rows of tables in the lines of a PDF, where no more is known than the place of each piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge_base.parts import join_lines
from knowledge_base.pdf_lines import Cell, Line, joined_cells

_SAME_X: Final = 2.0
_SAME_Y: Final = 2.0
_COLUMN: Final = 15.0  # points at least between two columns
_TALLEST: Final = 14  # lines of a cell; longer ones are the columns of a page
_FEW, _MANY = 2, 3  # lines with a cell at the same place: enough to be a column
_NEXT: Final = 2.2  # of the size: lines of one cell are no further apart


@dataclass
class _Row:
    """A row that is being read: the words of each column, and the last line of each."""

    first: Line
    columns: dict[float, list[str]] = field(default_factory=dict)
    bottoms: dict[float, float] = field(default_factory=dict)

    def add(self, x: float, y: float, text: str) -> None:
        column = self.column(x)
        key = x if column is None else column
        self.columns.setdefault(key, []).append(text)
        self.bottoms[key] = y

    def column(self, x: float) -> float | None:
        return next((known for known in self.columns if abs(known - x) <= _SAME_X), None)

    def takes(self, line: Line) -> bool:
        """Tell whether a line is a next cell of this row, or a next line of one of its cells."""
        if line.page != self.first.page or len(line.cells) > 1:
            return False
        column = self.column(line.x)
        if column is None:
            beside = abs(line.y - self.first.y) <= _SAME_Y
            return beside and line.x > max(self.columns) + _COLUMN
        down = self.bottoms[column] - line.y
        return column != min(self.columns) and 0 < down <= _NEXT * line.size

    def line(self) -> Line:
        cells = (join_lines(self.columns[x]) for x in sorted(self.columns))
        return replace(self.first, text=" | ".join(cell for cell in cells if cell), row=True)


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of a page with those of a row of a table made one."""
    often = Counter(round(cell.x) for line in lines for cell in line.cells)
    return list(_read([_aligned(line, often) for line in lines]))


def _aligned(line: Line, often: Counter[int]) -> Line:
    """Keep only the cells that begin where other lines have a cell too."""
    kept: list[Cell] = []
    for cell in line.cells:
        at = round(cell.x)
        there = sum(often[near] for near in (at - 1, at, at + 1))
        if not kept or there >= (_FEW if cell.sure else _MANY):
            kept.append(Cell(cell.x, cell.text))
        else:
            kept[-1] = Cell(kept[-1].x, joined_cells((kept[-1], cell)))
    return replace(line, cells=tuple(kept))


def _read(lines: Sequence[Line]) -> Iterator[Line]:
    held: list[Line] = []
    row: _Row | None = None
    for line in lines:
        if row and row.takes(line):
            row.add(line.x, line.y, line.text)
            continue
        if row:
            yield row.line()
            row = None
        start = _beside(held, line)
        if start is not None:
            yield from held[:start]
            row = _begun(held[start:], line)
            held = []
        elif len(line.cells) > 1:
            yield from held
            held, row = [], _begun((), line)
        else:
            held.append(line)
    yield from (row.line(),) if row else held


def _beside(held: Sequence[Line], line: Line) -> int | None:
    """Give the number of the held line that begins the row of which `line` is a next cell."""
    for back in range(1, min(len(held), _TALLEST) + 1):
        start = held[-back]
        if abs(start.y - line.y) <= _SAME_Y and line.x > start.x + _COLUMN:
            return len(held) - back
    return None


def _begun(cell: Sequence[Line], line: Line) -> _Row:
    row = _Row(cell[0] if cell else line)
    for part in cell:
        row.add(cell[0].x, part.y, part.text)
    for own in line.cells:
        row.add(own.x, line.y, own.text)
    return row
