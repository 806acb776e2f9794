"""The second net: cheap patterns over everything on its way to a log, a store or a model."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

import regex

from guardrails.entities import FAMILIES
from guardrails.normalise import PLACEHOLDER, normalise
from guardrails.public_sites import private_url
from guardrails.text import SafeText, _sealed
from guardrails.validators import bsn, iban, postcode

_log = logging.getLogger(__name__)

# Own patterns, not those of the first net: what one net lets through by a mistake in a pattern,
# the other must be able to catch.
_FORMS: tuple[tuple[str, str], ...] = (
    ("EMAIL_ADDRESS", r"[\w.+%-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]{2,})+"),
    ("URL", r"(?:https?://|www\.)[^\s<>\"')\]]+"),
    (
        "URL",
        r"(?<![\w@.])(?:t\.me|discord\.gg|instagram\.com|tiktok\.com|facebook\.com)/[\w./?=-]+",
    ),
    (
        "IBAN",
        r"(?<!\w)[A-Za-z]{2}\s?\d{2}(?:[\s.-]?[A-Za-z0-9]{4}){2,7}(?:[\s.-]?[A-Za-z0-9]{1,3})?(?!\w)",
    ),
    ("PHONE_NUMBER", r"(?<![\w+])(?:\+|00)\s?[1-9](?:[\s.\-/()]*\d){8,13}(?!\d)"),
    ("PHONE_NUMBER", r"(?<![\w+-])(?<!\d[.,])\(?0[1-9](?:[\s.\-/()]{0,3}\d){7,8}(?!\d)"),
    (
        "BSN",
        r"(?<![\w-])(?<!\d[.,])(?:\d{9}|\d{4}[.\s]\d{2}[.\s]\d{3}|\d{3}[.\s-]\d{3}[.\s-]\d{3})(?![\w-]|[.,]\d)",
    ),
    ("POSTCODE", r"(?<![\w-])[1-9]\d{3}\s?[A-Z]{2}(?![\w-])"),
    ("USERNAME", r"(?<![\w@.])@\w(?:[\w.]*\w)?"),
    (
        "IP_ADDRESS",
        r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)",
    ),
)
_SURE = {"BSN": bsn, "IBAN": iban}
_NOT = {"POSTCODE": postcode, "URL": private_url}


class Exit(StrEnum):
    """The ways on which a text leaves the memory of the turn; each has the net before it."""

    STORE = "store"
    LOG = "log"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class _Catch:
    entity: str
    start: int
    end: int


class OutputNet:
    """Masks and counts; leaves the strings that it is told are ours (contact numbers, sites).

    What `guard` caught since the start is counted in memory, by way out and kind, without text.
    More than nothing means that the first net let something through.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._forms = tuple((entity, regex.compile(form)) for entity, form in _FORMS)
        # Whole strings only: '112' must not spare a number that has it in the middle.
        self._allowed = tuple(
            regex.compile(rf"(?<!\w){regex.escape(string)}(?!\w)")
            for string in set(allowed)
            if string
        )
        self._caught: Counter[tuple[Exit, str]] = Counter()
        self._lock = Lock()

    @property
    def caught(self) -> Counter[tuple[Exit, str]]:
        """How often `guard` caught each kind at each way out; a copy."""
        with self._lock:
            return Counter(self._caught)

    def guard(self, text: str, way: Exit) -> str:
        """The text as it may leave on this way: what is caught is masked, counted and told."""
        found = self.count(text)
        if not found:
            return text
        with self._lock:
            self._caught.update({(way, kind): number for kind, number in found.items()})
        if way is not Exit.LOG:  # of a line in the log, the mask in it tells
            _log.warning("the second net caught %s on the way to: %s", sorted(found), way)
        return self.mask(text)

    def guarded(self, text: SafeText, way: Exit) -> SafeText:
        """The same for a safe text, which then is safe in earnest."""
        return _sealed(self.guard(text.value, way))

    def mask(self, text: str) -> str:
        """The text with `[BSN]`, `[TELEFOON]` and so on in place of what was caught."""
        pieces, position = [], 0
        for catch in self._catches(text):
            pieces.append(text[position : catch.start])
            pieces.append(f"[{FAMILIES[catch.entity]}]")
            position = catch.end
        return "".join(pieces) + text[position:]

    def count(self, text: str) -> Counter[str]:
        """How often each kind was caught; empty when the text is clean."""
        return Counter(catch.entity for catch in self._catches(text))

    def _catches(self, text: str) -> list[_Catch]:
        """What is caught, left to right, without overlaps and outside allowed strings."""
        clean = normalise(text)
        matches = [(entity, m) for entity, form in self._forms for m in form.finditer(clean.text)]
        spared = self._spared(text) if matches else []
        taken: list[_Catch] = []
        for entity, match in matches:
            start, end = clean.original(match.start(), match.end())
            free = not any(start < e and s < end for s, e in spared)
            free = free and not any(start < t.end and t.start < end for t in taken)
            if free and self._real(entity, match[0]):
                taken.append(_Catch(entity, start, end))
        return sorted(taken, key=lambda catch: catch.start)

    def _spared(self, text: str) -> list[tuple[int, int]]:
        spans = [match.span() for match in PLACEHOLDER.finditer(text)]
        for string in self._allowed:
            spans.extend(match.span() for match in string.finditer(text))
        return spans

    def _real(self, entity: str, value: str) -> bool:
        """Numbers must pass their test, so that a report number is not taken for a BSN."""
        if entity in _SURE:
            return _SURE[entity](value) is True
        return entity not in _NOT or _NOT[entity](value) is not False
