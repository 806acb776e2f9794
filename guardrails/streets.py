"""Dutch streets, with and without a number, in any case and abbreviated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from guardrails.house_numbers import number_end, spelled_end
from guardrails.lexicon import Lexicon
from guardrails.normalise import ADDRESS_MASKS
from guardrails.reading import Reading, Token
from guardrails.vocabulary import Vocabulary

_LAAN_VAN = regex.compile(
    r"(?<!\w)(?:Laan|Plein|Weg|Hof|Park|Singel)\s(?:van\s|de\s|der\s|den\s|het\s|'t\s){1,2}"
    r"\p{L}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2}|(?<!\w)laan van \p{L}{4,}"
)
# A scanned letter has digits for letters: 'Sch00lstraat 4', 'Kerk5traat 8'.
_SCANNED = re.compile(r"(?<!\w)(?=[^\W\d_]{0,20}[0158])[^\W\d_]{1,20}[0158][^\W_]{1,20}(?!\w)")
_MISREAD = str.maketrans("0158", "olsb")
_POSTCODE = re.compile(r",? [\ue000-\uf8ff]|,? ?\d{4} ?[A-Za-z]{2}\b|,|$|\n")
_DATED = re.compile(r"\b[Pp]lein (?:19\d\d(?: ?- ?19\d\d)?|'\d\d)\b|\bPLEIN 19\d\d\b")
_ORDINAL = re.compile(r"\b\d{1,2}(?:e|ste|de) $")
_NAME_GAP = re.compile(r" |-|\. ?")
_LINKS = frozenset("van de der den het t 't ten ter te op v vd d la".split())
_ARTICLES = frozenset(("de", "het", "t", "'t", "the", "een"))
_SHORTENED = ("str", "ln", "pl", "wg")
_ALONG = frozenset(("aan", "op", "langs"))
_PERSONAL = frozenset(("van", "bij", "naast"))  # 'van Kohlberg': a person, without an article
_BACK = 6


@dataclass(frozen=True, slots=True)
class StreetFinder:
    """Finds streets by their ending, or by the list and a number."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    _endings: tuple[str, ...] = field(init=False, repr=False)
    _sure: tuple[str, ...] = field(init=False, repr=False)
    _firm: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keys = {
            "_endings": "street_endings",
            "_sure": "street_sure",
            "_firm": "street_firm",
        }
        for name, key in keys.items():
            object.__setattr__(self, name, tuple(self.vocabulary.words("place", key)))

    def find(self, reading: Reading) -> Iterator[tuple[int, int, float]]:
        """Start, end and certainty of every street."""
        for lane in _LAAN_VAN.finditer(reading.text):
            yield lane.start(), number_end(reading.text, lane.end()) or lane.end(), 0.85
        yield from self._scanned(reading.text)
        for square in _DATED.finditer(reading.text):
            yield *square.span(), 0.8
        for index, token in enumerate(reading.tokens):
            if token.masked:
                continue
            yield from self._bare(reading, index)
            if token.folded.endswith(self._endings):
                yield from self._street(reading, index)
            else:
                yield from self._listed(reading, index)

    def _street(self, reading: Reading, index: int) -> Iterator[tuple[int, int, float]]:
        """'Lijsterstraat 12', 'op de Lijsterstraat', 'uit de jan van galenstraat'."""
        token = reading.tokens[index]
        dot = token.folded.endswith(_SHORTENED) and reading.text[token.end : token.end + 1] == "."
        end = token.end + dot
        number = number_end(reading.text, end)
        if number is None and token.folded.endswith(self._sure):
            number = spelled_end(reading.text, end)
        first = self._first(reading, index)
        if not self._is_street(reading, index, first, number is not None):
            return
        start = reading.tokens[first].start
        if ordinal := _ORDINAL.search(reading.text[max(0, start - 6) : start]):
            start -= len(ordinal[0])
        yield start, number or end, 0.88

    def _is_street(self, reading: Reading, index: int, first: int, number: bool) -> bool:
        token = reading.tokens[index]
        sure, firm = token.folded.endswith(self._sure), token.folded.endswith(self._firm)
        listed = token.folded in self.lexicon.words
        proper = token.capital and not token.opens and token.kept == ""
        if first < index and sure and self._regional(reading.tokens[first]):
            return number or self._located(reading, first)
        if token.folded in self.vocabulary.words("place", "street_words"):
            return False if first == index else number or proper
        if token.folded in self._endings:
            return first < index and (number or proper)
        located = self._located(reading, first)
        if first < index and (number or firm or (token.capital and located)):
            return number or sure or located
        if number:
            street = sure or self._at_home(reading, first)
            return token.capital or not listed or (firm and (located or street))
        if token.capital:
            return (sure and not listed) or (proper and located and not token.upper)
        if not located or listed or token.kept or self._verb(token):
            return False
        return firm or not self.lexicon.is_word(token.folded)

    def _scanned(self, text: str) -> Iterator[tuple[int, int, float]]:
        """'de Sch00lstraat 4', 'M0lenweg 14'."""
        for match in _SCANNED.finditer(text):
            if match[0].lower().translate(_MISREAD).endswith(self._sure):
                yield match.start(), number_end(text, match.end()) or match.end(), 0.8

    def _bare(self, reading: Reading, index: int) -> Iterator[tuple[int, int, float]]:
        """'Singel 300-hs', 'adres is Plantsoen 44', 'aan de Brink': streets of one plain word."""
        token = reading.tokens[index]
        if token.folded not in self.vocabulary.words("place", "street_bare") or token.kept:
            return
        number = number_end(reading.text, token.end)
        if number:
            home = self._at_home(reading, index)
            ends = _POSTCODE.match(reading.text, number)
            if home or (token.capital and (not token.opens or ends)):
                yield token.start, number, 0.8
            return
        article, lead = reading.at(index - 1), reading.at(index - 2)
        joined = index > 1 and reading.gap(index) == " " == reading.gap(index - 1)
        if joined and article and lead and token.capital and not token.upper:
            named = article.folded in _ARTICLES and lead.folded in _ALONG
            following = reading.at(index + 1)
            longer = following and following.capital and reading.gap(index + 1) == " "
            if named and not longer:
                yield token.start, token.end, 0.7

    def _verb(self, token: Token) -> bool:
        """'doodslaan', 'aansteeg', 'zomaarweg': words of which the ending is no street."""
        return token.folded.endswith(("slaan", "steeg")) and token.folded[:-5] in self.lexicon.words

    def _first(self, reading: Reading, index: int) -> int:
        """Index of the first word of the name: 'Jan van Galenstraat', 'burg. de graafplein'."""
        first, position = index, index - 1
        token = reading.tokens[index]
        while position >= 0 and index - position <= _BACK:
            before = reading.tokens[position]
            if before.masked or not _NAME_GAP.fullmatch(reading.gap(position + 1)):
                break
            opening = before.folded in self.vocabulary.words("place", "street_openings")
            dotted = reading.gap(position + 1).startswith(".")
            if dotted and not (opening or len(before.folded) == 1 or before.folded in _LINKS):
                break
            regional = position == index - 1 and self._regional(before)
            if self._belongs(token, before) or opening or regional:
                first = position
            elif before.folded not in _LINKS:
                break
            position -= 1
        return first

    def _belongs(self, street: Token, before: Token) -> bool:
        """A capital before a capital; not an ordinary word that opens the sentence."""
        if not (street.capital and before.capital) or before.folded in _LINKS:
            return before.capital and street.capital and before.text == "Van"
        ordinary = before.opens and self.lexicon.is_word(before.folded)
        return not ordinary and before.kept in ("", "public_figures", "faith_and_ideas")

    def _regional(self, before: Token) -> bool:
        """'kralingse kerklaan', 'overtoomse kade': an adjective of a place that is no word."""
        word = before.folded
        adjective = word.endswith(("se", "sche")) and len(word) > 5 and not before.kept
        return adjective and not before.capital and word not in self.lexicon.words

    def _located(self, reading: Reading, first: int) -> bool:
        """Behind 'aan de', 'uit de', 'hoek', 'straat is de', 'adres'."""
        index = first - 1
        before = reading.at(index)
        leads = self.vocabulary.words("place", "street_leads")
        if before and before.folded in _ARTICLES:
            before = reading.at(index - 1)
            if before and before.folded in ("is", "heet"):
                return True
        elif before and before.folded in _PERSONAL:
            return reading.tokens[first].folded.endswith(self._sure)
        other = reading.at(first - 2)
        if before and before.folded in ("en", "of") and other and other.text in ADDRESS_MASKS:
            return True
        slash = first > 0 and reading.gap(first).strip() in ("/", "+", "&")
        return slash or bool(before and before.folded in leads)

    def _listed(self, reading: Reading, index: int) -> Iterator[tuple[int, int, float]]:
        """'Tjalk 18', 'Lange Geer 3': streets that no ending gives away."""
        token = reading.tokens[index]
        number = None if token.kept else number_end(reading.text, token.end)
        if not number:
            return
        before = reading.at(index - 1)
        double = f"{before.folded} {token.folded}" if before and not before.masked else ""
        if before and double in self.lexicon.streets and reading.gap(index) == " ":
            yield before.start, number, 0.8
        elif token.folded in self.lexicon.streets:
            word = self.lexicon.is_word(token.folded)
            at_home = self._at_home(reading, index)
            if at_home:
                yield token.start, number, 0.8
            elif token.capital and not word:
                name = self.lexicon.level(token.folded)
                yield token.start, number, 0.4 if name else 0.75
        elif token.capital and self._at_home(reading, index) and not token.opens:
            yield token.start, number, 0.7

    def _at_home(self, reading: Reading, index: int) -> bool:
        """'woont op de', 'wonend', 'adres' before a street and its number."""
        words = [t.folded for t in reading.tokens[max(0, index - 5) : index]]
        while words and words[-1] in _ARTICLES:
            words.pop()
        home = self.vocabulary.words("place", "street_home")
        return any(" ".join(words[-n:]) in home for n in (1, 2, 3) if len(words) >= n)
