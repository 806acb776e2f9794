"""The vectors of all known ways of asking: how near a question lies to the best of each unit.

All are compared, in memory: an approximate search for the nearest would fill up with the questions
of a few units, and there are never very many.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embed import Embedder, Vectors
from knowledge_base.index import known_vectors
from knowledge_base.vectors import as_rows
from knowledge_base.ways import Library, Numbers


@dataclass(frozen=True)
class Questions:
    """A vector for each known question, and the number of the unit that answers it."""

    rows: Vectors
    units: NDArray[np.int64]
    count: int

    def likeness(self, vector: Vectors) -> Numbers:
        """Give each unit its likeness (cosine) with `vector`: that of its best question, or 0."""
        found = np.zeros(self.count, dtype=np.float32)
        if self.units.size:
            np.maximum.at(found, self.units, self.rows @ vector)
        return found


def load_questions(folder: Path, library: Library, embedder: Embedder) -> Questions:
    """Give the questions of a library; their vectors are kept in `folder`.

    Raises `StoreError` when the disk does not take them, `ModelError` when the model cannot be loaded.
    """
    asked = library.questions
    rows = as_rows(asked, known_vectors(folder, asked, embedder))
    numbers = {unit.key: number for number, unit in enumerate(library.units)}
    units = [numbers[question.unit] for question in asked]
    return Questions(rows, np.array(units, dtype=np.int64), len(library.units))
