"""How a PDF looks: the size of its text, the distance of its lines, and which looks are titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from knowledge_base.paragraphs import heading_level
from knowledge_base.parts import words_of
from knowledge_base.pdf_lines import Line

_LARGER: Final = 1.08  # of the body: a title is at least this large, or bold
_LONGEST_TITLE: Final = 150
_DEEPEST: Final = 6
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d_]")
_INNER_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_]")
_BULLET = re.compile(r"^[^\w(\"'‘“]\s")
_ANNEX = re.compile(r"^(?:[IVX]{1,4} )?bijlagen?\b", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"(?:\.{3}|…|\s)\s*\d{1,3}$")
Style = tuple[float, bool]  # size, bold


@dataclass(frozen=True, slots=True)
class Looks:
    """How the body of a document looks, and at which level each look of a title stands.

    `chapters` are the numbers that have numbers below them (3 when there is a 3.1); `known` are
    the words of the document.
    """

    size: float
    leading: float
    levels: dict[Style, int]
    chapters: frozenset[str]
    known: Container[str]

    def stands_out(self, line: Line) -> bool:
        """Tell whether a line looks like (part of) a title: larger than the body, or bold."""
        return _stands_out(line, self.size)

    def titled(self, line: Line) -> bool:
        """Tell whether a line is (part of) a title, by its looks or by a number such as 3.1.2."""
        if self.stands_out(line):
            return True
        if not _INNER_NUMBER.match(line.text) or _CONTENTS_LINE.search(line.text):
            return False
        return 0 < heading_level(line.text) < _DEEPEST

    def level(self, text: str, line: Line) -> int:
        """Give the level of the title `text` that begins at a line."""
        number = _NUMBER.match(text)
        chapter = _ANNEX.match(text) or (number and number[1] in self.chapters)
        if chapter and 1 not in self.levels.values():
            return 1
        if number and ("." in number[1] or self.size < line.size):
            return min(number[1].count(".") + 1, _DEEPEST)
        return self.levels.get(style_of(line), 1)


def looks_of(sheets: Sequence[Sequence[Line]]) -> Looks:
    """Learn how a document looks from the lines of its pages."""
    lines = [line for sheet in sheets for line in sheet]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    steps = Counter(
        round(one.y - other.y, 1)
        for sheet in sheets
        for one, other in pairwise(sheet)
        if one.size == other.size == size and 0 < one.y - other.y < 3 * size
    )
    leading = steps.most_common(1)[0][0] if steps else 1.2 * size
    known = words_of("\n".join(line.text for line in lines))
    chapters = frozenset(
        line.text.split(".")[0] for line in lines if _INNER_NUMBER.match(line.text)
    )
    return Looks(size, leading, _levels(lines, size), chapters, known)


def style_of(line: Line) -> Style:
    """Give the size and weight of a line."""
    return line.size, line.bold


def numbered(line: Line) -> bool:
    """Tell whether a line begins with the number of a section."""
    return bool(_NUMBER.match(line.text))


def _stands_out(line: Line, size: float) -> bool:
    words = any(c.isalpha() for c in line.text) and len(line.text) <= _LONGEST_TITLE
    differs = line.size >= _LARGER * size or (line.bold and line.size >= 0.98 * size)
    return words and differs and not line.row and not _BULLET.match(line.text)


def _levels(lines: Sequence[Line], size: float) -> dict[Style, int]:
    """Give each look of a title its level: that of its numbers, else one below the larger look."""
    found: dict[Style, Counter[int]] = {}
    for line in lines:
        if _stands_out(line, size):
            number = _NUMBER.match(line.text)
            depth = number[1].count(".") + 1 if number else 0
            found.setdefault(style_of(line), Counter())[depth] += 1
    levels: dict[Style, int] = {}
    above = 0
    for style in sorted(found, reverse=True):
        depths = [depth for depth in found[style] if depth]
        if depths and (len(depths) == 1 or not found[style][0]):
            above = min(depths)
        else:  # titles without a number that look like those of several depths stand below them
            above = max([above, *depths]) + 1
        levels[style] = min(above, _DEEPEST)
    return levels
