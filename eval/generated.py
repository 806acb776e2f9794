"""What the product gave for each case: a JSONL file that can be scored again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import CaseError

Output = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Generated:
    """The output of the product for the case `id`, as the machine interface gives it."""

    id: str
    output: Output


def write_generated(path: Path, rows: Iterable[Generated]) -> None:
    """Write one JSON object a line, each as soon as it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            line = {"id": row.id, "output": row.output}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()


def read_generated(path: Path) -> dict[str, Output]:
    """Read outputs by case id. Raises CaseError, with file and line, for a bad line."""
    found: dict[str, Output] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            found[row["id"]] = dict(row["output"])
        except (ValueError, KeyError, TypeError):
            raise CaseError(f"{path}:{number}: not a generated row with id and output") from None
    return found
