"""Words as the keyword search sees them: folded, without stop words, in families."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import Stemmer

from guardrails.patterns import fold
from knowledge_base.sounds import as_heard

_PLACEHOLDER = re.compile(r"[\[<][^\]>\n]{1,40}[\]>]")
_WORD = re.compile(r"[^\W_]+(?:/[0-9]+)?")
_GRAM = 5
_SHORTEST_PART = 5
_PARTS_SEEN = 2


@dataclass(frozen=True)
class Words:
    """The word list of `words.toml`, ready for use. `parts` are the words compounds may hold."""

    stop: frozenset[str]
    whole: Mapping[str, str]
    prefixes: Mapping[str, str]
    alike: Mapping[str, tuple[str, ...]]
    stemmer: Stemmer.Stemmer = field(repr=False)
    longest: int = 0

    def stem(self, word: str) -> str:
        """Give the family name of a folded word: from our own list, else from the stemmer."""
        if word in self.whole:
            return self.whole[word]
        for end in range(min(len(word), self.longest), 2, -1):
            if word[:end] in self.prefixes:
                return self.prefixes[word[:end]]
        return str(self.stemmer.stemWord(word))

    def tokens(self, text: str) -> list[str]:
        """Give the searchable words of a text, folded but not yet stemmed."""
        return [word for word in _words(text) if len(word) > 1 and word not in self.stop]

    def expand(self, stems: Iterable[str]) -> list[str]:
        """Give the stems of what people also call the things in `stems`."""
        own = set(stems)
        return sorted({other for stem in own for other in self.alike.get(stem, ())} - own)


def load_words(path: Path | None = None) -> Words:
    """Read `words.toml` (or another file of that form)."""
    path = path or Path(__file__).with_name("words.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    whole: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for name, forms in data["stems"].items():
        whole[name] = name
        for form in forms:
            (prefixes if form.endswith("*") else whole)[form.rstrip("*")] = name
    words = Words(
        frozenset(data["stop"].split()), whole, prefixes, {},
        Stemmer.Stemmer("dutch_porter"), max(map(len, prefixes), default=0),
    )  # fmt: skip
    return Words(
        words.stop,
        whole,
        prefixes,
        _alike(data["alike"], words),
        words.stemmer,
        words.longest,
    )


def _alike(groups: Iterable[Mapping[str, list[str]]], words: Words) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        stems = tuple(words.stem(token) for word in group["words"] for token in words.tokens(word))
        for stem in stems:
            found[stem] = tuple(dict.fromkeys((*found.get(stem, ()), *stems)))
    return found


class Reader:
    """Turns texts into stems; knows the vocabulary, so that it can take compounds apart."""

    def __init__(self, words: Words, texts: Iterable[str]) -> None:
        self.words = words
        seen = Counter(token for text in texts for token in words.tokens(text))
        self._parts = frozenset(
            word for word, n in seen.items() if n >= _PARTS_SEEN and len(word) >= _SHORTEST_PART
        )
        self._known: dict[str, tuple[str, ...]] = {}

    def stems(self, text: str) -> list[str]:
        """Give the stems of a text; a compound gives itself and the words that it is made of."""
        return [stem for token in self.words.tokens(text) for stem in self._read(token)]

    def _read(self, token: str) -> tuple[str, ...]:
        if token not in self._known:
            parts = (token, *self._split(token))
            self._known[token] = tuple(dict.fromkeys(self.words.stem(part) for part in parts))
        return self._known[token]

    def _split(self, token: str) -> list[str]:
        """Give the first and last part of a compound, when the vocabulary holds them."""
        sizes = range(len(token) - 3, _SHORTEST_PART - 1, -1)
        head = next((token[:n] for n in sizes if token[:n] in self._parts), "")
        tail = next((token[-n:] for n in sizes if token[-n:] in self._parts), "")
        return [part for part in (head, tail) if part]


def grams(text: str) -> list[str]:
    """Give the runs of five letters of a text as it sounds: they survive slips and endings."""
    joined = f" {' '.join(map(as_heard, _words(text)))} "
    return [joined[n : n + _GRAM] for n in range(len(joined) - _GRAM + 1)]


def _words(text: str) -> list[str]:
    """Give the words of a text in lower case without accents; placeholders are no words."""
    composed = unicodedata.normalize("NFC", _PLACEHOLDER.sub(" ", text))
    return [_folded(word) for word in _WORD.findall(composed)]


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """Fold a word; remembered, because folding goes letter by letter and words come back."""
    return fold(word)
