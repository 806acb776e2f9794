"""Find the municipality that a question about reporting names: "waar meld ik dit in Leiden"."""

from __future__ import annotations

import regex

from guardrails.text import SafeText
from knowledge_base.places import Places

_NAMED = regex.compile(
    r"\b(?:in|te|bij|gemeente|voor|van|uit)\s+(?:de\s+)?(?:gemeente\s+)?"
    r"((?:['’]s[- ]|Den\s|De\s)?\p{Lu}[\p{L}-]+(?:\s(?:aan\s(?:den|de)\s)?\p{Lu}[\p{L}-]+)*)"
)


def place_named(text: str, places: Places) -> str:
    """Give the name of a municipality that `text` names after a preposition, or ""."""
    for match in _NAMED.finditer(text):
        if found := places.named(match[1]):  # a village could be somebody's home: names only
            return found.shown
    return ""


def without_place(text: SafeText, gemeente: str | None) -> SafeText:
    """Take a municipality out of a text: it is a setting, not a fact, and noise to a search."""
    if not gemeente:
        return text
    return text.without(gemeente, "[GEMEENTE]")
