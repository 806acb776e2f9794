"""Streets, addresses and places that point to somebody; the municipality of work stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.municipalities import Municipalities
from guardrails.normalise import ADDRESS_MASKS
from guardrails.reading import Reading, Token
from guardrails.vocabulary import Vocabulary

_NUMBER = re.compile(
    r"[ ,]{1,2}(?:nr\.?|nummer|no\.?)?\s?(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?-\s?\d{1,3}|\s?[a-zA-Z](?![\w'])|\s?(?:bis|hs|"
    r"huis|I{1,3})\b)?(?![\w%]|[.,:/-]\d|\s*(?:jaar|uur|euro|km|meter|minuten|keer|mensen|jongeren|"
    r"leerlingen|weken|dagen|maanden|procent|tot|t/m|personen|man\b|kinderen))"
)
_STREET = regex.compile(
    r"(?<![\w'])(?:(?:Eerste|Tweede|Derde|Oude|Nieuwe|Korte|Lange|Burgemeester|Burg\.|Prof\.|Dr\.|"
    r"Prins|Prinses|Koning|Koningin|Sint|St\.|Van|De|Den|Jan|Graaf|Pastoor|Kapitein|Generaal|"
    r"Professor|Dokter|Pieter|Willem|Laan|Plein|Gen\.|President|\p{Lu}\.)\s)?"
    r"(?:(?:van|de|der|den|ten|het|'t)\s){0,2}\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2}$"
)
_LAAN_VAN = regex.compile(
    r"(?<!\w)(?:Laan|Plein|Weg|Hof)\s(?:van\s|de\s|der\s|den\s|het\s){1,2}\p{L}[\p{L}'-]+"
    r"(?:\s\p{Lu}[\p{L}'-]+){0,2}"
)
_UNIT = re.compile(
    r"\b(?:appartement|huisnummer|busnr)\s?"
    r"(?:nummer|nr\.?)?\s?\d{1,4}[a-zA-Z]?\b",
    re.IGNORECASE,
)
_TOWN_GAP = re.compile(r"[, ]{1,3}(?:in )?|,?\n")
_QUARTER = re.compile(r"\w{4}(?:buurt|wijk|kwartier|eiland|flat)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ :]{1,3}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place found: offsets in the cleaned text and certainty."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds streets, addresses and small places."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    municipalities: Municipalities
    _endings: tuple[str, ...] = field(init=False, repr=False)
    _sure: tuple[str, ...] = field(init=False, repr=False)
    _openings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name, key in (("_endings", "street_endings"), ("_sure", "street_sure")):
            object.__setattr__(self, name, tuple(self.vocabulary.words("place", key)))
        listed = (*self.lexicon.places, *self.municipalities.folded)
        firsts = (_FIRST_WORD.search(name) for name in listed)
        object.__setattr__(self, "_openings", frozenset(first[0] for first in firsts if first))

    def find(self, reading: Reading) -> list[Place]:
        """Every place of the message."""
        found = [*self._streets(reading)]
        for index, token in enumerate(reading.tokens):
            if not token.masked:
                found.extend(self._residence(reading, index))
        return found

    def _streets(self, reading: Reading) -> Iterator[Place]:
        for lane in _LAAN_VAN.finditer(reading.text):
            number = _NUMBER.match(reading.text, lane.end())
            yield Place(lane.start(), number.end() if number else lane.end(), 0.85)
        for token in reading.tokens:
            if token.folded.endswith(self._endings):
                yield from self._street(reading, token)
            elif not token.masked:
                yield from self._listed_street(reading, token)
        for match in _UNIT.finditer(reading.text):
            yield Place(match.start(), match.end(), 0.6)

    def _street(self, reading: Reading, token: Token) -> Iterator[Place]:
        """'Lijsterstraat 12', 'op de Lijsterstraat', 'Jan van Galenstraat'."""
        number = _NUMBER.match(reading.text, token.end)
        plain = token.folded in self.vocabulary.words("place", "street_words")
        ending = token.folded in self._endings
        named = self._named_start(reading, token)
        if plain or ending:
            if named == token.start or not (number or token.folded.endswith(self._sure)):
                return
        elif not number:
            sure = token.folded.endswith(self._sure) and token.folded not in self.lexicon.words
            if not sure or not (token.capital or self._on(reading, token)):
                return
        elif self._plain_word(token):
            return
        yield Place(named, number.end() if number else token.end, 0.88)

    def _plain_word(self, token: Token) -> bool:
        """'voetbalveld 3': a word of the dictionary in lower case."""
        sure = token.capital or token.folded.endswith(self._sure)
        return not sure and token.folded in self.lexicon.words

    def _named_start(self, reading: Reading, token: Token) -> int:
        """Where a street name of more words starts."""
        before = reading.text[max(0, token.start - 45) : token.end]
        match = _STREET.search(before) if token.capital else None
        return token.end - (len(before) - match.start()) if match else token.start

    def _on(self, reading: Reading, token: Token) -> bool:
        index = reading.index_from(token.start)
        words = [t.folded for t in (reading.at(index - 1), reading.at(index - 2)) if t]
        return bool(words) and (
            words[0] in ("aan", "op", "in", "adres")
            or words[1:2] in (["aan"], ["op"], ["in"], ["bij"], ["van"], ["naar"])
        )

    def _listed_street(self, reading: Reading, token: Token) -> Iterator[Place]:
        """'Tjalk 18', 'Lange Geer 3': streets that no ending gives away."""
        number = _NUMBER.match(reading.text, token.end)
        if not number or token.kept or not token.capital:
            return
        index = reading.index_from(token.start)
        before = reading.at(index - 1)
        double = f"{before.folded} {token.folded}" if before and before.capital else ""
        if double in self.lexicon.streets and before:
            yield Place(before.start, number.end(), 0.8)
        elif token.folded in self.lexicon.streets and self._lives(reading, index):
            yield Place(token.start, number.end(), 0.8)
        elif token.folded in self.lexicon.streets and not self.lexicon.is_word(token.folded):
            name = self.lexicon.level(token.folded)
            yield Place(token.start, number.end(), 0.4 if name else 0.75)

    def _lives(self, reading: Reading, index: int) -> bool:
        """Whether 'woont in', 'komt uit', 'adres:' stands before the word."""
        words = [t.folded for t in reading.tokens[max(0, index - 5) : index]]
        while words and words[-1] in ("de", "het", "een", "den", "'t"):
            words.pop()
        home = self.vocabulary.words("place", "home")
        return any(" ".join(words[-n:]) in home for n in (1, 2, 3) if len(words) >= n)

    def _residence(self, reading: Reading, index: int) -> Iterator[Place]:
        """A village or a small town, or any unknown word where somebody lives."""
        length = self._listed_length(reading, index)
        token, last = reading.tokens[index], reading.tokens[index + max(length, 1) - 1]
        if token.kept:
            return
        lives = self._lives(reading, index) and bool(_SPACE.fullmatch(reading.gap(index)))
        lives = lives or ((token.capital or length > 0) and self._after_address(reading, index))
        word = self._ordinary(reading, index, length)
        towards = self._towards(reading, index)
        nameless = not self.lexicon.level(token.folded) and not self.lexicon.is_last(token.folded)
        if length and (token.capital or (not word and (lives or (towards and nameless)))):
            if self._is_place(reading, index, lives, word):
                yield Place(token.start, last.end, 0.86)
        elif (
            (token.capital or reading.flat)
            and _QUARTER.search(token.folded)
            and token.folded not in self.lexicon.words
        ):
            yield Place(token.start, token.end, 0.8)
        elif lives and not word and not self.lexicon.level(token.folded):
            yield Place(token.start, self._place_end(reading, index), 0.84)

    def _ordinary(self, reading: Reading, index: int, length: int) -> bool:
        """Whether the word is an everyday one; a listed place only when it stands in a dictionary."""
        token = reading.tokens[index]
        if length > 1:
            words = reading.tokens[index : index + length]
            return all(t.folded in self.lexicon.words or len(t.folded) < 4 for t in words)
        if length:
            return token.folded in self.lexicon.words
        return self.lexicon.is_word(token.folded, heard=not token.capital)

    def _after_address(self, reading: Reading, index: int) -> bool:
        """'3514 AB Bilthoven': the town behind a street or postcode that was removed."""
        before = reading.at(index - 1)
        return bool(before and before.text in ADDRESS_MASKS) and bool(
            _TOWN_GAP.fullmatch(reading.gap(index))
        )

    def _place_end(self, reading: Reading, index: int) -> int:
        following = reading.at(index + 1)
        both = following and following.capital and not following.kept
        if following and both and reading.gap(index + 1) == " ":
            return following.end
        return reading.tokens[index].end

    def _is_place(self, reading: Reading, index: int, lives: bool, word: bool) -> bool:
        token = reading.tokens[index]
        if lives:
            return True
        level = self.lexicon.level(token.folded)
        surname = self.lexicon.is_last(token.folded)
        if self._towards(reading, index):
            return not word or not token.opens
        return not word and not surname and level == NameLevel.NONE and not token.opens

    def _towards(self, reading: Reading, index: int) -> bool:
        before = reading.at(index - 1)
        leads = before and before.folded in ("in", "te", "uit", "naar", "nabij", "rond")
        return bool(leads) and not reading.gap(index).strip()

    def _listed_length(self, reading: Reading, index: int) -> int:
        """How many words from here on are a Dutch place; 0 for none."""
        if reading.tokens[index].folded not in self._openings:
            return 0
        for length in (4, 3, 2, 1):
            tokens = reading.tokens[index : index + length]
            text = reading.text[tokens[0].start : tokens[-1].end].lower()
            if len(tokens) == length and (
                " ".join(t.folded for t in tokens) in self.lexicon.places
                or text in self.lexicon.places
                or text in self.municipalities.folded
            ):
                return length
        return 0
