"""The trained recogniser of names: one more voice, and the messages it was trained on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import spacy

from guardrails.deidentify import Deidentifier, build_deidentifier
from guardrails.ner import MODEL, load_pipeline
from guardrails.text import Deidentified, RawText
from guardrails.training.generator import Generator

Clean = Callable[[str], Deidentified]
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def rules() -> Deidentifier:
    return build_deidentifier(pipeline=spacy.blank("nl"), today=lambda: date(2026, 1, 15))


def test_without_a_model_there_is_no_pipeline_and_the_rules_do_the_work(tmp_path: Path) -> None:
    assert load_pipeline(tmp_path / "model.bin.gz") is None


def test_a_damaged_model_is_an_error_and_not_a_silent_loss(tmp_path: Path) -> None:
    path = tmp_path / "model.bin.gz"
    path.write_bytes(MODEL.read_bytes()[:1000])
    with pytest.raises(EOFError):
        load_pipeline(path)


def test_the_rules_alone_still_remove_names_and_numbers(rules: Deidentifier) -> None:
    text = rules.session().deidentify(RawText("Mevrouw Bakker, 06-12345678")).text.value
    assert text == "Mevrouw [PERSOON-1], [TELEFOON-1]"


def test_the_model_finds_names_that_the_rules_miss(clean: Clean, rules: Deidentifier) -> None:
    samples = [sample for sample in Generator(99).samples(150) if sample.spans]

    def found(run: Clean) -> int:
        return sum(
            any(r.start <= start and end <= r.end for r in removed)
            for sample in samples
            for removed in [run(sample.text).removed]
            for start, end, label in sample.spans
            if label == "PER"
        )

    assert found(clean) > found(lambda text: rules.session().deidentify(RawText(text)))


@pytest.mark.parametrize("message", ["de strijd om de macht", "Wat is een kalifaat?", "mvg", "88"])
def test_the_model_alone_removes_no_ordinary_words(clean: Clean, message: str) -> None:
    assert clean(message).text.value == message


def test_training_messages_mark_whole_words() -> None:
    for sample in Generator(7).samples(300):
        for start, end, label in sample.spans:
            assert sample.text[start:end].strip()
            assert label in ("PER", "SCHOOL", "ORG", "LOC")
            assert not sample.text[end : end + 1].isalpha() or sample.text[end] in "sS"


def test_the_same_seed_gives_the_same_training_messages() -> None:
    assert [*Generator(3).samples(20)] == [*Generator(3).samples(20)]


def test_no_training_message_is_a_test_message() -> None:
    tested = {case["text"].lower() for case in CASES}
    assert not any(sample.text.lower() in tested for sample in Generator(5).samples(2000))
