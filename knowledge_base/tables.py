"""Read lists of entries from TOML files into the value types of `knowledge_base.content`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import regex
from pydantic import TypeAdapter, ValidationError

from knowledge_base.content import Municipality
from knowledge_base.problems import Report

T = TypeVar("T")
_AT_LINE = regex.compile(r"line (\d+)")


def read_table(path: Path, key: str, kind: type[T], report: Report) -> Iterator[T]:
    """Yield each `[[key]]` of a TOML file as a `kind`; bad entries are noted and left out.

    `kind` is a dataclass; every field without a default must be given, no other key may be.
    """
    try:
        text = path.read_text(encoding="utf-8")
        entries: list[dict[str, Any]] = tomllib.loads(text).get(key, [])
    except (OSError, UnicodeDecodeError):
        report.add(path, "", "", "het bestand is niet te lezen (verwacht: tekst in UTF-8)")
        return
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        report.add_at(path, int(at[1]) if at else 1, "dit is geen geldige TOML")
        return
    adapter = TypeAdapter(kind)
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for entry in entries:
        near = f'"{entry.get("id", "")}"'
        for extra in entry.keys() - known:
            report.add(path, text, near, f"{near}: onbekende sleutel «{extra}»")
        try:
            yield adapter.validate_python({k: v for k, v in entry.items() if k in known})
        except ValidationError as error:
            for issue in error.errors():
                place = ".".join(str(part) for part in issue["loc"])
                report.add(path, text, near, f"{near}: «{place}» klopt niet of ontbreekt")


def read_municipalities(path: Path) -> tuple[Municipality, ...]:
    """Read the municipalities (CSV with `#` comments). Raises OSError when it is not there."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Municipality(
                code=row["cbs_code"],
                name=row["gemeente"],
                province=row["provincie"],
                police_unit=row["politie_eenheid"],
                safety_region=row["veiligheidsregio"],
            )
            for row in rows
        )
