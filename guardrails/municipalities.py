"""The municipality that a writer names as their own place of work."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from guardrails.normalise import fold
from guardrails.reading import Reading
from guardrails.vocabulary import Vocabulary

_FILE = Path(__file__).parent / "data" / "gemeenten.txt"
_OTHER_NAMES = {"den haag": "'s-Gravenhage", "den bosch": "'s-Hertogenbosch"}
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Workplace:
    """A municipality named as place of work, with its offsets in the cleaned text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Municipalities:
    """CBS names by their folded form."""

    folded: dict[str, str] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)

    def of_work(self, reading: Reading) -> Workplace | None:
        """The first municipality behind 'ik werk in', 'gemeente', 'hier in', 'bij ons in'."""
        cues = self.vocabulary.words("place", "work")
        for index in range(len(reading.tokens)):
            words = [t.folded for t in reading.tokens[max(0, index - 3) : index]]
            if any(" ".join(words[-n:]) in cues for n in (1, 2, 3) if len(words) >= n):
                found = self._at(reading, index)
                if found and not self._about_another(reading, index):
                    return found
        return None

    def _about_another(self, reading: Reading, index: int) -> bool:
        """'hij werkt in' and 'zijn school in' say nothing about the writer."""
        words = {t.folded for t in reading.tokens[max(0, index - 4) : index]}
        return bool(words & {"hij", "zij", "ze", "zijn", "haar", "vader", "moeder", "die"})

    def _at(self, reading: Reading, index: int) -> Workplace | None:
        """The longest name of a municipality that starts at this word."""
        for length in range(min(_LONGEST, len(reading.tokens) - index), 0, -1):
            start, end = reading.tokens[index].start, reading.tokens[index + length - 1].end
            name = self.folded.get(fold(reading.text[start:end]))
            if name:
                return Workplace(name, start, end)
        return None


def load_municipalities(vocabulary: Vocabulary, path: Path = _FILE) -> Municipalities:
    """Read the CBS names; a name with its province in brackets is known without it too."""
    names = path.read_text(encoding="utf-8").splitlines()
    folded = {fold(name.split(" (")[0]): name for name in names}
    return Municipalities(folded | {fold(name): name for name in names} | _OTHER_NAMES, vocabulary)
