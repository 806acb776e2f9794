"""`python -m eval.bench`: start-up, latency per step, memory and index, written to a file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import platform
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import Settings
from eval.bench.latency import measure, varied
from eval.bench.memory import rss_mb
from eval.bench.report import Bench, render
from eval.bench.start import cold_start, page_start
from eval.in_process import InProcess
from eval.results import RESULTS


def main(
    messages: Annotated[int, typer.Option(min=1, help="How many messages.")] = 200,
    page: Annotated[bool, typer.Option(help="Measure the start of the page too.")] = True,
    results: Annotated[Path, typer.Option(help="Folder for the results.")] = RESULTS,
) -> None:
    """Measure this machine, with all data in a temporary folder."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    try:
        with tempfile.TemporaryDirectory() as folder:
            bench = run(Path(folder), messages, page)
    except RuntimeError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    now = dt.datetime.now().astimezone()
    target = results / now.strftime("%Y%m%d-%H%M%S") / "bench"
    target.mkdir(parents=True)
    text = json.dumps(dataclasses.asdict(bench), ensure_ascii=False, indent=2)
    (target / "bench.json").write_text(text + "\n", encoding="utf-8")
    (target / "bench.md").write_text(render(bench), encoding="utf-8")
    typer.echo(render(bench))
    typer.echo(target / "bench.md")


def run(data_dir: Path, messages: int, page: bool) -> Bench:
    """Measure with all data in `data_dir`. Raises RuntimeError where the product gives errors."""
    first, following = cold_start(data_dir), cold_start(data_dir)
    served = page_start(data_dir) if page else None
    product = InProcess(Settings(data_dir=data_dir))
    cases = varied(messages)
    return Bench(
        made_at=dt.date.today().isoformat(),
        machine=f"{os.cpu_count()} kernen, {platform.system()}, Python {platform.python_version()}",
        messages=len(cases),
        first_start=first,
        next_start=following,
        page=served,
        steps_ms=measure(product, cases),
        warm_rss_mb=rss_mb(),
    )


if __name__ == "__main__":
    typer.run(main)
