"""A message as the name, place and school recognisers read it: words with what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from guardrails.keep import KeepList
from guardrails.language import english_words
from guardrails.lexicon import Lexicon
from guardrails.normalise import fold, is_mask

READING = "reading"  # under this key a spaCy document carries its reading
_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:'[^\W\d_]+)*|[\ue000-\uf8ff]")
_OPENING = re.compile(r"(?:^|[.!?:;\n|•*>\t\"“”«»„(]|(?:^|\n)\s*[-–]|\s'|\d\))[\s\"'“”«»„(*_>-]*$")
_POSSESSIVE = re.compile(r"(?:'s|'|s')$")
_ARTICLES = ("de", "het", "'t", "t")
_SHOUT_SHARE = 0.7
_SHOUT_LETTERS = 9


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `folded` is without accents, capitals and possessive; `kept` names the keep list,
    `masked` says that it stands for something that was removed before, `english` that it is an
    ordinary word in an English stretch."""

    text: str
    folded: str
    start: int
    end: int
    capital: bool
    opens: bool
    kept: str = ""
    masked: bool = False
    english: bool = False

    @property
    def upper(self) -> bool:
        """Whether it is an abbreviation or a word in capitals."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def bare_end(self) -> int:
        """Where it ends without possessive, so that "[PERSOON-1]'s telefoon" stays readable."""
        return self.end - 2 if self.text.endswith(("'s", "'S")) else self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one message."""

    text: str
    tokens: tuple[Token, ...]
    flat: bool = field(init=False)
    """Whether no capital says anything: all lower case, or capitals throughout."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", not any(token.capital for token in self.tokens))

    def gap(self, index: int) -> str:
        """The characters between word `index - 1` and word `index`."""
        start = self.tokens[index - 1].end if index else 0
        return self.text[start : self.tokens[index].start]

    def at(self, index: int) -> Token | None:
        """The word at this index, None outside the message."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def index_from(self, offset: int) -> int:
        """Index of the first word that starts at the offset or after it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)


Reader = Callable[[str], Reading]


def make_reader(lexicon: Lexicon, keep: KeepList) -> Reader:
    """A function that reads a cleaned message."""

    def read(text: str) -> Reading:
        matches = list(_WORD.finditer(text))
        words = [_base(fold(m[0]), lexicon) for m in matches]
        kept = _kept(words, [m[0] for m in matches], keep)
        loud = _loud_lines(text)
        foreign = english_words([fold(m[0]) for m in matches])
        line_ends = [i for i, char in enumerate(text) if char == "\n"]
        tokens = tuple(
            Token(
                text=m[0],
                folded=word,
                start=m.start(),
                end=m.end(),
                capital=m[0][0].isupper() and bisect_left(line_ends, m.start()) not in loud,
                opens=bool(_OPENING.search(text[max(0, m.start() - 12) : m.start()])),
                kept=kind,
                masked=is_mask(m[0][0]),
                english=english and (lexicon.is_english(word) or lexicon.is_english(fold(m[0]))),
            )
            for m, word, kind, english in zip(matches, words, kept, foreign, strict=True)
        )
        return Reading(text, tokens)

    return read


def _base(folded: str, lexicon: Lexicon) -> str:
    """Without possessive: "bilal's" and "daans" as "bilal" and "daan"."""
    bare = _POSSESSIVE.sub("", folded) or folded
    if bare == folded and len(bare) > 4 and bare.endswith("s") and not lexicon.level(bare):
        owner = bare[:-1]
        if lexicon.level(owner) == 3 and not lexicon.is_last(bare) and not lexicon.is_word(bare):
            return owner
    return bare


def _kept(words: list[str], texts: list[str], keep: KeepList) -> list[str]:
    """For each word the part of the keep list that it belongs to, or nothing."""
    kinds = [""] * len(words)
    index = 0
    while index < len(words):
        kind, length = keep.match(words, index)
        if length == 1 and kind == "groups" and not texts[index][0].isupper():
            length = 0 if len(words[index]) < 4 else length
        kinds[index : index + length] = [kind] * length
        index += max(length, 1)
    return kinds


def _loud_lines(text: str) -> frozenset[int]:
    """Numbers of the lines in capitals, where a capital says nothing."""
    loud = set()
    for number, line in enumerate(text.split("\n")):
        letters = [c for c in line if c.isalpha()]
        upper = sum(c.isupper() for c in letters)
        if len(letters) >= _SHOUT_LETTERS and upper > _SHOUT_SHARE * len(letters):
            loud.add(number)
    return frozenset(loud)


def with_article(reading: Reading, start: int) -> int:
    """Where a name starts with the 'de' or 'het' right before it: both go, or both stay."""
    before = reading.at(reading.index_from(start) - 1)
    article = before and before.folded in _ARTICLES and not before.capital
    return before.start if before and article and before.end + 1 == start else start
