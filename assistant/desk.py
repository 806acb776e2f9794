"""What a composer has on its desk while it writes one answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.advice import AdviceBook
from assistant.cite import Citer
from assistant.contact_view import ContactBook
from knowledge_base.content import Card
from knowledge_base.load import Content
from knowledge_base.retrieve import Hit


@dataclass(frozen=True, slots=True)
class Desk:
    """The content, the tables, the citations of this answer, and what was found for it.

    `enough` tells whether `hits` are evidence enough to answer from.
    """

    content: Content
    advice: AdviceBook
    contacts: ContactBook
    citer: Citer
    hits: tuple[Hit, ...]
    enough: bool

    def card_of(self, hit: Hit, language: str) -> Card | None:
        """Give the card that a hit belongs to."""
        return self.content.card(hit.passage.card, language) if hit.passage.card else None
