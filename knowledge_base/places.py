"""Find the municipality that a user means, and the best contact point known for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import regex

from guardrails.patterns import fold
from knowledge_base.content import Contact, Municipality
from knowledge_base.spelling import closest

# what people call a municipality, by the key of its official name
_ALIASES = {
    "den haag": "s gravenhage",
    "the hague": "s gravenhage",
    "den bosch": "s hertogenbosch",
    "gorcum": "gorinchem",
    "gorkum": "gorinchem",
    "de friese meren": "de fryske marren",
    "zuidwest friesland": "sudwest fryslan",
    "noordoost friesland": "noardeast fryslan",
    "dantumadeel": "dantumadiel",
    "tietjerksteradeel": "tytsjerksteradiel",
    "ljouwert": "leeuwarden",
}
_SHOWN = {"'s-Gravenhage": "Den Haag"}
_POSTCODE = regex.compile(r"(\d{4})(?:\s?[a-z]{2})?(?:\s[a-z ]+)?")
_PREFIX = regex.compile(r"^(?:de )?gemeente ")
# the province behind a name that more places have: "Bergen (NH.)", "Haren Gn"
_PROVINCE = regex.compile(r" (?:dr|fr|gld|gn|l|nb|nh|o|ov|ut|z|zh)$")
_NOT_WORD = regex.compile(r"[^\p{L}\p{N}]+")


class How(StrEnum):
    """By what a municipality was found."""

    NAME = "naam"
    VILLAGE = "plaats"
    POSTCODE = "postcode"
    MISSPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Place:
    """What a user can mean, and how it was found. Several `candidates` mean: ask which one."""

    candidates: tuple[Municipality, ...]
    how: How

    @property
    def municipality(self) -> Municipality | None:
        """The municipality meant; None when there are several to choose from."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def certain(self) -> bool:
        """True when there is one, and nothing was mended to find it."""
        return self.municipality is not None and self.how is not How.MISSPELLING

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of the candidates, as people use them."""
        return tuple(shown_name(place) for place in self.candidates)

    @property
    def shown(self) -> str:
        """The name that people use; of several: all of them."""
        return ", ".join(self.choices)


_Names = dict[str, tuple[Municipality, ...]]


class Places:
    """All municipalities, to look one up by name, village, postcode or misspelling."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        known = tuple(municipalities)
        self._villages = _index((key, place) for place in known for key in _village_keys(place))
        self._names = _index((_key(place.name), place) for place in known)
        for place in known:
            short = _PROVINCE.sub("", _key(place.name))
            if self._villages[short] == (place,):  # nothing else is called so
                self._names[short] = (place,)
        for alias, name in _ALIASES.items():
            if name in self._names:
                self._names[alias] = self._names[name]
        self._postcodes = _index((code, place) for place in known for code in place.postcodes)

    def find(self, text: str) -> Place | None:
        """Give what `text` can mean (any case and accents, "3512 AB", a small misspelling).

        The name of a municipality goes before a village of that name elsewhere. None when
        nothing is near.
        """
        key = _PREFIX.sub("", _key(text))
        if code := _POSTCODE.fullmatch(key):
            return _place(self._postcodes.get(code[1], ()), How.POSTCODE)
        return (
            _place(self._names.get(key, ()), How.NAME)
            or _place(self._villages.get(key, ()), How.VILLAGE)
            or _place(self._near(key), How.MISSPELLING)
        )

    def named(self, text: str) -> Place | None:
        """Give the municipality whose name or alias `text` is, spelled right, or None."""
        return _place(self._names.get(_PREFIX.sub("", _key(text)), ()), How.NAME)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, as shown to users, in alphabetical order."""
        every = {place.code: shown_name(place) for found in self._names.values() for place in found}
        return tuple(sorted(every.values(), key=fold))

    def _near(self, key: str) -> tuple[Municipality, ...]:
        near = closest(key, {**self._names, **self._villages})
        # at the same distance a municipality is likelier to be meant than a village
        names = [place for name in near for place in self._names.get(name, ())]
        meant = names or [place for name in near for place in self._villages.get(name, ())]
        return tuple(dict.fromkeys(meant))


def shown_name(place: Municipality) -> str:
    """Give the name that people use for a municipality."""
    return _SHOWN.get(place.name, place.name)


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


def _key(name: str) -> str:
    return _NOT_WORD.sub(" ", fold(name)).strip()


def _village_keys(place: Municipality) -> set[str]:
    """The keys of all villages, with and without the province behind the name.

    The place that a municipality with a province behind its name is called after counts too:
    "Bergen" can be either of two, and neither is to be guessed.
    """
    keys = {_key(village) for village in (*place.villages, place.name)}
    return (keys | {_PROVINCE.sub("", key) for key in keys}) - {""}


def _index(pairs: Iterable[tuple[str, Municipality]]) -> _Names:
    found: dict[str, dict[str, Municipality]] = {}
    for key, place in pairs:
        found.setdefault(key, {})[place.code] = place
    return {key: tuple(places.values()) for key, places in found.items()}


def _place(candidates: tuple[Municipality, ...], how: How) -> Place | None:
    return Place(candidates, how) if candidates else None
