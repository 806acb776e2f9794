"""Packed files of JSON lines: their rows, and their texts by what they belong to."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read the rows of a file of JSON lines. Raises `OSError` or `ValueError`."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
    except (EOFError, zlib.error) as error:
        raise ValueError(f"{path.name} is broken") from error


def by_key(path: Path, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read texts by the key that each row has. Raises `OSError`, `ValueError` or `KeyError`."""
    found: dict[str, list[str]] = {}
    for row in rows(path):
        found.setdefault(str(row[key]), []).append(str(row["text"]))
    return {name: tuple(lines) for name, lines in found.items()}
