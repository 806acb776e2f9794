"""The table of a forensic run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.forensics.search import Searched

_HEAD = (
    "| situation | canaries | kills | files | MB searched | conversation seen | found |",
    "| --- | ---: | ---: | ---: | ---: | --- | ---: |",
)
_SHOWN = 40
NOTHING = Searched(0, 0, ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one situation left behind; `skipped` tells why it could not be played."""

    name: str
    planted: int = 0
    kills: int = 0
    searched: Searched = NOTHING
    talked: bool = False
    skipped: str = ""

    @property
    def found(self) -> int:
        """How many canaries were found, each counted once."""
        return len({each.canary for each in self.searched.found})


def render(outcomes: Sequence[Outcome]) -> str:
    """Give the table, and below it where each canary was found."""
    lines = [*_HEAD, *(_row(outcome) for outcome in outcomes)]
    planted, found = sum(o.planted for o in outcomes), sum(o.found for o in outcomes)
    size = sum(o.searched.size for o in outcomes) / 1e6
    lines.append(
        f"| all | {planted} | {sum(o.kills for o in outcomes)} | | {size:.0f} | | {found} |"
    )
    for outcome in outcomes:
        for each in outcome.searched.found[:_SHOWN]:
            lines.append(
                f"- {outcome.name}: {each.canary.kind} {each.canary.core} in {each.file} "
                f"at {each.offset} ({each.form})"
            )
    return "\n".join(lines)


def _row(o: Outcome) -> str:
    if o.skipped:
        return f"| {o.name} | skipped: {o.skipped} | | | | | |"
    seen = "yes" if o.talked else "no"
    size = f"{o.searched.size / 1e6:.1f}"
    return (
        f"| {o.name} | {o.planted} | {o.kills} | {o.searched.files} | {size} | {seen} | {o.found} |"
    )
