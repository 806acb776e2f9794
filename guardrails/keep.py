"""What must stay: public bodies, groups, public figures, ideas, laws, platforms, countries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guardrails.normalise import fold

_DATA = Path(__file__).parent / "data"
_SPLIT = re.compile(r"[^\w']+|'s\b|(?<!\w)'|'(?!\w)")


@dataclass(frozen=True, slots=True)
class KeepList:
    """Phrases that stay with the section they stand in, by first word, longest first."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = field(repr=False)
    dates: frozenset[str] = field(repr=False)

    def holds(self, folded: str) -> bool:
        """Whether the words are exactly a phrase that stays."""
        words = split_words(folded)
        return bool(words) and self.match(words, 0)[1] == len(words)

    def is_public_date(self, folded: str) -> bool:
        """Whether a day is known from the news or the calendar."""
        return " ".join(folded.split()) in self.dates

    def match(self, words: Sequence[str], index: int) -> tuple[str, int]:
        """Section and length of the longest phrase from `index` on; length 0 for none."""
        for phrase, section in self.phrases.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return section, len(phrase)
        return "", 0


def load_keep(path: Path = _DATA / "keep.toml") -> KeepList:
    """Read the list; every section but `dates` is a list of phrases."""
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: _entries(section["names"]) for name, section in sections.items()}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, entries in lists.items():
        for words in map(split_words, entries if name != "dates" else ()):
            found.setdefault(words[0], []).append((words, name))
    phrases = {
        first: tuple(sorted(entries, key=lambda entry: len(entry[0]), reverse=True))
        for first, entries in found.items()
    }
    return KeepList(phrases, frozenset(lists["dates"]))


def _entries(text: str) -> list[str]:
    return [fold(entry.strip()) for entry in text.replace("\n", " ").split(";") if entry.strip()]


def split_words(folded: str) -> tuple[str, ...]:
    """Split as the reading of a message does: hyphens split, possessives fall off."""
    return tuple(word for word in _SPLIT.split(folded) if word)
