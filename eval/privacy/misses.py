"""What the product missed, as a table to fill in: kept out of the repository and off the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.labels import ENTITY_TYPES
from eval.outcome import Table
from eval.privacy.messages import Message
from eval.privacy.scores import Judged, Scores
from eval.report import table

_HEADER = ("message", "value", "hard", "survives", "reason")


def render_misses(messages: Sequence[Message], scores: Scores, most: int) -> str:
    """Give up to `most` misses of each type, those that survive first, with an empty reason."""
    return "\n\n".join(["# Missed", *map(table, _tables(messages, scores, most))]) + "\n"


def _tables(messages: Sequence[Message], scores: Scores, most: int) -> Iterator[Table]:
    by_id = {message.id: message for message in messages}
    for kind in ENTITY_TYPES:
        missed = [each for each in scores.judged if each.type == kind and not each.found]
        missed.sort(key=lambda each: not each.survives)
        if missed:
            rows = tuple(_row(by_id[each.message], each) for each in missed[:most])
            yield Table(f"{kind}: {len(missed)}", _HEADER, rows)


def _row(message: Message, missed: Judged) -> tuple[str, ...]:
    value = message.text[missed.start : missed.end]
    return (message.id, value, message.hard, "yes" if missed.survives else "no", "")
