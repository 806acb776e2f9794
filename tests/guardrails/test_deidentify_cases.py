"""Recall and precision on the written messages of `cases.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from guardrails.text import Deidentified

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]
ORIGINS = (
    "nld",
    "mar",
    "tur",
    "sur",
    "ant",
    "pol",
    "ukr",
    "eri",
    "som",
    "syr",
    "afg",
    "chi",
    "ind",
)
EXACT = ("BSN", "PHONE_NUMBER", "EMAIL_ADDRESS", "IBAN")
Clean = Callable[[str], Deidentified]


@dataclass(frozen=True)
class Item:
    case: str
    kind: str
    found: bool


@dataclass(frozen=True)
class Score:
    items: list[Item]
    removed: int
    needless: int
    kept: int
    lost: int

    def recall(self, *kinds: str, origin: str = "") -> float:
        chosen = [
            item.found
            for item in self.items
            if (not kinds or item.kind in kinds) and item.case.startswith(origin)
        ]
        return sum(chosen) / len(chosen)


def covered(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    letters = [i for i in range(start, end) if text[i].isalnum()]
    return all(any(a <= i < b for a, b in spans) for i in letters)


def score(clean: Clean, change: Callable[[str], str] = str) -> Score:
    items, removed, needless, kept, lost = [], 0, 0, 0, 0
    for case in CASES:
        text = change(case["text"])
        result = clean(text)
        spans = [(item.start, item.end) for item in result.removed]
        truth, position = [], 0
        for identifier in case["identifiers"]:
            value = change(identifier["text"])
            start = text.index(value, position)
            position = start + len(value)
            truth.append((start, position))
            found = covered(text, start, position, spans)
            items.append(Item(case["id"], identifier["type"], found))
        removed += len(spans)
        needless += sum(not any(a < d and c < b for c, d in truth) for a, b in spans)
        kept += len(case["keep"])
        lost += sum(change(word) not in result.text.value for word in case["keep"])
    return Score(items, removed, needless, kept, lost)


@pytest.fixture(scope="module")
def plain(clean: Clean) -> Score:
    return score(clean)


def test_nearly_every_identifier_is_found(plain: Score) -> None:
    assert plain.recall() >= 0.985


def test_nearly_every_name_is_found(plain: Score) -> None:
    assert plain.recall("PERSON") >= 0.985


@pytest.mark.parametrize("kind", EXACT)
def test_numbers_and_addresses_that_identify_are_always_found(plain: Score, kind: str) -> None:
    assert plain.recall(kind) == 1.0


@pytest.mark.parametrize("origin", ORIGINS)
def test_names_are_found_whatever_their_origin(plain: Score, origin: str) -> None:
    assert plain.recall("PERSON", origin=origin) >= plain.recall("PERSON") - 0.03


def test_hardly_anything_else_is_removed(plain: Score) -> None:
    assert plain.needless / plain.removed <= 0.01
    assert plain.lost / plain.kept <= 0.01


@pytest.mark.parametrize(("change", "least"), [(str.lower, 0.9), (str.upper, 0.9)])
def test_most_names_are_found_without_the_help_of_capitals(
    clean: Clean, change: Callable[[str], str], least: float
) -> None:
    changed = score(clean, change)
    assert changed.recall("PERSON") >= least
    assert changed.lost / changed.kept <= 0.02
