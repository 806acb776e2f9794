"""Our recognisers in Presidio's form: patterns from data, and names, places and institutions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from guardrails.engine import LANGUAGE, reading_of
from guardrails.presidio import (
    EntityRecognizer,
    NlpArtifacts,
    Pattern,
    PatternRecognizer,
    RecognizerResult,
)
from guardrails.reading import Reading
from guardrails.validators import Validator

_PATTERNS = Path(__file__).parent / "data" / "patterns.toml"
_MACRO = re.compile(r"\{([A-Z][A-Z_\d]+)\}")


class Found(Protocol):
    """What a finder gives: offsets in the cleaned text and certainty."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def score(self) -> float: ...


class CheckedPattern(PatternRecognizer):
    """A pattern of `patterns.toml` with its validator."""

    def __init__(
        self,
        name: str,
        block: Mapping[str, object],
        regex: str,
        check: Validator | None,
        context: Sequence[str] = (),
    ):
        self._check = check
        self._needs = re.compile(str(block.get("needs", "")))
        super().__init__(
            supported_entity=str(block["entity"]),
            name=name,
            supported_language=LANGUAGE,
            patterns=[Pattern(name, regex, float(str(block["score"])))],
            context=list(context),
            global_regex_flags=re.MULTILINE,
        )

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """As Presidio does, but only where the cheap pattern finds something."""
        if not self._needs.search(text):
            return []
        return list(super().analyze(text, entities, nlp_artifacts, regex_flags))

    def validate_result(self, pattern_text: str) -> bool | None:
        """True proves the match, False drops it, None leaves its score."""
        return self._check(pattern_text) if self._check else None


class ReadingRecogniser(EntityRecognizer):
    """Presents a finder that works on our reading of the message."""

    def __init__(
        self,
        name: str,
        entities: list[str],
        find: Callable[[Reading], Iterable[Found]],
    ):
        self._find = find
        super().__init__(supported_entities=entities, name=name, supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Findings as Presidio wants them."""
        if nlp_artifacts is None:
            raise ValueError("needs the artifacts of DutchNlpEngine")
        return [
            RecognizerResult(
                getattr(item, "entity", self.supported_entities[0]),
                item.start,
                item.end,
                item.score,
            )
            for item in self._find(reading_of(nlp_artifacts))
        ]


def pattern_recognisers(
    checks: Mapping[str, Validator], path: Path = _PATTERNS
) -> list[CheckedPattern]:
    """One recogniser for each block of the file; KeyError for an unknown validator or context."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    recognisers = []
    for number, block in enumerate(data["pattern"], start=1):
        regex = _expand(block["regex"], data["macros"])
        check = checks[block["validator"]] if "validator" in block else None
        words = block.get("context", [])
        context = data["contexts"][words] if isinstance(words, str) else words
        name = f"{block['entity']}-{number}"
        recognisers.append(CheckedPattern(name, block, regex, check, context))
    return recognisers


def _expand(regex: str, macros: Mapping[str, str]) -> str:
    """Replace `{NAME}` by its macro, macros in macros too."""
    while _MACRO.search(regex):
        regex = _MACRO.sub(lambda match: macros[match[1]], regex)
    return regex
