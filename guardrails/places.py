"""Streets, addresses and places that point to somebody; the municipality of work stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from guardrails.extent import Extent
from guardrails.foreign_addresses import foreign_addresses
from guardrails.house_numbers import numbers_alone, unit_end
from guardrails.lexicon import Lexicon
from guardrails.municipalities import Municipalities
from guardrails.noun_names import NounNames
from guardrails.reading import Reading, with_article
from guardrails.residences import ResidenceFinder
from guardrails.streets import StreetFinder
from guardrails.vocabulary import Vocabulary

_QUARTER = re.compile(r"\w{4}(?:buurt|wijk|kwartier|eiland|flat|flats|hoeve|bos|polder)$")
_SPOT_END = re.compile(r"\w{4}(?:hoef|hoeve|poort|horst|veld|hof|brug|zicht|oord|hage|hagen|dal)$")
_OUTSKIRTS = re.compile(r"[ -](?:noord|zuid|oost|west|centrum)\b", re.IGNORECASE)
_WITHIN = frozenset("in uit van op bij naar door rond aan langs achter tegenover vanaf".split())
# A spot told by the street or town it lies in: 'garagebox 14 aan de Spoordijk', 'de bunkers bij X'.
_SPOT = re.compile(
    r"(?:\b(?:de|het)\s)?\b(?:(?:garagebox|kelderbox|box)\s\d{1,4}[a-z]?|bunkers?)\s"
    r"(?:aan|bij|op|in|naast|achter)\s(?:(?:de|het|'t)\s)?$",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"\b(?:garagebox|kelderbox)\s\d{1,4}[a-z]?\b(?:\s(?:aan|bij|op|in)\s(?:de|het|'t)\s[^\W\d_]{4,})?",
    re.IGNORECASE,
)
_BESIDE = frozenset(("aan", "op", "bij"))
_ARTICLES = frozenset(("de", "het", "t", "'t"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place found: offsets in the cleaned text and certainty."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds streets, addresses, quarters, spots with a name and small places."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    municipalities: Municipalities
    _streets: StreetFinder = field(init=False, repr=False)
    _residences: ResidenceFinder = field(init=False, repr=False)
    _spots: NounNames = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lexicon, vocabulary = self.lexicon, self.vocabulary
        spots = NounNames(Extent(lexicon, vocabulary), vocabulary, "spot")
        residences = ResidenceFinder(lexicon, vocabulary, self.municipalities)
        object.__setattr__(self, "_streets", StreetFinder(lexicon, vocabulary))
        object.__setattr__(self, "_residences", residences)
        object.__setattr__(self, "_spots", spots)

    def find(self, reading: Reading) -> list[Place]:
        """Every place of the message, with the article before it."""
        found = self._all(reading)
        return [replace(place, start=self._start(reading, place.start)) for place in found]

    def _start(self, reading: Reading, start: int) -> int:
        """With the article before it, and with the spot that lies there."""
        start = with_article(reading, start)
        back = max(0, start - 40)
        if spot := _SPOT.search(reading.text[back:start]):
            return back + spot.start()
        index = reading.index_from(start)
        lead, named, article = (reading.at(index - step) for step in (1, 2, 3))
        shop = named and named.capital and not (named.kept or named.masked or named.opens)
        if shop and article and lead and lead.folded in _BESIDE and article.folded in _ARTICLES:
            joined = {reading.gap(index - step) for step in range(3)} == {" "}
            small = not article.capital and reading.tokens[index].folded in _ARTICLES
            return article.start if joined and small else start
        return start

    def _all(self, reading: Reading) -> list[Place]:
        found = [Place(*street) for street in self._streets.find(reading)]
        found += [Place(*span, 0.8) for span in numbers_alone(reading.text)]
        found += [Place(*box.span(), 0.85) for box in _BOX.finditer(reading.text)]
        found += [Place(*span, 0.85) for span in foreign_addresses(reading.text)]
        for index, token in enumerate(reading.tokens):
            if not token.masked:
                found.extend(Place(*span) for span in self._residences.find(reading, index))
                for start, end in self._spots.find(reading, index):
                    found.append(Place(start, unit_end(reading.text, end), 0.84))
                found.extend(self._quarter(reading, index))
        return found

    def _quarter(self, reading: Reading, index: int) -> Iterator[Place]:
        """'de Afrikaanderwijk', 'in t schepenkwartier', 'uit de bouwlust', 'bij de Kolk'."""
        token = reading.tokens[index]
        yield from self._known(reading, index)
        listed = token.folded in self.lexicon.words
        proper = token.capital and not token.opens
        plain = token.folded in self.vocabulary.words("place", "quarter_plain")
        if token.kept or plain or (listed and not proper):
            return
        article, within = self._within(reading, index)
        if _QUARTER.search(token.folded) and not listed:
            if token.capital or within:
                yield Place(token.start, self._end(reading, token.end), 0.8)
            return
        on_list = within and token.folded in self.lexicon.streets
        surname = self.lexicon.is_last(token.folded) or self.lexicon.level(token.folded)
        if on_list and not article and proper and not surname and _SPOT_END.search(token.folded):
            yield Place(token.start, self._end(reading, token.end), 0.7)
        street = on_list and article
        if street and (token.capital or token.folded not in self.lexicon.heard):
            yield Place(reading.tokens[index - 1].start, self._end(reading, token.end), 0.7)

    def _known(self, reading: Reading, index: int) -> Iterator[Place]:
        """'in Lombok', 'uit de bijlmer': quarters of large towns."""
        known = self.vocabulary.words("place", "quarters")
        for length in (3, 2, 1):
            words = reading.tokens[index : index + length]
            if " ".join(token.folded for token in words) in known and len(words) == length:
                placed = words[-1].capital or self._within(reading, index)[1]
                if placed:
                    yield Place(words[0].start, self._end(reading, words[-1].end), 0.8)
                return

    def _within(self, reading: Reading, index: int) -> tuple[bool, bool]:
        """Whether an article stands before the word, and 'in', 'uit', 'op' before that."""
        before = reading.at(index - 1)
        if before is None or reading.gap(index) != " ":
            return False, False
        article = before.folded in _ARTICLES
        lead = reading.at(index - 2) if article else before
        return article, bool(lead and lead.folded in _WITHIN)

    def _end(self, reading: Reading, end: int) -> int:
        further = _OUTSKIRTS.match(reading.text, end)
        return further.end() if further else end
