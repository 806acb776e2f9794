"""How fresh the content is: what is due for review, who owns it, and what may not be late.

Safety-critical is what does harm when it is old: phone numbers, and what the law allows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.content import Card, Source
from knowledge_base.load import Content

_LAW = frozenset({"wet", "delen", "rechten"})


class Part(StrEnum):
    """The kinds of content that have a review date."""

    CARD = "kaart"
    SOURCE = "bron"
    TERM = "begrip"
    CONTACT = "contactpunt"
    PROFILE = "profiel"


@dataclass(frozen=True, slots=True)
class Review:
    """One piece of content with the day before which its owner must look at it again."""

    part: Part
    id: str
    owner: str
    review_by: dt.date
    critical: bool

    def expired(self, today: dt.date) -> bool:
        """Tell whether the review date has passed."""
        return self.review_by < today


def reviews(content: Content) -> tuple[Review, ...]:
    """Give the review of every card, source, term, contact and profile, first due first."""
    return tuple(sorted(_reviews(content), key=lambda r: (r.review_by, r.part, r.id)))


def due(found: Iterable[Review], today: dt.date, days: int = 0) -> tuple[Review, ...]:
    """Give what has expired, or will within so many days."""
    until = today + dt.timedelta(days=days)
    return tuple(review for review in found if review.expired(until))


def superseded(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Give the sources that a newer one replaces."""
    return tuple(source for source in sources if source.replaced_by)


def _reviews(content: Content) -> Iterator[Review]:
    for card in content.cards:
        yield Review(Part.CARD, card.key, card.owner, card.review_by, _of_law(card))
    for source in content.sources.values():
        yield Review(Part.SOURCE, source.id, source.owner, source.review_by, critical=False)
    for term in content.terms:
        yield Review(Part.TERM, term.id, term.owner, term.review_by, critical=False)
    for contact in content.contacts:
        phone = bool(contact.phone)
        yield Review(Part.CONTACT, contact.id, contact.owner, contact.review_by, phone)
    if local := content.profile:
        name = local.organisation or local.gemeente
        yield Review(Part.PROFILE, name, local.owner, local.review_by, critical=True)


def _of_law(card: Card) -> bool:
    return bool(_LAW & set(card.topics))
