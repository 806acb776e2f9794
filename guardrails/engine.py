"""The Dutch NlpEngine for Presidio: spaCy's tokens, a lemma for each, and our own reading."""

from __future__ import annotations

from guardrails.ner import Annotate
from guardrails.presidio import Language, NlpArtifacts, SpacyNlpEngine, spacy
from guardrails.reading import READING, Reader, Reading

LANGUAGE = "nl"


class DutchNlpEngine(SpacyNlpEngine):
    """Wraps a spaCy pipeline: an empty one by default, a trained one when it is given."""

    def __init__(self, read: Reader, annotate: Annotate, pipeline: Language | None = None) -> None:
        super().__init__(models=[{"lang_code": LANGUAGE, "model_name": "given"}])
        self._pipeline = pipeline or spacy.blank(LANGUAGE)
        self.nlp = {LANGUAGE: self._pipeline}  # type: ignore[assignment]
        self._read, self._annotate = read, annotate

    def load(self) -> None:
        """Nothing to load: the pipeline is given."""

    @property
    def finds_names(self) -> bool:
        """Whether the pipeline has a trained recogniser of its own."""
        return "ner" in self._pipeline.pipe_names

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Tokens with lemmas (Presidio finds context words by lemma) and our reading."""
        doc = self._pipeline.make_doc(text)
        reading = self._read(text)
        if self.finds_names and self._annotate(doc, reading):
            doc = self._pipeline(doc)
        for token in doc:
            token.lemma_ = token.lower_
        doc.user_data[READING] = reading
        return self._doc_to_nlp_artifact(doc, language)


def reading_of(artifacts: NlpArtifacts) -> Reading:
    """The reading that the engine made of the message."""
    reading: Reading = artifacts.tokens.user_data[READING]
    return reading
