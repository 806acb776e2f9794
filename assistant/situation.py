"""What a message (and the conversation before it) says, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Intent, Reason, Refusal, Urgency
from guardrails.text import AgeBand, SafeText
from knowledge_base.content import Term


class Status(StrEnum):
    """How a fact is told. Only `REAL` and `HEARSAY` count for urgency, form and criteria."""

    REAL = "waargenomen"
    HEARSAY = "van horen zeggen"
    DENIED = "ontkend"
    PAST = "eerder"
    IMAGINED = "stel dat"
    FICTION = "spel of verhaal"


class FactKind(StrEnum):
    """What sort of thing was read."""

    BEHAVIOUR = "gedrag"
    CARE = "zorg"
    AGAINST = "tegen"
    LAWFUL = "geoorloofd"


class Weight(StrEnum):
    STRONG = "sterk"
    MEDIUM = "matig"
    WEAK = "zwak"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read in the text: by which rule, where (`start`, `end` in the safe text), and how.

    `label` and `label_en` give it back in neutral words; `quote` is the passage as written.
    """

    rule: str
    marker: str
    kind: FactKind
    weight: Weight
    status: Status
    label: str
    label_en: str
    quote: str
    start: int
    end: int
    criteria: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    term: Term | None = None

    @property
    def counts(self) -> bool:
        return self.status in (Status.REAL, Status.HEARSAY)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that routing and composing look at; names and origins are not in it.

    `folded` is the text in lower case without accents, as patterns read it.
    """

    text: SafeText
    folded: str
    language: str
    role: str
    intent: Intent
    urgency: Urgency
    about_person: bool
    facts: tuple[Fact, ...]
    forms: tuple[str, ...]
    criteria: tuple[str, ...]
    markers: frozenset[str]
    ages: tuple[AgeBand, ...]
    gemeente: str
    terms: tuple[Term, ...]
    urgency_reason: Reason
    turns: int = 1
    fresh: tuple[Fact, ...] = ()  # what the newest message itself told
    earlier: Urgency | None = None  # how pressing it was before this message, in a concern
    unclear: bool = False  # nothing in it that can be answered: ask what is meant
    refusal_hint: Refusal | None = None  # what the wording asks to refuse, by the second opinion
    settled: bool = True  # False: no rule of intent spoke, the search may tell

    @property
    def minor(self) -> bool:
        """True when an age under eighteen was told."""
        return any(age is not AgeBand.ADULT for age in self.ages)

    @property
    def suicidal(self) -> bool:
        """True when thoughts of death, or harming oneself now, were told."""
        return bool(self.markers & {"zelfdoding", "zelfdoding_nu"})

    @property
    def telling(self) -> tuple[Fact, ...]:
        """The facts that count, in order of the text, lawful things left out."""
        skip = (FactKind.LAWFUL, FactKind.AGAINST)
        return tuple(fact for fact in self.facts if fact.counts and fact.kind not in skip)

    def of_kind(self, kind: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind is kind)
