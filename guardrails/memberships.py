"""Names that no noun tells, by what somebody does there: 'zit op echnaton', 'traint bij Sabr'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.extent import Extent
from guardrails.reading import Reading, Token
from guardrails.resolve import Finding
from guardrails.vocabulary import Vocabulary

_ARTICLES = frozenset(("de", "het", "t", "'t"))
_RUN_AFTER = frozenset(("bij", "van", "op", "naar", "door", "voor", "at", "from", "in", "uit"))
_PLACED = frozenset(("in", "uit"))
_ARABIC = frozenset("al el an as ar at es".split())
_SCHOOLED = frozenset(("van", "op", "naar", "bij", "aan"))
_LABELS = frozenset("gemeente kerk moskee locatie organisatie werkgever club vereniging".split())
_LONGEST = 3
_CUE, _RUN, _LISTED = 0.66, 0.55, 0.8


@dataclass(frozen=True, slots=True)
class MembershipFinder:
    """Finds schools and organisations by the words that lead to them."""

    extent: Extent
    vocabulary: Vocabulary

    def find(self, reading: Reading, index: int) -> Iterator[Finding]:
        """The names that begin at this word; mostly none."""
        token = reading.tokens[index]
        if token.masked:
            return
        if not token.kept and token.folded in self.vocabulary.words("school", "names"):
            yield from self._known_school(reading, index)
        if token.kept:
            return
        yield from self._led(reading, index)
        yield from self._run(reading, index)
        yield from self._arabic(reading, index)

    def _known_school(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'Zadkine', 'het Noordik', 'zadkine boezemland': schools known by their own word."""
        token = reading.tokens[index]
        if token.capital or not self.extent.lexicon.is_word(token.folded):
            yield Finding("SCHOOL", token.start, self._last(reading, index), _LISTED)

    def _led(self, reading: Reading, index: int) -> Iterator[Finding]:
        """Behind 'zit op het', 'leerlingen van', 'werkt bij', 'op De'."""
        if reading.gap(index) not in (" ", " '", ' "', ": "):
            return
        token, before = reading.tokens[index], reading.tokens[max(0, index - 6) : index]
        article = bool(before) and before[-1].folded in _ARTICLES
        words = [t.folded for t in (before[:-1] if article else before)]
        entity = self._cue(words)
        titled = article and before[-1].capital and not before[-1].opens
        titled = titled and reading.gap(index - 1) in (" ", ", ", " | ", " - ", " (")
        if titled and token.capital and not token.upper and self._impersonal(before[:-1]):
            last = self.extent.capitals(reading, index)
            entity = "SCHOOL" if words[-1:] == ["op"] else "ORGANIZATION"
            yield Finding(entity, before[-1].start, self.extent.end(reading, last), _CUE)
            return
        if article and words[-1:] and words[-1] in _SCHOOLED and self._typical(token):
            yield Finding("SCHOOL", before[-1].start, token.end, _CUE)
            return
        if article and words[-1:] == ["op"] and self._sits(reading, index):
            entity = "SCHOOL"
        if not (entity and self._nameable(token, entity, article)):
            entity = "SCHOOL" if self._attended(token, article, words, before) else ""
        if entity:
            start = before[-1].start if article else token.start
            yield Finding(entity, start, self._last(reading, index), _CUE)

    def _impersonal(self, before: tuple[Token, ...]) -> bool:
        """Not behind a first name or a title, where 'De Vries' is a surname."""
        lead = before[-1] if before else None
        cue = self.extent.lexicon.cue
        person = lead and (cue("titles", (lead.folded,)) or cue("persons", (lead.folded,)))
        return not (lead and (person or (lead.capital and not lead.opens)))

    def _cue(self, words: list[str]) -> str:
        for entity, key in (("SCHOOL", "school"), ("ORGANIZATION", "organisation")):
            cues = self.vocabulary.words("member", key)
            if any(" ".join(words[-n:]) in cues for n in range(1, _LONGEST + 1) if len(words) >= n):
                return entity
        return ""

    def _nameable(self, token: Token, entity: str, article: bool) -> bool:
        """A capital, an unknown word, or behind 'zit op de' nearly any word."""
        if self.extent.stops(token.folded) or token.folded in self.vocabulary.words(
            "school", "plain"
        ):
            return False
        if token.capital and not token.opens:
            return not self._streetlike(token)
        if self.extent.unknown(token):
            return not self._streetlike(token)
        plain = token.folded in self.vocabulary.words("member", "sits_plain") or self._noun(token)
        return article and entity == "SCHOOL" and len(token.folded) > 4 and not plain

    def _sits(self, reading: Reading, index: int) -> bool:
        """'sinds hij op het Rijnlands zit': a capital before the verb."""
        token, following = reading.tokens[index], reading.at(index + 1)
        verb = following and following.folded in ("zit", "zitten", "zat", "zaten")
        return bool(verb) and token.capital and reading.gap(index + 1) == " "

    def _noun(self, token: Token) -> bool:
        """'op de sportschool', 'op het politiebureau': a kind of place and no name."""
        nouns = (("school", "nouns"), ("organisation", "nouns"), ("spot", "nouns"))
        endings = ("school", "bureau", "centrum", "kantoor", "terrein", "huis", "plein")
        listed = any(token.folded in self.vocabulary.words(*keys) for keys in nouns)
        return listed or token.folded.endswith(endings)

    def _attended(
        self, token: Token, article: bool, words: list[str], before: tuple[Token, ...]
    ) -> bool:
        """'van het Noordik', 'op het kandinsky'."""
        neuter = article and before[-1].folded == "het" and words[-1:] in (["op"], ["van"])
        school = neuter or (article and words[-1:] == ["op"] and token.capital)
        if not school or self._streetlike(token) or token.upper:
            return False
        lexicon = self.extent.lexicon
        named = token.capital and not lexicon.is_word(token.folded)
        person = neuter and token.capital and lexicon.level(token.folded) > 1
        return named or person or (neuter and self.extent.unknown(token))

    def _typical(self, token: Token) -> bool:
        """'van de wegwijzer', 'naar het kompas': words after which schools are named."""
        grammar = token.folded.endswith(("lyceum", "gymnasium")) and len(token.folded) > 10
        return grammar or token.folded in self.vocabulary.words("school", "typical")

    def _streetlike(self, token: Token) -> bool:
        endings = (
            "straat",
            "laan",
            "weg",
            "plein",
            "gracht",
            "kade",
            "dijk",
            "markt",
            "hof",
            "park",
        )
        return token.folded.endswith(endings)

    def _last(self, reading: Reading, index: int) -> int:
        """Where the name ends that begins at this word."""
        name = self.extent.after(reading, index, sure=False)
        return self.extent.end(reading, name[1] if name else index)

    def _run(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'van Tandem Plus', 'het bestuur van Tot Nut van de Polder': two capitals in a row."""
        token, before = reading.tokens[index], reading.at(index - 1)
        labelled = reading.gap(index) == ": "
        if not token.capital or (token.opens and not labelled) or before is None:
            return
        article = before.folded in _ARTICLES
        lead = reading.at(index - 2) if article else before
        if lead is None or lead.folded not in (_LABELS if labelled else _RUN_AFTER):
            return
        following = reading.at(index + 1)
        named = self.extent.lexicon.level(token.folded) > 1
        if following is None or (named and not labelled) or reading.gap(index) not in (" ", ": "):
            return
        last = self.extent.capitals(reading, index)
        stays = reading.tokens[last].kept and reading.tokens[last].folded != "gemeente"
        if last > index and not (following.english or stays):
            start = before.start if article else token.start
            entity = "LOCATION" if lead.folded in _PLACED else "ORGANIZATION"
            yield Finding(entity, start, self.extent.end(reading, last), _RUN)

    def _arabic(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'bij al madina': the article of a mosque in lower case."""
        token, before, name = (reading.at(index + step) for step in (0, -1, 1))
        if not (token and before and name) or token.folded not in _ARABIC:
            return
        led = before.folded in _RUN_AFTER and reading.gap(index + 1) in (" ", "-")
        if led and self.extent.unknown(name):
            end = self._last(reading, index + 1)
            yield Finding("ORGANIZATION", token.start, end, _CUE)
