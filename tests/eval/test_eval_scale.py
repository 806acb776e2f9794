"""The scale measurement on tiny libraries: its texts, its figures and its report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from eval.bench.latency import Spread
from eval.scale.hashed import HashEmbedder
from eval.scale.measure import Figures, measure
from eval.scale.report import render
from eval.scale.run import measured
from eval.scale.texts import Pool, pool_of, questions, varied
from knowledge_base.load import load
from knowledge_base.passages import Kind

CONTENT = Path(__file__).resolve().parents[2] / "knowledge_base"
POOL = Pool(
    ("De weegploeg weegt een signaal.", "Een leerling tekent een teken in zijn schrift."),
    ("signaal", "leerling", "weegploeg", "teken", "schrift"),
)


def words_of(count: int) -> int:
    return len({word for p in varied(POOL, count, 1) for word in p.text.lower().split()})


def test_the_same_seed_gives_the_same_texts_and_another_seed_does_not() -> None:
    assert list(varied(POOL, 5, 1)) == list(varied(POOL, 5, 1))
    assert list(varied(POOL, 5, 1)) != list(varied(POOL, 5, 2))
    assert questions(POOL, [], 8, 1) == questions(POOL, [], 8, 1)


def test_passages_differ_and_bring_new_words_ever_more_slowly() -> None:
    texts = [passage.text for passage in varied(POOL, 200, 1)]
    assert len(set(texts)) == 200
    few, more, most = words_of(20), words_of(200), words_of(2000)
    assert few < more < most
    assert most < 100 * few


def test_passages_look_like_those_of_originals() -> None:
    passages = list(varied(POOL, 150, 1))
    assert {passage.kind for passage in passages} == {Kind.ORIGINAL}
    assert len({passage.id for passage in passages}) == 150
    assert len({passage.source for passage in passages}) == 2


def test_there_must_be_text_to_vary() -> None:
    with pytest.raises(ValueError, match="no text"):
        pool_of([])


def test_questions_are_about_common_and_about_rare_words() -> None:
    asked = questions(POOL, [], 40, 1)
    assert len(asked) == 40
    assert len(set(asked)) > 20
    assert all(text.strip() for text in asked)


def test_hashed_vectors_have_length_one_and_likeness_follows_words() -> None:
    rows = HashEmbedder().embed(["de weegploeg weegt", "de weegploeg weegt mee", "iets anders", ""])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)
    assert rows[0] @ rows[1] > 0.7 > rows[0] @ rows[2]


def test_a_tiny_library_is_measured_from_building_to_searching(tmp_path: Path) -> None:
    figures = measure(20, tmp_path, HashEmbedder(), load(CONTENT, None), asked=8)
    assert figures.size == 20
    assert figures.documents > 20
    assert figures.words > 100
    assert 0 < figures.keyword.median <= figures.keyword.p95 <= figures.keyword.worst
    assert min(figures.keyword_s, figures.vectors_s, figures.chroma_s, figures.disk_mb) > 0


class LyingEmbedder(HashEmbedder):
    def embed(self, texts):  # type: ignore[no-untyped-def]
        if list(texts) == ["warm"]:
            raise RuntimeError
        return super().embed(texts)


def test_without_search_by_meaning_there_are_no_figures(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="betekenis"):
        measure(1, tmp_path, LyingEmbedder(), load(CONTENT, None), asked=2)


def test_a_process_that_fails_tells_why() -> None:
    with pytest.raises(RuntimeError, match="asked"):
        measured(1, questions=0, model=False)


def test_the_report_has_a_row_and_a_bar_for_each_size() -> None:
    spread = Spread(1.0, 12.34, 15.0)
    rows = [
        Figures(size, size + 9, 77, 1.0, 2.0, 3.0, 4.0, 500.0, 600.0, spread, spread, spread)
        for size in (300, 30_000)
    ]
    told = render(rows, dt.date(2027, 1, 1))
    assert "2027-01-01" in told
    assert "| 30.000 | 30.009 |" in told
    assert told.count("1.0 / 12.3") == 6
    assert told.count("12 ms") == told.count("500 MB") == 2
