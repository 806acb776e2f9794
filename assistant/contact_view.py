"""Contact points as they are shown: chosen by route and municipality, from the contacts on file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import regex

from assistant.answer import ContactBlock, RouteStep
from knowledge_base.content import Contact
from knowledge_base.places import Places, contact_for
from prompts.load import texts

_NUMBER = regex.compile(r"\+?[\d][\d\s\-()]*\d")
_MUNICIPAL = "gemeente_meldpunt"


@dataclass(frozen=True, slots=True)
class ContactBook:
    """All contact points, and the municipalities to choose between them."""

    contacts: tuple[Contact, ...]
    places: Places

    def block(
        self, step: RouteStep, gemeente: str, today: date, language: str = "nl"
    ) -> ContactBlock | None:
        """Give the block for a route; None when no contact point is on file for it."""
        contact = self._contact(step.id, gemeente)
        if contact is None:
            return None
        return ContactBlock(
            route=step.id,
            name=_name(contact, language),
            phone=contact.phone,
            tel=dialled(contact.phone),
            email=contact.email,
            url=contact.url,
            hours=contact.hours,
            when=step.why,
            when_not=contact.not_for,
            check_first=contact.confidence == "low" or contact.review_by < today,
        )

    def phone(self, route: str) -> str:
        """Give the number of a national route as people write it; empty when not known."""
        contact = self._contact(route, "")
        return contact.phone if contact else ""

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """Every number, address and site of a contact point: these may stand in an answer."""
        fields = ((c.phone, dialled(c.phone), c.email, c.url) for c in self.contacts)
        return tuple(dict.fromkeys(value for row in fields for value in row if value))

    def _contact(self, route: str, gemeente: str) -> Contact | None:
        if route == _MUNICIPAL:
            place = self.places.find(gemeente) if gemeente else None
            return contact_for(place.municipality if place else None, self.contacts)
        return _best(contact for contact in self.contacts if contact.route == route)


def _name(contact: Contact, language: str) -> str:
    # a place has one name in every language; a kind of contact is translated
    national = contact.scope == "landelijk" and language != "nl"
    return texts("routes", language)[f"name.{contact.route}"] if national else contact.name


def _best(contacts: Iterable[Contact]) -> Contact | None:
    ranked = sorted(contacts, key=lambda c: (c.confidence == "low", not c.phone))
    return ranked[0] if ranked else None


def dialled(phone: str) -> str:
    """Give the digits to dial of the first number in `phone`; empty when there is none."""
    found = _NUMBER.search(phone)
    return regex.sub(r"[^\d+]", "", found[0]) if found else ""
