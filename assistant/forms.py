"""Which forms of extremism the facts point to. A direction for advice, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.situation import Fact
from knowledge_base.content import FORMS

_POINTS = {"sterk": 3, "matig": 2, "zwak": 1}
_ENOUGH = 2
# these go with any ideology: they do not make a mix
_BESIDE = frozenset({"uitreis_terugkeer", "eenling", "gemengd"})
_BY_MARKER = {"vertrek": "uitreis_terugkeer", "terugkeer": "uitreis_terugkeer"}


def forms_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Give the forms with enough evidence, strongest first; `gemengd` beside two ideologies."""
    points: Counter[str] = Counter()
    seen: set[str] = set()
    for fact in facts:
        if not fact.counts or fact.rule in seen:
            continue
        seen.add(fact.rule)
        forms = fact.forms or tuple(filter(None, (_BY_MARKER.get(fact.marker),)))
        for form in forms:
            # a sign that fits several forms says less of each
            points[form] += _POINTS[fact.weight] if len(forms) == 1 else 1
    enough = [form for form, score in points.most_common() if score >= _ENOUGH]
    ideologies = [form for form in enough if form not in _BESIDE]
    if len(ideologies) > 1 and "gemengd" not in enough:
        enough.append("gemengd")
    return tuple(form for form in enough if form in FORMS)
