"""Settings of the search, and the arithmetic with them: fusion, boosts and evidence."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.errors import KnowledgeError
from knowledge_base.passages import Kind, Passage
from knowledge_base.ways import Found, Numbers, Unit, relative

_HALF_WORD = 12.0  # the keyword score that counts as 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each way of searching, of which each gives 0 to 1."""

    words: float
    letters: float
    told: float
    asked: float


@dataclass(frozen=True, slots=True)
class Boost:
    """What the fused score is multiplied by."""

    same_form: float
    other_form: float
    same_audience: float
    other_audience: float
    other_language: float
    original: float
    term: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells how well a passage fits.

    `coverage` is the share of the question's words that it holds, `likeness` that of its vectors,
    and `odds` (natural logarithm) tells whether this kind of question can be answered at all.
    """

    coverage: float
    word: float
    likeness: float
    odds: float

    @property
    def held(self) -> float:
        """The keyword score as a share: 0.5 at a good score."""
        return self.word / (self.word + _HALF_WORD)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A logistic function of coverage, keyword score, likeness, and of the kind of question."""

    bias: float
    coverage: float
    word: float
    likeness: float
    answerable: float

    def score(self, signs: Signs) -> float:
        """Give how likely (0..1) it is that a passage has to do with the question."""
        total = (
            self.bias
            + self.coverage * signs.coverage
            + self.word * signs.held
            + self.likeness * signs.likeness
            + self.answerable * signs.odds
        )
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The content of `search.toml`."""

    fetch: int
    alike: float
    earlier: float
    few_words: int
    minimum: float
    weights: Weights
    boost: Boost
    evidence: Evidence
    evidence_without_vectors: Evidence


@dataclass(frozen=True, slots=True)
class Wish:
    """What a search asks for beside its words."""

    language: str
    audience: str | None
    forms: tuple[str, ...]
    kinds: tuple[Kind, ...]

    def allows(self, unit: Unit) -> bool:
        """Tell whether a unit may be found: of twins the one in the language, else the Dutch."""
        language = unit.first.language
        mine = language == self.language or (language == "nl" and not unit.twin)
        return mine and unit.first.kind in self.kinds


def load_search_settings(path: Path | None = None) -> SearchSettings:
    """Read `search.toml`. Raises `KnowledgeError` when a setting is missing or unknown."""
    path = path or Path(__file__).with_name("search.toml")
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        own: dict[str, Any] = {
            "weights": Weights(**data.pop("weights")),
            "boost": Boost(**data.pop("boost")),
            "evidence": Evidence(**data.pop("evidence")),
            "evidence_without_vectors": Evidence(**data.pop("evidence_without_vectors")),
        }
        return SearchSettings(**data, **own)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{path.name}: een instelling ontbreekt of is onbekend.") from error


def fuse(found: Found, weights: Weights) -> Numbers:
    """Give the fused score of each unit: keyword scores as a share of the best, and likenesses."""
    fused: Numbers = (
        weights.words * relative(found.words)
        + weights.letters * relative(found.letters)
        + weights.told * found.told
        + weights.asked * found.asked
    )
    return fused


def boost(passage: Passage, wish: Wish, factors: Boost) -> float:
    """Give the factor for how well a passage fits who asks and what about."""
    factor = 1.0
    if wish.forms and passage.forms:
        fits = set(wish.forms) & set(passage.forms)
        factor *= factors.same_form if fits else factors.other_form
    if wish.audience and passage.audience:
        fits_role = wish.audience in passage.audience
        factor *= factors.same_audience if fits_role else factors.other_audience
    if passage.language != wish.language:
        factor *= factors.other_language
    return factor * {Kind.ORIGINAL: factors.original, Kind.TERM: factors.term}.get(passage.kind, 1)
