"""What the writer wants: scores from the patterns of intents.toml and from what was read."""

from __future__ import annotations

from assistant.answer import Intent
from assistant.context import sentences
from assistant.rulebook import IntentRule, Rulebook
from assistant.situation import Fact, FactKind, Weight

_STRONG = 3.0
_WEAK = 1.0
_ASKED = 1.0  # a match in a question, or in the last sentence, says more
_CASE_MOST = 4.0
_LAWFUL = 1.5
_POINTS = {Weight.STRONG: 2.0, Weight.MEDIUM: 2.0, Weight.WEAK: 1.0}


def intent_of(
    rules: Rulebook, folded: str, facts: tuple[Fact, ...], about_person: bool
) -> Intent | None:
    """Give the intent with the highest score, or None when nothing speaks for any."""
    parts = sentences(folded)
    asked = " ".join(
        part.text for n, part in enumerate(parts) if "?" in part.text or n == len(parts) - 1
    )
    scores = {rule.id: _score(rule, folded, asked) for rule in rules.intents}
    if about_person:
        scores["casus"] += _case(facts)
    best = max(scores, key=lambda name: scores[name])
    return Intent(best) if scores[best] > 0 else None


def _score(rule: IntentRule, folded: str, asked: str) -> float:
    if rule.strong.search(folded):
        return _STRONG + (_ASKED if rule.strong.search(asked) else 0.0)
    return _WEAK if rule.weak and rule.weak.search(folded) else 0.0


def _case(facts: tuple[Fact, ...]) -> float:
    """What a person and behaviour together say for a concern about someone."""
    points = sum(
        _POINTS[fact.weight]
        for fact in facts
        if fact.counts and fact.kind in (FactKind.BEHAVIOUR, FactKind.CARE)
    )
    lawful = any(fact.kind is FactKind.LAWFUL for fact in facts)
    return min(_CASE_MOST, points) + (_LAWFUL if lawful else 0.0)
