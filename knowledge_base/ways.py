"""What each way of searching tells of every unit: a card, a term, or a piece of an original.

The ways: words and runs of letters of the whole (title, questions, search words, phrasings, short
answer), and the likeness of vectors with one section (`told`) and with one known question
(`asked`). Each gives one number a unit; a unit counts by its best section and its best question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.keyword import KeywordIndex, Scores
from knowledge_base.passages import Document, Kind, Passage, Question, Role, unit_of

Numbers = NDArray[np.float32]
_SEEN_FIRST: Final = 256


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document near a query: its id and its likeness (cosine, 1 is the same)."""

    document: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Unit:
    """Passages that are found as one, in their order; `twin`: there is one in English too."""

    key: str
    passages: tuple[Passage, ...]
    twin: bool

    @property
    def first(self) -> Passage:
        return self.passages[0]


@dataclass(frozen=True)
class Library:
    """All that can be found, with its keyword index, and the unit of each document by its place."""

    passages: Mapping[str, Passage]
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    keywords: KeywordIndex

    @cached_property
    def sections(self) -> tuple[Document, ...]:
        """The documents that are one passage each."""
        return tuple(d for d in self.documents if d.role is Role.PASSAGE)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each document by its id."""
        return {document.id: place for place, document in enumerate(self.documents)}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the order in which their first document stands."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages.values():
            found.setdefault(unit_of(passage), []).append(passage)
        return tuple(Unit(key, tuple(parts), f"{key}.en" in found) for key, parts in found.items())

    @cached_property
    def unit_numbers(self) -> NDArray[np.int64]:
        """The number of the unit that each document belongs to."""
        numbers = {unit.key: n for n, unit in enumerate(self.units)}
        own = (unit_of(self.passages[document.passage]) for document in self.documents)
        return np.array([numbers[key] for key in own], dtype=np.int64)

    @cached_property
    def unit_places(self) -> tuple[tuple[int, ...], ...]:
        """The places of the documents of each unit."""
        found: list[list[int]] = [[] for _ in self.units]
        for place, number in enumerate(self.unit_numbers):
            found[number].append(place)
        return tuple(map(tuple, found))

    @cached_property
    def bare(self) -> NDArray[np.bool_]:
        """Tell of each unit whether it has no whole: a piece of an original."""
        kinds = (unit.first.kind is Kind.ORIGINAL for unit in self.units)
        return np.fromiter(kinds, dtype=bool, count=len(self.units))


@dataclass(frozen=True, slots=True)
class Found:
    """What the ways of searching tell of every unit, by its number; zero is nothing.

    `sections` holds, of each document, how well its words fit; `by_meaning` tells whether vectors
    were looked at.
    """

    words: Numbers
    letters: Numbers
    told: Numbers
    asked: Numbers
    sections: Scores
    by_meaning: bool


def look(
    library: Library,
    words: Scores,
    letters: Scores,
    near: Sequence[Neighbour] = (),
    asked: Numbers | None = None,
) -> Found:
    """Bring scores of documents together by unit; `asked` is by unit already.

    A document that is not among the neighbours is at most as near as the last of them. What a
    piece of an original lacks is taken from its text.
    """
    whole = library.keywords.places(Role.WHOLE)
    by_word, by_letters = _best(library, words, whole), _best(library, letters, whole)
    told = _likenesses(library, near)
    asked = np.zeros_like(told) if asked is None else asked
    bare = library.bare
    if bare.any():
        sections = _best(library, words, library.keywords.places(Role.PASSAGE))
        by_word[bare] = sections[bare]
        by_letters[bare] = relative(by_word)[bare] * float(by_letters.max())
        asked = np.where(bare, told, asked)
    return Found(by_word, by_letters, told, asked, sections=words, by_meaning=bool(near))


def best_first(numbers: Numbers) -> Iterator[int]:
    """Give the numbers of units, best first and of equals the first; all are sorted only if need be."""
    rest = np.arange(numbers.size)
    if numbers.size > _SEEN_FIRST:
        least = -np.partition(-numbers, _SEEN_FIRST)[_SEEN_FIRST]
        yield from _sorted(numbers, np.flatnonzero(numbers > least))
        rest = np.flatnonzero(numbers <= least)
    yield from _sorted(numbers, rest)


def _sorted(numbers: Numbers, some: NDArray[np.int64]) -> Iterator[int]:
    return (int(n) for n in some[np.argsort(-numbers[some], kind="stable")])


def _best(library: Library, scores: Scores, places: NDArray[np.int64]) -> Numbers:
    """Give each unit the best score of its documents at these places."""
    found = np.zeros(len(library.units), dtype=np.float32)
    held = places[scores[places] > 0]
    np.maximum.at(found, library.unit_numbers[held], scores[held])
    return found


def _likenesses(library: Library, near: Sequence[Neighbour]) -> Numbers:
    least = max(near[-1].likeness, 0.0) if near else 0.0
    found = np.full(len(library.units), least, dtype=np.float32)
    for neighbour, place in _known(library, near):
        unit = library.unit_numbers[place]
        found[unit] = max(found[unit], neighbour.likeness)
    return found


def _known(library: Library, near: Iterable[Neighbour]) -> Iterable[tuple[Neighbour, int]]:
    for neighbour in near:
        place = library.places.get(neighbour.document)
        if place is not None:
            yield neighbour, place


def relative(scores: Numbers) -> Numbers:
    """Give keyword scores as a share of the best one."""
    best = float(scores.max()) if scores.size else 0.0
    return scores / np.float32(best) if best > 0 else scores
