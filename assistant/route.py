"""Whom to contact, in which order, and why: the decision table of routes.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Intent, Reason, RouteStep
from assistant.errors import ContentError
from assistant.rulebook import Lists, Pattern, read_toml
from assistant.situation import FactKind, Situation
from knowledge_base.patterns import PatternError, compile_all, fold
from prompts.load import texts

ROUTES = (
    "112",
    "politie",
    "wijkagent",
    "gemeente_meldpunt",
    "eigen_organisatie",
    "lse",
    "veilig_thuis",
    "school_veiligheid",
    "vertrouwensinspecteur",
    "meld_misdaad_anoniem",
    "aivd",
    "atkm",
    "113",
    "ess",
    "ggz_huisarts",
    "discriminatie",
    "slachtofferhulp",
    "autoriteit_persoonsgegevens",
    "fg",
    "kindertelefoon",
    "kmar",
)


@dataclass(frozen=True, slots=True)
class Condition:
    """When a line of the table holds; an empty part holds always."""

    id: str
    urgency: frozenset[str]
    intents: frozenset[str]
    roles: frozenset[str]
    markers: frozenset[str]
    lawful: bool
    asks: Pattern | None

    def holds(self, situation: Situation, markers: frozenset[str]) -> bool:
        return (
            (not self.urgency or situation.urgency in self.urgency)
            and (not self.intents or situation.intent in self.intents)
            and (not self.roles or situation.role in self.roles)
            and (not self.markers or bool(self.markers & markers))
            and (not self.lawful or "geoorloofd" in markers)
            and (self.asks is None or bool(self.asks.search(fold(situation.text.value))))
        )


@dataclass(frozen=True, slots=True)
class RouteRule:
    condition: Condition
    steps: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Routed:
    """The routes in order, and the rules that gave them."""

    steps: tuple[RouteStep, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RouteTable:
    """The decision table, read once."""

    rules: tuple[RouteRule, ...]
    extras: tuple[RouteRule, ...]

    def route(self, situation: Situation) -> Routed:
        """Give the contacts for a situation, in the order in which to make them."""
        markers = _markers(situation)
        rule = next(rule for rule in self.rules if rule.condition.holds(situation, markers))
        extras = [extra for extra in self.extras if extra.condition.holds(situation, markers)]
        if situation.urgency == "acuut":
            extras = []  # nothing may stand beside 112
        ids = list(dict.fromkeys([*rule.steps, *(step for extra in extras for step in extra.steps)]))
        why = texts("routes", situation.language)
        steps = tuple(RouteStep(id_, _why(why, id_, situation)) for id_ in ids)
        names = ", ".join(ids) or "-"
        reasons = (Reason(rule.condition.id, names, source=rule.source),)
        return Routed(steps, reasons)


def _why(why: Mapping[str, str], route: str, situation: Situation) -> str:
    # without urgency the police are a threshold for later, not a call for today
    later = route == "politie" and situation.urgency in ("zorg", "informatie")
    key = "politie_later" if later and situation.intent is not Intent.REPORT else route
    return why[f"why.{key}"]


def _markers(situation: Situation) -> frozenset[str]:
    markers = set(situation.markers)
    lawful = bool(situation.of_kind(FactKind.LAWFUL))
    if lawful and situation.urgency == "informatie":
        markers.add("geoorloofd")
    if situation.telling and all(fact.kind is FactKind.CARE for fact in situation.telling):
        markers.add("alleen_zorgen")
    return frozenset(markers)


def load_routes(lists: Lists) -> RouteTable:
    """Read the table. Raises ContentError when it is missing, broken or names an unknown route."""
    data = read_toml("routes.toml")
    try:
        rules = tuple(_rule(entry, entry["steps"], lists) for entry in data["rule"])
        extras = tuple(_rule(entry, [entry["step"]], lists) for entry in data["extra"])
    except (KeyError, PatternError) as error:
        raise ContentError from error
    if any(step not in ROUTES for rule in (*rules, *extras) for step in rule.steps):
        raise ContentError
    return RouteTable(rules, extras)


def _rule(entry: Mapping[str, Any], steps: Sequence[str], lists: Lists) -> RouteRule:
    asks = entry.get("asks", ())
    condition = Condition(
        id=entry["id"],
        urgency=frozenset(entry.get("urgency", ())),
        intents=frozenset(entry.get("intents", ())),
        roles=frozenset(entry.get("roles", ())),
        markers=frozenset(entry.get("markers", ())),
        lawful=entry.get("lawful", False),
        asks=compile_all(asks, lists) if asks else None,
    )
    return RouteRule(condition, tuple(steps), entry.get("source", ""))
