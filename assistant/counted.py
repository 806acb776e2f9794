"""What was taken out of a text, by kind and count, in the words of users; never which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.text import Removed
from prompts.load import texts


@dataclass(frozen=True, slots=True)
class Count:
    """How many different things of one kind were taken out; `words` names the kind."""

    entity_type: str
    count: int
    words: str

    def __str__(self) -> str:
        return f"{self.count} {self.words}"


def counted(removed: Iterable[Removed], language: str) -> tuple[Count, ...]:
    """Count different things by kind, in the order of the kinds' ids."""
    words = texts("page", language)
    kinds = Counter(kind for kind, _ in {(each.entity_type, each.placeholder) for each in removed})
    found = []
    for kind, count in sorted(kinds.items()):
        number = "one" if count == 1 else "many"
        key = f"removed.{kind}.{number}"
        named = words[key] if key in words else words[f"removed.OTHER.{number}"]
        found.append(Count(kind, count, named))
    return tuple(found)
