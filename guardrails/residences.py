"""Villages and towns where somebody lives or comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.municipalities import Municipalities
from guardrails.normalise import ADDRESS_MASKS
from guardrails.reading import Reading
from guardrails.vocabulary import Vocabulary

_TOWN_GAP = re.compile(r"[, ]{1,3}(?:(?:in|te) )?|,?\n| ?[|(-] ?")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ :]{1,3}(?:')?")
_ARTICLES = ("de", "het", "een", "den", "t", "'t")
_PLAIN_LENGTH = 6
_LONG = 3  # a listed place of so many words is one: 'hoek van holland'
_PART = re.compile(
    r"[ -](?:noord|zuid|oost|west|zuidoost|zuidwest|noordoost|noordwest|nieuw-west|haven|buiten|"
    r"stad|poort|hout|centrum|binnenstad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ResidenceFinder:
    """Finds listed Dutch places, and unknown words where somebody lives."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    municipalities: Municipalities
    _openings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        listed = (*self.lexicon.places, *self.municipalities.folded)
        firsts = (_FIRST_WORD.search(name) for name in listed)
        object.__setattr__(
            self, "_openings", frozenset(first[0] for first in firsts if first) | {"t"}
        )

    def find(self, reading: Reading, index: int) -> Iterator[tuple[int, int, float]]:
        """Start, end and certainty of the place that begins at this word."""
        length = self._listed_length(reading, index)
        token, last = reading.tokens[index], reading.tokens[index + max(length, 1) - 1]
        lives = self._lives(reading, index) and bool(_SPACE.fullmatch(reading.gap(index)))
        address = self._after_address(reading, index)
        if token.kept:
            if token.kept == "big_cities":
                address = address or self._at(reading, index)
                yield from self._city(reading, index, lives or address)
            return
        lives = lives or ((token.capital or length > 0) and address)
        word = self._ordinary(reading, index, length)
        towards = self._towards(reading, index)
        level = self.lexicon.level(token.folded)
        nameless = not level and not self.lexicon.is_last(token.folded)
        capital = token.capital or (length > 1 and last.capital)
        addressed = (address or self._at(reading, index)) and (length == 1 or not word)
        if length and (addressed or length >= _LONG):
            yield token.start, last.end, 0.86
        elif length and (capital or (not word and (lives or (towards and nameless)))):
            if self._is_place(reading, index, lives, word):
                yield token.start, last.end, 0.86
        elif length and nameless and self._unmistakable(token.folded):
            yield token.start, last.end, 0.7
        elif lives and not word and not level:
            yield token.start, self._place_end(reading, index), 0.84

    def _city(self, reading: Reading, index: int, lives: bool) -> Iterator[tuple[int, int, float]]:
        """A large town where somebody lives, or a part of one: 'in almere haven'."""
        end = self._city_end(reading, index)
        part = _PART.match(reading.text, end)
        before = reading.at(index - 1)
        led = self._towards(reading, index) or (before and before.folded == "van")
        placed = led and not self._works(reading, index)
        if lives or (part and placed):
            yield reading.tokens[index].start, part.end() if part else end, 0.86

    def _works(self, reading: Reading, index: int) -> bool:
        words = [t.folded for t in reading.tokens[max(0, index - 3) : index]]
        work = self.vocabulary.words("place", "work")
        return any(" ".join(words[-n:]) in work for n in (1, 2, 3) if len(words) >= n)

    def _unmistakable(self, folded: str) -> bool:
        """A listed place that is no word at all: 'moddergat', 'elspeet'."""
        return len(folded) >= _PLAIN_LENGTH and not self.lexicon.is_word(folded, heard=True)

    def _lives(self, reading: Reading, index: int) -> bool:
        """Whether 'woont in', 'komt uit', 'adres:' stands before the word."""
        words = [t.folded for t in reading.tokens[max(0, index - 5) : index]]
        while words and words[-1] in _ARTICLES:
            words.pop()
        home = self.vocabulary.words("place", "home")
        return any(" ".join(words[-n:]) in home for n in (1, 2, 3) if len(words) >= n)

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

    def _at(self, reading: Reading, index: int) -> bool:
        """'[PLAATS-1] te hardenberg': the town behind a street that was removed."""
        before = reading.at(index - 1)
        led = before and before.folded in ("te", "in") and reading.gap(index) == " "
        return bool(led) and self._after_address(reading, index - 1)

    def _place_end(self, reading: Reading, index: int) -> int:
        following = reading.at(index + 1)
        both = following and following.capital and not following.kept
        if following and both and reading.gap(index + 1) == " ":
            return following.end
        return reading.tokens[index].end

    def _city_end(self, reading: Reading, index: int) -> int:
        """'den haag', 'alphen aan den rijn': all words of the kept phrase."""
        while True:
            following = reading.at(index + 1)
            if not following or following.kept != "big_cities" or reading.gap(index + 1) != " ":
                return reading.tokens[index].end
            index += 1

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
        leads = self.vocabulary.words("place", "towards")
        before = reading.at(index - 1)
        return bool(before and before.folded in leads) and not reading.gap(index).strip("' ")

    def _listed_length(self, reading: Reading, index: int) -> int:
        """How many words from here on are a Dutch place; 0 for none."""
        if reading.tokens[index].folded not in self._openings:
            return 0
        for length in (4, 3, 2, 1):
            tokens = reading.tokens[index : index + length]
            text = reading.text[tokens[0].start : tokens[-1].end].lower()
            text = f"het{text[1:]}" if tokens[0].folded == "t" else text
            if len(tokens) == length and (
                " ".join(t.folded for t in tokens) in self.lexicon.places
                or text in self.lexicon.places
                or text in self.municipalities.folded
            ):
                return length
        return 0
