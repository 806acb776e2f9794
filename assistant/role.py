"""Who is writing: by what they say of themselves, else by the setting they describe."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.rulebook import Rulebook
from guardrails.patterns import fold


def role_of(rules: Rulebook, messages: Sequence[str], chosen: str = "") -> str:
    """Give the role: the one chosen in the settings, else from the newest message that tells it.

    `messages` are oldest first. Without any clue: "onbekend".
    """
    if chosen:
        return chosen
    folded = [fold(message) for message in reversed(messages)]
    for text in folded:
        if found := next((r.id for r in rules.roles if r.self_patterns.search(text)), ""):
            return found
    for text in folded:
        if found := next((r.id for r in rules.roles if r.hints and r.hints.search(text)), ""):
            return found
    return "onbekend"
