"""Score de-identification: what was missed, what went that should stay, and by which label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eval.cases import DeidentifyCase
from eval.deidentify.spans import Span, covered, expected_spans, removed_spans
from eval.generated import Output
from eval.labels import ENTITY_TYPES
from eval.metrics import Counts, Share, share
from eval.outcome import Check, Row, TaskResult, label_table, share_table, shares, unanswered

TASK = "deidentify"


def evaluate(cases: Sequence[DeidentifyCase], outputs: Mapping[str, Output]) -> TaskResult:
    """Score the outputs; of a case without an output every identifier is missed."""
    rows = tuple(_judge(case, outputs.get(case.id)) for case in cases)
    found = [_Compared(case, outputs.get(case.id, {})) for case in cases]
    figures = {
        **shares(rows),
        "identificatoren weg": share(ok for one in found for ok in one.hidden),
        "verwijderd was terecht": share(ok for one in found for ok in one.justified),
        "woorden bewaard": share(ok for one in found for ok in one.kept),
    }
    per_type = {kind: _share_of(kind, found) for kind in ENTITY_TYPES}
    counts = {kind: _counts(kind, found) for kind in ENTITY_TYPES}
    return TaskResult(
        TASK,
        rows,
        figures,
        (
            share_table("Weg uit de tekst, onder welk label ook", "soort", per_type),
            label_table("Weg uit de tekst, onder het juiste label", counts),
        ),
    )


class _Compared:
    """One case beside what was removed from it."""

    def __init__(self, case: DeidentifyCase, output: Output) -> None:
        self.expected = expected_spans(case)
        self.removed = removed_spans(output)
        self.hidden = [covered(span, case.text, self.removed) for span in self.expected]
        self.justified = [any(r.touches(e) for e in self.expected) for r in self.removed]
        text = str(output.get("text", ""))
        self.kept = [_word(word, text) for word in case.keep]

    def same_label(self, span: Span, others: Sequence[Span]) -> bool:
        return any(span.touches(other) and span.type == other.type for other in others)


def _judge(case: DeidentifyCase, output: Output | None) -> Row:
    group = "moeilijk" if case.hard else "gewoon"
    failed = unanswered(output)
    if output is None or failed is not None:
        return Row(case.id, group, (failed,) if failed else ())
    one = _Compared(case, output)
    missed = [case.text[s.start : s.end] for s, ok in zip(one.expected, one.hidden, strict=True)
              if not ok]  # fmt: skip
    extra = [case.text[s.start : s.end] for s, ok in zip(one.removed, one.justified, strict=True)
             if not ok]  # fmt: skip
    gone = [word for word, ok in zip(case.keep, one.kept, strict=True) if not ok]
    return Row(
        case.id,
        group,
        (
            Check("alles weg", not missed, f"missed {missed}"),
            Check("niets te veel", not extra, f"removed too much: {extra}"),
            Check("woorden bewaard", not gone, f"gone: {gone}"),
        ),
    )


def _word(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _share_of(kind: str, found: Sequence[_Compared]) -> Share:
    return share(
        ok
        for one in found
        for span, ok in zip(one.expected, one.hidden, strict=True)
        if span.type == kind
    )


def _counts(kind: str, found: Sequence[_Compared]) -> Counts:
    right = [
        ok and one.same_label(span, one.removed)
        for one in found
        for span, ok in zip(one.expected, one.hidden, strict=True)
        if span.type == kind
    ]
    wrong = [
        not one.same_label(span, one.expected)
        for one in found
        for span in one.removed
        if span.type == kind
    ]
    return Counts(tp=sum(right), fp=sum(wrong), fn=len(right) - sum(right))
