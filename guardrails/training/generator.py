"""Make training messages: templates filled with names, spoiled as people spoil them."""

from __future__ import annotations

import gzip
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guardrails.training.people import People

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_ENDING = re.compile(r"(?:[^\W\d_A-Z]*)")  # of a name: 's' of the owner, 'tje' of the small one

_SCHOOLS = (
    "{} College", "{} Lyceum", "{}college", "{}lyceum", "basisschool De {}", "OBS {}", "CBS De {}",
    "het {}", "ROC {}", "de {}school", "{} Gymnasium", "mavo {}", "praktijkschool {}",
)  # fmt: skip
_CLUBS = (
    "moskee {}", "{}moskee", "FC {}", "SV {}", "stichting {}", "buurthuis De {}", "bakkerij {}",
    "voetbalclub {}", "garage {}", "{} Boys", "sportschool {}", "jongerencentrum {}", "{} BV",
    "restaurant {}", "{}kerk",
)  # fmt: skip
_TOWN_ENDS = "dorp hoven veen wijk broek sluis dam zijl burg horst hout loo mond kerk".split()
_LOWER, _UPPER, _TYPOS, _BARE = 0.4, 0.44, 0.14, 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """A message with (start, end, label) of what is to be removed."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class Generator:
    """Draws messages; the same seed gives the same messages."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._people = People(self._rng)
        self._templates = _lines("templates.txt")
        self._negatives = _lines("negatives.txt")
        raw = tomllib.loads((_HERE / "slots.toml").read_text(encoding="utf-8"))
        self._slots = {k: [w.strip() for w in v.split(";")] for k, v in raw.items()}
        self._streets = [name.title() for name in _list("streets.txt.gz")]
        self._words = [word for word in _list("words.txt.gz") if word.isalpha()]
        self._english = [word for word in _list("words_scowl.txt.gz") if len(word) > 3]

    def samples(self, count: int) -> Iterator[Sample]:
        """So many messages, of which two in five have nothing to remove."""
        for _ in range(count):
            pieces: list[Sample] = []
            bare = self._rng.random() < 0.4
            for _ in range(self._rng.choice((1, 1, 2, 2, 3, 4))):
                negative = bare or self._rng.random() < 0.3
                lines = self._negatives if negative else self._templates
                pieces.append(self._fill(self._rng.choice(lines)))
            yield self._spoil(_joined(pieces, self._rng.choice((" ", " ", "\n", "\n\n"))))

    def _fill(self, template: str) -> Sample:
        text, position = "", 0
        spans: list[tuple[int, int, str]] = []
        for slot in _SLOT.finditer(template):
            text += template[position : slot.start()].replace("\\n", "\n")
            value, label = self._value(slot[1])
            position = slot.end()
            if label and (ending := _ENDING.match(template, position)):
                value, position = value + ending[0], ending.end()
                spans = _added(spans, len(text), len(text) + len(value), label, text)
            text += value
        return Sample(text + template[position:].replace("\\n", "\n"), tuple(spans))

    def _value(self, slot: str) -> tuple[str, str]:
        rng, people = self._rng, self._people
        if slot in self._slots:
            return rng.choice(self._slots[slot]), ""
        plain: dict[str, Callable[[], str]] = {
            "getal": lambda: str(rng.randint(6, 45)),
            "woord": lambda: rng.choice(self._words),
            "eng": lambda: rng.choice(self._english),
            "samen": self._compound,
            "Woord": lambda: rng.choice(self._words).capitalize(),
            "Samen": lambda: self._compound().capitalize(),
            "AFK": lambda: "".join(rng.sample("ABCDEFGHIKLMNOPRSTVWZ", rng.randint(2, 4))),
        }
        if slot in plain:
            return plain[slot](), ""
        makers: dict[str, Callable[[], str]] = {"PER": people.person, "KUNYA": people.kunya, "SCHOOL": self._school,
                  "ORG": self._club, "LOC": self._place, "INI": self._initials,
                  "LETTER": lambda: rng.choice("ABDFGHJKLMNRSTY"),
                  "FIRST": lambda: people.first(people.region()),
                  "LAST": lambda: people.last(people.region())}  # fmt: skip
        label = slot if slot in ("SCHOOL", "ORG", "LOC") else "PER"
        return makers[slot](), label

    def _compound(self) -> str:
        """'schoolschutter', 'weckkelder': a noun of two words that no list holds."""
        head, tail = (self._rng.choice(self._words) for _ in range(2))
        return f"{head[:9]}{tail[:10]}"

    def _school(self) -> str:
        return self._rng.choice(_SCHOOLS).format(self._own_name())

    def _club(self) -> str:
        return self._rng.choice(_CLUBS).format(self._own_name())

    def _own_name(self) -> str:
        return self._people.last(self._people.region()).split()[-1].capitalize()

    def _place(self) -> str:
        street = self._rng.choice(self._streets)
        kind = self._rng.random()
        if kind < 0.3:
            return self._own_name() + self._rng.choice(_TOWN_ENDS)
        return f"{street} {self._rng.randint(1, 300)}" if kind < 0.7 else street

    def _initials(self) -> str:
        a, b = self._rng.sample("ABCDEFGHJKLMNPRSTVWYZ", 2)
        last = self._people.last(self._people.region())
        forms = (f"{a}.{b}.", f"{a}. {last}", f"{a}.", f"{a}.{b}. {last}")
        return self._rng.choice(forms)

    def _spoil(self, sample: Sample) -> Sample:
        """All lower case, capitals, no full stops, letters swapped."""
        rng, text = self._rng, sample.text
        if rng.random() < _TYPOS:
            text = _typos(rng, text)
        if rng.random() < _BARE:
            text = re.sub(r"[.,](?=\s|$)", lambda m: " " if m[0] == "." else m[0], text)
        case = rng.random()
        if case < _UPPER and len(text.upper()) == len(text) == len(text.lower()):
            text = text.lower() if case < _LOWER else text.upper()
        return Sample(text, sample.spans)


def _typos(rng: random.Random, text: str) -> str:
    """Neighbouring letters swapped, as long as before."""
    letters = list(text)
    for _ in range(max(1, len(text) // 50)):
        index = rng.randrange(max(1, len(letters) - 2))
        if len(letters) > index + 1 and letters[index].isalpha() and letters[index + 1].isalpha():
            letters[index : index + 2] = letters[index : index + 2][::-1]
    return "".join(letters)


def _added(
    spans: list[tuple[int, int, str]], start: int, end: int, label: str, text: str
) -> list[tuple[int, int, str]]:
    """The spans with one more; a first name and the surname behind it are one name."""
    follows = spans and spans[-1][1:] == (start - 1, "PER") and text[-1] == " "
    if label == "PER" and follows:
        return [*spans[:-1], (spans[-1][0], end, label)]
    return [*spans, (start, end, label)]


def _joined(pieces: list[Sample], gap: str) -> Sample:
    text = ""
    spans: list[tuple[int, int, str]] = []
    for piece in pieces:
        text += gap if text else ""
        spans.extend((len(text) + a, len(text) + b, label) for a, b, label in piece.spans)
        text += piece.text
    return Sample(text, tuple(spans))


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def _list(name: str) -> list[str]:
    with gzip.open(_HERE.parent / "data" / name, "rt", encoding="utf-8") as file:
        return [line for line in file.read().split("\n") if len(line) > 3]
