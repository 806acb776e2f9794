"""Undo what hides a name: invisible characters, look-alike letters, odd widths.

The analysers read the cleaned text; an offset map leads every finding back to the message as
it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from guardrails.entities import FAMILIES

# Placeholders are one opaque character to the analysers, so that a text that was cleaned before
# is read exactly as this text is after its own cleaning: the second time changes nothing.
_NAMES = tuple(FAMILIES.values())
PLACEHOLDER = re.compile(rf"\[(?P<family>{'|'.join(_NAMES)})-(?P<number>[1-9]\d{{0,2}})\]")
_MASK_BASE = 0xE000

_SPECIAL = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ʻ": "'"}
)
_LATIN_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһԁѵԛԝɑɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοιν",
    "ABESIJKMHOPCTYXabesijkmhopctyxhdvqwagABEZHIKMNOPTYXaoiv",
)
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-"}
)


@dataclass(frozen=True, slots=True)
class Clean:
    """Cleaned text; `starts[i]`..`ends[i]` is where its character `i` stood in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def masked(self, spans: Sequence[tuple[int, int, str]]) -> Clean:
        """The text with one character in place of each (start, end, family), left to right."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for start, end, family in [*spans, (len(self.text), len(self.text), "")]:
            text.append(self.text[position:start])
            starts.extend(self.starts[position:start])
            ends.extend(self.ends[position:start])
            if family:
                text.append(mask(family))
                starts.append(self.starts[start])
                ends.append(self.ends[end - 1])
            position = end
        return Clean("".join(text), tuple(starts), tuple(ends))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a non-empty span of the cleaned text."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Lower case without accents: the form in which names and words are compared."""
    lowered = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return "".join(c for c in lowered if not unicodedata.combining(c)).translate(_PUNCTUATION)


def normalise(text: str) -> Clean:
    """Clean a message for the analysers."""
    pieces: list[tuple[str, int, int]] = []
    position = 0
    for match in PLACEHOLDER.finditer(text):
        _add(text, position, match.start(), pieces)
        pieces.append((mask(match["family"]), match.start(), match.end()))
        position = match.end()
    _add(text, position, len(text), pieces)
    cleaned = _unmix("".join(piece[0] for piece in pieces))
    return Clean(cleaned, tuple(p[1] for p in pieces), tuple(p[2] for p in pieces))


def mask(family: str) -> str:
    """The one character that stands for a placeholder of this family."""
    return chr(_MASK_BASE + _NAMES.index(family))


PERSON_MASK = mask(FAMILIES["PERSON"])
ADDRESS_MASKS = (mask(FAMILIES["POSTCODE"]), mask(FAMILIES["LOCATION"]))


def is_mask(character: str) -> bool:
    """Whether a character of a cleaned text stands for a placeholder."""
    return 0xE000 <= ord(character) <= 0xF8FF


def _add(text: str, start: int, end: int, pieces: list[tuple[str, int, int]]) -> None:
    """Clean text[start:end], character by character, into pieces of one character."""
    for index in range(start, end):
        char = text[index]
        if char.isascii():
            pieces.append((char, index, index + 1))
            continue
        category = unicodedata.category(char)
        if category in ("Cf", "Mn", "Me") or char in "\u115f\u1160\u3164\uffa0":
            _attach(char, index, category, pieces)
            continue
        shown = " " if category in ("Zs", "Co", "Cn") else unicodedata.normalize("NFKC", char)
        pieces.extend((c.translate(_PUNCTUATION), index, index + 1) for c in shown)


def _attach(char: str, index: int, category: str, pieces: list[tuple[str, int, int]]) -> None:
    """Let an invisible character belong to the one before it; join an accent to its letter."""
    if not pieces or pieces[-1][2] != index or is_mask(pieces[-1][0]):
        return
    before, start, _ = pieces[-1]
    joined = unicodedata.normalize("NFC", before + char) if category == "Mn" else before
    pieces[-1] = (joined if len(joined) == 1 else before, start, index + 1)


def _unmix(text: str) -> str:
    """Turn look-alike letters into Latin ones in words that mix alphabets."""

    def repair(match: re.Match[str]) -> str:
        word = match[0]
        mixed = _LATIN.search(word) and _OTHER.search(word)
        return word.translate(_LATIN_LOOKALIKES) if mixed else word

    return text if text.isascii() else _WORD.sub(repair, text)
