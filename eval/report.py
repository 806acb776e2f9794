"""A result as Markdown, for people: configuration, figures with intervals, and what failed."""

from __future__ import annotations

from collections.abc import Iterator

from eval.config import Config
from eval.outcome import Row, Table, TaskResult, share_table

_NOTE = (
    "Eén run over {n} gevallen. Het interval is het 95%-interval van Wilson. *Kan missen*: een "
    "verschil tussen twee runs dat kleiner is, ziet een steekproef van deze grootte vaak niet."
)


def render(result: TaskResult, config: Config | None) -> str:
    """Give the report of one task; without a configuration when a file was scored again."""
    blocks = [
        f"# Evaluatie: {result.task}",
        *([] if config is None else [_config(config)]),
        _NOTE.format(n=len(result.rows)),
        table(share_table("Uitkomst", "maat", result.figures)),
        *(table(each) for each in result.tables),
        "\n".join(_failures(result)),
    ]
    return "\n\n".join(blocks) + "\n"


def _config(config: Config) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in config.versions.items())
    settings = ", ".join(f"{name}={value or '(standaard)'}" for name, value in
                         config.settings.items())  # fmt: skip
    return "\n".join(
        (
            f"- gemaakt: {config.made_at}, aantal runs: {config.runs}",
            f"- code: {config.commit}; inhoud: {config.content_hash}; gevallen: "
            f"{config.cases_hash}",
            f"- instellingen: {settings}",
            f"- versies: {versions}",
        )
    )


def table(shown: Table) -> str:
    """Give a table as Markdown, under its title."""
    lines = [
        f"## {shown.title}\n",
        _line(shown.header),
        _line(("---",) * len(shown.header)),
        *(_line(row) for row in shown.rows),
    ]
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _failures(result: TaskResult) -> Iterator[str]:
    wrong = [row for row in result.rows if not row.ok]
    yield f"## Fout: {len(wrong)} van {len(result.rows)}\n"
    for row in wrong:
        yield from _failure(row)


def _failure(row: Row) -> Iterator[str]:
    yield f"- **{row.id}** ({row.group})"
    for check in row.failures:
        yield f"  - {check.name}: {_cell(check.detail)}"
