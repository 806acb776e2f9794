"""Numbers for placeholders: the same value keeps its number through a conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from guardrails.entities import FAMILIES
from guardrails.memory_only import MemoryOnly
from guardrails.normalise import PLACEHOLDER, fold, normalise
from guardrails.resolve import key_of, one_letter_apart

_MAX_NUMBER = 999
_PARTICLES = frozenset(
    "de van der den het 't ten ter te el al von vd d la da dos di ait ben".split()
)
_SPELT = {"O": "[O0]", "I": "[IL1|]", "L": "[IL1|]"}


def _spelt(family: str) -> str:
    """A pattern of the name of a family as somebody may imitate it."""
    return r"\W?".join(_SPELT.get(letter, letter) for letter in family)


# What a reader can take for one of ours, in a cleaned text: other brackets, case, spaces, noughts.
_IMITATION = re.compile(
    r"[\[【〔〖〘〚⟦⁅❲]\W{0,3}"
    rf"(?:{'|'.join(f'(?P<{name}>{_spelt(name)})' for name in FAMILIES.values())})"
    r"\W{0,3}0{0,9}(?P<number>[1-9]\d{0,2})\W{0,3}[\]】〕〗〙〛⟧⁆❳]",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:de|het|'t) ", re.IGNORECASE)  # goes with a place, and tells nothing


class Numbering(MemoryOnly):
    """Value to placeholder, in memory only."""

    __slots__ = ("_highest", "_known", "_people")

    def __init__(self, highest: Mapping[str, int] | None = None) -> None:
        self._highest: dict[str, int] = dict(highest or {})
        self._known: dict[tuple[str, str], int] = {}
        self._people: list[tuple[tuple[str, ...], int]] = []

    def copy(self) -> Numbering:
        """One that can go on without this one's knowing."""
        other = Numbering(self._highest)
        other._known, other._people = dict(self._known), list(self._people)
        return other

    @property
    def highest(self) -> Mapping[str, int]:
        """The highest number used of each family."""
        return MappingProxyType(dict(self._highest))

    def reserve(self, text: str) -> None:
        """Never give out a number that a message already mentions."""
        for name, number in mentioned(text).items():
            self._highest[name] = max(self._highest.get(name, 0), number)

    def placeholder(self, entity: str, value: str) -> str:
        """The placeholder of a value; OverflowError past 999 values of one kind."""
        name = FAMILIES[entity]
        number = self._person(value) if entity == "PERSON" else self._plain(name, value)
        return f"[{name}-{number}]"

    def _plain(self, name: str, value: str) -> int:
        key = (name, key_of(_ARTICLE.sub("", value)))
        if key not in self._known:
            self._known[key] = self._next(name)
        return self._known[key]

    def _person(self, value: str) -> int:
        """People by the parts of their name: first name alone, initials and typos are the same."""
        parts = name_parts(value)
        for known, number in reversed(self._people):
            if same_person(known, parts):
                if len(parts) > len(known):
                    self._people.append((parts, number))
                return number
        number = self._next(FAMILIES["PERSON"])
        self._people.append((parts, number))
        return number

    def _next(self, name: str) -> int:
        number = self._highest.get(name, 0) + 1
        if number > _MAX_NUMBER:
            raise OverflowError("too many placeholders of one kind")
        self._highest[name] = number
        return number


def mentioned(text: str) -> dict[str, int]:
    """The highest number of each family in a text, of placeholders and of what imitates them."""
    found = [(match["family"], int(match["number"])) for match in PLACEHOLDER.finditer(text)]
    for match in _IMITATION.finditer(normalise(text).text):
        family = next(name for name in FAMILIES.values() if match[name])
        found.append((family, int(match["number"])))
    highest: dict[str, int] = {}
    for family, number in found:
        highest[family] = max(highest.get(family, 0), number)
    return highest


def name_parts(value: str) -> tuple[str, ...]:
    """The telling words of a name, folded."""
    words = fold(value).replace("-", " ").replace(".", " ").split()
    bare = [word.removesuffix("'s").strip("'\"()") for word in words]
    return tuple(word for word in bare if word and word not in _PARTICLES) or (key_of(value),)


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the shorter name can be the longer one, in part, by initial or misspelt."""
    short, long = sorted((a, b), key=len)
    if len(short) == len(long) > 1 and not _alike(short[-1], long[-1]):
        return False
    rest = list(long)
    for part in short:
        match = next((word for word in rest if _alike(part, word)), None)
        if match is None:
            return False
        rest.remove(match)
    return any(len(part) > 1 for part in short) or len(short) == len(long)


def _alike(a: str, b: str) -> bool:
    if a == b or a == f"{b}s" or b == f"{a}s" or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    short, long = sorted((a, b), key=len)
    small = len(short) > 2 and long.startswith(short) and long[len(short) :] in ("je", "tje", "ke")
    return small or (len(short) >= 5 and one_letter_apart(a, b))
