"""Take in a file or a whole folder of originals: find the source of each, skip what is there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from knowledge_base.content import Source
from knowledge_base.errors import IngestError, KnowledgeError
from knowledge_base.originals import Original, about, add_original, file_checksum, read_originals

MANIFEST: Final = "bronnen.toml"


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of the `total`: what became of it, and in Dutch why it was not taken in."""

    number: int
    total: int
    name: str
    outcome: Outcome
    passages: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    file: Path
    name: str
    source: str


def add_all(
    store: Path, path: Path, sources: Mapping[str, Source], today: date, source: str = ""
) -> Iterator[Step]:
    """Take in the file `path`, or every file of the folder `path`, one step a file.

    The source of a file is `source`, else what `bronnen.toml` beside it says, else its own name
    without extension. A file is kept before its step is given, so that a run that is stopped goes
    on where it was. Raises `IngestError` when `bronnen.toml` cannot be used.
    """
    wanted = _wanted(path, source, sources)
    known = {document.source: document for document in read_originals(store).documents}
    taken: dict[str, str] = {}
    for number, one in enumerate(wanted, 1):
        outcome, passages, why = _add(store, one, sources, known, taken, today)
        if outcome not in (Outcome.FAILED, Outcome.SKIPPED):
            taken[one.source] = one.name
        yield Step(number, len(wanted), one.name, outcome, passages, why)


def _add(
    store: Path,
    one: _Wanted,
    sources: Mapping[str, Source],
    known: Mapping[str, Original],
    taken: Mapping[str, str],
    today: date,
) -> tuple[Outcome, int, str]:
    if not one.source:
        return Outcome.SKIPPED, 0, _no_source(one.name)
    found = sources.get(one.source)
    if found is None:
        return Outcome.FAILED, 0, f"De bron «{one.source}» staat niet in sources.toml."
    if first := taken.get(one.source):
        return Outcome.FAILED, 0, f"De bron «{one.source}» heeft al een bestand: «{first}»."
    before = known.get(one.source)
    try:
        if before and before.about == about(found) and before.sha256 == file_checksum(one.file):
            return Outcome.SAME, before.passages, ""
        added = add_original(store, one.file, found, today)
    except KnowledgeError as error:
        return Outcome.FAILED, 0, str(error)
    return Outcome.REPLACED if before else Outcome.ADDED, added.passages, ""


def _no_source(name: str) -> str:
    return (
        f"Bij welke bron hoort «{name}»? Geef het bestand de id van de bron als naam, of noem het "
        f"in {MANIFEST}."
    )


def _wanted(path: Path, source: str, sources: Mapping[str, Source]) -> list[_Wanted]:
    folder = path if path.is_dir() else path.parent
    named = _manifest(folder / MANIFEST)
    if not path.is_dir():
        return [_Wanted(path, path.name, source or _source(path, path.name, named, sources))]
    files = {
        file.relative_to(path).as_posix(): file
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name != MANIFEST and not _hidden(file.relative_to(path))
    }
    missing = {name: path / name for name in named if name not in files}
    return [
        _Wanted(file, name, _source(file, name, named, sources))
        for name, file in sorted((files | missing).items())
    ]


def _hidden(file: Path) -> bool:
    """Tell whether a file is not meant for people, such as the lock file of an open document."""
    return any(part.startswith((".", "~$")) for part in file.parts)


def _source(file: Path, name: str, named: Mapping[str, str], sources: Mapping[str, Source]) -> str:
    return named.get(name) or (file.stem if file.stem in sources else "")


def _manifest(path: Path) -> Mapping[str, str]:
    """Read which source each file has; nothing when there is no such file."""
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("file", [])
        return {str(entry["name"]): str(entry["source"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IngestError(
            f"{MANIFEST} is niet te lezen. Schrijf voor elk bestand: [[file]] met een name en een "
            "source."
        ) from error
