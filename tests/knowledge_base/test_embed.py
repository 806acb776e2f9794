"""The real embedding model: the bundled one, one from a folder, and refused when it is not there."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.embed import BUNDLED, SentenceEmbedder
from knowledge_base.embedding.examples import Alike, Examples, Group
from knowledge_base.embedding.train import Recipe, save, train
from knowledge_base.errors import ModelError

ROOT = Path(__file__).parents[2]
MOST_MB = 40
TINY = Recipe(pieces=120, size=8, rounds=30, batch=4)
FEW = Examples(
    (
        Group(("wat is een weegploeg", "weegploeg"), ("Die weegt een signaal.",)),
        Group(("mag ik delen", "delen met politie"), ("Soms, met een grondslag.",)),
        Group(("hoe laat gaat de trein", "recept voor taart"), ()),
    ),
    (Alike("een man loopt", "een man wandelt", 0.9), Alike("een hond", "de zee", 0.0)),
)


@pytest.fixture(scope="module")
def bundled() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_the_bundled_model_gives_vectors_of_length_one(bundled: SentenceEmbedder) -> None:
    rows = bundled.embed(["Wat doet de weegploeg?", "Een recept voor taart"])
    assert rows.shape == (2, Recipe().size)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_the_bundled_model_is_small_enough_to_ship() -> None:
    size = sum(path.stat().st_size for path in BUNDLED.rglob("*"))
    assert size < MOST_MB * 1_000_000


def test_a_paraphrase_is_nearer_than_something_else(bundled: SentenceEmbedder) -> None:
    rows = bundled.embed(
        [
            "Mag ik informatie delen met de politie?",
            "Mag ik gegevens delen met de politie?",
            "Recept",
        ]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_english_lies_near_dutch_that_means_the_same(bundled: SentenceEmbedder) -> None:
    rows = bundled.embed(
        ["May I share this with the police?", "Mag ik dit delen met de politie?", "recept taart"]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_model_is_trained_saved_and_loaded_from_a_folder(tmp_path: Path) -> None:
    save(train(FEW, TINY), tmp_path / "klein")
    own = SentenceEmbedder(str(tmp_path / "klein"))
    assert own.name.startswith("klein-")
    rows = own.embed(["wat is een weegploeg", "Die weegt een signaal.", "recept voor taart"])
    assert rows.shape == (3, TINY.size)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_the_same_examples_give_the_same_model(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        save(train(FEW, TINY), tmp_path / name)
    one, two = (SentenceEmbedder(str(tmp_path / name)) for name in ("een", "twee"))
    assert one.name.split("-")[1] == two.name.split("-")[1]


def test_another_model_in_the_same_folder_has_another_name(tmp_path: Path) -> None:
    save(train(FEW, TINY), tmp_path / "klein")
    before = SentenceEmbedder(str(tmp_path / "klein")).name
    save(train(FEW, replace(TINY, seed=1)), tmp_path / "klein")
    assert SentenceEmbedder(str(tmp_path / "klein")).name != before


def test_a_model_that_is_not_there_is_refused_in_dutch(
    tmp_path: Path, bundled: SentenceEmbedder
) -> None:
    bundled.embed(["warm"])  # from here on the hub is closed: nothing is looked up
    for name in (str(tmp_path), "bestaat/niet"):
        with pytest.raises(ModelError, match="Zoeken op woorden werkt gewoon") as caught:
            SentenceEmbedder(name).embed(["weegploeg"])
        assert "niet te laden" in str(caught.value)


LIGHT = """
import sys
from dataclasses import replace
import knowledge_base.retrieve
import knowledge_base.originals
from knowledge_base.embed import SentenceEmbedder
SentenceEmbedder()
assert not {"torch", "sentence_transformers", "transformers"} & set(sys.modules)
"""


def test_importing_the_search_loads_no_model_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
