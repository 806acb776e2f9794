"""Settle overlaps between findings and carry what was found once to its other occurrences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from guardrails.lexicon import Lexicon
from guardrails.memory_only import MemoryOnly
from guardrails.normalise import fold, is_mask
from guardrails.reading import Reading, Token
from guardrails.surroundings import Surroundings
from guardrails.word_names import WordNames

_CARRIED = ("PERSON", "SCHOOL", "ORGANIZATION", "LOCATION")
_DIMINUTIVES = ("je", "tje", "etje", "pje", "ke", "ie", "s", "es")
_TYPO_LENGTH = 5
_PER_LETTER, _LONG = 0.01, 15
_ARTICLES = (
    "de",
    "het",
    "een",
    "the",
    "oom",
    "tante",
)  # of a loser these are left: they tell nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data: kind, offsets in the cleaned text, certainty."""

    entity: str
    start: int
    end: int
    score: float


def resolve(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings without overlap, left to right: the most certain wins, with a bonus for length.

    What a winner does not cover of a loser stays removed: no part of a finding comes free but an
    article.
    """
    taken: list[Finding] = []
    ranked = sorted(_united(findings), key=lambda f: (-_weight(f), f.start, f.entity))
    for finding in ranked:
        pieces = [finding]
        for winner in taken:
            pieces = [rest for piece in pieces for rest in _outside(piece, winner)]
        rests = (trimmed for p in pieces for trimmed in _trim(p, text))
        taken.extend(r for r in rests if text[r.start : r.end] not in _ARTICLES)
    return sorted(taken, key=lambda f: f.start)


def _united(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind that overlap become one."""
    result: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.entity, f.start)):
        last = result[-1] if result else None
        if last and last.entity == finding.entity and finding.start < last.end:
            score = max(last.score, finding.score)
            result[-1] = replace(last, end=max(last.end, finding.end), score=score)
        else:
            result.append(finding)
    return result


def _weight(finding: Finding) -> float:
    return finding.score + _PER_LETTER * min(finding.end - finding.start, _LONG)


def _outside(piece: Finding, winner: Finding) -> Iterator[Finding]:
    """The parts of a finding before and behind a winner."""
    if piece.end <= winner.start or piece.start >= winner.end:
        yield piece
        return
    if piece.start < winner.start:
        yield replace(piece, end=winner.start)
    if piece.end > winner.end:
        yield replace(piece, start=winner.end)


def _trim(piece: Finding, text: str) -> Iterator[Finding]:
    """Without space and punctuation at the ends and without what was masked before."""
    start, end = piece.start, piece.end
    while start < end and not _solid(text[start]):
        start += 1
    while end > start and not _solid(text[end - 1]):
        end -= 1
    inside = text[start:end]
    if inside and not any(map(is_mask, inside)):
        yield replace(piece, start=start, end=end)
        return
    for index, char in enumerate(inside, start=start):
        if is_mask(char):
            yield from _trim(replace(piece, start=start, end=index), text)
            yield from _trim(replace(piece, start=index + 1, end=end), text)
            return


def _solid(char: str) -> bool:
    return char.isalnum() or char in "@_+" or is_mask(char)


class Memory(MemoryOnly):
    """What a conversation removed before, and the workplace that it must leave alone."""

    __slots__ = ("_word_names", "lexicon", "stays", "words")

    def __init__(self, lexicon: Lexicon, word_names: WordNames | None = None) -> None:
        self.lexicon = lexicon
        self._word_names = word_names or WordNames(lexicon, Surroundings(lexicon))
        self.words: dict[str, str] = {}
        self.stays: set[str] = set()

    def copy(self) -> Memory:
        """One that can go on without this one's knowing."""
        other = Memory(self.lexicon, self._word_names)
        other.words, other.stays = dict(self.words), set(self.stays)
        return other

    def spares(self, finding: Finding, text: str) -> bool:
        """Whether the finding is nothing but the name of the writer's own place of work."""
        return finding.entity in _CARRIED and fold(text[finding.start : finding.end]) in self.stays

    def learn(self, finding: Finding, text: str, reading: Reading) -> None:
        """Remember the telling words of a finding."""
        if finding.entity not in _CARRIED:
            return
        index = reading.index_from(finding.start)
        while (token := reading.at(index)) and token.start < finding.end:
            if self._telling(token, finding.entity):
                self.words.setdefault(token.folded, finding.entity)
            index += 1

    def carry(self, reading: Reading) -> list[Finding]:
        """Other occurrences of what was learnt."""
        found = []
        for index, token in enumerate(reading.tokens):
            entity = "" if token.masked else self._known(reading, index)
            if entity:
                found.append(Finding(entity, token.start, token.end, 0.75))
        return found

    def _telling(self, token: Token, entity: str) -> bool:
        """Particles, short words and, outside names, ordinary words say too little."""
        cue = self.lexicon.cue
        empty = cue("particles", (token.folded,)) or cue("never", (token.folded,))
        empty = empty or cue("titles", (token.folded,))
        if len(token.folded) < 3 or empty or token.kept or token.folded.isdigit():
            return False
        return entity == "PERSON" or not self.lexicon.is_word(token.folded)

    def _known(self, reading: Reading, index: int) -> str:
        """The kind of what this word was removed as before, or nothing."""
        token = reading.tokens[index]
        entity = self.words.get(token.folded, "")
        if entity:
            return entity if self._meant(reading, index, entity) else ""
        if token.kept:
            return ""
        owner = token.folded[:-1] if token.capital and token.folded.endswith("s") else ""
        if self.words.get(owner) == "PERSON":
            return "PERSON"
        if len(token.folded) < _TYPO_LENGTH or self.lexicon.is_word(token.folded, heard=True):
            return ""
        for word, kind in self.words.items():
            if kind == "PERSON" and _variant(word, token.folded):
                return kind
        return ""

    def _meant(self, reading: Reading, index: int, entity: str) -> bool:
        """Whether this occurrence is the name that was learnt, and not the word that it is too."""
        token = reading.tokens[index]
        ordinary = self.lexicon.is_word(token.folded) or token.folded in self.lexicon.common
        if entity != "PERSON":
            return not token.kept and (token.capital or not ordinary)
        named = token.kept or token.english or ordinary
        return not named or self._word_names.here(reading, index)


def _variant(word: str, other: str) -> bool:
    """Whether the other is a diminutive of the word or one letter away from it."""
    if len(word) > 2 and other.startswith(word) and other[len(word) :] in _DIMINUTIVES:
        return True
    return len(word) >= _TYPO_LENGTH and one_letter_apart(word, other)


def one_letter_apart(a: str, b: str) -> bool:
    """One letter added, left out, changed, or two neighbours swapped."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    index = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[index:] == b[index + 1 :]
    swapped = a[index : index + 2] == b[index : index + 2][::-1]
    return a[index + 1 :] == b[index + 1 :] or (swapped and a[index + 2 :] == b[index + 2 :])


def key_of(value: str) -> str:
    """The form in which two values of one kind are compared."""
    return "".join(c for c in fold(value) if c.isalnum())
