"""Names for the training messages: from lists that allow it, and invented in their spelling."""

from __future__ import annotations

import gzip
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
_FORMS = ("first", "full", "full", "first", "initial", "letter", "double", "last_first")
_LEADS = {
    "Netherlands": ("van ", "de ", "van der ", "van den ", "van de ", "", "", "", "", ""),
    "Morocco": ("El ", "Ben ", "Ait ", "el ", "", "", "", "Ou", "Bou"),
    "Syria": ("al-", "Al ", "", "", ""),
    "Afghanistan": ("", "", "Abdul "),
    "Suriname": ("", "", "Ram", "van "),
}
_INVENTED = 0.35
_OFTEN = {"Netherlands": 4, "Morocco": 2, "Turkey": 2, "Suriname": 2, "Syria": 2}


@dataclass(frozen=True)
class Region:
    """Names of one region and how letters follow each other in them."""

    name: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    follow: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for name in (*self.first, *self.last):
            padded = f"^^{name.lower()}$"
            for index in range(len(padded) - 2):
                self.follow[padded[index : index + 2]].append(padded[index + 2])


class People:
    """Draws names: of every region, and more of the large groups in the Netherlands."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.regions = _regions()
        self._often = [_weight(region) for region in self.regions]

    def first(self, region: Region) -> str:
        if self._rng.random() < _INVENTED:
            return self.invented(region)
        name = self._rng.choice(region.first)
        return f"{name}-{self._rng.choice(region.first)}" if self._rng.random() < 0.02 else name

    def last(self, region: Region) -> str:
        rng = self._rng
        name = self.invented(region) if rng.random() < _INVENTED else rng.choice(region.last)
        lead = rng.choice(next((v for k, v in _LEADS.items() if k in region.name), ("",)))
        return lead + (name.lower() if lead in ("Ou", "Bou", "Ram") else name)

    def region(self) -> Region:
        return self._rng.choices(self.regions, self._often)[0]

    def person(self) -> str:
        """A name as people write it: alone, with a surname, with initials."""
        region, rng = self.region(), self._rng
        first, last = self.first(region), self.last(region)
        form = rng.choice(_FORMS)
        if form == "initial":
            return f"{first[0]}. {last}" if rng.random() < 0.7 else f"{first[0]}.{last[0]}. {last}"
        if form == "letter":
            return f"{first} {last[0].upper()}."
        if form == "double":
            return f"{first} {last} {self.last(region)}"
        if form == "last_first" and rng.random() < 0.3:
            return f"{last}, {first}"
        return first if form == "first" else f"{first} {last}"

    def kunya(self) -> str:
        lead = self._rng.choice(("Abu", "Aboe", "Abou", "Umm", "Oum", "abu", "Ibn"))
        return f"{lead} {self._rng.choice(('', '', 'al-'))}{self.first(self.region())}"

    def invented(self, region: Region) -> str:
        """A word that spells like the names of the region."""
        for _ in range(20):
            state, letters = "^^", ""
            while len(letters) < 13:
                letter = self._rng.choice(region.follow[state])
                if letter == "$":
                    break
                letters += letter
                state = state[1] + letter
            if 3 < len(letters) < 13:
                return letters.title() if "-" in letters else letters.capitalize()
        return self._rng.choice(region.first)


def _weight(region: Region) -> int:
    return next((often for part, often in _OFTEN.items() if part in region.name), 1)


def _regions() -> list[Region]:
    """The regions of `names_own.txt`, first names and the surnames that go with them."""
    found: dict[str, dict[str, list[str]]] = {"first": {}, "last": {}}
    part, title = "", ""
    for line in (_DATA / "names_own.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line.startswith("# "):
            title = line[2:]
        elif part:
            found[part].setdefault(title, []).extend(line.split())
    lasts = found["last"]
    regions = []
    for name, first in found["first"].items():
        country = name.split(",")[0].split(":")[0]
        last = next((v for k, v in lasts.items() if country in k), lasts["Netherlands"])
        regions.append(Region(name, tuple(first), tuple(last)))
    return [*regions, _dutch(tuple(lasts["Netherlands"]))]


def _dutch(last: tuple[str, ...]) -> Region:
    """First names given in the Netherlands, of all origins."""
    with gzip.open(_DATA / "first_names.txt.gz", "rt", encoding="utf-8") as file:
        names = (name for name in file.read().split("\n") if len(name) > 3)
        return Region("Netherlands, all", tuple(name.capitalize() for name in names), last)
