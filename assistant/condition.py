"""When a line of a decision table holds: the conditions that routes, steps and questions share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.rulebook import Lists, Pattern
from assistant.situation import FactKind, Situation, Status
from guardrails.patterns import compile_all


@dataclass(frozen=True, slots=True)
class Condition:
    """An empty part holds always; `asks` is looked for in the newest message."""

    id: str
    urgency: frozenset[str]
    intents: frozenset[str]
    roles: frozenset[str]
    markers: frozenset[str]
    unless: frozenset[str]
    lawful: bool
    asks: Pattern | None

    def holds(self, situation: Situation, markers: frozenset[str]) -> bool:
        """Tell whether this line holds for a situation and its `markers_of`."""
        return (
            (not self.urgency or situation.urgency in self.urgency)
            and (not self.intents or situation.intent in self.intents)
            and (not self.roles or situation.role in self.roles)
            and (not self.markers or bool(self.markers & markers))
            and not self.unless & markers
            and (not self.lawful or "geoorloofd" in markers)
            and (self.asks is None or bool(self.asks.search(situation.folded)))
        )


def markers_of(situation: Situation) -> frozenset[str]:
    """Give the markers of a situation, with those that follow from all facts together.

    `geoorloofd`: lawful things were told and nothing to worry about; `alleen_zorgen`: only worries
    about wellbeing; `horen_zeggen`: something is known from others; `vaag`: a worry without facts.
    """
    markers = set(situation.markers)
    calm = situation.about_person and situation.urgency == "informatie"
    if calm and situation.of_kind(FactKind.LAWFUL):
        markers.add("geoorloofd")
    telling = situation.telling
    if telling and all(fact.kind is FactKind.CARE for fact in telling):
        markers.add("alleen_zorgen")
    if any(fact.status is Status.HEARSAY for fact in telling):
        markers.add("horen_zeggen")
    if not telling and "geoorloofd" not in markers:
        markers.add("vaag")
    return frozenset(markers)


def condition(entry: Mapping[str, Any], lists: Lists) -> Condition:
    """Read a condition from a line of a table. Raises KeyError without an id, PatternError."""
    asks = entry.get("asks", ())
    return Condition(
        id=entry["id"],
        urgency=frozenset(entry.get("urgency", ())),
        intents=frozenset(entry.get("intents", ())),
        roles=frozenset(entry.get("roles", ())),
        markers=frozenset(entry.get("markers", ())),
        unless=frozenset(entry.get("unless", ())),
        lawful=entry.get("lawful", False),
        asks=compile_all(asks, lists) if asks else None,
    )
