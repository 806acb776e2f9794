"""Judge one found unit: which of its passages to show, and how much evidence there is for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge_base.passages import Passage, Role
from knowledge_base.ranking import SearchSettings
from knowledge_base.ways import Found, Library


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched for.

    `earlier` is what was said before it, where that counts too. `weights` tells of each of its word
    families how much it says.
    """

    text: str
    earlier: str
    stems: tuple[str, ...]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """The passage of a unit that fits best, how likely it has to do with the question, and why."""

    passage: Passage
    score: float
    coverage: float
    word: float
    likeness: float


def judge(
    number: int, library: Library, found: Found, asked: Asked, settings: SearchSettings
) -> Judged:
    """Judge the unit with that number by what the ways of searching found."""
    unit = library.units[number]
    places = library.unit_places[number]
    sections = [place for place in places if library.documents[place].role is Role.PASSAGE]
    best = max(sections, key=lambda place: (found.sections[place], -place))
    whole = [place for place in places if library.documents[place].role is Role.CARD]
    coverage = max(library.keywords.coverage(asked.weights, n) for n in (best, *whole))
    likeness = float(found.asked[number] + found.told[number] + found.whole[number]) / 3
    word = float(found.words[number])
    evidence = settings.evidence if found.by_meaning else settings.evidence_without_vectors
    passage = library.passages[library.documents[best].passage]
    return Judged(
        passage if found.sections[best] > 0 else unit.first,
        evidence.score(coverage, word, likeness),
        coverage,
        word,
        likeness,
    )
