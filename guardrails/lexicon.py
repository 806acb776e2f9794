"""Names, ordinary words and how a word looks, from the lists in `guardrails/data`."""

from __future__ import annotations

import gzip
import re
import tomllib
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from guardrails.language import is_contraction
from guardrails.normalise import fold

_DATA = Path(__file__).parent / "data"
_ENDINGS = re.compile(
    r"(?:tjes|jes|tje|je|eerden|eerde|ingen|ing|heden|heid|elijke|elijk|enden|ende|end|sten|ste|"
    r"den|ten|de|te|en|er|ere|ers|es|se|st|'s|s|e|t|n|d)$"
)
_PLAIN_END = re.compile(r"(?:jes|je|s)$")
_SHORT_TAILS = tuple("juf app tas les bus mes dag zus oma opa oom bar pet".split())
_PREFIX = re.compile(r"^(?:ge|be|ver|ont|her|on|aan|af|op|uit|in|mee|na|toe|voor|over|door|om)")
_LONG_VOWEL = re.compile(r"([aeou])\1(?=[^aeiou]$)")
_ENGLISH_LOOKS = -0.1
_LONGEST_COMPOUND = 50  # a word without end must not keep the search for its parts busy
_SLIP_LENGTH = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBERED = re.compile(r".{2}(?:nr|nrs|nummer|nummers)$")  # 'studentnr', 'zorgnr'
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")


