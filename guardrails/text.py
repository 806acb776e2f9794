"""Text before and after de-identification, as two types that cannot be mixed up.

`RawText` lives only between the socket and the de-identifier. Whatever stores, logs, embeds,
prompts or sends takes `SafeText`, and only the de-identifier can make one. The type checker
proves it on every commit; a browser test with planted names proves it again on the disk.
Neither is a dataclass: a generic copy or serialiser may not open the one or forge the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NoReturn, final


class AgeBand(StrEnum):
    """The only thing that is kept of an age: which rules of consent apply to it."""

    UNDER_12 = "onder_12"
    FROM_12_TO_15 = "12_tot_16"
    FROM_16_TO_17 = "16_of_17"
    ADULT = "volwassen"


@final
class RawText:
    """What a person typed, unseen by any store, log or model."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    @property
    def value(self) -> str:
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawText) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"RawText({len(self._value)} characters)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied: a pickle is a way to a disk."""
        raise TypeError("RawText may not be serialised")


class _Seal:
    """Proof that the de-identifier made a text; not reachable from outside this package."""


_SEAL: Final = _Seal()


@final
class SafeText:
    """Text without personal data, with numbered placeholders in its place.

    Made by `guardrails.deidentify` (and by `restored` from our own store), never by hand.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only the de-identifier makes SafeText")
        self._value = value

    @property
    def value(self) -> str:
        return self._value

    def without(self, words: str, placeholder: str) -> SafeText:
        """Give this text with `words` taken out: what is safe stays safe."""
        return SafeText(self._value.replace(words, placeholder), _SEAL)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SafeText) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"SafeText({self._value!r})"

    def __str__(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)


def _sealed(value: str) -> SafeText:
    """Make a SafeText; for the de-identifier alone."""
    return SafeText(value, _SEAL)


def restored(value: str) -> SafeText:
    """Give back as SafeText what our own store kept: it was SafeText when it went in."""
    return SafeText(value, _SEAL)


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was taken out of a message.

    `start` and `end` are character offsets in the message as given; the words themselves are
    not kept.
    """

    entity_type: str
    start: int
    end: int
    placeholder: str


@dataclass(frozen=True, slots=True)
class Deidentified:
    """A message after de-identification: its safe text, what was removed, and the age bands.

    `ages` holds, in order of appearance, the band of each age or date of birth that was removed.
    `gemeente` is the CBS name of a municipality that the writer named as their own place of work,
    or None: a setting for the route, not a part of the stored text.
    """

    text: SafeText
    removed: tuple[Removed, ...] = ()
    ages: tuple[AgeBand, ...] = ()
    gemeente: str | None = None
