"""The product's de-identifier, through its public door: a new conversation for each message."""

from __future__ import annotations

from eval.privacy.remove import Remove
from guardrails.deidentify import build_deidentifier
from guardrails.text import RawText


def load(leave_out: frozenset[str] = frozenset()) -> Remove:
    """Load it, without the parts named. Raises ValueError for an unknown part."""
    deidentifier = build_deidentifier(leave_out=leave_out)

    def remove(text: str) -> tuple[str, list[tuple[str, int, int]]]:
        done = deidentifier.session().deidentify(RawText(text))
        return done.text.value, [(r.entity_type, r.start, r.end) for r in done.removed]

    return remove
