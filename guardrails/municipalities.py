"""The municipality that a writer names as their own place of work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from guardrails.normalise import fold
from guardrails.reading import Reading
from guardrails.vocabulary import Vocabulary

_FILE = Path(__file__).parent / "data" / "gemeenten.txt"
_OTHER_NAMES = {"den haag": "'s-Gravenhage", "den bosch": "'s-Hertogenbosch"}
_LONGEST = 6
_WINDOW, _SENTENCE = 4, 12
_LEADS = (["in"], ["te"], ["voor"], ["van"], ["bij"], ["gemeente"])
_WRITER = frozenset(("ik", "wij", "we"))
_WORK = frozenset(("werk", "werken", "werkzaam", "lesgeef", "lesgeven"))
_OTHERS = frozenset("hij zij ze zijn haar vader moeder die zoon dochter broer zus oma opa".split())
_WORKS_THERE = re.compile(
    r",? \(?waar (?:ik|wij|we) (?:nu |ook |zelf )?(?:werk|werken|werkzaam|lesgeef|lesgeven)\b"
    r"| (?:werk|werken) (?:ik|wij|we)\b"
)
_STOP = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class Workplace:
    """A place of work, with its offsets in the cleaned text; a name when it is a municipality."""

    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Municipalities:
    """CBS names by their folded form."""

    folded: dict[str, str] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    places: frozenset[str] = field(default=frozenset(), repr=False)

    def of_work(self, reading: Reading) -> Workplace | None:
        """The first place behind 'ik werk in', 'gemeente', 'hier in', or before 'waar ik werk'."""
        cues = self.vocabulary.words("place", "work")
        for index in range(len(reading.tokens)):
            words = [t.folded for t in reading.tokens[max(0, index - 3) : index]]
            cue = any(" ".join(words[-n:]) in cues for n in (1, 2, 3) if len(words) >= n)
            if not (cue or words[-1:] in _LEADS):
                continue
            found = self._at(reading, index)
            if found and _WORKS_THERE.match(reading.text, found.end):
                return found
            stated = (cue and _WINDOW) or (self._works(reading, index) and _SENTENCE)
            if found and stated and not self._about_another(reading, index, stated):
                return found
        return None

    def _works(self, reading: Reading, index: int) -> bool:
        """'ik werk als jongerenwerker bij de politie in', 'ik ben docent op een mbo in'."""
        words = self._sentence(reading, index, _SENTENCE)
        roles = self.vocabulary.words("place", "roles")
        spoken = not _WRITER.isdisjoint(words)
        return spoken and (not _WORK.isdisjoint(words) or not roles.isdisjoint(words))

    def _about_another(self, reading: Reading, index: int, length: int) -> bool:
        """'hij werkt in' and 'zijn school in' say nothing about the writer."""
        words = self._sentence(reading, index, length)
        return not _OTHERS.isdisjoint(words) or any(word.startswith("woon") for word in words)

    def _sentence(self, reading: Reading, index: int, length: int) -> list[str]:
        """At most so many words before this one, of the same sentence."""
        words: list[str] = []
        while index > 0 and len(words) < length and not _STOP.search(reading.gap(index)):
            index -= 1
            words.append(reading.tokens[index].folded)
        return words

    def _at(self, reading: Reading, index: int) -> Workplace | None:
        """The longest name of a municipality that starts at this word."""
        for length in range(min(_LONGEST, len(reading.tokens) - index), 0, -1):
            start, end = reading.tokens[index].start, reading.tokens[index + length - 1].end
            words = fold(reading.text[start:end])
            name = self.folded.get(words)
            if name or words in self.places:
                return Workplace(name, start, end)
        return None


def load_municipalities(
    vocabulary: Vocabulary, places: frozenset[str] = frozenset(), path: Path = _FILE
) -> Municipalities:
    """Read the CBS names; a name with its province in brackets is known without it too.

    `places` are other places that can be where a writer works.
    """
    names = path.read_text(encoding="utf-8").splitlines()
    folded = {fold(name.split(" (")[0]): name for name in names}
    folded |= {fold(name): name for name in names}
    return Municipalities(folded | _OTHER_NAMES, vocabulary, places)
