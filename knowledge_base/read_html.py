"""Web pages to paragraphs, without menus, forms and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from knowledge_base.parts import RAISED, Paragraph, Part, begins_item, clean

_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "dt", "dd", "pre",
                  "blockquote", "figcaption", "caption")  # fmt: skip
_NOT_TEXT: Final = ("script", "style", "noscript", "template", "svg", "nav", "form", "head")
_NOTE_PLACE = re.compile(r"footnote|voetnoot|endnote", re.IGNORECASE)
_ONLY_MARK = re.compile(r"•|\d+\.")  # of an item that begins with a block of its own
_NOTE_MARK = re.compile(r"^\W{0,2}(\d{1,3})\W{0,2}$")


def html_paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Give the paragraphs of a web page."""
    soup = BeautifulSoup(data, "html.parser")
    for tag in soup.find_all(_NOT_TEXT):
        tag.decompose()
    for tag in soup.find_all("sup"):
        found = _NOTE_MARK.match(tag.get_text())
        if found:
            tag.replace_with(found[1].translate(RAISED))
    held: list[str] = []
    for node in (soup.body or soup).descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS or node.name in ("div", "br", "section"):
                yield from _loose(held)
            if _whole(node):
                yield _paragraph(node)
            elif node.name == "li":
                held.append(f"{_mark(node)} ")
        elif not _in_whole(node.parent) and type(node).__name__ == "NavigableString":
            held.append(str(node))
    yield from _loose(held)


def _whole(tag: Tag) -> bool:
    """Tell whether a tag is given as one paragraph: a row, or a block without blocks in it."""
    return tag.name in _BLOCKS and (tag.name == "tr" or not tag.find(_BLOCKS)) and not (
        tag.name != "tr" and tag.find_parent("tr")
    )  # fmt: skip


def _in_whole(tag: Tag | None) -> bool:
    while tag is not None:
        if _whole(tag):
            return True
        tag = tag.parent
    return False


def _paragraph(tag: Tag) -> Paragraph:
    text = clean(tag.get_text(" " if tag.name == "tr" else ""))
    if tag.name == "tr":
        cells = (clean(cell.get_text(" ")) for cell in tag.find_all(["td", "th"]))
        return Paragraph(" | ".join(cell for cell in cells if cell), part=Part.ROW)
    if re.fullmatch(r"h[1-6]", tag.name):
        return Paragraph(text, int(tag.name[1]))
    item = tag if tag.name == "li" else tag.find_parent("li")
    if item is None or item.find(("p", "div")) not in (None, tag):
        return Paragraph(text)
    if _in_notes(item):
        return Paragraph(f"{_number(item).translate(RAISED)} {text}", part=Part.NOTE)
    return Paragraph(text if begins_item(text) else f"{_mark(item)} {text}", part=Part.ITEM)


def _mark(item: Tag) -> str:
    return f"{_number(item)}." if item.parent and item.parent.name == "ol" else "•"


def _in_notes(item: Tag) -> bool:
    around = (item, *list(item.parents)[:3])
    return any(
        _NOTE_PLACE.search(f"{t.get('id')} {t.get('class')} {t.get('role')}") for t in around
    )


def _number(item: Tag) -> str:
    return str(len(item.find_previous_siblings("li")) + 1)


def _loose(held: list[str]) -> Iterator[Paragraph]:
    text = clean("".join(held))
    held.clear()
    if text and not _ONLY_MARK.fullmatch(text):
        yield Paragraph(text, part=Part.ITEM if begins_item(text) else Part.TEXT)
