"""Take personal data out of a message. The one seam between `RawText` and `SafeText`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NoReturn

from guardrails.ages import band_of_age, band_of_birth
from guardrails.anonymise import Anonymiser
from guardrails.engine import LANGUAGE, DutchNlpEngine, reading_of
from guardrails.entities import FAMILIES
from guardrails.institutions import InstitutionFinder
from guardrails.keep import load_keep
from guardrails.lexicon import Lexicon, load_lexicon
from guardrails.municipalities import Municipalities, load_municipalities
from guardrails.names import Judge
from guardrails.names_join import NameFinder
from guardrails.ner import ModelRecogniser, load_pipeline, make_annotator
from guardrails.normalise import Clean, fold, normalise
from guardrails.numbering import Numbering
from guardrails.output_net import OutputNet
from guardrails.places import PlaceFinder
from guardrails.presidio import (
    AnalyzerEngine,
    Language,
    LemmaContextAwareEnhancer,
    RecognizerRegistry,
)
from guardrails.reading import Reader, make_reader
from guardrails.recognisers import ReadingRecogniser, pattern_recognisers
from guardrails.resolve import Finding, Memory, resolve
from guardrails.surroundings import Surroundings
from guardrails.text import AgeBand, Deidentified, RawText, Removed, _sealed
from guardrails.validators import validators
from guardrails.vocabulary import load_vocabulary

__all__ = ["DeidentificationError", "Deidentifier", "OutputNet", "Session", "build_deidentifier"]

MAX_CHARACTERS: Final = 20_000
THRESHOLD: Final = 0.5
_ROUNDS: Final = 4


class DeidentificationError(Exception):
    """A message could not be made safe. Says why, never what was in it."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A finding in the message as given, with its cleaned words."""

    entity: str
    start: int
    end: int
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deidentifier:
    """Everything that is loaded once and shared by all conversations."""

    engine: DutchNlpEngine
    analyzer: AnalyzerEngine
    anonymiser: Anonymiser
    lexicon: Lexicon
    municipalities: Municipalities
    read: Reader
    today: Callable[[], date]
    max_characters: int

    def session(self, *, numbers: Mapping[str, int] | None = None) -> Session:
        """A new conversation, or a resumed one that goes on counting from `numbers`."""
        return Session(self, Numbering(dict(numbers or {})), Memory(self.lexicon))


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """One conversation. What was removed is known in memory only."""

    _parent: Deidentifier
    _numbering: Numbering
    _memory: Memory

    @property
    def numbers(self) -> Mapping[str, int]:
        """The highest number used of each family of placeholders."""
        return self._numbering.highest

    def deidentify(self, raw: RawText) -> Deidentified:
        """The message without personal data; DeidentificationError on any failure at all."""
        failure = ""
        try:
            return self._deidentify(raw.value)
        except DeidentificationError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever fails, nothing unsafe leaves
            failure = type(error).__name__
        # Raised outside the handler: the original may quote the message.
        raise DeidentificationError(f"the message could not be analysed ({failure})")

    def _deidentify(self, text: str) -> Deidentified:
        if len(text) > self._parent.max_characters:
            raise DeidentificationError("the message is too long")
        text.encode("utf-8")  # half a character (a lone surrogate) stops here
        self._numbering.reserve(text)
        clean = normalise(text)
        work = self._parent.municipalities.of_work(self._parent.read(clean.text))
        if work:
            self._memory.stays.add(fold(clean.text[work.start : work.end]))
        hits = sorted(self._hits(clean), key=lambda hit: hit.start)
        removed = tuple(self._removed(hit) for hit in hits)
        return Deidentified(
            text=_sealed(self._parent.anonymiser.apply(text, removed)),
            removed=removed,
            ages=tuple(band for hit in hits if (band := self._band(hit))),
            gemeente=work.name if work else None,
        )

    def _hits(self, clean: Clean) -> list[_Hit]:
        """Everything to remove. Repeats until a look at the cleaned result finds nothing more."""
        hits: list[_Hit] = []
        for _ in range(_ROUNDS):
            findings = self._analyse(clean)
            if not findings:
                break
            for finding in findings:
                start, end = clean.original(finding.start, finding.end)
                value = clean.text[finding.start : finding.end]
                hits.append(_Hit(finding.entity, start, end, value))
            clean = clean.masked([(f.start, f.end, FAMILIES[f.entity]) for f in findings])
        return hits

    def _analyse(self, clean: Clean) -> list[Finding]:
        """One round: the recognisers, then what the conversation knows already."""
        parent = self._parent
        artifacts = parent.engine.process_text(clean.text, LANGUAGE)
        results = parent.analyzer.analyze(
            clean.text, LANGUAGE, score_threshold=THRESHOLD, nlp_artifacts=artifacts
        )
        own = (Finding(r.entity_type, int(r.start), int(r.end), r.score) for r in results)
        own = (finding for finding in own if not self._memory.spares(finding, clean.text))
        findings = resolve(own, clean.text)
        reading = reading_of(artifacts)
        for finding in findings:
            self._memory.learn(finding, clean.text, reading)
        return resolve([*findings, *self._memory.carry(reading)], clean.text)

    def _removed(self, hit: _Hit) -> Removed:
        placeholder = self._numbering.placeholder(hit.entity, hit.value)
        return Removed(hit.entity, hit.start, hit.end, placeholder)

    def _band(self, hit: _Hit) -> AgeBand | None:
        if hit.entity == "AGE":
            return band_of_age(hit.value)
        birth = hit.entity == "DATE_OF_BIRTH"
        return band_of_birth(hit.value, self._parent.today()) if birth else None

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a pickle is a way to a disk."""
        raise TypeError("a conversation's map of values may not be serialised")


def build_deidentifier(
    *,
    pipeline: Language | None = None,
    today: Callable[[], date] = date.today,
    max_characters: int = MAX_CHARACTERS,
) -> Deidentifier:
    """Load everything, with the trained recogniser of names where it is shipped.

    Another `pipeline` can be given, an empty one to leave the recogniser out.
    """
    lexicon, keep, vocabulary = load_lexicon(), load_keep(), load_vocabulary()
    municipalities = load_municipalities(vocabulary)
    read = make_reader(lexicon, keep)
    engine = DutchNlpEngine(read, make_annotator(lexicon), pipeline or load_pipeline())
    registry = RecognizerRegistry(
        recognizers=[
            *pattern_recognisers(validators(lexicon, keep)),
            ReadingRecogniser(
                "names", ["PERSON"], NameFinder(lexicon, Judge(lexicon, Surroundings(lexicon))).find
            ),
            ReadingRecogniser(
                "places", ["LOCATION"], PlaceFinder(lexicon, vocabulary, municipalities).find
            ),
            ReadingRecogniser(
                "institutions",
                ["SCHOOL", "ORGANIZATION"],
                InstitutionFinder(lexicon, vocabulary).find,
            ),
            *([ModelRecogniser(lexicon)] if engine.finds_names else ()),
        ],
        supported_languages=[LANGUAGE],
    )
    analyzer = AnalyzerEngine(
        registry=registry,
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=LemmaContextAwareEnhancer(
            context_prefix_count=6, context_suffix_count=2
        ),
    )
    return Deidentifier(
        engine, analyzer, Anonymiser(), lexicon, municipalities, read, today, max_characters
    )
