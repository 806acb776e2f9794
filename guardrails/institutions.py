"""Schools and small organisations: by the noun beside the name, by its ending, by who belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from guardrails.extent import Extent
from guardrails.lexicon import Lexicon
from guardrails.memberships import MembershipFinder
from guardrails.noun_names import NounNames
from guardrails.reading import Reading, with_article
from guardrails.resolve import Finding
from guardrails.self_named import SelfNamedFinder
from guardrails.vocabulary import Vocabulary

_SCHOOL_ENDINGS = ("college", "lyceum", "school", "gymnasium", "mavo")
_SAINTLY = frozenset(("sint", "st", "heilige", "oude", "nieuwe", "grote"))
_SECTIONS = (("SCHOOL", "school"), ("ORGANIZATION", "organisation"))
_BESIDE, _ENDING, _FIRM = 0.87, 0.86, 0.9


@dataclass(frozen=True, slots=True)
class InstitutionFinder:
    """Finds names of schools and of small organisations."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    _endings: tuple[str, ...] = field(init=False, repr=False)
    _nouns: tuple[tuple[str, NounNames], ...] = field(init=False, repr=False)
    _members: MembershipFinder = field(init=False, repr=False)
    _self_named: SelfNamedFinder = field(init=False, repr=False)

    def __post_init__(self) -> None:
        extent = Extent(self.lexicon, self.vocabulary)
        nouns = tuple((kind, NounNames(extent, self.vocabulary, name)) for kind, name in _SECTIONS)
        endings = tuple(self.vocabulary.words("organisation", "endings"))
        object.__setattr__(self, "_endings", endings)
        object.__setattr__(self, "_nouns", nouns)
        object.__setattr__(self, "_members", MembershipFinder(extent, self.vocabulary))
        object.__setattr__(self, "_self_named", SelfNamedFinder(extent, self.vocabulary))

    def find(self, reading: Reading) -> list[Finding]:
        """Every school and small organisation of the message, with the article before it."""
        return [
            replace(found, start=with_article(reading, found.start)) for found in self._all(reading)
        ]

    def _all(self, reading: Reading) -> Iterator[Finding]:
        for index in range(len(reading.tokens)):
            for entity, names in self._nouns:
                for start, end in names.find(reading, index):
                    yield Finding(entity, start, end, _BESIDE)
            yield from self._one_word(reading, index)
            yield from self._members.find(reading, index)
            yield from self._firm(reading, index)
        yield from self._self_named.find(reading)

    def _one_word(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'Fatihmoskee', 'Pauluskerk', 'Calvijncollege'."""
        token = reading.tokens[index]
        if token.kept or token.masked:
            return
        flat = not token.capital and not self.lexicon.is_word(token.folded)
        bare = token.folded in self._endings or token.folded in _SCHOOL_ENDINGS
        if bare or token.folded in self.lexicon.words or not (token.capital or flat):
            return
        before = reading.at(index - 1)
        saintly = before and before.folded in _SAINTLY and reading.gap(index) in (" ", "-")
        start = before.start if before and saintly else token.start
        if token.folded.endswith(self._endings):
            yield Finding("ORGANIZATION", start, token.end, _ENDING)
        if token.folded.endswith(_SCHOOL_ENDINGS) and (flat or not token.opens):
            yield Finding("SCHOOL", start, token.end, _ENDING)

    def _firm(self, reading: Reading, index: int) -> Iterator[Finding]:
        """'Jansen Transport BV'."""
        form = reading.tokens[index]
        if form.folded not in self.vocabulary.words("organisation", "forms"):
            return
        start = index
        while start > 0 and reading.tokens[start - 1].capital and reading.gap(start) in _FIRM_GAPS:
            start -= 1
        if start < index:
            yield Finding("ORGANIZATION", reading.tokens[start].start, form.end, _FIRM)


_FIRM_GAPS = (" ", " & ", "-", " en ")
