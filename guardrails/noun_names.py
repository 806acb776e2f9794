"""Names by the noun beside them: 'moskee El Tawheed', 'Calvijn College', 'camping de witte raaf'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from guardrails.extent import Extent
from guardrails.reading import Reading, Token
from guardrails.vocabulary import Vocabulary

_LONGEST = 2
_BACK = 4
_SHORT_PLACE = 5
_ARTICLES = ("de", "het", "een", "the", "t", "'t")


@dataclass(frozen=True, slots=True)
class NounNames:
    """Finds the name beside a noun of one section of `institutions.toml`.

    A section has `nouns`, of which those in `sure` take an ordinary word for a name, and those in
    `part` belong to the name. Those in `loose` stand without an article too ('op school'), so that
    nothing follows from a preposition before them, those in `bare` want an article behind them
    ('op vmbo de veste'); `suffixes` end further nouns.
    """

    extent: Extent
    vocabulary: Vocabulary
    section: str
    _suffixes: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        suffixes = tuple(self.vocabulary.words(self.section, "suffixes"))
        object.__setattr__(self, "_suffixes", suffixes)

    def find(self, reading: Reading, index: int) -> Iterator[tuple[int, int]]:
        """Offsets of the names beside the noun that starts at this word; mostly none."""
        length = self._noun(reading, index)
        if not length:
            return
        tokens = reading.tokens
        noun = tokens[index]
        if glued := self._glued(reading, index):
            yield tokens[glued].start, noun.end
            return
        words = " ".join(token.folded for token in tokens[index : index + length])
        tail = words in self.vocabulary.words(self.section, "tails")
        start = self.extent.before(reading, index, tail)
        told = noun.capital or not self._describes(reading, start, index)
        if start < index and told and (noun.capital or self._distinct(reading, start, index)):
            yield tokens[start].start, self._with_town(reading, index + length)
            return
        bound = self._bound(reading, index, words, length)
        sure = words in self.vocabulary.words(self.section, "sure")
        sure = sure or self._called(reading, index + length)
        name = self.extent.after(reading, index + length, sure, bound)
        if name is None:
            return
        label = ":" in reading.gap(index + length)
        part = (noun.capital and not label) or words in self.vocabulary.words(self.section, "part")
        first = noun if part else tokens[name[0]]
        yield first.start, self.extent.end(reading, name[1])

    def _with_town(self, reading: Reading, index: int) -> int:
        """Where a name ends that a town may follow: 'All Nations Church Eindhoven'."""
        town = reading.at(index)
        joined = town and town.capital and reading.gap(index) in (" ", "-")
        return (
            town.end
            if town and joined and self.extent.town(town)
            else reading.tokens[index - 1].end
        )

    def _bound(self, reading: Reading, index: int, words: str, length: int) -> bool:
        """Right behind a preposition, where an ordinary noun would have an article."""
        if words in self.vocabulary.words(self.section, "loose"):
            return False
        before, following = reading.at(index - 1), reading.at(index + length)
        leads = self.vocabulary.words("name", "leads")
        led = bool(before and before.folded in leads and reading.gap(index) == " ")
        if words not in self.vocabulary.words(self.section, "bare"):
            return led
        place = following and self._place(following.folded)
        opens = following and (following.folded in _ARTICLES or following.folded == "van")
        return bool(led and (opens or place))

    def _place(self, folded: str) -> bool:
        """'kamp vaassen', 'park zonnehei': a place or quarter behind a noun of a spot."""
        listed = folded in self.extent.lexicon.places and len(folded) > _SHORT_PLACE
        known = listed or folded in self.vocabulary.words("place", "quarters")
        return self.section == "spot" and known

    def _called(self, reading: Reading, index: int) -> bool:
        """'IN HET PARK DE HAGEN': an article and a word of which streets and places are named."""
        article, token = reading.at(index), reading.at(index + 1)
        if self.section != "spot" or not article or not token or token.kept:
            return False
        streets = self.extent.lexicon.streets
        return article.folded in _ARTICLES and token.folded in streets

    def _noun(self, reading: Reading, index: int) -> int:
        """How many words from here on are a noun such as 'islamitische basisschool'."""
        token = reading.tokens[index]
        if token.masked or (token.english and len(token.folded) < 3):
            return 0
        for length in range(_LONGEST, 0, -1):
            words = reading.tokens[index : index + length]
            if len(words) == length and self._listed(words):
                return length if self._own(reading, index, length) else 0
        return 0

    def _own(self, reading: Reading, index: int, length: int) -> bool:
        """No public body by itself; "cbs 't schrijverke" is a school and not the statistics."""
        following = reading.at(index + length)
        public = reading.tokens[index].kept in ("public_bodies", "groups")
        return not public or bool(following and following.folded in _ARTICLES)

    def _listed(self, words: tuple[Token, ...]) -> bool:
        phrase = " ".join(t.folded for t in words)
        return phrase in self.vocabulary.words(self.section, "nouns") or self._compound(phrase)

    def _compound(self, word: str) -> bool:
        """'koelvervoer', 'jeugdzorginstelling': an ordinary compound of a noun that tells."""
        if not word.endswith(self._suffixes) or " " in word:
            return False
        plain = word in self.vocabulary.words(self.section, "no_nouns")
        return not plain and self.extent.lexicon.is_word(word)

    def _glued(self, reading: Reading, index: int) -> int:
        """'de Graan voor Visch-flat': the name between an article and the noun; 0 for none."""
        glued = self.vocabulary.words(self.section, "glued")
        if reading.gap(index) != "-" or reading.tokens[index].folded not in glued:
            return 0
        for first in range(index - 1, max(index - 1 - _BACK, 0), -1):
            token, before = reading.tokens[first], reading.tokens[first - 1]
            if token.masked or (token.kept and first == index - 1):
                return 0
            if before.folded in _ARTICLES and reading.gap(first) == " ":
                plain = self.extent.lexicon.is_word(token.folded) and first == index - 1
                return first if token.capital or not plain else 0
        return 0

    def _describes(self, reading: Reading, start: int, index: int) -> bool:
        """'Koerdische winkel', 'Molukse wijk': the one word before the noun is an adjective."""
        first = reading.tokens[start]
        return index - start == 1 and first.folded.endswith(("se", "sche"))

    def _distinct(self, reading: Reading, start: int, index: int) -> bool:
        """Before a noun in lower case only words that cannot be an ordinary opening."""
        tokens = reading.tokens[start:index]
        return any(not t.opens or not self.extent.lexicon.is_word(t.folded) for t in tokens)
