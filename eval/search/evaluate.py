"""Score search: how high the first passage stands that can answer the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.cases import SearchCase
from eval.generated import Output
from eval.metrics import share
from eval.outcome import Check, Row, Table, TaskResult, shares, unanswered

TASK = "search"
_CUTS = (1, 3, 5, 8)


def evaluate(cases: Sequence[SearchCase], outputs: Mapping[str, Output]) -> TaskResult:
    """Score the outputs; a case is right when a fitting passage is among the first three."""
    rows = tuple(_judge(case, outputs.get(case.id)) for case in cases)
    ranks = [_rank(case, outputs.get(case.id, {})) for case in cases]
    figures = {
        **shares(rows),
        **{f"bij de eerste {k}": share(0 < rank <= k for rank in ranks) for k in _CUTS},
    }
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else float("nan")
    table = Table("Rangorde", ("maat", "waarde"), (("MRR", f"{mean:.3f}"),))
    return TaskResult(TASK, rows, figures, (table,))


def _judge(case: SearchCase, output: Output | None) -> Row:
    failed = unanswered(output)
    if output is None or failed is not None:
        return Row(case.id, case.group, (failed,) if failed else ())
    rank = _rank(case, output)
    best = [str(hit["passage"]) for hit in output.get("hits") or ()][:3]
    return Row(case.id, case.group, (Check("bij de eerste 3", 0 < rank <= 3, f"got {best}"),))


def _rank(case: SearchCase, output: Output) -> int:
    """The place of the first fitting hit, from 1; 0 where there is none."""
    hits = output.get("hits") or ()
    return next((n for n, hit in enumerate(hits, start=1) if _fits(case, hit)), 0)


def _fits(case: SearchCase, hit: Output) -> bool:
    named = {hit.get("source"), *hit.get("sources", ())}
    if named & set(case.sources_any):
        return True
    on_topic = bool(set(case.topics_any) & set(hit.get("topics", ())))
    of_form = not case.forms_any or bool(set(case.forms_any) & set(hit.get("forms", ())))
    return on_topic and of_form
