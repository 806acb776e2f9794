"""Schools and small organisations, by the word that says what they are and the name beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from guardrails.lexicon import Lexicon
from guardrails.reading import Reading, Token
from guardrails.vocabulary import Vocabulary

_JOIN = re.compile(r"[ -]{1,2}|\s?['\"]|: ?")
_CLASS = re.compile(
    r"\b(?:klas|groep|leerjaar)?\s?(?P<name>[1-6] ?[a-h]\d?|[1-6] ?(?:havo|vwo|vmbo|mavo|ath|gym)[ -]?[a-h1-9]?|[hvmtgak]{1,2}[1-6][a-z]?)\b",
    re.IGNORECASE,
)
_FLAT_SCHOOL = re.compile(
    r"\b(?:op|van|naar|bij|in)\s(?:het\s)?(?P<name>[^\W\d]{3,}(?:\s(?!het\b|de\b)[^\W\d]+){0,2}|"
    r"(?:da|de|sint)\s\w+|\w+\sde\s\w+)\s(?:college|lyceum|gymnasium|scholengemeenschap)\b",
    re.IGNORECASE,
)
_FLAT_CLUB = re.compile(
    r"\b(?:(?P<club>(?P<sport>fc|vv|sv|rksv|svv)|buurthuis|restaurant|bakkerij|garage)|"
    r"obs|cbs|rkbs|kbs|pcbs|basisschool)\s(?P<name>(?:(?:de|het|'t|van)\s)?(?P<last>[^\W\d]{4,}))",
    re.IGNORECASE,
)
_FIRST_OF_TWO = frozenset(("islamitische", "middelbare"))
_SCHOOL_ENDINGS = ("college", "lyceum", "school", "gymnasium")
_LINKS = frozenset("de het den der van voor en al el 't te op ons onze ul ur".split())
_SAINTLY = frozenset(("sint", "st", "heilige", "oude", "nieuwe", "grote"))
_SITS = frozenset("zit zat zitten leerling docent les mentor".split())
_SITS_NEAR = 6
_MAX_NAME = 4


@dataclass(frozen=True, slots=True)
class Institution:
    """A school or organisation found."""

    entity: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class InstitutionFinder:
    """Finds names of schools and of small organisations."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    _endings: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        endings = tuple(self.vocabulary.words("organisation", "endings"))
        object.__setattr__(self, "_endings", endings)

    def find(self, reading: Reading) -> list[Institution]:
        """Every school and small organisation of the message."""
        found = [*self._all(reading)]
        schools = [item for item in found if item.entity == "SCHOOL"]
        return [*found, *(_classes(reading, schools) if schools else ())]

    def _all(self, reading: Reading) -> Iterator[Institution]:
        for index in range(len(reading.tokens)):
            for entity, section in (("SCHOOL", "school"), ("ORGANIZATION", "organisation")):
                length = self._noun(reading, index, section)
                if length:
                    yield from self._around(reading, index, length, entity)
            yield from self._one_word(reading, index)
            yield from self._attended(reading, index)
            yield from self._firm(reading, index)
        if reading.flat:
            yield from self._flat(reading)

    def _noun(self, reading: Reading, index: int, section: str) -> int:
        """How many words from here on are a noun such as 'islamitische basisschool'."""
        nouns = self.vocabulary.words(section, "nouns")
        word = reading.tokens[index].folded
        if reading.tokens[index].english and len(word) < 3:
            return 0
        if word not in nouns and word not in _FIRST_OF_TWO:
            return 0
        for length in (2, 1):
            words = reading.tokens[index : index + length]
            if len(words) == length and " ".join(t.folded for t in words) in nouns:
                return 0 if words[0].kept in ("public_bodies", "groups") else length
        return 0

    def _around(
        self, reading: Reading, index: int, length: int, entity: str
    ) -> Iterator[Institution]:
        """The name behind the noun ('moskee El Tawheed') or before it ('Calvijn College')."""
        noun = reading.tokens[index]
        end = self._name_end(reading, index + length)
        start = self._name_start(reading, index)
        if start < index and (noun.capital or self._distinct(reading, start, index)):
            yield Institution(
                entity, reading.tokens[start].start, reading.tokens[index + length - 1].end, 0.87
            )
        elif end > index + length - 1:
            first = index if (noun.capital and not noun.opens) or noun.upper else index + length
            first = first if length == 1 else index + length
            yield Institution(entity, reading.tokens[first].start, reading.tokens[end].end, 0.87)

    def _distinct(self, reading: Reading, start: int, index: int) -> bool:
        """Before a noun in lower case only words that cannot be an ordinary opening."""
        tokens = reading.tokens[start:index]
        return any(not t.opens or not self.lexicon.is_word(t.folded) for t in tokens)

    def _name_end(self, reading: Reading, start: int) -> int:
        """Index of the last word of the name that starts at `start`; `start - 1` for none."""
        last, index = start - 1, start
        while index < len(reading.tokens) and index - start < _MAX_NAME:
            token = reading.tokens[index]
            if not _JOIN.fullmatch(reading.gap(index)) or token.masked:
                break
            if self._is_name(reading, index, last >= start):
                last = index
            elif token.folded not in _LINKS or index > last + 2:
                break
            index += 1
        return last

    def _name_start(self, reading: Reading, noun: int) -> int:
        """Index of the first word of the name that ends before the noun; `noun` for none."""
        first, index = noun, noun - 1
        while index >= 0 and noun - index <= _MAX_NAME:
            token = reading.tokens[index]
            if not _JOIN.fullmatch(reading.gap(index + 1)) or token.masked:
                break
            lower = not token.capital and index == noun - 1 and self._unknown(token)
            opening = token.opens and self.lexicon.is_word(token.folded)
            named = token.capital and not opening and self._is_name(reading, index, True)
            if named or lower:
                first = index
            elif token.folded not in ("van", "de", "der", "het", "al", "el", "den"):
                break
            index -= 1
        return first

    def _is_name(self, reading: Reading, index: int, inside: bool) -> bool:
        token = reading.tokens[index]
        plain = token.folded in self.vocabulary.words("school", "plain")
        if plain and not (token.capital and not token.opens and token.folded in _LINKS):
            return False
        named = token.capital and (inside or token.kept == "faith_and_ideas")
        if token.kept and not named:
            return False
        if token.capital and not token.opens:
            return token.folded not in _LINKS
        return (token.capital and inside) or self._unknown(token)

    def _unknown(self, token: Token) -> bool:
        """A word that no list has, in lower case: 'op het kandinsky', 'moskee tawheed'."""
        lexicon = self.lexicon
        plain = lexicon.is_word(token.folded) or token.kept or lexicon.cue("never", (token.folded,))
        long = len(token.folded) > 3 and not token.masked
        return not plain and long and lexicon.looks_like_name(token.folded) > 0.0

    def _one_word(self, reading: Reading, index: int) -> Iterator[Institution]:
        """'Fatihmoskee', 'Pauluskerk', 'Calvijncollege'."""
        token = reading.tokens[index]
        word = not (token.capital or reading.flat) and self.lexicon.is_word(token.folded)
        if token.kept or word:
            return
        bare = token.folded in self._endings or token.folded in _SCHOOL_ENDINGS
        listed = bare or token.folded in self.lexicon.words
        if (token.capital or reading.flat) and not listed and token.folded.endswith(self._endings):
            start = token.start
            before = reading.at(index - 1)
            if before and before.folded in _SAINTLY and reading.gap(index) in (" ", "-"):
                start = before.start
            yield Institution("ORGANIZATION", start, token.end, 0.86)
        school = not listed and token.folded.endswith(_SCHOOL_ENDINGS)
        if school and ((token.capital and not token.opens) or reading.flat):
            yield Institution("SCHOOL", token.start, token.end, 0.86)

    def _attended(self, reading: Reading, index: int) -> Iterator[Institution]:
        """'op het Kandinsky', 'zit op de Regenboog'."""
        before = tuple(t.folded for t in reading.tokens[max(0, index - 3) : index])
        token = reading.tokens[index]
        if len(before) < 2 or before[-2:] not in (("op", "het"), ("op", "de"), ("van", "het")):
            return
        if token.kept or reading.gap(index) != " " or token.masked:
            return
        earlier = {t.folded for t in reading.tokens[max(0, index - _SITS_NEAR) : index]}
        sits = not earlier.isdisjoint(_SITS)
        named = token.capital and not token.upper
        named = named and (sits or not self.lexicon.is_word(token.folded))
        name = named or ((sits or before[-1] == "het") and self._unknown(token))
        street = re.search(r"(?:straat|laan|weg|plein|gracht|kade|dijk|markt|hof)$", token.folded)
        if name and not street:
            last = token
            for following in reading.tokens[index + 1 : index + 3]:
                joined = reading.text[last.end : following.start] == " " and not following.masked
                if not (named and joined and following.capital and not following.kept):
                    break
                last = following
            yield Institution("SCHOOL", token.start, last.end, 0.66)

    def _flat(self, reading: Reading) -> Iterator[Institution]:
        """'op het da vinci college', 'obs het kompas', 'fc lienden' without capitals."""
        for match in _FLAT_SCHOOL.finditer(reading.text):
            words = reading.tokens[reading.index_from(match.start("name")) :][:1]
            plain = self.vocabulary.words("school", "plain")
            if words and words[0].folded not in plain and not words[0].kept:
                yield Institution("SCHOOL", match.start("name"), match.end(), 0.8)
        for match in _FLAT_CLUB.finditer(reading.text):
            entity = "ORGANIZATION" if match["club"] else "SCHOOL"
            last = match["last"].lower()
            open_word = self.lexicon.is_word(last) and match["club"] and not match["sport"]
            acts = self.lexicon.cue("verbs", (last,)) or self.lexicon.cue("never", (last,))
            if not (open_word or acts):
                yield Institution(entity, match.start(), match.end(), 0.7)

    def _firm(self, reading: Reading, index: int) -> Iterator[Institution]:
        """'Jansen Transport BV'."""
        form = reading.tokens[index]
        forms = self.vocabulary.words("organisation", "forms")
        start = index
        while start > 0 and reading.tokens[start - 1].capital and reading.gap(start) == " ":
            start -= 1
        if form.folded in forms and start < index:
            yield Institution("ORGANIZATION", reading.tokens[start].start, form.end, 0.9)


def _classes(reading: Reading, schools: list[Institution]) -> Iterator[Institution]:
    """'klas 3B van het Calvijn': a class beside a school points to a few children."""
    for match in _CLASS.finditer(reading.text):
        start, end = match.span("name")
        if any(0 <= s.start - end < 25 or 0 <= start - s.end < 25 for s in schools):
            yield Institution("SCHOOL", start, end, 0.55)
