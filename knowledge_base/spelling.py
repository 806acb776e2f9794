"""How far apart two spellings are, to mend a name that was typed wrong."""

from __future__ import annotations

from collections.abc import Iterable

_LONG = 8  # a longer name may hold two slips, a shorter one a single slip


def closest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the known words nearest to `word`, all equally near; none when nothing is near.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour. Words of three
    letters or fewer are never mended.
    """
    most = 0 if len(word) < 4 else 1 if len(word) < _LONG else 2
    found: dict[int, list[str]] = {}
    for other in known:
        if abs(len(other) - len(word)) <= most and (slips := _slips(word, other)) <= most:
            found.setdefault(slips, []).append(other)
    return tuple(found[min(found)]) if found else ()


def _slips(one: str, other: str) -> int:
    """Count the slips between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
