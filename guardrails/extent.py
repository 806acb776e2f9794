"""How far the name of a school, an organisation or a place runs beside the noun that tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.reading import Reading, Token
from guardrails.vocabulary import Vocabulary

_JOIN = re.compile(r"[ -]{1,2}|\s?['\"“”„]{1,2}|: ?['\"]?")
_INSIDE = re.compile(r"[ -]|'| ?& ?| - |['\"]? ['\"]?")
_ARTICLES = frozenset("de het den t 't la le el al the ons onze an as ur".split())
_LINKS = frozenset("de het den der van voor en al el 't t te ons onze ul ur by n".split())
_BEFORE = frozenset("van de der het al el den da la le".split())
_FORE = frozenset("da la le sint st".split())
_PUBLIC = ("public_bodies", "groups", "platforms", "public_figures")
_PARTICIPLE = re.compile(r"(?:be|ge|ver|ont)\w+(?:d|t|en)$")
_YEAR = re.compile(r" ?['’]\d\d\b")
_MAX_NAME = 5
_MAX_LOWER = 3
_SHORT = 3  # a word of three letters goes on with a name when no list has it: 'maluku tjap'
_UNLIKE = -0.35  # letters that hardly any name has: a slip of typing


@dataclass(frozen=True, slots=True)
class Extent:
    """Reads names in running text, in lower case and in capitals throughout."""

    lexicon: Lexicon
    vocabulary: Vocabulary

    def after(
        self, reading: Reading, start: int, sure: bool, bound: bool = False
    ) -> tuple[int, int] | None:
        """First and last word of the name that begins at this word, None when there is none.

        With `sure` an ordinary word in lower case can be the name: 'camping de witte raaf'.
        `bound` says that the noun stands right behind a preposition, where Dutch wants an article
        unless a name follows: 'van sportschool stalen vuist'.
        """
        opening = reading.at(start)
        if opening is None or opening.masked or not _JOIN.fullmatch(reading.gap(start)):
            return None
        article = opening.folded in _ARTICLES
        head = start + 1 if article and self._joined(reading, start + 1) else start
        second = reading.at(start + 1)
        if bound and opening.folded == "van" and second and second.folded in _BEFORE:
            article, head = True, start + 2 if self._joined(reading, start + 2) else start
        first = reading.tokens[head]
        titled = head > start and opening.capital
        if first.capital and (titled or not self._stays(first)):
            return start, self.capitals(reading, head)
        last = self._lower(reading, head, head > start, sure, bound)
        return (start if sure or bound else head, last) if last >= head else None

    def before(self, reading: Reading, noun: int, sure: bool = False) -> int:
        """Index of the first word of the name that ends before the noun; `noun` for none.

        With `sure` ordinary words in lower case can be the name: 'op het da vinci college'.
        """
        first, index = noun, noun - 1
        linked = False
        while index >= 0 and noun - index <= _MAX_NAME - 1:
            token = reading.tokens[index]
            gap = reading.gap(index + 1)
            foreign = token.english and not token.capital
            if not re.fullmatch(r"[ -]{1,2}|\s?['\"]", gap) or token.masked or foreign:
                break
            near = (first == index + 1 or linked) and not (
                token.capital or reading.tokens[noun].capital
            )
            plain = self._titular(token) if linked else self._plain_name(token)
            odd = self.unknown(token) or (self.foreign(token) and not token.english)
            lower = near and (odd or (sure and plain))
            opening = token.opens and self._listed(token.folded)
            named = token.capital and not opening and self._named(token)
            if named or lower or (near and first < noun and token.folded in _FORE):
                first = index
            elif token.folded not in _BEFORE or (
                first == noun and not reading.tokens[noun].capital
            ):
                break
            else:
                linked = True
            index -= 1
        return first

    def _titular(self, token: Token) -> bool:
        """'willem de zwijger mavo': a first name before the small word."""
        return self.lexicon.level(token.folded) > NameLevel.COMMON

    def unknown(self, token: Token) -> bool:
        """A word that no list has: 'op het kandinsky', 'moskee tawheed'."""
        lexicon, word = self.lexicon, token.folded
        if token.kept or token.masked or len(word) < 4 or self.stops(word):
            return False
        listed = lexicon.is_word(word, heard=True)
        return not listed and lexicon.looks_like_name(word) > _UNLIKE

    def stops(self, folded: str) -> bool:
        """A word that ends a name in lower case: function words, adverbs, verbs, people."""
        kinds = ("verbs", "never", "prepositions", "persons", "titles")
        listed = folded in self.vocabulary.words("name", "stop")
        return listed or any(self.lexicon.cue(kind, (folded,)) for kind in kinds)

    def _named(self, token: Token) -> bool:
        plain = token.folded in self.vocabulary.words("school", "plain")
        return not (plain or token.folded in _LINKS or token.kept in _PUBLIC)

    def _plain_name(self, token: Token) -> bool:
        plain = token.folded in self.vocabulary.words("school", "plain")
        return not plain and token.folded not in _LINKS and self._content(token, True)

    def _stays(self, token: Token) -> bool:
        """A kept word opens no name, but for an idea: 'stichting Tawheed'."""
        plain = token.folded in self.vocabulary.words("school", "plain")
        return plain or token.kept not in ("", "faith_and_ideas")

    def _joined(self, reading: Reading, index: int) -> bool:
        token = reading.at(index)
        return bool(token and not token.masked and _INSIDE.fullmatch(reading.gap(index)))

    def capitals(self, reading: Reading, head: int) -> int:
        """Index of the last word of the name with a capital that begins at `head`."""
        last, index = head, head + 1
        while index - head < _MAX_NAME and self._joined(reading, index):
            token = reading.tokens[index]
            public = token.kept in _PUBLIC and token.folded != "gemeente"
            if token.capital and not token.opens and not public:
                last = index
            elif token.folded not in _LINKS or index > last + 2:
                break
            index += 1
        return last

    def end(self, reading: Reading, last: int) -> int:
        """Where the name ends, with the year of a club: "DOS '37"."""
        end = reading.tokens[last].end
        year = _YEAR.match(reading.text, end)
        return year.end() if year else end

    def _lower(
        self, reading: Reading, head: int, article: bool, sure: bool, bound: bool = False
    ) -> int:
        """Last word of a name without capitals; `head - 1` for none."""
        first = reading.tokens[head]
        sure = sure or bound
        paired = (article or bound) and sure and self._pair(reading, head)
        named = sure and self._content(first, article, bound)
        if not (paired or named or self.unknown(first)):
            return head - 1
        last, index = (head + 1, head + 2) if paired else (head, head + 1)
        directions = self.vocabulary.words("name", "tails")
        while index - head < _MAX_LOWER and self._joined(reading, index):
            token = reading.tokens[index]
            english = self.foreign(reading.tokens[last]) and self._english(token)
            foreign = bound and (self.foreign(token) or self._odd(token) or english)
            if not (self._further(token) or token.folded in directions or foreign):
                break
            last, index = index, index + 1
        following = reading.at(index)
        town = following and self._joined(reading, index) and self.town(following)
        return index if town else last

    def _pair(self, reading: Reading, head: int) -> bool:
        """'de witte raaf', 'de nieuwe veste', 'de vier winden', 'stalen vuist'."""
        first, second = reading.at(head), reading.at(head + 1)
        if first is None or second is None or not self._joined(reading, head + 1):
            return False
        opener = first.folded in self.vocabulary.words("name", "openers")
        plain = first.kept or first.masked or (self.stops(first.folded) and not opener)
        plain = plain or len(first.folded) < _SHORT
        return not plain and (opener or self._adjective(first)) and self._content(second, True)

    def foreign(self, token: Token) -> bool:
        """An English word in lower case that is no Dutch one: 'iron temple'."""
        lexicon, word = self.lexicon, token.folded
        stays = token.kept or token.masked or self.stops(word) or len(word) < _SHORT
        return not stays and word not in lexicon.words and lexicon.is_english(word)

    def _english(self, token: Token) -> bool:
        """A word that is English too: 'noble art'."""
        stays = token.kept or token.masked or self.stops(token.folded)
        return not stays and len(token.folded) >= _SHORT and self.lexicon.is_english(token.folded)

    def _odd(self, token: Token) -> bool:
        """'tjap': it could be inflected Dutch, but nobody writes it."""
        lexicon, word = self.lexicon, token.folded
        stays = token.kept or token.masked or self.stops(word) or len(word) <= _SHORT
        seen = word in lexicon.words or word in lexicon.heard or word in lexicon.common
        return not (stays or seen) and lexicon.looks_like_name(word) > 0

    def town(self, token: Token) -> bool:
        """A Dutch place that is no ordinary word: behind a name it belongs to it."""
        if token.kept:
            return token.kept == "big_cities"
        return token.folded in self.lexicon.places and not self._listed(token.folded)

    def _further(self, token: Token) -> bool:
        """A word that goes on with a name: no everyday word, whatever its letters."""
        plain = token.kept or token.masked or self.stops(token.folded) or token.english
        return not (plain or len(token.folded) < _SHORT or self._listed(token.folded))

    def _listed(self, folded: str) -> bool:
        return self.lexicon.is_word(folded, heard=True)

    def _adjective(self, token: Token) -> bool:
        return token.folded.endswith("e") and self.lexicon.is_word(token.folded)

    def _content(self, token: Token, article: bool, bound: bool = False) -> bool:
        """A word that can be a name behind a noun that hardly ever stands without one."""
        word = token.folded
        if token.kept or token.masked or len(word) < 3 or self.stops(word):
            return False
        place = word in self.vocabulary.words("spot", "nouns")
        return article or not (place or self._verb(word, bound))

    def _verb(self, word: str, bound: bool) -> bool:
        """'betaalt', 'gesloten', 'helpen': what a sentence goes on with behind a noun."""
        words = self.lexicon.words
        stems = (word[:-1], f"{word[:-1]}en", f"{word}en")
        third = not bound and word.endswith("t") and any(stem in words for stem in stems)
        plural = not bound and word.endswith("en") and word in words
        return third or plural or bool(_PARTICIPLE.match(word)) or word.endswith(("lijk", "ig"))
