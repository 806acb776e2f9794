"""Train the recogniser of names: `python -m guardrails.training.train SICK_JSONL_GZ`."""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch  # type: ignore[attr-defined]

from guardrails.keep import load_keep
from guardrails.lexicon import Lexicon, load_lexicon
from guardrails.ner import MODEL, NOT_SHIPPED, empty_pipeline, feature, make_annotator
from guardrails.presidio import Language
from guardrails.reading import Reader, Reading, make_reader
from guardrails.training.generator import Generator, Sample

SEED: Final = 20260115
MESSAGES, BACKGROUND, EPOCHS, BATCH = 24_000, 3_000, 6, 64
_UNKNOWN = 0.08  # of the ordinary words
_UNLISTED = 0.35  # of the messages whose names are shown as names in no list


class Teacher:
    """Turns samples into spaCy's examples."""

    def __init__(self, pipeline: Language, lexicon: Lexicon, read: Reader) -> None:
        self._pipeline, self._lexicon, self._read = pipeline, lexicon, read
        self._annotate = make_annotator(lexicon)
        self._rng = random.Random(SEED)

    def example(self, sample: Sample) -> Example:
        """Half of what the lists know is held back, so that form and context count too."""
        reading = self._read(sample.text)
        doc = self._pipeline.make_doc(sample.text)
        self._annotate(doc, reading)
        spans = [
            doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in sample.spans
        ]
        self._hold_back(doc, reading, {t.i for span in spans if span for t in span})
        gold = doc.copy()
        kept: list[Span] = []
        for span in spans:
            if span and (not kept or span.start >= kept[-1].end):
                kept.append(Span(gold, span.start, span.end, span.label_))
        gold.set_ents(kept)
        return Example(doc, gold)

    def _hold_back(self, doc: Doc, reading: Reading, named: set[int]) -> None:
        """Show names and some ordinary words as words that no list has."""
        unlisted = self._rng.random() < _UNLISTED
        words = {token.start: token for token in reading.tokens if len(token.text) > 3}
        for token in (t for t in doc if t.idx in words):
            held = unlisted if token.i in named else self._rng.random() < _UNKNOWN
            if held:
                token.tag_ = feature(self._lexicon, words[token.idx], listed=False)


def background(path: Path, rng: random.Random) -> Iterator[Sample]:
    """Sentences about nobody in particular, half of them in lower case."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rng.sample(rows, min(BACKGROUND, len(rows))):
        yield Sample(row["a"].lower() if rng.random() < 0.5 else row["a"], ())


def main(sick: Path) -> None:
    """Train and write the model."""
    fix_random_seed(SEED)
    rng = random.Random(SEED)
    pipeline, lexicon = empty_pipeline(), load_lexicon()
    teacher = Teacher(pipeline, lexicon, make_reader(lexicon, load_keep()))
    samples = [*Generator(SEED).samples(MESSAGES), *background(sick, rng)]
    examples = [teacher.example(sample) for sample in samples]
    optimizer = pipeline.initialize(lambda: examples[:2000])
    for epoch in range(EPOCHS):
        rng.shuffle(examples)
        optimizer.learn_rate = 0.001 * (1 - epoch / EPOCHS) + 0.0001
        losses: dict[str, float] = {}
        for batch in minibatch(examples, BATCH):  # type: ignore[no-untyped-call]
            pipeline.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(epoch, round(losses["ner"]))
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(gzip.compress(pipeline.to_bytes(exclude=NOT_SHIPPED), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
