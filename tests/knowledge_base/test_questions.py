"""The known ways of asking, compared one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from search_samples import CountingEmbedder, cards, library

from knowledge_base.passages import questions
from knowledge_base.questions import Questions, load_questions


def test_every_question_belongs_to_a_unit_and_stands_there_once() -> None:
    known = library()
    keys = {unit.key for unit in known.units}
    assert {question.unit for question in known.questions} <= keys
    pairs = [(question.unit, question.text) for question in known.questions]
    assert len(pairs) == len(set(pairs))


def test_title_and_questions_of_a_card_are_there() -> None:
    card = cards()[0]
    texts = {question.text for question in questions([card], [])}
    assert {card.title, *card.questions} <= texts


def test_a_unit_is_as_near_as_its_best_question() -> None:
    rows = np.eye(3, dtype=np.float32)
    known = Questions(rows, np.array([0, 0, 2], dtype=np.int64), 4)
    near = known.likeness(np.array([0.6, 0.8, -0.5], dtype=np.float32))
    assert near.tolist() == pytest.approx([0.8, 0.0, 0.0, 0.0])


def test_without_questions_nothing_is_near() -> None:
    known = Questions(np.zeros((0, 1), dtype=np.float32), np.array([], dtype=np.int64), 2)
    assert known.likeness(np.ones(1, dtype=np.float32)).tolist() == [0.0, 0.0]


def test_vectors_are_made_once_and_kept(tmp_path: Path) -> None:
    known, embedder = library(), CountingEmbedder()
    first = load_questions(tmp_path, known, embedder)
    made = len(embedder.asked)
    second = load_questions(tmp_path, known, embedder)
    assert len(embedder.asked) == made > 0
    assert np.array_equal(first.rows, second.rows)
    one = known.questions[0]
    (vector,) = embedder.embed([one.text])
    nearest = int(np.argmax(first.likeness(vector)))
    assert known.units[nearest].key == one.unit
