"""Groups told by how they are named: 'noemen zich X', 'Werkgever: X', 'in X een vechtsportclub'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.extent import Extent
from guardrails.reading import Reading, Token
from guardrails.resolve import Finding
from guardrails.vocabulary import Vocabulary

_LABEL = re.compile(
    r"(?:^|(?<=[\n\t|;•*]))[ \-*•]*(?P<label>[^\W\d_]{4,16})(?: ?[:=][ \t]*|\t)"
    r"[\"']?(?P<value>[^\W\d_][^\n\t;|,.(\"]{1,45})(?=[\n\t;|,.(\"]|$)"
)
_CODED = re.compile(  # 'zit op X11': two digits, for B1 and A2 are levels
    r"\b(?:zit|zitten|zat|zaten|leerling|leerlingen)(?: nu| ook)? (?:op|van) (?P<name>[A-Z]{1,2}\d{2,3})\b"
)
_QUOTED = re.compile(r"[ :]{0,2}[\"“„«'](?P<name>[^\"”»'\n]{3,45})[\"”»']")
_ARTICLES = frozenset(("de", "het"))
_WORDS = 5
_APPOSED = 3
_BACK = 5
_CERTAIN, _LIKELY = 0.8, 0.66


@dataclass(frozen=True, slots=True)
class SelfNamedFinder:
    """Finds the names of groups that the words around them announce."""

    extent: Extent
    vocabulary: Vocabulary

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every announced name of the message."""
        yield from self._forms(reading)
        for coded in _CODED.finditer(reading.text):
            yield Finding("SCHOOL", *coded.span("name"), _LIKELY)
        for index, token in enumerate(reading.tokens):
            if token.masked:
                continue
            yield from self._announced(reading, index)
            yield from self._apposed(reading, index)
            yield from self._called(reading, index)
            yield from self._hyphened(reading, index)

    def _forms(self, reading: Reading) -> Iterator[Finding]:
        """'Werkgever: pallethandel west', 'School<tab>De Berkenstam'."""
        for match in _LABEL.finditer(reading.text):
            label = match["label"].lower()
            if label in self.vocabulary.words("form", "school"):
                entity = "SCHOOL"
            elif label in self.vocabulary.words("form", "organisation"):
                entity = "ORGANIZATION"
            else:
                continue
            start, end = match.span("value")
            words = self._within(reading, start, end)
            if self._fits(words):
                yield Finding(entity, start, words[-1].end, _CERTAIN)

    def _within(self, reading: Reading, start: int, end: int) -> tuple[Token, ...]:
        first = reading.index_from(start)
        return reading.tokens[first : reading.index_from(end)]

    def _fits(self, words: tuple[Token, ...]) -> bool:
        """A name of a few words; nothing public, no sentence, no 'onbekend' and no 'havo 4'."""
        if not 0 < len(words) <= _WORDS or any(word.masked for word in words):
            return False
        article = words[0].folded in _ARTICLES and len(words) > 1
        first = words[1] if article else words[0]
        plain = self.vocabulary.words("form", "plain")
        if first.folded in plain or (first.kept and first.kept != "faith_and_ideas"):
            return False
        titled = first.capital or words[0].capital
        if titled and len(words) > 1:
            return True
        stops = any(self.extent.stops(word.folded) for word in words[article:])
        return not stops and (titled or article or len(words) > 1 or self.extent.unknown(first))

    def _announced(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'noemen zich Vrij Erf', 'NAMENS "WACHTERS VAN X"', 'een groepje genaamd de raven'."""
        words = [t.folded for t in reading.tokens[max(0, index - 3) : index]]
        cue = self._leads(words, "quoted") or self._leads(words, "named")
        if not cue:
            return
        quoted = _QUOTED.match(reading.text, reading.tokens[index - 1].end)
        if quoted:
            inside = self._within(reading, *quoted.span("name"))
            public = all(t.kept or self.extent.stops(t.folded) for t in inside)
            if 0 < len(inside) <= _WORDS and not public and self._group(inside):
                yield Finding("ORGANIZATION", *quoted.span("name"), _CERTAIN)
        elif self._leads(words, "named") and reading.gap(index) == " ":
            yield from self._named(reading, index)

    def _group(self, inside: tuple[Token, ...]) -> bool:
        """No saying in quotes: a capital, or a word that no list has."""
        spoken = all(self.extent.lexicon.is_word(token.folded) for token in inside)
        upper = any(token.capital or token.upper for token in inside)
        return (upper and len(inside) > 1) or not spoken

    def _named(self, reading: Reading, index: int) -> Iterator[Finding]:
        token = reading.tokens[index]
        article = token.folded in _ARTICLES
        head = index + 1 if article else index
        first = reading.at(head)
        if first is None or first.kept or first.masked:
            return
        if first.capital and self.extent.lexicon.level(first.folded) < 2:
            last = self.extent.capitals(reading, head)
            if last > head or not self.extent.lexicon.is_word(first.folded):
                yield Finding("ORGANIZATION", token.start, reading.tokens[last].end, _LIKELY)
        elif self._about_group(reading, index):
            name = self.extent.after(reading, index, sure=True, bound=True)
            if name and (name[1] > index or self.extent.unknown(token)):
                yield Finding("ORGANIZATION", token.start, reading.tokens[name[1]].end, _LIKELY)

    def _leads(self, words: list[str], key: str) -> bool:
        cues = self.vocabulary.words("form", key)
        return any(" ".join(words[-n:]) in cues for n in (1, 2, 3) if len(words) >= n)

    def _about_group(self, reading: Reading, index: int) -> bool:
        """'groepje genaamd', 'appgroep die': a noun of people together before the cue."""
        before = reading.tokens[max(0, index - 3) : index]
        return any(self._is_group(token) for token in before)

    def _is_group(self, token: Token) -> bool:
        groups = self.vocabulary.words("form", "groups")
        return token.folded in groups or token.folded in self.vocabulary.words(
            "organisation", "nouns"
        )

    def _apposed(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'in street force zaandam een vechtsportclub'."""
        article, noun = reading.at(index - 1), reading.tokens[index]
        if article is None or article.folded != "een" or not self._is_group(noun):
            return
        first = index - 1
        while first > 0 and index - first <= _APPOSED and self._plain(reading, first - 1):
            first -= 1
        lead, words = reading.at(first - 1), reading.tokens[first : index - 1]
        leads = self.vocabulary.words("form", "apposed")
        strange = any(self.extent.unknown(t) or self.extent.foreign(t) for t in words)
        led = lead and lead.folded in leads and reading.gap(first) == " "
        strange = strange or (len(words) > 1 and self.extent.town(words[-1]))
        if led and strange and not all(self.extent.town(t) for t in words):
            yield Finding("ORGANIZATION", words[0].start, words[-1].end, _LIKELY)

    def _plain(self, reading: Reading, index: int) -> bool:
        """A word that can be a part of a name in lower case."""
        token = reading.tokens[index]
        stays = token.masked or (token.kept and token.kept != "big_cities")
        joined = reading.gap(index + 1) in (" ", ", ")
        return joined and not stays and not self.extent.stops(token.folded)

    def _called(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'een appgroep die zuiver bloed gouda heet'."""
        if reading.tokens[index].folded not in ("heet", "heette", "heten"):
            return
        for first in range(index - 1, max(index - 1 - _BACK, 1), -1):
            token, before = reading.tokens[first - 1], reading.tokens[first - 2]
            if token.masked or reading.gap(first) != " ":
                return
            if token.folded in ("die", "dat"):
                words = reading.tokens[first:index]
                stays = any(t.masked or (t.kept and t.kept != "big_cities") for t in words)
                small = words[0].folded in _ARTICLES
                named = not (stays or self.extent.stops(words[small].folded))
                if self._is_group(before) and named and len(words) > small:
                    yield Finding("ORGANIZATION", words[0].start, words[-1].end, _LIKELY)
                return

    def _hyphened(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'PFDJ-jeugd Gouda', 'Tewahedo-gemeenschap Sint Michaël'."""
        before, following = reading.at(index - 1), reading.at(index + 1)
        glued = reading.gap(index) == "-"
        if not (glued and before and before.capital and following and following.capital):
            return
        noun = reading.tokens[index].folded in self.vocabulary.words("form", "hyphened")
        if noun and reading.gap(index + 1) == " " and not before.masked and not following.masked:
            last = self.extent.capitals(reading, index + 1)
            yield Finding("ORGANIZATION", before.start, reading.tokens[last].end, _CERTAIN)
