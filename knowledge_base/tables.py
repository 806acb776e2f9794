"""Read lists of entries from TOML and CSV files into the value types of `knowledge_base.content`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import regex
from pydantic import TypeAdapter, ValidationError

from knowledge_base.content import Municipality
from knowledge_base.problems import Report

T = TypeVar("T")
_AT_LINE = regex.compile(r"line (\d+)")
_HEADER = regex.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_CODE = "cbs_code"


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file as read, with its text to tell the line of what is wrong."""

    path: Path
    text: str
    data: Mapping[str, Any]

    def line(self, table: str, number: int, key: str) -> int:
        """Give the line (1-based) of `key` in the table `table` with that number (from 0)."""
        rows = self.text.splitlines()
        headers = [(n, match[1]) for n, row in enumerate(rows) if (match := _HEADER.match(row))]
        own = [place for place, (_, name) in enumerate(headers) if name == table]
        if number >= len(own):
            return 1
        start = headers[own[number]][0]
        end = headers[own[number] + 1][0] if own[number] + 1 < len(headers) else len(rows)
        named = regex.compile(rf'\s*"?{regex.escape(key)}"?\s*=')
        return next((n for n in range(start, end) if named.match(rows[n])), start) + 1


def read_toml(path: Path, report: Report) -> TomlFile | None:
    """Read a TOML file; what makes that impossible is noted, and gives None."""
    try:
        text = path.read_text(encoding="utf-8")
        return TomlFile(path, text, tomllib.loads(text))
    except (OSError, UnicodeDecodeError):
        report.add(path, "", "", "het bestand is niet te lezen (verwacht: tekst in UTF-8)")
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        report.add_at(path, int(at[1]) if at else 1, "dit is geen geldige TOML")
    return None


def read_table(path: Path, key: str, kind: type[T], report: Report) -> Iterator[T]:
    """Yield each `[[key]]` of a TOML file as a `kind`; bad entries are noted and left out.

    `kind` is a dataclass; every field without a default must be given, no other key may be.
    """
    if file := read_toml(path, report):
        yield from (value for _, value in entries(file, key, kind, report))


def entries(file: TomlFile, key: str, kind: type[T], report: Report) -> Iterator[tuple[int, T]]:
    """Yield each entry `key` of a file as a `kind`, with its number (from 0).

    Bad entries are noted and left out.
    """
    found = file.data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        report.add_at(file.path, file.line(key, 0, ""), f"schrijf [[{key}]] met dubbele haken")
        return
    for number, entry in enumerate(found):
        if (value := read_entry(file, (key, number), entry, kind, report)) is not None:
            yield number, value


def read_entry(
    file: TomlFile, place: tuple[str, int], entry: Mapping[str, Any], kind: type[T], report: Report
) -> T | None:
    """Read one table of a file (its name and number) as a `kind`; None, with notes, when bad."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    shown = f"«{entry['id']}»: " if entry.get("id") else ""
    for extra in entry.keys() - known:
        report.add_at(file.path, file.line(*place, extra), f"{shown}onbekende sleutel «{extra}»")
    try:
        given = {key: value for key, value in entry.items() if key in known}
        value: T = _adapter(cast(Hashable, kind)).validate_python(given)
    except ValidationError as error:
        for issue in error.errors():
            key, wrong = str(issue["loc"][0]), _wrong(issue["type"])
            report.add_at(file.path, file.line(*place, key), f"{shown}«{key}» {wrong}")
        return None
    return value


@cache  # making one takes longer than reading an entry
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _wrong(issue: str) -> str:
    """Say in Dutch what is wrong with a value, by the kind of issue that pydantic gives."""
    if issue == "missing":
        return "ontbreekt"
    if issue.startswith("date"):
        return "klopt niet: schrijf een datum als 2026-11-22"
    if issue.startswith("string"):
        return "klopt niet: schrijf tekst tussen aanhalingstekens"
    return "klopt niet"


def read_municipalities(folder: Path) -> tuple[Municipality, ...]:
    """Read `gemeenten.csv`, with the villages and postcodes of the files beside it if there.

    Raises OSError, KeyError or UnicodeDecodeError when a file cannot be read.
    """
    villages = _by_code(folder / "woonplaatsen.csv", "woonplaats")
    postcodes = _by_code(folder / "postcodes.csv", "postcode")
    return tuple(
        Municipality(
            code=row[_CODE],
            name=row["gemeente"],
            province=row["provincie"],
            police_unit=row["politie_eenheid"],
            safety_region=row["veiligheidsregio"],
            villages=tuple(villages.get(row[_CODE], ())),
            postcodes=tuple(postcodes.get(row[_CODE], ())),
        )
        for row in _rows(folder / "gemeenten.csv")
    )


def _by_code(path: Path, column: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows(path) if path.is_file() else ():
        found.setdefault(row[_CODE], []).append(row[column])
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a CSV file with a heading; lines that begin with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))
