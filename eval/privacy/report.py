"""The report: systems side by side, targets, per type, origin and difficulty, speed, ablation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from eval.labels import ENTITY_TYPES
from eval.metrics import Share
from eval.outcome import Table
from eval.privacy.measured import Measured, Missing
from eval.privacy.scores import Chosen, Scores, having
from eval.privacy.targets import TARGETS, is_name, origins
from eval.report import table

Result = Measured | Missing
_HEADER: Final = (
    "found", "of the names", "surviving", "precision", "kept", "destroyed", "wrong kind",
)  # fmt: skip
_NOTE: Final = """{messages} messages with {identifiers} identifiers, marked by hand and written without a look
at generator, lists or rules. Brackets: 95% intervals of Wilson. What each figure means:
`eval/privacy/README.md`."""
_TIMES: Final = (
    "ms (median)", "ms (p95)", "100 words: ms (median)", "100 words: ms (p95)", "load (s)",
    "memory (MB)", "failed",
)  # fmt: skip


def render(ours: Measured, peers: Sequence[Result], variants: Sequence[Result]) -> str:
    """Give the report as Markdown: the product, other systems, and the product without parts."""
    systems = (ours, *peers)
    count = len(ours.scores.messages), ours.scores.found().total
    tables = [
        Table("Side by side", ("system", *_HEADER), tuple(map(_compared, systems))),
        Table("Targets", ("figure", "target", "Signaalwijzer", "met"), _targets(ours)),
        *(_by(title, groups, systems) for title, groups in _groups(ours.scores).items()),
        Table("Speed and size", ("system", *_TIMES), tuple(map(_times, systems))),
    ]  # fmt: skip
    if variants:
        rows = tuple(map(_compared, (ours, *variants)))
        tables.append(Table("What each part earns", ("system", *_HEADER), rows))
    note = _NOTE.format(messages=count[0], identifiers=count[1])
    return "\n\n".join(["# Evaluation: privacy", note, *map(table, tables)]) + "\n"


def shares(scores: Scores) -> dict[str, Share]:
    """Give the figures of the first table, by name."""
    found = (
        scores.found(), scores.found(is_name), scores.survives(), scores.precision(),
        scores.kept(), scores.destroyed(), scores.wrong_kind(),
    )  # fmt: skip
    return dict(zip(_HEADER, found, strict=True))


def found_by(scores: Scores) -> dict[str, dict[str, Share]]:
    """Give the share of identifiers found by type, origin and difficulty, where there are any."""
    return {
        title: {
            name: found for name, chosen in groups.items() if (found := scores.found(chosen)).total
        }
        for title, groups in _groups(scores).items()
    }


def _groups(scores: Scores) -> dict[str, dict[str, Chosen]]:
    return {
        "type": {kind: having("type", kind) for kind in ENTITY_TYPES},
        "origin": {name: having("origin", name) for name in origins(scores)},
        "difficulty": {"plain": having("hard", False), "hard": having("hard", True)},
    }


def _compared(result: Result) -> tuple[str, ...]:
    if isinstance(result, Missing):
        return _missing(result, len(_HEADER))
    return (result.name, *map(_cell, shares(result.scores).values()))


def _times(result: Result) -> tuple[str, ...]:
    if isinstance(result, Missing):
        return _missing(result, len(_TIMES))
    speed = result.speed
    spreads = (speed.message, speed.hundred_words)
    return (
        result.name,
        *(f"{ms:.1f}" for one in spreads for ms in (one.median, one.p95)),
        f"{speed.load_seconds:.1f}",
        f"{speed.memory_mb:.0f}",
        str(speed.failed),
    )


def _missing(result: Missing, columns: int) -> tuple[str, ...]:
    return (result.name, f"did not run: {result.reason}", *[""] * (columns - 1))


def _targets(ours: Measured) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            target.name,
            f"{'≥' if target.at_least else '≤'} {target.bound:g} {target.unit}",
            f"{target.of(ours):.1f} {target.unit}",
            "yes" if target.met(ours) else "no",
        )
        for target in TARGETS
    )


def _by(title: str, groups: Mapping[str, Chosen], systems: Sequence[Result]) -> Table:
    ran = [each for each in systems if isinstance(each, Measured)]
    rows = []
    for name, chosen in groups.items():
        found = [each.scores.found(chosen) for each in ran]
        if found[0].total:
            rows.append((name, str(found[0].total), *map(_cell, found)))
    header = (title, "identifiers", *(each.name for each in ran))
    return Table(f"Found, by {title}", header, tuple(rows))


def _cell(share: Share) -> str:
    if math.isnan(share.value):
        return "–"
    low, high = 100 * share.interval.low, 100 * share.interval.high
    return f"{100 * share.value:.1f} ({low:.1f}–{high:.1f})"
