"""Put placeholders in a text with Presidio's AnonymizerEngine and an operator of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guardrails.presidio import (
    AnonymizerEngine,
    AnonymizerSpan,
    Operator,
    OperatorConfig,
    OperatorType,
)
from guardrails.text import Removed

_OPERATOR = "numbered_placeholder"


class NumberedPlaceholder(Operator):
    """Writes the placeholder that was chosen for this very finding."""

    def operate(self, text: str | None = None, params: Mapping[str, str] | None = None) -> str:
        """The placeholder of the parameters."""
        return (params or {})["placeholder"]

    def validate(self, params: Mapping[str, str] | None = None) -> None:
        """KeyError without a placeholder."""
        (params or {})["placeholder"]

    def operator_name(self) -> str:
        """Name under which the engine knows it."""
        return _OPERATOR

    def operator_type(self) -> OperatorType:
        """Part of anonymising."""
        return OperatorType.Anonymize


class Anonymiser:
    """Replaces findings that do not overlap by their placeholders."""

    def __init__(self) -> None:
        self._engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
        self._engine.add_anonymizer(NumberedPlaceholder)

    def apply(self, text: str, removed: Sequence[Removed]) -> str:
        """The text with a placeholder for each finding.

        Each finding goes in as a kind of its own: the engine would merge neighbours of one kind,
        and two people side by side are two people.
        """
        kinds = [f"{item.entity_type}#{index}" for index, item in enumerate(removed)]
        spans = [
            AnonymizerSpan(kind, item.start, item.end, 1.0)
            for kind, item in zip(kinds, removed, strict=True)
        ]
        operators = {
            kind: OperatorConfig(_OPERATOR, {"placeholder": item.placeholder})
            for kind, item in zip(kinds, removed, strict=True)
        }
        return str(self._engine.anonymize(text, spans, operators).text)
