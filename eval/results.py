"""The folder of a result: the configuration, what was generated, rows, figures and report."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

from eval.config import Config
from eval.metrics import Share
from eval.outcome import TaskResult
from eval.report import render

RESULTS = Path(__file__).resolve().parent / "results"
GENERATED = "generated.jsonl"


def write_config(folder: Path, config: Config) -> None:
    """Write the configuration of a run beside its results."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dataclasses.asdict(config), ensure_ascii=False, indent=2)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")


def read_config(folder: Path) -> Config | None:
    """Read the configuration beside a result; None where there is none."""
    try:
        told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    return Config(**{**told, "tasks": tuple(told["tasks"])})


def write_result(folder: Path, result: TaskResult, config: Config | None) -> None:
    """Write `rows.jsonl`, `figures.json` and `report.md` of one task in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for row in result.rows:
            line = {**dataclasses.asdict(row), "ok": row.ok}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    figures = {name: _share(share) for name, share in result.figures.items()}
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (folder / "figures.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.md").write_text(render(result, config), encoding="utf-8")


def _share(share: Share) -> dict[str, float | int | None]:
    """A proportion as JSON, which has no NaN: null where nothing was counted."""
    numbers = {"value": share.value, "low": share.interval.low, "high": share.interval.high}
    return {
        "successes": share.successes,
        "total": share.total,
        **{name: None if math.isnan(number) else number for name, number in numbers.items()},
    }
