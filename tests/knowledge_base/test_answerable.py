"""The model of what can be answered: the shipped one, a broken one, and one trained on little."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.answerable.judge import MODEL, Answerable, counted, load_answerable, weighted
from knowledge_base.answerable.train import OWN, asked, not_answered, train
from knowledge_base.answerable.weigh import fit
from knowledge_base.errors import KnowledgeError
from knowledge_base.load import load
from knowledge_base.packed import rows
from knowledge_base.ranking import Signs

ROOT = Path(__file__).parents[2]
ANSWERED = (
    "wat doet de weegploeg", "wie zit er in de weegploeg", "mag ik delen met de politie",
    "wanneer meld ik een signaal", "hoe meld ik een signaal", "mag ik iets delen met de gemeente",
)  # fmt: skip
OTHER = (
    "hoe laat gaat de trein", "wat kost een treinkaartje", "recept voor appeltaart",
    "hoe bak ik een taart", "welk weer wordt het morgen", "hoe laat gaat de winkel open",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Answerable:
    return loaded_once()


@pytest.fixture(scope="module")
def tiny() -> Answerable:
    return train(ANSWERED, OTHER)


@pytest.mark.parametrize("text", ["wat doet de weegploeg", "mag ik delen met de politie?"])
def test_what_the_cards_answer_has_good_odds(shipped: Answerable, text: str) -> None:
    assert shipped.judge(text) > 0


@pytest.mark.parametrize("text", ["hoe laat gaat de trein", "recept voor appeltaart"])
def test_what_no_card_answers_has_bad_odds(shipped: Answerable, text: str) -> None:
    assert shipped.judge(text) < 0


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_odds(text: str) -> None:
    assert np.isfinite(loaded_once().judge(text))


@cache
def loaded_once() -> Answerable:
    return load_answerable()


def test_a_text_without_words_leaves_the_bias(shipped: Answerable) -> None:
    assert shipped.judge("") == pytest.approx(shipped.bias)


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_each_text_is_a_row_of_length_one_or_of_nothing(texts: list[str]) -> None:
    counts = counted(texts)
    found = weighted(counts, np.ones(counts.shape[1], dtype=np.float32))
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1))).ravel()
    assert counts.shape[0] == len(texts)
    assert all(length == 0 or length == pytest.approx(1, abs=1e-4) for length in lengths)


# a file that cannot be used


def _zipped(**arrays: object) -> bytes:
    file = BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def _one_array() -> bytes:
    file = BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue()


def _broken() -> dict[str, bytes]:
    good, few, bias = MODEL.read_bytes(), np.zeros(3), np.array(0.0)
    return {
        "empty": b"",
        "text": b"kapot",
        "cut": good[: len(good) // 2],
        "harmed": good[:2000] + bytes(400) + good[2400:],
        "one array": _one_array(),
        "half": _zipped(weights=few),
        "too small": _zipped(weights=few, rarity=few, bias=bias),
    }


@pytest.mark.parametrize(
    "how", ["missing", "empty", "text", "cut", "harmed", "one array", "half", "too small"]
)
def test_a_model_that_is_missing_or_broken_is_refused_in_dutch(tmp_path: Path, how: str) -> None:
    path = tmp_path / "model.npz"
    if how != "missing":
        path.write_bytes(_broken()[how])
    with pytest.raises(KnowledgeError, match=r"model\.npz ontbreekt of is stuk") as caught:
        load_answerable(path)
    assert str(tmp_path) not in str(caught.value)


# training


def test_a_model_trained_on_little_tells_both_kinds_apart(tiny: Answerable) -> None:
    assert all(tiny.judge(text) > 0 for text in ANSWERED)
    assert all(tiny.judge(text) < 0 for text in OTHER)
    assert tiny.judge("wie zit er in zo'n weegploeg?") > tiny.judge("een taart bakken")


def test_the_same_texts_give_the_same_model(tiny: Answerable) -> None:
    again = train(ANSWERED, OTHER)
    assert np.array_equal(again.weights, tiny.weights)
    assert np.array_equal(again.rarity, tiny.rarity)
    assert again.bias == tiny.bias


def test_texts_of_one_kind_alone_cannot_be_learned_from() -> None:
    with pytest.raises(ValueError, match="class"):
        train(ANSWERED, ())


def test_what_is_learned_from_is_never_on_both_sides() -> None:
    one, other = asked(load(ROOT / "knowledge_base")), not_answered()
    assert min(len(one), len(other)) > 1000
    assert set(one) & set(other) == set()


def test_of_what_the_search_is_weighed_with_next_to_nothing_is_learned_from() -> None:
    learned = {t.lower() for t in (*asked(load(ROOT / "knowledge_base")), *not_answered())}
    held = {row["text"].lower() for row in rows(OWN / "held.jsonl.gz")}
    assert len(held) > 100
    assert not held & learned


def test_the_weighing_silences_what_has_little_evidence() -> None:
    good = [Signs(0.9, 20.0, 0.7, 3.0 + n / 20) for n in range(20)]
    poor = [Signs(0.1, 1.0, 0.2, -3.0 - n / 20) for n in range(20)]
    fitted = fit([*good, *poor], [True] * 20 + [False] * 20)
    assert fitted.silent == 1.0
    assert all(np.isfinite(value) for value in (fitted.bias, *fitted.coefficients))
