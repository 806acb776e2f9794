"""Presidio without the weight: its import pulls in torch and transformers, which we do not use.

Every other module takes Presidio's classes from here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_HEAVY = ("transformers", "torch", "stanza")


@contextmanager
def _without_heavy_imports() -> Iterator[None]:
    """Make the packages look absent while Presidio is imported: 1.4 s in place of 8."""
    hidden = [name for name in _HEAVY if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


with _without_heavy_imports():
    import spacy
    from presidio_analyzer import (
        AnalyzerEngine,
        EntityRecognizer,
        Pattern,
        PatternRecognizer,
        RecognizerRegistry,
        RecognizerResult,
        pattern_recognizer,
    )
    from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, SpacyNlpEngine
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig
    from presidio_anonymizer.entities import RecognizerResult as AnonymizerSpan
    from presidio_anonymizer.operators import Operator, OperatorType
    from spacy.language import Language

# A pattern that takes too long is skipped by Presidio, which lets pass what it would find. We let
# it go on: the time limit of the de-identifier then refuses the whole message.
pattern_recognizer.REGEX_TIMEOUT_SECONDS = None  # type: ignore[assignment]

__all__ = [
    "AnalyzerEngine",
    "AnonymizerEngine",
    "AnonymizerSpan",
    "EntityRecognizer",
    "Language",
    "LemmaContextAwareEnhancer",
    "NlpArtifacts",
    "NlpEngine",
    "Operator",
    "OperatorConfig",
    "OperatorType",
    "Pattern",
    "PatternRecognizer",
    "RecognizerRegistry",
    "RecognizerResult",
    "SpacyNlpEngine",
    "spacy",
]
