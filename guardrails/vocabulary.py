"""Word lists of `data/institutions.toml`, as sets of folded phrases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from guardrails.normalise import fold

_FILE = Path(__file__).parent / "data" / "institutions.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases by section and key, as in the file: `words("school", "nouns")`."""

    lists: dict[tuple[str, str], frozenset[str]] = field(repr=False)

    def words(self, section: str, key: str) -> frozenset[str]:
        """The phrases of one list."""
        return self.lists[section, key]


def load_vocabulary(path: Path = _FILE) -> Vocabulary:
    """Read the file."""
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    return Vocabulary(
        {
            (section, key): frozenset(
                fold(" ".join(entry.split())) for entry in text.split(";") if entry.strip()
            )
            for section, lists in sections.items()
            for key, text in lists.items()
        }
    )
