"""The store of originals: their extracted passages, one JSONL file a source, beside the index.

The first line of a file tells of the document (file name, checksum, licence), each next line holds
one passage. The index can always be built again from these files.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.content import Source, SourceRef
from knowledge_base.errors import StoreError
from knowledge_base.ingest import ingest
from knowledge_base.passages import Kind, Passage, checksum
from knowledge_base.reading import READING, cannot_open

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Original:
    """A document that was taken in: where it came from and what may be done with it.

    `about` changes with the source and with the way in which documents are read: a document with
    another one must be taken in again.
    """

    source: str
    file: str
    sha256: str
    licence: str
    added_on: str
    passages: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Originals:
    """All stored passages, and the names of files that are broken and must be added again."""

    documents: tuple[Original, ...]
    passages: tuple[Passage, ...]
    broken: tuple[str, ...]


def add_original(folder: Path, path: Path, source: Source, today: date) -> Original:
    """Take in the document `path` and keep its passages in `folder`; replaces an earlier one.

    Raises `IngestError` when the document cannot be used, `StoreError` when it cannot be kept.
    """
    passages = ingest(path, source)
    original = Original(
        source=source.id,
        file=path.name,
        sha256=file_checksum(path),
        licence=source.licence,
        added_on=today.isoformat(),
        passages=len(passages),
        about=about(source),
    )
    _write(folder / f"{source.id}.jsonl", [asdict(original), *map(asdict, passages)])
    return original


def file_checksum(path: Path) -> str:
    """Give the SHA-256 of a file. Raises `IngestError` when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise cannot_open(path) from error


def about(source: Source) -> str:
    """Give a checksum of what passages tell about their source, and of the way of reading."""
    return checksum(READING, source.title, source.url, source.licence)


def remove_original(folder: Path, source: str) -> bool:
    """Forget the document of a source; tell whether there was one."""
    for path in folder.glob("*.jsonl"):
        if path.stem == source:
            path.unlink()
            return True
    return False


def read_originals(folder: Path) -> Originals:
    """Give all kept passages. A broken file is left out, named in the result, and logged."""
    documents: list[Original] = []
    passages: list[Passage] = []
    broken: list[str] = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            document, found = _read(path)
        except (OSError, ValueError, KeyError, TypeError):
            _log.warning("stored original unreadable: %s", path.name)
            broken.append(path.name)
            continue
        documents.append(document)
        passages += found
    return Originals(tuple(documents), tuple(passages), tuple(broken))


def _read(path: Path) -> tuple[Original, list[Passage]]:
    first, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    document = Original(**first)
    found = [_passage(row) for row in rows]
    if len(found) != document.passages:
        raise ValueError("passages are missing")
    return document, found


def _passage(row: Mapping[str, Any]) -> Passage:
    if row["checksum"] != checksum(row["section"], row["page"], row["text"]):
        raise ValueError("a passage was changed")
    refs = tuple(SourceRef(**ref) for ref in row["refs"])
    own = {"kind": Kind(row["kind"]), "refs": refs, "forms": (), "audience": ()}
    return Passage(**{**row, **own})


def _write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    half = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        half.write_text("\n".join(lines) + "\n", encoding="utf-8")
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise StoreError(
            f"Het document is niet te bewaren in {path.parent}. Controleer of er ruimte is op de "
            "schijf en of de map beschrijfbaar is."
        ) from error
