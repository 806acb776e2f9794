"""Judge one found unit: which of its passages to show, and how much evidence there is for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from knowledge_base.passages import Passage, Role
from knowledge_base.ranking import SearchSettings, Signs
from knowledge_base.ways import Found, Library

_CLEARLY: Final = 1.2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched for.

    `earlier` is what was said before it, where that counts too. `weights` tells of each of its word
    families how much it says; `odds` (natural logarithm) whether such questions can be answered.
    """

    text: str
    earlier: str
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    odds: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The passage of a unit that fits best, how likely it has to do with the question, and why."""

    passage: Passage
    score: float
    signs: Signs


def judge(
    number: int, library: Library, found: Found, asked: Asked, settings: SearchSettings
) -> Judged:
    """Judge the unit with that number by what the ways of searching found."""
    unit = library.units[number]
    places = library.unit_places[number]
    sections = [place for place in places if library.documents[place].role is Role.PASSAGE]
    best = max(sections, key=lambda place: (found.sections[place], -place))
    whole = [place for place in places if library.documents[place].role is Role.WHOLE]
    signs = Signs(
        coverage=max(library.keywords.coverage(asked.weights, n) for n in (best, *whole)),
        word=float(found.words[number]),
        likeness=float(found.told[number] + found.asked[number]) / 2,
        odds=asked.odds,
    )
    evidence = settings.evidence if found.by_meaning else settings.evidence_without_vectors
    # the title stands in every section: another than the first must clearly fit better
    fits = found.sections[best] > _CLEARLY * found.sections[sections[0]]
    passage = library.passages[library.documents[best].passage] if fits else unit.first
    return Judged(passage, evidence.score(signs), signs)
