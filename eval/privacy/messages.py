"""The messages: with every identifier at its place, and the words that must stay."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.cases import Case
from eval.deidentify.spans import Span
from eval.labels import EntityType


class Marked(BaseModel):
    """An identifier, from `start` up to, not including, `end`; a name has an origin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int = Field(ge=0)
    end: int
    type: EntityType
    origin: str = ""

    @property
    def span(self) -> Span:
        return Span(self.type, self.start, self.end)


class Message(Case):
    """A message with what must go and what must stay.

    `keep` are words that stand somewhere outside every identifier; `hard` says what makes the
    message hard, and is left out where nothing does.
    """

    text: str = Field(min_length=1)
    identifiers: tuple[Marked, ...] = ()
    keep: tuple[str, ...] = ()
    hard: str = ""

    @model_validator(mode="after")
    def _can_be_judged(self) -> Message:
        last = 0
        for each in sorted(self.identifiers, key=lambda each: each.start):
            place = f"{each.start}-{each.end}"
            if not each.start < each.end <= len(self.text):
                raise ValueError(f"offsets {place} are not in {len(self.text)} characters")
            if each.start < last:
                raise ValueError(f"the identifier at {place} overlaps the one before")
            if not any(map(str.isalnum, self.text[each.start : each.end])):
                raise ValueError(f"no letter or digit at {place}")
            last = each.end
        for number, word in enumerate(self.keep, start=1):
            if not self.places_to_keep(word):
                raise ValueError(f"word {number} to keep is not outside the identifiers")
        return self

    def places_to_keep(self, word: str) -> list[Span]:
        """Give each place of the word outside every identifier: as a whole, else as a beginning."""
        return self._outside(rf"{re.escape(word)}(?!\w)") or self._outside(re.escape(word))

    def _outside(self, pattern: str) -> list[Span]:
        places = [Span("", *m.span()) for m in re.finditer(rf"(?<!\w){pattern}", self.text)]
        return [p for p in places if not any(each.span.touches(p) for each in self.identifiers)]
