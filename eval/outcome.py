"""What an evaluation gives: a row per case with its checks, and tables over all cases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.generated import Output
from eval.metrics import Counts, Share, share


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was judged. `detail` says what was expected and what came."""

    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One case: right when every check is."""

    id: str
    group: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def failures(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.ok)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report, all cells as text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TaskResult:
    """All that was found out in one task. `figures` are proportions by name."""

    task: str
    rows: tuple[Row, ...]
    figures: Mapping[str, Share]
    tables: tuple[Table, ...] = ()


NO_ANSWER = "antwoord"


def unanswered(output: Output | None) -> Check | None:
    """Give a failed check where the product gave nothing or an error, else None."""
    if output is None:
        return Check(NO_ANSWER, False, "no output for this case")
    if "error" in output:
        return Check(NO_ANSWER, False, f"error: {output['error']}")
    return None


def shares(rows: Sequence[Row]) -> dict[str, Share]:
    """Give the share of cases that are right: over all, per group, and per check."""
    groups = dict.fromkeys(row.group for row in rows)
    names = dict.fromkeys(check.name for row in rows for check in row.checks)
    return {
        "alles goed": share(row.ok for row in rows),
        **{f"groep {g}": share(row.ok for row in rows if row.group == g) for g in groups},
        **{
            f"toets {name}": share(c.ok for row in rows for c in row.checks if c.name == name)
            for name in names
        },
    }


def label_table(title: str, counts: Mapping[str, Counts]) -> Table:
    """Show precision, recall and F1 per label."""
    header = ("label", "verwacht", "goed", "te veel", "gemist", "precisie", "recall", "F1")
    return Table(
        title,
        header,
        tuple(
            (
                label, str(c.tp + c.fn), str(c.tp), str(c.fp), str(c.fn),
                figure(c.precision), figure(c.recall), figure(c.f1),
            )
            for label, c in counts.items()
        ),
    )  # fmt: skip


def share_table(title: str, head: str, found: Mapping[str, Share]) -> Table:
    """Show proportions with their 95% interval."""
    header = (head, "goed", "van", "deel", "95%-interval", "kan missen")
    return Table(title, header, tuple((name, *_cells(s)) for name, s in found.items()))


def figure(value: float) -> str:
    """Show a proportion with two decimals; a dash where nothing was counted."""
    return "–" if math.isnan(value) else f"{value:.2f}"


def _cells(s: Share) -> tuple[str, ...]:
    between = f"{figure(s.interval.low)}–{figure(s.interval.high)}" if s.total else "–"
    return str(s.successes), str(s.total), figure(s.value), between, figure(s.could_miss)
