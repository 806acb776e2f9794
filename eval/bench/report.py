"""The figures of a bench as Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from eval.bench.latency import Spread
from eval.bench.start import ColdStart, PageStart


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that was measured. `page` is None where the page was left out."""

    made_at: str
    machine: str
    messages: int
    first_start: ColdStart
    next_start: ColdStart
    page: PageStart | None
    warm_rss_mb: float
    steps_ms: dict[str, Spread]

    @property
    def index_seconds(self) -> float:
        """What only the very first start does: building the index."""
        return self.first_start.search_ready - self.next_start.search_ready


def render(bench: Bench) -> str:
    """Give the figures for the README."""
    return "\n".join(
        (
            f"# Snelheid en geheugen, {bench.made_at}\n",
            f"{bench.machine}. {bench.messages} verschillende berichten, elk één keer.\n",
            "| meting | waarde |",
            "| --- | --- |",
            *(f"| {name} | {value} |" for name, value in _single(bench)),
            "",
            "| stap (ms) | mediaan | p95 | hoogste |",
            "| --- | --- | --- | --- |",
            *(
                f"| {step} | {s.median:.1f} | {s.p95:.1f} | {s.worst:.1f} |"
                for step, s in bench.steps_ms.items()
            ),
            "",
        )
    )


def _single(bench: Bench) -> list[tuple[str, str]]:
    page = bench.page
    return [
        ("eerste start: tot eerste antwoord", f"{bench.first_start.first_answer:.1f} s"),
        ("eerste start: tot volledig zoeken", f"{bench.first_start.search_ready:.1f} s"),
        ("volgende start: tot eerste antwoord", f"{bench.next_start.first_answer:.1f} s"),
        ("volgende start: tot volledig zoeken", f"{bench.next_start.search_ready:.1f} s"),
        ("index bouwen (verschil van die twee)", f"{bench.index_seconds:.1f} s"),
        ("pagina klaar na start", f"{page.ready:.1f} s" if page else "niet gemeten"),
        ("geheugen, pagina", f"{page.rss_mb:.0f} MB" if page else "niet gemeten"),
        ("geheugen, alles geladen", f"{bench.next_start.rss_mb:.0f} MB"),
        ("geheugen, na alle berichten", f"{bench.warm_rss_mb:.0f} MB"),
    ]
