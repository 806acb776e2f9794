""" "Waarom dit advies": the facts that were read and the rules that fired, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Reason
from assistant.route import Routed
from assistant.situation import Fact, FactKind, Situation, Status
from prompts.load import texts

_NOT_COUNTED = (Status.DENIED, Status.PAST, Status.IMAGINED, Status.FICTION)


def explain(situation: Situation, routed: Routed) -> tuple[Reason, ...]:
    """Give the reasons of an answer, each with the passages it rests on."""
    return tuple(_reasons(situation, routed))


def _reasons(situation: Situation, routed: Routed) -> Iterator[Reason]:
    words = texts("answer", situation.language)

    def say(
        key: str, text: str, rule: str, facts: tuple[str, ...] = (), source: str = ""
    ) -> Reason:
        return Reason(rule, words[f"explain.{key}"].format(text=text), facts, source)

    because = situation.urgency_reason
    facts = because.facts or _quotes(situation.telling)
    yield say(
        "urgency", f"{situation.urgency}. {because.text}", because.rule, facts, because.source
    )
    for reason in routed.reasons:
        yield say("routes", reason.text, reason.rule, (), reason.source)
    if situation.forms:
        told = tuple(f.quote for f in situation.telling if f.forms)
        names = ", ".join(words[f"form.{form}"] for form in situation.forms)
        yield say("form", names, "lexicon", tuple(dict.fromkeys(told)))
    if situation.criteria:
        yield say("criteria", ", ".join(situation.criteria).replace("_", " "), "criteria")
    if situation.role != "onbekend":
        yield say("role", situation.role, "rol")
    left_out = [
        fact
        for fact in situation.facts
        if fact.status in _NOT_COUNTED and fact.kind is not FactKind.LAWFUL
    ]
    if left_out:
        quotes = _quotes(left_out)
        yield say("denied", ", ".join(f'"{quote}"' for quote in quotes), "context", quotes)
    yield say("no_names", "", "gelijk")


def _quotes(facts: tuple[Fact, ...] | list[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.quote for fact in facts))
