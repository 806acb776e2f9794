"""Nicknames: what somebody is called by others ('die ze de beul noemen', 'de Lange')."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from guardrails.lexicon import Lexicon
from guardrails.names_short import Name
from guardrails.reading import Reading, Token

_NICK: Final = r"(?P<nick>(?:(?:de|el|la|le|il)\s)?[\p{L}'-]+(?:\s[\p{L}'-]+)?)"
_SOFT: Final = r"(?:(?:ook|altijd|maar|gewoon|allemaal|wel|steeds|thuis|daar)\s)?"
_CALLED: Final = (
    regex.compile(
        rf"\b(?:die|wie)\s(?:ze|we|wij|iedereen|jongens|jongeren|mensen|anderen|men)\s{_SOFT}{_NICK}"
        r"\s(?:noemen|noemt|noemden|noemde)\b",
        regex.IGNORECASE,
    ),
    regex.compile(
        rf"\b(?:hem|haar|zich|zichzelf)\s{_SOFT}{_NICK}"
        r"\s(?:noemen|noemt|noemden|noemde|laten\snoemen|laat\snoemen)\b",
        regex.IGNORECASE,
    ),
)
# An adjective with a capital that no noun follows: somebody is called so.
_ADJECTIVE: Final = regex.compile(
    r"(?<![\w-])[dD]e\s(?:Lange|Korte|Kleine|Dikke|Dunne|Kale|Rooie|Rode|Schele|Manke|Ouwe|Gekke|"
    r"Blonde|Zwarte|Witte|Bruine|Blinde|Dove|Stille|Snelle|Sterke|Mooie|Gouden|Beul|Slager|Bochel)"
    r"(?![\w-]|\s\p{Lu}|\s?\d)"
)
_ARTICLES: Final = frozenset(("de", "el", "la", "le", "il"))
_CERTAIN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Nicknames:
    """Finds them in the reading of a message."""

    lexicon: Lexicon

    def find(self, reading: Reading) -> list[Name]:
        """All of them; they may overlap what others find."""
        return [*self._called(reading), *self._adjectives(reading)]

    def _called(self, reading: Reading) -> Iterator[Name]:
        for form in _CALLED:
            for match in form.finditer(reading.text):
                start, end = match.span("nick")
                first = reading.index_from(start)
                words = reading.tokens[first : reading.index_from(end)]
                if words and self._is_nick(words):
                    yield Name(start, end, _CERTAIN)

    def _is_nick(self, words: tuple[Token, ...]) -> bool:
        """'de beul', 'moenie', 'Sarge'; 'terrorist' and 'de waarheid' are what is said of them."""
        if any(word.kept or word.masked for word in words):
            return False
        if words[0].folded == "de" and len(words) == 2:
            return not words[1].folded.endswith("heid")
        own = [word for word in words if word.folded not in _ARTICLES]
        return bool(own) and all(self._named(word) for word in own)

    def _named(self, word: Token) -> bool:
        if self.lexicon.cue("never", (word.folded,)):
            return False
        borne = self.lexicon.cue("word_names", (word.folded,))
        known = borne or self.lexicon.level(word.folded) > 0
        return known or word.capital or not self.lexicon.is_word(word.folded, heard=True)

    def _adjectives(self, reading: Reading) -> Iterator[Name]:
        for match in _ADJECTIVE.finditer(reading.text):
            token = reading.at(reading.index_from(match.end() - 1) - 1)
            if token is not None and not token.kept:
                yield Name(match.start(), match.end(), _CERTAIN)
