"""The figures of all sizes as Markdown: a table, and the growth as bars."""

from __future__ import annotations

import datetime as dt
import math
import os
import platform
from collections.abc import Callable, Sequence

from eval.scale.measure import Figures

_COLUMNS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("passages erbij", lambda f: f"{f.size:,}".replace(",", ".")),
    ("documenten", lambda f: f"{f.documents:,}".replace(",", ".")),
    ("woordfamilies", lambda f: f"{f.words:,}".replace(",", ".")),
    ("woordindex (s)", lambda f: f"{f.keyword_s:.1f}"),
    ("vectoren (s)", lambda f: f"{f.vectors_s:.1f}"),
    ("Chroma (s)", lambda f: f"{f.chroma_s:.1f}"),
    ("schijf (MB)", lambda f: f"{f.disk_mb:.0f}"),
    ("geheugen (MB)", lambda f: f"{f.rss_mb:.0f}"),
    ("piek (MB)", lambda f: f"{f.peak_mb:.0f}"),
    ("woorden p50/p95 (ms)", lambda f: f"{f.keyword.median:.1f} / {f.keyword.p95:.1f}"),
    ("alles p50/p95 (ms)", lambda f: f"{f.search.median:.1f} / {f.search.p95:.1f}"),
    ("rekentijd p50/p95 (ms)", lambda f: f"{f.cpu.median:.1f} / {f.cpu.p95:.1f}"),
)
_PER_TENFOLD = 16


def render(found: Sequence[Figures], day: dt.date) -> str:
    """Give the report."""
    machine = f"{os.cpu_count()} kernen, {platform.system()}, Python {platform.python_version()}"
    heads = " | ".join(name for name, _ in _COLUMNS)
    rows = (" | ".join(show(figures) for _, show in _COLUMNS) for figures in found)
    return "\n".join(
        (
            f"# Zoeken in een grotere bibliotheek, {day.isoformat()}\n",
            f"{machine}. Naast de eigen inhoud staan er zoveel passages van originelen, gevarieerd uit",
            "de eigen teksten. De woordindex wordt bij elke start gemaakt, vectoren en Chroma één keer.",
            "Rekentijd is die van alle kernen samen.\n",
            f"| {heads} |",
            f"|{' ---: |' * len(_COLUMNS)}",
            *(f"| {row} |" for row in rows),
            "",
            "Zoektijd p95 en geheugen; elke tien keer zo veel is een even groot stuk:\n",
            "```",
            *(_bar(f, "ms", f.search.p95) for f in found),
            *(_bar(f, "MB", f.rss_mb) for f in found),
            "```",
            "",
        )
    )


def _bar(figures: Figures, unit: str, value: float) -> str:
    length = max(1, round(_PER_TENFOLD * math.log10(max(value, 1.0))))
    return f"{figures.size:>9} {'█' * length} {value:.0f} {unit}"
