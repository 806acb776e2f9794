"""`python -m eval run [task…]` and `python -m eval evaluate FILE`."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assistant.settings import Settings
from eval.cases import CASES, CaseError
from eval.config import Config, describe
from eval.generated import read_generated, write_generated
from eval.outcome import TaskResult, figure
from eval.product import Product
from eval.results import GENERATED, RESULTS, read_config, write_config, write_result
from eval.tasks import TASKS

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def run(
    tasks: Annotated[list[str] | None, typer.Argument(help="Tasks; all when left out.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder with the case files.")] = CASES,
    results: Annotated[Path, typer.Option(help="Folder for the results.")] = RESULTS,
) -> None:
    """Run the product on the cases and score what it gives."""
    chosen = tasks or list(TASKS)
    _check_names(chosen)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    now = dt.datetime.now().astimezone()
    settings = Settings()
    config = describe(chosen, now.isoformat(timespec="seconds"), settings, cases)
    try:
        for name in chosen:
            TASKS[name].cases(cases)
        from eval.in_process import InProcess

        run_tasks(InProcess(settings), config, cases, results / now.strftime("%Y%m%d-%H%M%S"))
    except CaseError as error:
        _stop(str(error))


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A generated.jsonl of an earlier run.")],
    task: Annotated[str, typer.Option(help="Task; the name of its folder when left out.")] = "",
    cases: Annotated[Path, typer.Option(help="Folder with the case files.")] = CASES,
) -> None:
    """Score a generated file again, without running the product."""
    name = task or file.resolve().parent.name
    _check_names([name])
    try:
        result = TASKS[name].evaluate(cases, read_generated(file))
    except (CaseError, OSError) as error:
        _stop(str(error))
    folder = file.resolve().parent
    write_result(folder, result, read_config(folder.parent))
    _tell(result, folder)


def run_tasks(product: Product, config: Config, cases: Path, folder: Path) -> None:
    """Generate and score each task of the configuration, each in its own folder."""
    write_config(folder, config)
    for name in config.tasks:
        task = TASKS[name]
        generated = folder / name / GENERATED
        write_generated(generated, task.generate(product, cases))
        result = task.evaluate(cases, read_generated(generated))
        write_result(folder / name, result, config)
        _tell(result, folder / name)


def _check_names(names: list[str]) -> None:
    unknown = [name for name in names if name not in TASKS]
    if unknown:
        _stop(f"unknown task {unknown}; choose from {list(TASKS)}")


def _stop(message: str) -> NoReturn:
    """End with a plain line, so that its file and line can be clicked."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _tell(result: TaskResult, folder: Path) -> None:
    typer.echo(f"\n{result.task}: {folder / 'report.md'}")
    for name, share in result.figures.items():
        between = f"{figure(share.interval.low)}–{figure(share.interval.high)}"
        typer.echo(f"  {name}: {share.successes}/{share.total} = {figure(share.value)} ({between})")
