"""The Dutch NlpEngine for Presidio: spaCy's tokens, a lemma for each, and our own reading."""

from __future__ import annotations

from guardrails.presidio import Language, NlpArtifacts, SpacyNlpEngine, spacy
from guardrails.reading import Reader, Reading

LANGUAGE = "nl"
_READING = "reading"


class DutchNlpEngine(SpacyNlpEngine):
    """Wraps a spaCy pipeline: an empty one by default, a trained one when it is given."""

    def __init__(self, read: Reader, pipeline: Language | None = None) -> None:
        super().__init__(models=[{"lang_code": LANGUAGE, "model_name": "given"}])
        self._pipeline = pipeline or spacy.blank(LANGUAGE)
        self.nlp = {LANGUAGE: self._pipeline}  # type: ignore[assignment]
        self._read = read

    def load(self) -> None:
        """Nothing to load: the pipeline is given."""

    @property
    def finds_names(self) -> bool:
        """Whether the pipeline has a trained recogniser of its own."""
        return "ner" in self._pipeline.pipe_names

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Tokens with lemmas (Presidio finds context words by lemma) and our reading."""
        doc = self._pipeline(text)
        for token in doc:
            if not token.lemma_:
                token.lemma_ = token.lower_
        doc.user_data[_READING] = self._read(text)
        return self._doc_to_nlp_artifact(doc, language)


def reading_of(artifacts: NlpArtifacts) -> Reading:
    """The reading that the engine made of the message."""
    reading: Reading = artifacts.tokens.user_data[_READING]
    return reading
