"""Pages from a table of contents, for a text that does not mark its pages itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

_TOC_HEAD = re.compile(r"^#*\s*\**(?:inhoudsopgave|inhoud|contents)\**\s*$", re.IGNORECASE)
_TOC_LINE = re.compile(r"^\s*(\S.*?)[\s.…]*(?:\t|\.{2,}|…)[\s.…]*(\d{1,4})\s*$")
_PAGE_GAP: Final = 3
_ENOUGH_ANCHORS: Final = 5
_AGREEMENT: Final = 0.8
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines without a blank line between them, the blank lines before them, and their page."""

    text: str
    gap: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A title of the table of contents with the page on which it says that the section begins."""

    title: str
    page: int


def contents_title(text: str) -> bool:
    """Tell whether a line is the title of a table of contents."""
    return bool(_TOC_HEAD.match(text.strip()))


def by_contents(parts: tuple[Lines, ...]) -> tuple[Lines, ...]:
    """Give the parts with their page, or the pages of their section; unchanged without contents."""
    anchors, start = _contents(parts)
    if len(anchors) < _ENOUGH_ANCHORS:
        return parts
    offset = _offset(parts, anchors, start)
    if offset is None:
        return _by_section(parts, anchors, start)
    return tuple(
        replace(part, page=str(block + offset)) if block + offset > 0 else part
        for part, block in zip(parts, _blocks(parts), strict=True)
    )


def _contents(parts: Sequence[Lines]) -> tuple[list[_Anchor], int]:
    """Read the table of contents: its entries, and the number of the first part after it."""
    heads = [n for n, part in enumerate(parts) if contents_title(part.text)]
    found: list[_Anchor] = []
    end = heads[0] + 1 if heads else 0
    for n in range(end, len(parts)) if heads else ():
        entries = [m for line in parts[n].text.split("\n") if (m := _TOC_LINE.match(line))]
        if not entries and found:
            break
        found += [_Anchor(_key(m[1]), int(m[2])) for m in entries]
        end = n + 1
    return [anchor for anchor in found if anchor.title], end


def _key(title: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", title.lower()))


def _title_key(part: Lines) -> str:
    return _key(part.text) if len(part.text) <= _LONGEST_TITLE else ""


def _blocks(parts: Iterable[Lines]) -> list[int]:
    block, found = 0, []
    for part in parts:
        block += part.gap >= _PAGE_GAP
        found.append(block)
    return found


def _offset(parts: Sequence[Lines], anchors: Sequence[_Anchor], start: int) -> int | None:
    """Give page minus block where (nearly) all entries of the contents agree on it."""
    blocks = _blocks(parts)
    places: dict[str, set[int]] = {}
    for part, block in list(zip(parts, blocks, strict=True))[start:]:
        places.setdefault(_title_key(part), set()).add(block)
    found = [{a.page - block for block in places[a.title]} for a in anchors if a.title in places]
    votes = Counter(offset for offsets in found for offset in offsets)
    best, count = votes.most_common(1)[0] if votes else (0, 0)
    distinct = len({anchor.page for anchor in anchors})
    agreed = count >= max(_ENOUGH_ANCHORS, _AGREEMENT * len(found)) and distinct > 1
    return best if agreed else None


def _by_section(
    parts: tuple[Lines, ...], anchors: Sequence[_Anchor], start: int
) -> tuple[Lines, ...]:
    """Give each part between two found titles the pages from the first to the second."""
    begins: list[tuple[int, int]] = []
    at = start
    for anchor in anchors:
        place = next(
            (n for n in range(at, len(parts)) if _title_key(parts[n]) == anchor.title),
            -1,
        )
        if place >= 0:
            begins.append((place, anchor.page))
            at = place + 1
    found = list(parts)
    for (first, page), (after, until) in pairwise(begins):
        pages = f"{page}-{until}" if until > page else str(page)
        for n in range(first, after):
            found[n] = replace(found[n], page=pages)
    return tuple(found)
