"""Deduce 3, the Dutch standard in hospitals, with its two longest word lists left empty.

It runs in `.venv-deduce`, for its pins clash with ours, and is no part of the product. The lists
of all streets and of care institutions take two minutes and a gigabyte to load, and find next to
nothing in our messages; its pattern of street names stays. The emptied copy of its lists lies in
that environment.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import deduce  # type: ignore[import-not-found]

from eval.privacy.remove import Remove

_LISTS = Path(sys.prefix) / "lookup"
_EMPTIED = ("locations/lst_street", "institutions/lst_healthcare_institution")
_TYPES = {
    "persoon": "PERSON",
    "patient": "PERSON",
    "locatie": "LOCATION",
    "instelling": "ORGANIZATION",
    "ziekenhuis": "ORGANIZATION",
    "zorginstelling": "ORGANIZATION",
    "datum": "DATE",
    "leeftijd": "AGE",
    "telefoonnummer": "PHONE_NUMBER",
    "emailadres": "EMAIL_ADDRESS",
    "url": "URL",
    "bsn": "BSN",
    "id": "ID_NUMBER",
}


def load() -> Remove:
    """Load it; the first time in an environment it builds its structures."""
    _copy_lists()
    model = deduce.Deduce(lookup_data_path=_LISTS, cache_path=_LISTS)

    def remove(text: str) -> tuple[str, list[tuple[str, int, int]]]:
        done = model.deidentify(text)
        spans = [
            (_TYPES.get(found.tag, found.tag), int(found.start_char), int(found.end_char))
            for found in done.annotations
        ]
        return str(done.deidentified_text), spans

    return remove


def _copy_lists() -> None:
    if _LISTS.exists():
        return
    new = _LISTS.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    own = Path(str(deduce.__file__)).parent / "data" / "lookup" / "src"
    shutil.copytree(own, new / "src")
    for name in _EMPTIED:
        (new / "src" / name / "items.txt").write_text("", encoding="utf-8")
    new.rename(_LISTS)
