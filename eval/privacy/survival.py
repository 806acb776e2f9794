"""Whether a value still stands in a text, in any spelling.

Both are read without case, accents, invisible characters, spaces and punctuation. The reading is
simpler than that of the product, on purpose: it may not miss what the product misses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from guardrails.normalise import fold

REMOVED: Final = "\0"  # stands where a piece was removed: no value reaches across it
_TELLING: Final = 3  # letters that a part of a name has at least
_LONG: Final = 6  # letters and digits from which a value is also seen inside a longer word
_PARTICLES: Final = frozenset(
    "van von der den des del het ten ter tot bin ben ibn bint abu abd umm oum dos dit".split()
)
_RUNS: Final = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Needle:
    """A value to look for; not `inside` a longer word unless told."""

    value: str
    inside: bool = False


class Reading:
    """A text as one row of letters and digits, in which the ends of words are known."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self._starts, self._ends = set[int](), set[int]()
        position = 0
        for piece in _visible(fold(text)).split(REMOVED):
            for run in _RUNS.findall(piece):
                self._starts.add(position)
                letters.append(run)
                position += len(run)
                self._ends.add(position)
            letters.append(REMOVED)
            position += 1
        self._letters = "".join(letters)

    def count(self, needle: Needle) -> int:
        """Count the places of the value; behind a whole word a possessive -s may follow."""
        return sum(
            needle.inside or (start in self._starts and self._ends_word(start, needle.value))
            for start in self._places(needle.value)
        )

    def _places(self, value: str) -> list[int]:
        return [match.start() for match in re.finditer(f"(?={value})", self._letters)]

    def _ends_word(self, start: int, value: str) -> bool:
        end = start + len(value)
        owner = len(value) >= _TELLING and self._letters[end] == "s"
        return end in self._ends or (owner and end + 1 in self._ends)


def needles(value: str, kind: str, kept: Collection[str]) -> list[Needle]:
    """Give what to look for: the value, and of a name each telling part that is no kept word."""
    runs = _RUNS.findall(_visible(fold(value)))
    whole = "".join(runs)
    several = len(runs) > 1 or whole.isdigit()
    found = [Needle(whole, inside=several and len(whole) >= _LONG)]
    if kind == "PERSON":
        ordinary = {run for word in kept for run in _RUNS.findall(fold(word))} | _PARTICLES
        found += [Needle(run) for run in runs if len(run) >= _TELLING and run not in ordinary]
    return found


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
