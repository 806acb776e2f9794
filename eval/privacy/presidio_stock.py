"""Presidio as it comes: its own recognisers for Dutch, and no model, for it ships none for Dutch."""

from __future__ import annotations

from eval.privacy.remove import Remove
from guardrails.presidio import (
    AnalyzerEngine,
    AnonymizerEngine,
    AnonymizerSpan,
    RecognizerRegistry,
)

_LANGUAGE = "nl"
_TYPES = {
    "IBAN_CODE": "IBAN",
    "DATE_TIME": "DATE",
    "CREDIT_CARD": "ID_NUMBER",
    "CRYPTO": "ID_NUMBER",
    "MEDICAL_LICENSE": "ID_NUMBER",
    "MAC_ADDRESS": "ID_NUMBER",
    "UUID": "ID_NUMBER",
}


def load() -> Remove:
    """Load every recogniser that Presidio has for any country or for Dutch, with its defaults."""
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    engine = NoOpNlpEngine(models=[{"lang_code": _LANGUAGE, "model_name": "no_op"}])
    engine.load()
    registry = RecognizerRegistry(supported_languages=[_LANGUAGE])
    registry.load_predefined_recognizers(languages=[_LANGUAGE], nlp_engine=engine)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[_LANGUAGE])
    anonymizer = AnonymizerEngine()  # type: ignore[no-untyped-call]

    def remove(text: str) -> tuple[str, list[tuple[str, int, int]]]:
        found = analyzer.analyze(text, _LANGUAGE)
        spans = [AnonymizerSpan(r.entity_type, r.start, r.end, r.score) for r in found]
        left = str(anonymizer.anonymize(text, spans).text)
        return left, [(_TYPES.get(r.entity_type, r.entity_type), r.start, r.end) for r in found]

    return remove
