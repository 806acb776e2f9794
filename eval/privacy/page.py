"""`python -m eval.privacy.page`: the measured figures in the page for the privacy officer.

`figures.json` beside this file is that of the last run, copied from its folder of results.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from eval.config import REPO
from eval.metrics import Share
from eval.privacy.systems import OURS
from eval.privacy.targets import EXACT
from prompts.load import texts

FIGURES: Final = Path(__file__).with_name("figures.json")
PAGE: Final = REPO / "docs" / "privacy.md"
BEGIN, END = "<!-- cijfers -->", "<!-- einde cijfers -->"
_MEASURES: Final = {
    "found": ("gegevens gevonden", "≥ 98 %"),
    "of the names": ("namen gevonden", "≥ 99 %"),
    "exact": ("BSN, telefoon, e-mail en IBAN gevonden", "≥ 99,5 %"),
    "surviving": ("gegevens die in een of andere schrijfwijze blijven staan", "≤ 1,5 %"),
    "precision": ("weggehaalde stukken die terecht zijn", "≥ 95 %"),
    "kept": ("woorden die moeten blijven en bleven", "≥ 99 %"),
    "destroyed": ("andere woorden die ten onrechte weg zijn", "geen"),
}
_DIFFICULTY: Final = {"plain": "gewone berichten", "hard": "moeilijke berichten"}
_ORIGINS: Final = {"oekraiens": "Oekraïens"}
_NOTE: Final = """Gemeten op {date} met {messages} berichten, waarin {identifiers} gegevens staan. De berichten zijn verzonnen en
geschreven zonder blik op de regels of de lijsten; {hard} van de gegevens staan in een bericht dat met opzet moeilijk
is. Tussen haakjes staat het 95 %-interval van Wilson. Wat elke maat betekent, staat in
[de beschrijving van de meting](../eval/privacy/README.md). Dit blok is gemaakt met `python -m eval.privacy.page`."""
_SPEED: Final = """Een tekst van honderd woorden kost {median} ms (mediaan; 95 % blijft onder {p95} ms). Het programma liep vast op of weigerde
{failed} van de {messages} berichten."""

app = typer.Typer(add_completion=False)


class PageError(Exception):
    """The page or the figures cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of the product, and how much others found of the same identifiers."""

    measured_on: dt.date
    messages: int
    shares: Mapping[str, Share]
    found: Mapping[str, Mapping[str, Share]]
    speed: Mapping[str, Any]
    others: Mapping[str, Share]

    @property
    def exact(self) -> Share:
        """Found of the kinds that have a fixed form, together."""
        kinds = [self.found["type"][kind] for kind in EXACT if kind in self.found["type"]]
        return Share(sum(k.successes for k in kinds), sum(k.total for k in kinds))


def read_figures(path: Path = FIGURES) -> Figures:
    """Read the figures of a run. Raises PageError when the product is not in them."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        own = told.pop(OURS.name)
        return Figures(
            dt.date.fromisoformat(own["measured_on"]),
            own["messages"],
            _shares(own["shares"]),
            {title: _shares(each) for title, each in own["found"].items()},
            own["speed"],
            {name: Share(**each["shares"]["found"]) for name, each in told.items()},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PageError(f"{path}: no figures of a run: {error!r}") from error


def with_figures(page: str, figures: Figures) -> str:
    """Give the page with the figures between its marks. Raises PageError without both marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise PageError(f"the page must hold {BEGIN} and, after it, {END}")
    return f"{before}{begin}\n{block(figures)}\n{end}{after}"


def block(figures: Figures) -> str:
    """Give the figures as Markdown, in Dutch."""
    shares = {**figures.shares, "exact": figures.exact}
    measures = [(words, _cell(shares[name]), target) for name, (words, target) in _MEASURES.items()]
    found = figures.found
    gap = _gap(found["origin"])
    parts = [
        _note(figures),
        _table(("maat", "uitkomst", "doel"), measures),
        "**Per soort gegeven**",
        _table(("soort", "aantal", "gevonden"), _rows(found["type"], _kind)),
        "**Per herkomst van de naam**",
        _table(("herkomst", "aantal", "gevonden"), _rows(found["origin"], _origin)),
        f"Tussen de herkomst met de meeste en die met de minste gevonden namen zit {gap} punt (doel: ≤ 3).",
        "**Naar moeilijkheid** (doel: hoogstens 2 punten verschil)",
        _table(("berichten", "aantal", "gevonden"), _rows(found["difficulty"], _DIFFICULTY.__getitem__)),
        *_compared(figures),
        _speed(figures),
    ]  # fmt: skip
    return "\n\n".join(parts)


@app.command()
def main(
    figures: Annotated[Path, typer.Option(help="The figures of a run.")] = FIGURES,
    page: Annotated[Path, typer.Option(help="The page to bring up to date.")] = PAGE,
) -> None:
    """Put the figures of the last run in the page for the privacy officer."""
    try:
        made = with_figures(page.read_text(encoding="utf-8"), read_figures(figures))
    except (PageError, OSError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None
    page.write_text(made, encoding="utf-8")


def _note(figures: Figures) -> str:
    total = figures.shares["found"].total
    hard = figures.found["difficulty"].get("hard", Share(0, total)).total
    return _NOTE.format(
        date=f"{figures.measured_on:%d-%m-%Y}",
        messages=figures.messages,
        identifiers=total,
        hard=f"{_percent(hard / total)} %",
    )


def _compared(figures: Figures) -> Iterator[str]:
    if figures.others:
        own = {OURS.name: figures.shares["found"]}
        rows = [(name, _cell(share)) for name, share in {**own, **figures.others}.items()]
        yield "**Naast andere programma's, op dezelfde berichten**"
        yield _table(("programma", "gegevens gevonden"), rows)


def _speed(figures: Figures) -> str:
    words = figures.speed["hundred_words"]
    return _SPEED.format(
        median=_number(words["median"]),
        p95=_number(words["p95"]),
        failed=figures.speed["failed"],
        messages=figures.messages,
    )


def _rows(found: Mapping[str, Share], named: Callable[[str], str]) -> list[tuple[str, ...]]:
    return [(named(name), str(share.total), _cell(share)) for name, share in found.items()]


def _kind(name: str) -> str:
    return texts("page", "nl")[f"removed.{name}.many"]


def _origin(name: str) -> str:
    return _ORIGINS.get(name, name.capitalize())


def _gap(found: Mapping[str, Share]) -> str:
    values = [share.value for share in found.values()]
    return _percent(max(values) - min(values)) if values else "–"


def _shares(told: Mapping[str, Mapping[str, int]]) -> dict[str, Share]:
    return {name: Share(**share) for name, share in told.items()}


def _cell(share: Share) -> str:
    if not share.total:
        return "–"
    low, high = (_percent(end) for end in (share.interval.low, share.interval.high))
    return f"{_percent(share.value)} % ({low}–{high})"


def _percent(value: float) -> str:
    return _number(100 * value)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    app()
