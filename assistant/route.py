"""Whom to contact, in which order, and why: the decision table of routes.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Reason, RouteStep, Urgency
from assistant.condition import Condition, condition, markers_of
from assistant.errors import ContentError
from assistant.rulebook import Lists, read_toml
from assistant.situation import Situation
from guardrails.patterns import PatternError
from prompts.load import texts


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
        markers = markers_of(situation)
        rule = next(rule for rule in self.rules if rule.condition.holds(situation, markers))
        fired = [rule]
        if situation.urgency is not Urgency.ACUTE:  # nothing may stand beside 112
            fired += [x for x in self.extras if x.condition.holds(situation, markers)]
        ids = dict.fromkeys(step for line in fired for step in line.steps)
        why = texts("routes", situation.language)
        steps = tuple(RouteStep(id_, why[f"why.{_key(id_, situation)}"]) for id_ in ids)
        return Routed(steps, tuple(_reason(line, why, situation) for line in fired if line.steps))


def _key(route: str, situation: Situation) -> str:
    # without urgency the police are a threshold for later, not a call for today
    calm = situation.urgency in (Urgency.CONCERN, Urgency.INFORMATION)
    return "politie_later" if route == "politie" and calm else route


def _reason(rule: RouteRule, why: Mapping[str, str], situation: Situation) -> Reason:
    first = rule.steps[0]
    return Reason(rule.condition.id, why[f"why.{_key(first, situation)}"], source=rule.source)


def load_routes(lists: Lists) -> RouteTable:
    """Read the table. Raises ContentError when it is missing, broken or names an unknown route."""
    data = read_toml("routes.toml")
    known = texts("routes", "nl")
    try:
        rules = tuple(
            RouteRule(condition(line, lists), tuple(line["steps"]), line["source"])
            for line in data["rule"]
        )
        extras = tuple(
            RouteRule(condition(line, lists), (line["step"],), line.get("source", ""))
            for line in data["extra"]
        )
    except (KeyError, PatternError) as error:
        raise ContentError from error
    if any(f"why.{step}" not in known for rule in (*rules, *extras) for step in rule.steps):
        raise ContentError
    return RouteTable(rules, extras)
