"""Find the municipality that a user means, and the best contact point known for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from guardrails.patterns import fold
from knowledge_base.content import Contact, Municipality

_ALIASES = {
    "den haag": "'s-gravenhage",
    "s gravenhage": "'s-gravenhage",
    "den bosch": "'s-hertogenbosch",
    "s hertogenbosch": "'s-hertogenbosch",
    "the hague": "'s-gravenhage",
    "sudwest fryslan": "sudwest-fryslan",
}
_SHOWN = {"'s-Gravenhage": "Den Haag"}
_CLOSE = 0.86


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as found; `certain` is False when it was a misspelling that we mended."""

    municipality: Municipality
    certain: bool

    @property
    def shown(self) -> str:
        """The name that people use."""
        return _SHOWN.get(self.municipality.name, self.municipality.name)


class Places:
    """All municipalities, to look one up by name."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._by_name = {_key(place.name): place for place in municipalities}

    def find(self, name: str) -> Place | None:
        """Give the municipality called `name` (any case, accents, small misspelling), or None."""
        key = _key(name.removeprefix("gemeente ").removeprefix("Gemeente "))
        key = _key(_ALIASES.get(key, key))
        if found := self._by_name.get(key):
            return Place(found, certain=True)
        close = get_close_matches(key, self._by_name, n=1, cutoff=_CLOSE) if len(key) > 3 else []
        return Place(self._by_name[close[0]], certain=False) if close else None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, as shown to users, in alphabetical order."""
        shown = (_SHOWN.get(place.name, place.name) for place in self._by_name.values())
        return tuple(sorted(shown, key=fold))


def _key(name: str) -> str:
    return fold(name).strip(" .,").replace("-", " ").replace("'", "").strip()


def contact_for(place: Municipality | None, contacts: Iterable[Contact]) -> Contact | None:
    """Give the municipal contact point: that of the place, else of its region, else the general one.

    A row of low confidence is given only when there is no better; the page shows it as
    "controleer eerst".
    """
    municipal = [contact for contact in contacts if contact.route == "gemeente_meldpunt"]
    general = next((c for c in municipal if c.scope == "landelijk"), None)
    if place is None:
        return general
    own = [c for c in municipal if c.municipality and _key(c.municipality) == _key(place.name)]
    own += [c for c in municipal if place.safety_region in c.regions]
    own.sort(key=lambda contact: contact.confidence != "high")  # stable: own before region
    return own[0] if own else general
