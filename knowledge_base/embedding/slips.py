"""Slips of typing, so that the model learns to read past them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

_LETTERS: Final = "aeioudtskn"
_PER_SLIP: Final = 25  # letters of text for each slip


def misspelt(text: str, chance: random.Random) -> str:
    """Give a text with a slip in about every 25 letters: swapped, dropped, doubled or wrong."""
    letters = list(text)
    for _ in range(1 + len(text) // _PER_SLIP):
        at = chance.randrange(1, max(2, len(letters) - 1))
        if at < len(letters) - 1 and letters[at].isalpha() and letters[at + 1].isalpha():
            chance.choice(_SLIPS)(letters, at, chance)
    return "".join(letters)


def _swap(letters: list[str], at: int, _: random.Random) -> None:
    letters[at], letters[at + 1] = letters[at + 1], letters[at]


def _drop(letters: list[str], at: int, _: random.Random) -> None:
    del letters[at]


def _double(letters: list[str], at: int, _: random.Random) -> None:
    letters.insert(at, letters[at])


def _wrong(letters: list[str], at: int, chance: random.Random) -> None:
    letters[at] = chance.choice(_LETTERS)


_SLIPS: Final[tuple[Callable[[list[str], int, random.Random], None], ...]] = (
    _swap, _swap, _drop, _drop, _double, _wrong,
)  # fmt: skip
