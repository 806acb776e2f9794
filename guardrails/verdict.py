"""The three outcomes of a guard. Error is never a pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    PASS = "pass"
    BLOCK = "block"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a guard decided, by which rule, and why (in words for the log, never user text)."""

    outcome: Outcome
    rule: str = ""
    reason: str = ""

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASS


PASSED = Verdict(Outcome.PASS)
