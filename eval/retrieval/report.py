"""The report: every search on the same questions, per group, abstention, and what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eval.metrics import Share
from eval.outcome import Table, share_table
from eval.report import table
from eval.retrieval.questions import Question
from eval.retrieval.scores import Scores, means

_HEADER: Final = ("questions", "recall@1", "recall@3", "recall@5", "MRR", "nDCG@10")
_NOTE: Final = """Each question was written without a look at the cards' own question variants. Recall is the
share of what a question needs that is met by the first k (a double question needs two things). The
intervals are 95% bootstrap intervals over the questions."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one search found for one question, and what that is worth."""

    question: Question
    units: tuple[str, ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Abstention:
    """How often the product rightly kept silent, and how often wrongly."""

    near: Share
    far: Share
    false: Share

    @property
    def recall(self) -> Share:
        return Share(self.near.successes + self.far.successes, self.near.total + self.far.total)


def render(found: Mapping[str, Sequence[Row]], abstention: Abstention) -> str:
    """Give the report as Markdown; the first of `found` is the product itself."""
    ours = next(iter(found.values()))
    groups: tuple[tuple[str, Callable[[Question], str]], ...] = (
        ("style", lambda q: q.style),
        ("form", lambda q: q.form or "none"),
        ("topic", lambda q: q.topic),
        ("role", lambda q: q.role),
    )
    silence = {
        "rightly silent": abstention.recall,
        "of these near the subject": abstention.near,
        "of these far from it": abstention.far,
        "wrongly silent": abstention.false,
    }
    blocks = [
        "# Evaluation: retrieval",
        _NOTE,
        table(Table("Searches on the same content", ("search", *_HEADER), _compared(found))),
        *(
            table(Table(f"The product, by {name}", (name, *_HEADER), _grouped(ours, of)))
            for name, of in groups
        ),
        table(share_table("Abstention", "measure", silence)),
        "\n".join(_failures(ours)),
    ]
    return "\n\n".join(blocks) + "\n"


def _compared(found: Mapping[str, Sequence[Row]]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, *_cells(rows)) for name, rows in found.items())


def _grouped(rows: Sequence[Row], of: Callable[[Question], str]) -> tuple[tuple[str, ...], ...]:
    names = sorted({of(row.question) for row in rows})
    return tuple((n, *_cells([r for r in rows if of(r.question) == n])) for n in names)


def _cells(rows: Sequence[Row]) -> tuple[str, ...]:
    return (str(len(rows)), *map(str, means([row.scores for row in rows])))


def _failures(rows: Sequence[Row]) -> Iterator[str]:
    wrong = [row for row in rows if row.scores.recall[-1] < 1]
    yield f"## Not met by the first five: {len(wrong)} of {len(rows)}\n"
    for row in wrong:
        yield f"- **{row.question.id}** ({row.question.style}) {row.question.question}"
        yield f"  - needed {[list(need) for need in row.question.needs]}"
        yield f"  - got {list(row.units[:5])}"
