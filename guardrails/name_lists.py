"""Names in lists and tables: where most of a column are names, the rest of it is too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from guardrails.lexicon import Lexicon
from guardrails.names_short import Name
from guardrails.normalise import PERSON_MASK
from guardrails.reading import Reading, Token

_SEPARATORS: Final = ("\t", "|", ";", ",")
_ROWS = 3
_SHARE = 0.4
_WORDS = 4
_SCORE = 0.68
_HEADS: Final = frozenset(
    "naam voornaam achternaam roepnaam voornamen namen leerling leerlingnaam client name surname "
    "kind student deelnemer deelnemers moeder vader ouder bewoner medewerker collega".split()
)
_PRESENT: Final = re.compile(
    r"(?:^|[\s(])(?:aanwezig(?:en)?|afwezig(?:en)?|aanw\.|afw\.|deelnemers|genodigden|uitgenodigd|betrokkenen|leden|namen|"
    r"jongeren|leerlingen|jongens|meiden|kopie aan)"
    r"(?: (?:met|zonder) (?:bericht|kennisgeving)| m\.?k\.?)?\s?(?::|(?<=m\.k\.)|(?<=mk))\s*"
    r"(?P<items>[^\n:]+)",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"[^,;()/&]+?(?=\s*(?:[,;()/&.]|\sen\s|$))")
_NOTES: Final = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameLists:
    """Finds what is left over in such lists once the surest names have been removed."""

    lexicon: Lexicon

    def find(self, reading: Reading) -> list[Name]:
        """All of them; they may overlap what others find."""
        return [*self._columns(reading), *self._present(reading)]

    def _columns(self, reading: Reading) -> Iterator[Name]:
        if reading.text.count("\n") < _ROWS - 1:
            return
        for separator in _SEPARATORS:
            for rows in _tables(reading.text, separator):
                for column in zip(*rows, strict=True):
                    yield from self._column(reading, column)

    def _column(self, reading: Reading, column: Sequence[_Cell]) -> Iterator[Name]:
        texts = [reading.text[cell.start : cell.end].strip(" '\"*-") for cell in column]
        filled = [text for text in texts[1:] if text]
        named = sum(PERSON_MASK in text for text in filled)
        headed = texts[0].lower() in _HEADS
        if not filled or not (headed or (named > 1 and named >= _SHARE * len(filled))):
            return
        for cell in column[1:] if headed or PERSON_MASK not in texts[0] else column:
            words = reading.tokens[reading.index_from(cell.start) : reading.index_from(cell.end)]
            yield from self._named(reading, words)

    def _named(self, reading: Reading, words: Sequence[Token]) -> Iterator[Name]:
        """The words of a cell or item that can be of a name, together."""
        own = [word for word in words if not word.masked]
        if not own or len(words) > _WORDS:
            return
        if any(char.isdigit() for char in reading.text[words[0].start : words[-1].end]):
            return
        if all(self._fits(word) for word in own):
            yield from (Name(word.start, word.end, _SCORE) for word in own)

    def _fits(self, word: Token) -> bool:
        cue = self.lexicon.cue
        idea = word.capital and cue("idea_names", (word.folded,))
        if (
            (word.kept and not idea)
            or cue("persons", (word.folded,))
            or cue("roles", (word.folded,))
        ):
            return False
        if cue("labels", (word.folded,)) or word.folded in _HEADS:
            return False
        return word.capital or not self.lexicon.is_word(word.folded, heard=True)

    def _present(self, reading: Reading) -> Iterator[Name]:
        """'Aanwezig: BRA, vdk, Li, An en Ko (stagiair)': each item is somebody."""
        for match in _PRESENT.finditer(reading.text):
            start, items = match.start("items"), match["items"]
            plain = _NOTES.sub(lambda note: "," * len(note[0]), items)
            for item in _ITEM.finditer(plain):
                first = reading.index_from(start + item.start())
                words = reading.tokens[first : reading.index_from(start + item.end())]
                words = tuple(w for w in words if w.folded not in ("en", "and"))
                capital = [w for w in words if w.capital or w.masked]
                if words and len(capital) == len(words) and not self._sentence(words):
                    yield from self._named(reading, words)

    def _sentence(self, words: Sequence[Token]) -> bool:
        """'Locatie', 'Geen', 'Iedereen': a word that opens something else."""
        return any(
            self.lexicon.cue("never", (w.folded,)) and len(w.text) > 2 and not w.upper
            for w in words
        )


def _tables(text: str, separator: str) -> Iterator[list[list[_Cell]]]:
    """Stretches of lines that have the separator equally often."""
    offset, lines = 0, []
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    for count, group in groupby(lines, key=lambda item: item[1].count(separator)):
        rows = list(group)
        if count and len(rows) >= _ROWS:
            yield [_cells(start, line, separator) for start, line in rows]


def _cells(start: int, line: str, separator: str) -> list[_Cell]:
    cells = []
    for part in line.split(separator):
        cells.append(_Cell(start, start + len(part)))
        start += len(part) + 1
    return cells
