"""Numbered citations: each mark in an answer opens the passage that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import regex

from assistant.answer import Block, Citation
from knowledge_base.content import Card, Source, SourceRef

_MARK = regex.compile(r"\[(\d+)\]")
_SENTENCE = regex.compile(r"[^\n]*?(?:[.!?](?:\s*\[\d+\])*(?=\s|$)|$)", regex.M)
_PUT = regex.compile(r"(?:\s*\[\d+\])+")


@dataclass(frozen=True, slots=True)
class Passages:
    """What the cards say on the ground of each place in a source, to show beside an answer."""

    sources: Mapping[str, Source]
    exact: Mapping[tuple[str, str], str]
    by_source: Mapping[str, str]

    def text(self, ref: SourceRef) -> str:
        """Give the passage for a place in a source; empty when no card rests on it."""
        return self.exact.get((ref.id, ref.section)) or self.by_source.get(ref.id, "")


def passages_of(cards: Iterable[Card], sources: Mapping[str, Source]) -> Passages:
    """Collect, for every source place, the sentences that rest on it."""
    exact: dict[tuple[str, str], str] = {}
    by_source: dict[str, str] = {}
    for card in cards:
        for n, ref in enumerate(card.sources, 1):
            said = resting_on(card, n)
            if said:
                exact.setdefault((ref.id, ref.section), said)
                by_source.setdefault(ref.id, said)
    return Passages(sources, exact, by_source)


def resting_on(card: Card, n: int) -> str:
    """Give the sentences of a card that carry source mark `n`."""
    mark = f"[{n}]"
    found = [
        _MARK.sub("", sentence).strip(" -")
        for text in card.sections.values()
        for sentence in _SENTENCE.findall(text)
        if mark in sentence
    ]
    return "\n".join(dict.fromkeys(line for line in found if line))


@dataclass
class Citer:
    """Gives numbers to the sources of one answer, in the order in which they are first used."""

    passages: Passages
    today: date
    language: str = "nl"
    _overdue: dict[str, date] = field(default_factory=dict)
    _found: dict[tuple[str, str, str], Citation] = field(default_factory=dict)

    def mark(self, ref: SourceRef, passage: str = "", literal: bool = False) -> str:
        """Give the mark " [n]" for a place in a source; empty for a source that is not on file.

        `literal`: `passage` is word for word from the source.
        """
        source = self.passages.sources.get(ref.id)
        if source is None:
            return ""
        key = (ref.id, ref.section, ref.page)
        if key not in self._found:
            self._found[key] = Citation(
                n=len(self._found) + 1,
                source=source.id,
                title=source.title,
                section=ref.section,
                url=source.url,
                publisher=source.publisher,
                date=source.date,
                page=ref.page,
                passage=passage or self.passages.text(ref),
                fresh=self.today <= source.review_by,
                literal=literal,
                note=source.note_en if self.language == "en" else source.note,
                superseded=bool(source.replaced_by),
            )
        return f" [{self._found[key].n}]"

    def from_card(self, card: Card, text: str) -> str:
        """Give a piece of a card with its own marks replaced by those of this answer."""

        def renumber(marks: regex.Match[str]) -> str:
            numbers = [int(n) for n in _MARK.findall(marks[0])]
            put = [self.mark(card.sources[n - 1], resting_on(card, n)) for n in numbers]
            return "".join(dict.fromkeys(put))

        if card.review_by < self.today:
            self._overdue[card.title] = card.review_by
        return _PUT.sub(renumber, text)

    @property
    def overdue(self) -> Mapping[str, date]:
        """Give the titles of cards that were used past their review date, with that date."""
        return self._overdue

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._found.values())


def in_order(
    blocks: tuple[Block, ...], citations: tuple[Citation, ...]
) -> tuple[tuple[Block, ...], tuple[Citation, ...]]:
    """Number the citations in the order in which a reader meets them; drop those not shown."""
    by_number = {citation.n: citation for citation in citations}
    met = dict.fromkeys(int(n) for block in blocks for n in _MARK.findall(block.text))
    new = {old: n for n, old in enumerate((n for n in met if n in by_number), 1)}

    def renumber(mark: regex.Match[str]) -> str:
        old = int(mark[1])
        return f"[{new[old]}]" if old in new else mark[0]

    renumbered = tuple(replace(b, text=_MARK.sub(renumber, b.text)) for b in blocks)
    return renumbered, tuple(replace(by_number[old], n=n) for old, n in new.items())
