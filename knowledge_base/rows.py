"""Texts as rows of numbers, one number for each word family: compact, however many there are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class Rows:
    """The tokens of every document in their order, as numbers; `numbers` gives that of a token."""

    def __init__(self, rows: Iterable[Iterable[str]]) -> None:
        numbers: dict[str, int] = {}
        flat, ends = array("i"), array("q", [0])
        for row in rows:
            flat.extend([numbers.setdefault(token, len(numbers)) for token in row])
            ends.append(len(flat))
        self.numbers: Mapping[str, int] = numbers
        self._flat: NDArray[np.int32] = np.array(flat, dtype=np.int32)
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, n: int) -> list[int]:
        row: list[int] = self._flat[self._ends[n] : self._ends[n + 1]].tolist()
        return row

    def known(self, tokens: Iterable[str]) -> list[int]:
        """Give the numbers of those tokens that any document holds."""
        return [self.numbers[token] for token in tokens if token in self.numbers]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows at some places, read one at a time: all of them as lists would fill the memory."""

    rows: Rows
    places: Sequence[int]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[list[int]]:
        return (self.rows[place] for place in self.places)
