"""Undo what hides a name: invisible characters, look-alike letters, odd widths, codes of mail.

The analysers read the cleaned text; an offset map leads every finding back to the message as
it was given.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
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
    | {"−": "-", "⁃": "-", "⁄": "/", "∕": "/", "∙": ".", "·": ".", "。": "."}
)
_FRACTIONS = "¼½¾"
# Codes of mail and web that stand for a character: an entity (&#64;), %40 inside an address, and
# quoted-printable. Each says by its own neighbours that it is a code, so that 'leeftijd=20' stays
# and a text reads the same when something else in it has been removed.
_CODED = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});"
    r"|(?<=\w)[%=]40(?=[\w-]{1,60}(?:\.|=2E))"
    r"|(?<=\w)=(?:2[DEF]|5F|3D)(?=\w)"
    r"|(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})"
    r"|(?<=[^\W\d_])(?<!\blft)(?<!\bleeftijd)=20(?=[^\W\d_])"
    r"|=20(?=\r?\n)|(?<=\S)=\r?\n(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Clean:
    """Cleaned text; `starts[i]`..`ends[i]` is where its character `i` stood in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

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
    for char, index, after in _decoded(text, start, end):
        if char.isascii():
            pieces.append((char, index, after))
            continue
        category = unicodedata.category(char)
        if category in ("Cf", "Mn", "Me") or char in "\u115f\u1160\u3164\uffa0":
            _attach(char, (index, after), category, pieces)
            continue
        pieces.extend((c.translate(_PUNCTUATION), index, after) for c in _plain(char, category))


def _plain(char: str, category: str) -> str:
    """A character in its usual form: a space for what is none, 3 for an Arabic or Thai three."""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in _FRACTIONS:
        return char
    return " " if category in ("Zs", "Co", "Cn") else unicodedata.normalize("NFKC", char)


def _decoded(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The characters of text[start:end] with their offsets; a code gives what it stands for."""
    position = start
    for match in _CODED.finditer(text, start, end):
        yield from ((text[i], i, i + 1) for i in range(position, match.start()))
        char = _meant(match[0])
        if char is None:
            yield from ((text[i], i, i + 1) for i in range(*match.span()))
        else:
            yield char, match.start(), match.end()
        position = match.end()
    yield from ((text[i], i, i + 1) for i in range(position, end))


def _meant(code: str) -> str | None:
    """The one character that a code stands for; None when it is no code after all."""
    if code.startswith("&"):
        char = html.unescape(code)
    elif code.endswith("\n"):
        char = "\u200b"  # a soft line end: nothing
    else:
        char = bytes.fromhex(re.sub("[=%]", "", code)).decode("utf-8", "replace")
    usable = len(char) == 1 and char not in "\ufffd\r" and not 0xD800 <= ord(char) <= 0xDFFF
    return char if usable else None


def _attach(
    char: str, place: tuple[int, int], category: str, pieces: list[tuple[str, int, int]]
) -> None:
    """Let an invisible character belong to the one before it; join an accent to its letter."""
    index, after = place
    if not pieces or pieces[-1][2] != index or is_mask(pieces[-1][0]):
        return
    before, start, _ = pieces[-1]
    joined = unicodedata.normalize("NFC", before + char) if category == "Mn" else before
    pieces[-1] = (joined if len(joined) == 1 else before, start, after)


def _unmix(text: str) -> str:
    """Turn look-alike letters into Latin ones in words that mix alphabets."""

    def repair(match: re.Match[str]) -> str:
        word = match[0]
        mixed = _LATIN.search(word) and _OTHER.search(word)
        return word.translate(_LATIN_LOOKALIKES) if mixed else word

    return text if text.isascii() else _WORD.sub(repair, text)
