"""What a removal is worth: per identifier, per removed piece and per word that should stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eval.deidentify.spans import Span, covered
from eval.metrics import Share, share
from eval.privacy.messages import Marked, Message
from eval.privacy.survival import REMOVED, Reading, needles
from eval.privacy.systems import Removal

_WORD: Final = re.compile(r"\w+")


class OffsetError(Exception):
    """What a system says that it removed does not fit the message, or what it left of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One identifier: whether it was found, under its own type, and whether it survives."""

    message: str
    type: str
    origin: str
    hard: bool
    found: bool
    right_kind: bool
    survives: bool
    start: int
    end: int


Chosen = Callable[[Judged], bool]


def having(name: str, value: object) -> Chosen:
    """Choose the identifiers of which the field `name` is `value`."""
    return lambda each: bool(getattr(each, name) == value)


def _every(_: Judged) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Scored:
    """One message: its identifiers, whether each removed piece was one, and what else went."""

    judged: tuple[Judged, ...]
    justified: tuple[bool, ...]
    kept: tuple[bool, ...]
    destroyed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Proportions over many messages."""

    messages: tuple[Scored, ...]

    @property
    def judged(self) -> Iterable[Judged]:
        return (each for message in self.messages for each in message.judged)

    def found(self, which: Chosen = _every) -> Share:
        """Of the identifiers chosen: every letter and digit is gone."""
        return share(each.found for each in self.judged if which(each))

    def survives(self) -> Share:
        """Of the identifiers: the value still stands somewhere in what is left."""
        return share(each.survives for each in self.judged)

    def wrong_kind(self) -> Share:
        """Of the identifiers found: only under other types."""
        return share(not each.right_kind for each in self.judged if each.found)

    def precision(self) -> Share:
        """Of the removed pieces: it touches an identifier."""
        return share(ok for message in self.messages for ok in message.justified)

    def kept(self) -> Share:
        """Of the words to keep: still at every place of theirs."""
        return share(ok for message in self.messages for ok in message.kept)

    def destroyed(self) -> Share:
        """Of all words outside identifiers: removed, wholly or in part."""
        return share(gone for message in self.messages for gone in message.destroyed)


def score(messages: Sequence[Message], removals: Sequence[Removal]) -> Scores:
    """Score one removal for each message. Raises OffsetError where one cannot be right."""
    pairs = zip(messages, removals, strict=True)
    return Scores(tuple(judge(message, removal) for message, removal in pairs))


def judge(message: Message, removal: Removal) -> Scored:
    """Score one message. Raises OffsetError."""
    text = message.text
    removed = _merged(message, removal.spans)
    if not _agrees(text, removed, removal.text):
        raise OffsetError(f"{message.id}: the text that is left is not what the offsets leave")
    expected = sorted((each.span for each in message.identifiers), key=lambda span: span.start)
    left, ideal = (Reading(REMOVED.join(_pieces(text, spans))) for spans in (removed, expected))
    words = (Span("", *match.span()) for match in _WORD.finditer(text))
    return Scored(
        tuple(_judged(message, each, removal, left, ideal) for each in message.identifiers),
        tuple(_touched(span, expected) for span in removed),
        tuple(
            not any(_touched(place, removed) for place in message.places_to_keep(word))
            for word in message.keep
        ),
        tuple(_touched(word, removed) for word in words if not _touched(word, expected)),
    )


def _judged(
    message: Message, marked: Marked, removal: Removal, left: Reading, ideal: Reading
) -> Judged:
    own, text = marked.span, message.text
    here = [span for span in removal.spans if span.touches(own)]
    rest = Reading("".join(
        REMOVED if any(span.start <= at < span.end for span in here) else text[at]
        for at in range(own.start, own.end)
    ))  # fmt: skip
    return Judged(
        message=message.id,
        type=own.type,
        origin=marked.origin,
        hard=bool(message.hard),
        found=covered(own, text, here),
        right_kind=any(span.type == own.type for span in here),
        # it may stand elsewhere as an ordinary word: more often than there it is the value
        survives=any(
            rest.count(needle) or left.count(needle) > ideal.count(needle)
            for needle in needles(text[own.start : own.end], own.type, message.keep)
        ),
        start=own.start,
        end=own.end,
    )


def _touched(span: Span, others: Iterable[Span]) -> bool:
    return any(span.touches(other) for other in others)


def _merged(message: Message, spans: Iterable[Span]) -> list[Span]:
    """The removed pieces from left to right, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if not 0 <= span.start < span.end <= len(message.text):
            place = f"{span.start}-{span.end}"
            raise OffsetError(f"{message.id}: removed {place} of {len(message.text)} characters")
        if merged and span.start < merged[-1].end:
            merged[-1] = Span("", merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(Span("", span.start, span.end))
    return merged


def _pieces(text: str, spans: Iterable[Span]) -> list[str]:
    """What stands before, between and behind the spans."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _agrees(text: str, spans: Sequence[Span], left: str) -> bool:
    """Whether what is left is the text with something else in place of each span.

    White space around a span counts for nothing: Presidio makes neighbours of one type one.
    """
    first, *others = _pieces(text, spans)
    if not others:
        return left == first
    if not (left.startswith(first) and left.endswith(others[-1])):
        return False
    at = len(first)
    for number, (span, piece) in enumerate(zip(spans, map(str.strip, others), strict=True), 1):
        last = number == len(spans)
        end = len(left) - len(others[-1]) if last else left.find(piece, at)
        value = text[span.start : span.end].strip()
        if end < at or (value and left[at:end].strip() == value):
            return False
        at = end + len(piece)
    return True
