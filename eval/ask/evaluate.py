"""Score the answers: per check, per group, per form and per role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Urgency
from eval.ask.checks import judge
from eval.cases import AskCase
from eval.generated import Output
from eval.metrics import Counts, Share, confusion, per_label, share
from eval.outcome import Row, Table, TaskResult, label_table, share_table, shares
from knowledge_base.content import FORMS

TASK = "ask"


def evaluate(cases: Sequence[AskCase], outputs: Mapping[str, Output]) -> TaskResult:
    """Score the outputs; a case without an output is wrong."""
    rows = tuple(judge(case, outputs.get(case.id)) for case in cases)
    return TaskResult(
        TASK,
        rows,
        {**shares(rows), **_misses(cases, outputs)},
        (
            _confusion("intent", cases, outputs),
            _confusion("urgency", cases, outputs),
            label_table("Vormen: gevonden en gemist", _forms(cases, outputs)),
            share_table("Per vorm: alle toetsen goed", "vorm", _per_form(cases, rows)),
            share_table("Per rol: alle toetsen goed", "rol", _per_role(cases, rows)),
        ),
    )


def _misses(cases: Sequence[AskCase], outputs: Mapping[str, Output]) -> dict[str, Share]:
    """The two mistakes that cost most: danger seen too low, and worry where there is none."""
    danger = [c for c in cases if c.expected.urgency and _least(c) >= Urgency.URGENT.rank]
    calm = [c for c in cases if c.expected.urgency == (Urgency.INFORMATION,)]
    return {
        "gevaar niet te laag gezien": share(_rank(c, outputs) >= _least(c) for c in danger),
        "geen vals alarm": share(_rank(c, outputs) == 0 for c in calm),
    }


def _least(case: AskCase) -> int:
    return min(urgency.rank for urgency in case.expected.urgency)


def _rank(case: AskCase, outputs: Mapping[str, Output]) -> int:
    """The rank of the urgency that was given; -1 where there is none."""
    given = outputs.get(case.id, {}).get("urgency")
    return Urgency(given).rank if given in set(Urgency) else -1


def _forms(cases: Sequence[AskCase], outputs: Mapping[str, Output]) -> dict[str, Counts]:
    judged = [case for case in cases if case.expected.forms is not None]
    pairs = [
        (case.expected.forms or (), outputs.get(case.id, {}).get("forms") or ()) for case in judged
    ]
    return per_label(pairs, FORMS)


def _per_form(cases: Sequence[AskCase], rows: Sequence[Row]) -> dict[str, Share]:
    pairs = list(zip(cases, rows, strict=True))
    return {
        form: share(row.ok for case, row in pairs if form in (case.expected.forms or ()))
        for form in FORMS
    }


def _per_role(cases: Sequence[AskCase], rows: Sequence[Row]) -> dict[str, Share]:
    pairs = list(zip(cases, rows, strict=True))
    roles = sorted({case.role for case in cases})
    return {
        role or "(geen rol)": share(row.ok for case, row in pairs if case.role == role)
        for role in roles
    }


def _confusion(field: str, cases: Sequence[AskCase], outputs: Mapping[str, Output]) -> Table:
    """Expected against actual. Where several are acceptable and one of them came, that one."""
    pairs = []
    for case in cases:
        allowed = [str(label) for label in getattr(case.expected, field)]
        actual = str(outputs.get(case.id, {}).get(field, "(geen)"))
        if allowed:
            pairs.append((actual if actual in allowed else allowed[0], actual))
    counted = confusion(pairs)
    labels = sorted({label for pair in counted for label in pair})
    rows = tuple(
        (expected, *(str(counted.get((expected, actual), 0)) for actual in labels))
        for expected in labels
    )
    return Table(f"Verwarring: {field} (rij verwacht, kolom gegeven)", ("", *labels), rows)
