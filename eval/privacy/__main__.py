"""`python -m eval.privacy`: the product's de-identification beside other systems."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import Settings
from eval.cases import CASES, CaseError, load_cases
from eval.config import describe
from eval.metrics import Share
from eval.privacy.measured import Measured, Missing, measure
from eval.privacy.messages import Message
from eval.privacy.misses import render_misses
from eval.privacy.report import found_by, render, shares
from eval.privacy.scores import OffsetError
from eval.privacy.systems import OURS, PEERS, VARIANTS
from eval.results import RESULTS, write_config

app = typer.Typer(add_completion=False)


@app.command()
def main(
    cases: Annotated[Path, typer.Option(help="Folder with the messages.")] = CASES / "privacy",
    results: Annotated[Path, typer.Option(help="Folder for the results.")] = RESULTS,
    peers: Annotated[bool, typer.Option(help="Compare with other systems too.")] = True,
    ablation: Annotated[bool, typer.Option(help="Leave parts out, one at a time.")] = False,
    misses: Annotated[int, typer.Option(min=0, help="Write so many misses of each type.")] = 0,
) -> None:
    """Measure what is left of the personal data in the messages, and write the report."""
    try:
        messages = load_cases(cases / "messages.jsonl", Message)
        ours = measure(OURS, messages)
        others = [measure(each, messages) for each in PEERS] if peers else []
        variants = [measure(each, messages) for each in VARIANTS] if ablation else []
    except (CaseError, OffsetError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None
    if isinstance(ours, Missing):
        typer.echo(ours.reason, err=True)
        raise typer.Exit(1)
    now = dt.datetime.now().astimezone()
    folder = results / now.strftime("%Y%m%d-%H%M%S") / "privacy"
    report = render(ours, others, variants)
    write_config(folder, describe(("privacy",), now.isoformat(), Settings(), cases))
    (folder / "report.md").write_text(report, encoding="utf-8")
    (folder / "figures.json").write_text(
        _figures([ours, *others, *variants], now), encoding="utf-8"
    )
    if misses:
        found = render_misses(messages, ours.scores, misses)
        (folder / "misses.md").write_text(found, encoding="utf-8")
    typer.echo(report)
    typer.echo(folder)


def _figures(results: Iterable[Measured | Missing], now: dt.datetime) -> str:
    """Give the figures of each system that ran as JSON."""
    told = {
        each.name: {
            "measured_on": now.date().isoformat(),
            "messages": len(each.scores.messages),
            "shares": _counts(shares(each.scores)),
            "found": {title: _counts(found) for title, found in found_by(each.scores).items()},
            "speed": asdict(each.speed),
        }
        for each in results
        if isinstance(each, Measured)
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _counts(shares: Mapping[str, Share]) -> dict[str, dict[str, int]]:
    return {name: asdict(share) for name, share in shares.items()}


if __name__ == "__main__":
    app()
