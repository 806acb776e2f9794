"""`python -m eval.retrieval`: the product's search beside others, on questions written blind."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.build import build
from assistant.settings import Settings
from eval.cases import CASES, load_cases
from eval.metrics import share
from eval.results import RESULTS
from eval.retrieval.ablation import variants
from eval.retrieval.questions import Absent, Question
from eval.retrieval.report import Abstention, Row, render
from eval.retrieval.scores import score
from eval.retrieval.systems import Bm25, Dense, Ours, System, texts
from knowledge_base.embed import SentenceEmbedder
from knowledge_base.load import Content

app = typer.Typer(add_completion=False)


def run(systems: Sequence[System], questions: Sequence[Question]) -> Mapping[str, list[Row]]:
    """Ask every search every question."""
    found: dict[str, list[Row]] = {}
    for system in systems:
        for question in questions:
            units = system.find(question.question, question.history)
            found.setdefault(system.name, []).append(Row(question, units, score(question, units)))
    return found


def abstain(ours: Ours, absent: Sequence[Absent], questions: Sequence[Question]) -> Abstention:
    """Ask the product what it cannot know, and what it can."""
    silent = {each.id: not ours.enough(each.question, ()) for each in absent}
    near, far = (share(silent[a.id] for a in absent if a.kind == k) for k in ("near", "far"))
    return Abstention(near, far, share(not ours.enough(q.question, q.history) for q in questions))


@app.command()
def main(
    cases: Annotated[Path, typer.Option(help="Folder with the case files.")] = CASES / "retrieval",
    results: Annotated[Path, typer.Option(help="Folder for the results.")] = RESULTS,
    peers: Annotated[bool, typer.Option(help="Compare with other searches too.")] = True,
    ablation: Annotated[bool, typer.Option(help="Leave parts out, one at a time.")] = False,
) -> None:
    """Measure the search, and write the report."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    questions = load_cases(cases / "questions.jsonl", Question)
    absent = load_cases(cases / "absent.jsonl", Absent)
    product = build(Settings())
    product.start(wait=True)
    ours = Ours("Signaalwijzer", product)
    systems: list[System] = [ours]
    if ablation:
        systems += variants(product)
    if peers:
        systems += _peers(product.content)
    report = render(run(systems, questions), abstain(ours, absent, questions))
    folder = results / f"{dt.datetime.now():%Y%m%d-%H%M%S}" / "retrieval"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text(report, encoding="utf-8")
    typer.echo(report.partition("## Not met")[0])
    typer.echo(str(folder))


def _peers(content: Content) -> list[System]:
    # imported here: the chain and its model are heavy, and only wanted beside the product
    from eval.retrieval.plain_chain import PlainChain, english_minilm

    minilm, whole = english_minilm(), texts(content)
    return [
        Bm25(whole),
        Dense("vectors alone (the bundled model)", content, SentenceEmbedder()),
        Dense("vectors alone (English MiniLM)", content, minilm),
        PlainChain(whole, minilm),
    ]


if __name__ == "__main__":
    app()
