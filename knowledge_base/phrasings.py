"""More ways of asking what a card answers: a packed file of JSON lines, `card` and `text`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge_base.packed import by_key
from knowledge_base.problems import Report


def read_phrasings(path: Path, report: Report) -> Mapping[str, tuple[str, ...]]:
    """Give the phrasings by the key of their card; none, and a problem, when the file is broken."""
    if not path.exists():
        return {}
    try:
        return by_key(path, "card")
    except (OSError, ValueError, KeyError, TypeError):
        report.add(path, "", "", "de andere vragen zijn niet te lezen")
        return {}
