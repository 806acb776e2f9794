"""Take personal data out of a message. The one seam between `RawText` and `SafeText`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final

from guardrails.ages import band_of_age, band_of_birth
from guardrails.anonymise import Anonymiser
from guardrails.engine import LANGUAGE, DutchNlpEngine, reading_of
from guardrails.hits import Hit, apart, hit_of, left
from guardrails.institutions import InstitutionFinder
from guardrails.keep import load_keep
from guardrails.lexicon import Lexicon, load_lexicon
from guardrails.memory_only import MemoryOnly
from guardrails.municipalities import Municipalities, load_municipalities
from guardrails.names import Judge
from guardrails.names_join import NameFinder
from guardrails.names_short import ShortNames
from guardrails.ner import ModelRecogniser, load_pipeline, make_annotator
from guardrails.normalise import Clean, fold, normalise
from guardrails.numbering import Numbering
from guardrails.output_net import OutputNet
from guardrails.places import PlaceFinder
from guardrails.presidio import (
    AnalyzerEngine,
    EntityRecognizer,
    Language,
    LemmaContextAwareEnhancer,
    RecognizerRegistry,
)
from guardrails.reading import Reader, make_reader
from guardrails.recognisers import ReadingRecogniser, pattern_recognisers
from guardrails.resolve import Finding, Memory, resolve
from guardrails.surroundings import Surroundings
from guardrails.text import AgeBand, Deidentified, RawText, Removed, SafeText, _sealed
from guardrails.time_limit import TimeLimit
from guardrails.validators import validators
from guardrails.vocabulary import load_vocabulary
from guardrails.wishes import Mark, Marks, Values, make_mark, marked_words, may_show

__all__ = ["DeidentificationError", "Deidentifier", "OutputNet", "Session", "build_deidentifier"]

MAX_CHARACTERS: Final = 20_000
SECONDS: Final = 10.0
THRESHOLD: Final = 0.5
_ROUNDS: Final = 4
_NET: Final = OutputNet()
PARTS: Final = frozenset(
    {"patterns", "names", "places", "institutions", "model", "lists", "memory"}
)


class DeidentificationError(Exception):
    """A message could not be made safe. Says why, never what was in it."""


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
    limit: TimeLimit
    carries: bool = True

    def session(self, *, numbers: Mapping[str, int] | None = None) -> Session:
        """A new conversation, or a resumed one that goes on counting from `numbers`."""
        return Session(self, Numbering(numbers), Memory(self.lexicon), Marks(), Values())


class Session(MemoryOnly):
    """One conversation. What was removed is known in memory only."""

    __slots__ = ("_lock", "_marks", "_memory", "_numbering", "_parent", "_values")

    def __init__(
        self,
        parent: Deidentifier,
        numbering: Numbering,
        memory: Memory,
        marks: Marks,
        values: Values,
    ) -> None:
        self._parent = parent
        self._numbering = numbering
        self._memory = memory
        self._marks = marks
        self._values = values
        self._lock = Lock()

    @property
    def numbers(self) -> Mapping[str, int]:
        """The highest number used of each family of placeholders."""
        return self._numbering.highest

    def renewed(self) -> Session:
        """A session that goes on counting and knows nothing but what the user marked."""
        fresh = self._parent.session(numbers=self.numbers)
        fresh._marks = self._marks
        return fresh

    def remove_also(self, raw: RawText) -> Mark:
        """Remove these words too, from now on, wherever they stand; give the mark.

        Whole words, whatever their capitals and accents, as a person unless they plainly are
        something else. Raises UnusableWord, and DeidentificationError as `deidentify` does.
        """
        words = marked_words(raw.value, self._parent.lexicon, self._is_kept)
        entity = self._kind_of(words)
        with self._held():
            placeholder = self._numbering.placeholder(entity, words)
            mark = make_mark(entity, placeholder, words, self._parent.lexicon)
            self._marks.add(mark)
            self._values.drop(mark)
        return mark

    def strip_again(self, text: SafeText, *, spare_addresses: bool = False) -> SafeText:
        """A text of this conversation without what the user marked since it was made safe.

        With `spare_addresses` links and web addresses stay whole: those of our own answers.
        """
        return self._marks.strip(text, spare_addresses=spare_addresses)

    @property
    def restorable(self) -> tuple[str, ...]:
        """The placeholders that the user may have shown again; see `wishes.may_show`."""
        return self._values.restorable(self._may_show)

    def restore(self, placeholder: str) -> str:
        """Show a value again on this user's screen; give its kind.

        Raises KeyError for what may not be shown, so for every name, number and address.
        """
        with self._held():
            if placeholder not in self.restorable:
                raise KeyError("this may not be shown again")
            return self._values.show(placeholder)

    def display(self, text: SafeText) -> str:
        """The text with what was restored; for the user's screen, never for a store or a log."""
        return self._values.display(text.value)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Alone with what the session knows. Raises DeidentificationError when that takes long."""
        if not self._lock.acquire(timeout=self._parent.limit.seconds):
            raise DeidentificationError("the message before this one takes too long")
        try:
            yield
        finally:
            self._lock.release()

    def _is_kept(self, words: str) -> bool:
        tokens = self._parent.read(words).tokens
        return bool(tokens) and all(token.kept for token in tokens)

    def _kind_of(self, words: str) -> str:
        """The kind of words that the user marked: what they are when they stand alone."""
        found = self._parent.session().deidentify(RawText(words)).removed
        whole = [each for each in found if (each.start, each.end) == (0, len(words))]
        unknown = "PERSON" if any(char.isalpha() for char in words) else "ID_NUMBER"
        return whole[0].entity_type if whole else unknown

    def _may_show(self, entity: str, value: str) -> bool:
        known, lexicon = self._memory.words, self._parent.lexicon
        return may_show(entity, value, lexicon, lambda w: known.get(w) == "PERSON", _NET)

    def deidentify(self, raw: RawText) -> Deidentified:
        """The message without personal data; DeidentificationError on any failure at all.

        It waits no longer than the time limit, and learns nothing from a message that failed.
        """
        try:
            with self._held():
                draft = Session(
                    self._parent,
                    self._numbering.copy(),
                    self._memory.copy(),
                    self._marks,
                    self._values.copy(),
                )
                done = self._parent.limit.run(lambda: draft._deidentify(raw.value))
                self._numbering, self._memory = draft._numbering, draft._memory
                self._values = draft._values
                return done
        except DeidentificationError as error:
            failure = str(error)
        except Exception as error:  # noqa: BLE001 - whatever fails, nothing unsafe leaves
            failure = f"the message could not be analysed ({type(error).__name__})"
        # Raised outside the handler: the original may quote the message.
        raise DeidentificationError(failure)

    def _deidentify(self, text: str) -> Deidentified:
        if len(text) > self._parent.max_characters:
            raise DeidentificationError("the message is too long")
        text.encode("utf-8")  # half a character (a lone surrogate) stops here
        self._numbering.reserve(text)
        clean = normalise(text)
        work = self._parent.municipalities.of_work(self._parent.read(clean.text))
        if work:
            self._memory.stays.add(fold(clean.text[work.start : work.end]))
        hits = self._hits(text, clean)
        removed = tuple(self._removed(hit) for hit in hits)
        return Deidentified(
            text=_sealed(self._parent.anonymiser.apply(text, removed)),
            removed=removed,
            ages=tuple(band for hit in hits if (band := self._band(hit))),
            gemeente=work.name if work else None,
        )

    def _hits(self, text: str, clean: Clean) -> list[Hit]:
        """Everything to remove, left to right, without overlaps.

        Repeats until a look at the result, cleaned as if it came in like that, finds nothing more.
        """
        hits: list[Hit] = []
        for _ in range(_ROUNDS):
            findings = self._analyse(clean)
            if not findings:
                break
            hits = apart([*hits, *(hit_of(clean, finding) for finding in findings)])
            clean = left(text, hits)
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
        findings = resolve([*own, *self._marks.findings(clean.text)], clean.text)
        reading = reading_of(artifacts)
        for finding in findings:
            self._memory.learn(finding, clean.text, reading)
        carried = self._memory.carry(reading) if parent.carries else ()
        return resolve([*findings, *carried], clean.text)

    def _removed(self, hit: Hit) -> Removed:
        placeholder = self._numbering.placeholder(hit.entity, hit.value)
        self._values.hold(hit.entity, placeholder, hit.value)
        return Removed(hit.entity, hit.start, hit.end, placeholder)

    def _band(self, hit: Hit) -> AgeBand | None:
        if hit.entity == "AGE":
            return band_of_age(hit.value)
        birth = hit.entity == "DATE_OF_BIRTH"
        return band_of_birth(hit.value, self._parent.today()) if birth else None


def build_deidentifier(
    *,
    pipeline: Language | None = None,
    today: Callable[[], date] = date.today,
    max_characters: int = MAX_CHARACTERS,
    seconds: float = SECONDS,
    leave_out: frozenset[str] = frozenset(),
) -> Deidentifier:
    """Load everything, with the trained recogniser of names where it is shipped.

    Another `pipeline` can be given, an empty one to leave the recogniser out. `leave_out` names
    `PARTS` to do without, to measure what each earns. A message that takes longer than `seconds`
    is refused. Raises ValueError for an unknown part.
    """
    if unknown := leave_out - PARTS:
        raise ValueError(f"no part of the de-identifier: {sorted(unknown)}")
    lexicon, keep, vocabulary = load_lexicon(), load_keep(), load_vocabulary()
    if "lists" in leave_out:
        lexicon = replace(lexicon, first=frozenset(), last=frozenset())
    given = None if "model" in leave_out else pipeline or load_pipeline()
    municipalities = load_municipalities(vocabulary, lexicon.places)
    read = make_reader(lexicon, keep)
    engine = DutchNlpEngine(read, make_annotator(lexicon), given)
    names = NameFinder(lexicon, Judge(lexicon, Surroundings(lexicon)))
    places = PlaceFinder(lexicon, vocabulary, municipalities)
    institutions = InstitutionFinder(lexicon, vocabulary)
    recognisers: Mapping[str, Sequence[EntityRecognizer]] = {
        "patterns": pattern_recognisers(validators(lexicon, keep)),
        "names": [
            ReadingRecogniser("names", ["PERSON"], names.find),
            ReadingRecogniser("short", ["PERSON"], ShortNames(lexicon).find),
        ],
        "places": [ReadingRecogniser("places", ["LOCATION"], places.find)],
        "institutions": [
            ReadingRecogniser("institutions", ["SCHOOL", "ORGANIZATION"], institutions.find)
        ],
        "model": [ModelRecogniser(lexicon)] if engine.finds_names else [],
    }
    registry = RecognizerRegistry(
        recognizers=[
            each for part, own in recognisers.items() if part not in leave_out for each in own
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
        engine, analyzer, Anonymiser(), lexicon, municipalities, read, today, max_characters,
        TimeLimit(seconds), carries="memory" not in leave_out,
    )  # fmt: skip
