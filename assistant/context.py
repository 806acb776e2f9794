"""The sentence around a match: is it denied, past, imagined, a game, or hearsay?"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from assistant.rulebook import Rulebook
from assistant.situation import Status

_SENTENCE = regex.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")
_CLAUSE = regex.compile(r"[,;:]|\b(?:maar|en|but|and)\b")
_BEFORE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of folded text, with its place in the whole."""

    start: int
    end: int
    text: str


def sentences(folded: str) -> tuple[Sentence, ...]:
    """Split folded text in sentences (full stop, question mark, exclamation mark, new line)."""
    return tuple(
        Sentence(match.start(), match.end(), match[0]) for match in _SENTENCE.finditer(folded)
    )


def sentence_at(all_: tuple[Sentence, ...], position: int) -> Sentence:
    """Give the sentence that holds a position of the text."""
    return next((s for s in all_ if s.start <= position < s.end), Sentence(0, 0, ""))


def status(rules: Rulebook, sentence: Sentence, start: int, end: int) -> Status:
    """Say how the match at `start`..`end` (offsets in the whole text) is told."""
    context = rules.context
    before = sentence.text[: max(0, start - sentence.start)]
    after = sentence.text[max(0, end - sentence.start) :]
    near = " ".join(_CLAUSE.split(before)[-1].split()[-_BEFORE_WORDS:])
    if context["negation_before"].search(near) or context["negation_after"].match(after.lstrip()):
        return Status.DENIED
    if context["fiction"].search(sentence.text):
        return Status.FICTION
    if context["hypothesis"].search(before[-80:]) or context["hypothesis"].match(
        sentence.text.lstrip()
    ):
        return Status.IMAGINED
    if context["past"].search(sentence.text):
        return Status.PAST
    return Status.HEARSAY if context["hearsay"].search(sentence.text) else Status.REAL
