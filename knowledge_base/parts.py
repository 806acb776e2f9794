"""The parts of a document as every reader gives them: headings, running text, items, notes, rows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*(?=\S)")
_SURE_MARK = re.compile(r"^[•▪◦‣●○■□➢✓]\s*(?=\S)")
_MARK = re.compile(r"^(?:[-–*+]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{2,4}[.)])\s+(?=\S)")
_LAST_WORD = re.compile(r"(\w+)[-\u2010]$")
_FIRST_WORD = re.compile(r"^(\w+)")
_AFTER_HYPHEN = frozenset({"en", "of", "tot", "noch", "dan", "als", "naar"})
_SOFT = "\u00ad"


class Part(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    ITEM = "item"
    NOTE = "note"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, word for word. `level` is that of a heading and 0 for all else.

    An item keeps its mark; a note begins with its number in raised digits; the cells of a row are
    divided by " | ".
    """

    text: str
    level: int = 0
    page: str = ""
    part: Part = Part.TEXT


def clean(text: str) -> str:
    """Give a paragraph with its whitespace made single and without soft hyphens."""
    return " ".join(text.replace(_SOFT, "").split())


def begins_item(line: str, before: str = "") -> bool:
    """Tell whether a line begins an item of a list; `before` is the line above it, if any.

    A dash or a number may also stand at the start of a line by chance, in the middle of a sentence.
    """
    if _SURE_MARK.match(line):
        return True
    return bool(_MARK.match(line)) and (not before or bare_end(before) in ".:;?!")


def bare_end(text: str) -> str:
    """Give the last sign of a text, but for the numbers of notes."""
    return text.rstrip().rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")[-1:]


def note_number(text: str) -> str:
    """Give the number with which a note begins, in plain digits; empty when it is no note."""
    found = _NOTE.match(text)
    return found[1].translate(LOWERED) if found else ""


def words_of(text: str) -> frozenset[str]:
    """Give all words of a document in lower case, with the hyphens inside them."""
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))


def join_lines(lines: Iterable[str], known: Container[str] = frozenset()) -> str:
    """Give lines as running text; a word that was cut at a line end is made whole.

    `known` holds the words of the document: a hyphen that belongs to the word itself stays.
    """
    text = ""
    for line in (line.strip() for line in lines):
        text = _joined(text, line, known) if text and line else text + line
    return clean(text)


def _joined(text: str, line: str, known: Container[str]) -> str:
    if text.endswith(_SOFT):
        return text[:-1] + line
    last, first = _LAST_WORD.search(text), _FIRST_WORD.match(line)
    if not last or not first or first[1] in _AFTER_HYPHEN:
        return f"{text} {line}"
    short = last[1].isupper() and len(last[1]) > 1  # an abbreviation: NCTV-rapport
    own = short or not first[1][0].islower() or f"{last[1]}-{first[1]}".lower() in known
    return text + line if own else text[:-1] + line
