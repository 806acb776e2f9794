"""More ways of asking what a card answers: a packed file of JSON lines, `card` and `text`."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from knowledge_base.problems import Report


def read_phrasings(path: Path, report: Report) -> Mapping[str, tuple[str, ...]]:
    """Give the phrasings by the key of their card; none, and a problem, when the file is broken."""
    if not path.exists():
        return {}
    found: dict[str, list[str]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                found.setdefault(str(row["card"]), []).append(str(row["text"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        report.add(path, "", "", "de andere vragen zijn niet te lezen")
        return {}
    return {card: tuple(texts) for card, texts in found.items()}
