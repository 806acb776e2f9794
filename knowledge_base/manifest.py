"""The manifest of the vector index: what is in it, and in which folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

SCHEMA: Final = 1
_FILE: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index in `folder` holds; `content` is the checksum of all that was put in."""

    schema: int
    model: str
    content: str
    size: int
    folder: str


def read_manifest(folder: Path) -> Manifest | None:
    """Give the manifest; None when it is missing, broken, or of another shape."""
    try:
        found = Manifest(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.schema == SCHEMA else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, all or nothing. Raises `OSError` when the disk does not take it."""
    half = folder / f"{_FILE}.new"
    half.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    half.replace(folder / _FILE)