class NameLevel(IntEnum):
    """How sure it is that a word is a first name."""

    NONE = 0
    COMMON = 1  # an everyday word too: 'storm', 'mark', 'will'
    RARE = 2  # in the dictionary, hardly ever used: 'klaas', 'merel'
    SURE = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists in the folded form. Built once, read by all."""

    first: frozenset[str] = field(repr=False)
    last: frozenset[str] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    english: frozenset[str] = field(repr=False)
    scowl: frozenset[str] = field(repr=False)
    heard: frozenset[str] = field(repr=False)
    spoken: frozenset[str] = field(repr=False)
    common: frozenset[str] = field(repr=False)
    places: frozenset[str] = field(repr=False)
    streets: frozenset[str] = field(repr=False)
    odds: dict[str, float] = field(repr=False)
    cues: dict[str, frozenset[tuple[str, ...]]] = field(repr=False)

    def level(self, folded: str) -> NameLevel:
        """How sure the word is a first name; double names count when a part does."""
        if folded not in self.first and (folded,) in self.cues["word_names"]:
            return NameLevel.COMMON
        if folded not in self.first:
            parts = folded.split("-")
            known = len(parts) > 1 and all(len(p) > 1 for p in parts) and parts[0] in self.first
            return self.level(parts[0]) if known and parts[-1] in self.first else NameLevel.NONE
        word = (folded,)
        cue = any(word in self.cues[kind] for kind in ("never", "persons", "titles"))
        if cue or folded in self.common:
            return NameLevel.COMMON
        return NameLevel.RARE if folded in self.words else NameLevel.SURE

    def is_last(self, folded: str) -> bool:
        """Whether the word is a known surname."""
        return folded in self.last

    def is_word(self, folded: str, heard: bool = False) -> bool:
        """Whether the word is an ordinary word of Dutch, inflected or compound.

        With `heard` also when it only stands in subtitles, in a list of English or in that of the
        street and of other languages: those have names among their words, so they say nothing
        against a capital.
        """
        if is_contraction(folded) or any((folded,) in self.cues[k] for k in ("persons", "titles")):
            return True
        if heard and (folded in self.heard or folded in self.english):
            return True
        if _NUMBERED.search(folded):
            return True
        if folded in self.english and self.looks_like_name(folded) < _ENGLISH_LOOKS:
            return True
        return folded in self.words or self._inflected(folded) or self._compound(folded)

    def is_english(self, folded: str) -> bool:
        """Whether it is an ordinary word in English text, also when it is a name elsewhere."""
        if is_contraction(folded):
            return True
        return all(part in self.scowl for part in folded.split("-"))

    def is_slip(self, folded: str) -> bool:
        """Whether a letter was left out of, or typed twice in, an ordinary word: 'vrgen', 'grag'."""
        if len(folded) < _SLIP_LENGTH:
            return False
        shorter = (folded[:i] + folded[i + 1 :] for i in range(1, len(folded)))
        if any(len(form) >= _SLIP_LENGTH and form in self.words for form in shorter):
            return True
        places = range(1, len(folded) + 1)
        longer = (folded[:i] + letter + folded[i:] for i in places for letter in _LETTERS)
        return any(form in self.words for form in longer)

    def looks_like_name(self, folded: str) -> float:
        """Mean log-odds of its letters in names against words; above zero: more like a name."""
        padded = f"^{folded}$"
        grams = [padded[i : i + 3] for i in range(len(padded) - 2)]
        return sum(self.odds.get(g, 0.3) for g in grams) / max(len(grams), 1)

    def cue(self, kind: str, words: tuple[str, ...]) -> bool:
        """Whether the words are a cue of this kind (see `cues.toml`)."""
        return words in self.cues[kind]

    def _inflected(self, folded: str) -> bool:
        """'opgekweekt', 'lijnstukken', 'gradaties': a known stem with endings and prefixes."""
        if len(folded) > 4 and _PLAIN_END.sub("", folded) in self.words:
            return True
        for form in {folded, _PREFIX.sub("", folded, count=1)}:
            if form != folded and len(form) > 3 and form in self.words:
                return True
            for _ in range(2):
                stem = _ENDINGS.sub("", form, count=1)
                if stem == form or len(stem) < 3:
                    break
                if self._stem(stem):
                    return True
                form = stem
        return False

    def _stem(self, stem: str) -> bool:
        """A stem as the dictionary has it: 'lop' or 'loop' for 'lopen', 'brief' for 'brieven'."""
        if len(stem) > 3 and (stem in self.words or f"{stem}en" in self.words):
            return True
        if len(stem) < 3:
            return False
        long = f"{stem[:-1]}{stem[-2]}{stem[-1]}" if stem[-2] in "aeou" else ""
        single = _DOUBLED.sub(r"\1", stem)
        open_stem = _LONG_VOWEL.sub(r"\1", stem)
        if open_stem != stem and f"{open_stem}en" in self.words:
            return True
        hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
        forms = [f for f in (long, single, hard) if f and f != stem and len(f) > 2]
        return any(f in self.words for f in forms)

    def _compound(self, folded: str) -> bool:
        """'voetbalrellen', 'weekend-uitje': two ordinary words of four letters or more."""
        if len(folded) > _LONGEST_COMPOUND:
            return False
        if "-" in folded:
            return all(len(p) < 2 or p in self.words for p in folded.split("-"))
        if folded.endswith(_SHORT_TAILS) and self._part(folded[:-3].removesuffix("n")):
            return True
        for cut in range(4, len(folded) - 3):
            head, tail = folded[:cut], folded[cut:]
            if self._part(tail) and (
                self._part(head)
                or head in self.heard
                or (head[-1] == "s" and self._part(head[:-1]))
            ):
                return True
        return False

    def _part(self, word: str) -> bool:
        return len(word) > 3 and (word in self.words or self._inflected_part(word))

    def _inflected_part(self, word: str) -> bool:
        stem = _ENDINGS.sub("", word, count=1)
        return len(stem) > 3 and stem in self.words


def load_lexicon(folder: Path = _DATA) -> Lexicon:
    """Read every list of the folder; takes about a fifth of a second."""
    raw = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))
    cues = {kind: frozenset(_phrases(text)) for kind, text in raw.items()}
    odds = (line.split("\t") for line in _list(folder, "ngrams.tsv.gz"))
    spoken = frozenset(
        fold(line)
        for line in (folder / "words_spoken.txt").read_text(encoding="utf-8").splitlines()
    )
    return Lexicon(
        first=frozenset(
            _list(folder, "first_names.txt.gz") + _list(folder, "first_names_lgpl.txt.gz")
        ),
        last=frozenset(_list(folder, "surnames.txt.gz") + _list(folder, "surnames_lgpl.txt.gz")),
        words=frozenset(_list(folder, "words.txt.gz") + _list(folder, "words_sa.txt.gz")),
        heard=frozenset(_list(folder, "words_heard_sa.txt.gz")) | spoken,
        spoken=spoken,
        english=frozenset(_list(folder, "words_en.txt.gz")),
        scowl=frozenset(_list(folder, "words_scowl.txt.gz")),
        common=frozenset(_list(folder, "common_words.txt.gz")) | {w for w, *_ in cues["plain"]},
        places=frozenset(_list(folder, "places_lgpl.txt.gz")),
        streets=frozenset(_list(folder, "streets.txt.gz")),
        odds={gram: float(value) for gram, value in odds},
        cues=cues,
    )


def _list(folder: Path, name: str) -> list[str]:
    with gzip.open(folder / name, "rt", encoding="utf-8") as file:
        return file.read().split("\n")


def _phrases(text: str) -> list[tuple[str, ...]]:
    entries = (fold(e.strip()) for e in text.replace("\n", " ").split(";"))
    return [tuple(e.split()) for e in entries if e]
