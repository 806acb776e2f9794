"""What must stay: public bodies, groups, public figures, ideas, laws, platforms, countries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guardrails.normalise import fold

_DATA = Path(__file__).parent / "data"
_SPLIT = re.compile(r"[^\w']+|'(?=\s)")


@dataclass(frozen=True, slots=True)
class KeepList:
    """Phrases that stay, by their first word, longest first."""

    phrases: dict[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    dates: frozenset[str] = field(repr=False)
    places: frozenset[str] = field(repr=False)

    def holds(self, folded: str) -> bool:
        """Whether the words are exactly a phrase that stays."""
        parts = _words(folded)
        return bool(parts) and parts in self.phrases.get(parts[0], ())

    def is_public_date(self, folded: str) -> bool:
        """Whether a day is known from the news or the calendar."""
        return " ".join(folded.split()) in self.dates

    def length_at(self, words: Sequence[str], index: int) -> int:
        """How many words from `index` on are a phrase that stays; 0 for none."""
        for phrase in self.phrases.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def load_keep(path: Path = _DATA / "keep.toml") -> KeepList:
    """Read the list; every section but `dates` is a list of phrases."""
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: _entries(section["names"]) for name, section in sections.items()}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, entries in lists.items():
        for entry in entries if name != "dates" else ():
            parts = _words(entry)
            phrases.setdefault(parts[0], []).append(parts)
    ordered = {k: tuple(sorted(v, key=len, reverse=True)) for k, v in phrases.items()}
    return KeepList(ordered, frozenset(lists["dates"]), frozenset(lists["big_cities"]))


def _entries(text: str) -> list[str]:
    return [fold(entry.strip()) for entry in text.replace("\n", " ").split(";") if entry.strip()]


def _words(folded: str) -> tuple[str, ...]:
    """Split as the reading of a message does: apostrophes stay inside words, hyphens split."""
    return tuple(w for w in _SPLIT.split(folded) if w)
