"""What the user of a conversation asked for: words to remove also, and removals to show again.

In memory only. A wish to remove is carried out on any text of the conversation; a wish to show is
carried out on the screen alone, and only on what `Values.restorable` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import regex

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.memory_only import MemoryOnly
from guardrails.normalise import Clean, fold, is_mask, normalise
from guardrails.output_net import OutputNet
from guardrails.resolve import Finding
from guardrails.text import SafeText, _sealed

# Of these kinds a value may be shown again; of the others no value is held that could be.
RESTORABLE: Final = frozenset({"SCHOOL", "ORGANIZATION", "LOCATION", "AGE", "DATE"})
MOST_CHARACTERS: Final = 80
_CERTAIN = 1.0
_EDGE = " \t\r\n.,;:!?\"'()[]“”«»"
_WORD = regex.compile(r"\w+")
_PLAIN = regex.compile(r"[^\W_](?:[^\W_]|[ .,'&-]){0,59}")  # nothing that Markdown would read
# Addresses in our own answers are content: a changed one would lead nowhere.
_ADDRESS = regex.compile(r"\]\([^)\s]*\)|(?:https?://|mailto:|tel:)[^\s)>\]]+")
_SERVICE = regex.compile(r"11[23]|144|0[89]00[\d -]*|14 ?0\d{2,3}")
_EMPTY_CUES = ("never", "particles", "verbs", "titles", "persons")


class UnusableWord(Exception):
    """The words cannot be removed everywhere; `reason` is `empty`, `long`, `common` or `kept`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Mark(MemoryOnly):
    """One or more words that the user wants gone, with the placeholder in their place.

    `forms` are patterns of folded text, the longest first. Those among them in `capital` go with a
    capital only, for in lower case they are everyday words.
    """

    __slots__ = ("_capital", "_form", "entity", "placeholder")

    def __init__(
        self, entity: str, placeholder: str, forms: Sequence[str], capital: frozenset[str]
    ) -> None:
        self.entity = entity
        self.placeholder = placeholder
        self._capital = capital
        self._form = regex.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a cleaned text: whole words, whatever capitals and accents."""
        folded, at = _folded(text)
        for match in self._form.finditer(folded):
            start, end = at[match.start()], at[match.end() - 1] + 1
            if match[0] not in self._capital or text[start].isupper():
                yield start, end

    def touches(self, text: str) -> bool:
        """Whether the words stand in this text."""
        return next(self.spans(normalise(text).text), None) is not None


class Marks(MemoryOnly):
    """All that the user marked in a conversation. It only grows; any thread may read it."""

    __slots__ = ("_all",)

    def __init__(self) -> None:
        self._all: tuple[Mark, ...] = ()

    def add(self, mark: Mark) -> None:
        """One more."""
        self._all = (*self._all, mark)

    def findings(self, text: str) -> list[Finding]:
        """Where marked words stand in a cleaned message."""
        return [
            Finding(mark.entity, start, end, _CERTAIN)
            for mark in self._all
            for start, end in mark.spans(text)
        ]

    def strip(self, text: SafeText, *, spare_addresses: bool = False) -> SafeText:
        """Take marked words out of a text that was safe but for them.

        With `spare_addresses` links and web addresses stay whole: those of our own answers.
        """
        for mark in self._all:
            text = _sealed(_replaced(text.value, mark, spare_addresses))
        return text


class Values(MemoryOnly):
    """What was removed of the kinds that may be shown again, and what the user had shown again."""

    __slots__ = ("_held", "_shown")

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, str]] = {}
        self._shown: dict[str, str] = {}

    def copy(self) -> Values:
        """One that can go on without this one's knowing."""
        other = Values()
        other._held, other._shown = dict(self._held), dict(self._shown)
        return other

    def hold(self, entity: str, placeholder: str, value: str) -> None:
        """Hold a value, if it is of a kind that may ever be shown again."""
        if entity in RESTORABLE:
            self._held.setdefault(placeholder, (entity, value))

    def restorable(self, allowed: Callable[[str, str], bool]) -> tuple[str, ...]:
        """The placeholders that the user may have shown again and has not yet."""
        return tuple(
            placeholder
            for placeholder, (entity, value) in self._held.items()
            if placeholder not in self._shown and allowed(entity, value)
        )

    def show(self, placeholder: str) -> str:
        """Show a value from now on; give its kind. KeyError when it is not held."""
        entity, value = self._held[placeholder]
        self._shown[placeholder] = value
        return entity

    def drop(self, mark: Mark) -> None:
        """Forget the values that hold words which the user wants gone."""
        for placeholder, (_, value) in list(self._held.items()):
            if mark.touches(value):
                del self._held[placeholder]
                self._shown.pop(placeholder, None)

    def display(self, text: str) -> str:
        """A safe text as the user wants to see it; for the screen, never for a store or a log."""
        for placeholder, value in self._shown.items():
            text = text.replace(placeholder, value)
        return text


def may_show(
    entity: str, value: str, lexicon: Lexicon, is_person: Callable[[str], bool], net: OutputNet
) -> bool:
    """Whether a value may be shown again when the user says that it was wrongly removed.

    The rule: a school, organisation, place, age or date, in plain characters, that the second net
    lets pass, without any word that is a person's name in this conversation or is surely a first
    name; and no place with a number in it, for that is somebody's address.
    """
    if entity not in RESTORABLE or not _PLAIN.fullmatch(value) or net.count(value):
        return False
    if entity == "LOCATION" and any(char.isdigit() for char in value):
        return False
    words = _WORD.findall(fold(value))
    return not any(is_person(w) or lexicon.level(w) is NameLevel.SURE for w in words)


def marked_words(text: str, lexicon: Lexicon, is_kept: Callable[[str], bool]) -> str:
    """The words that the user typed, cleaned.

    Raises UnusableWord for nothing, too much, what the answers need (`is_kept`) and words that
    stand in every message; of these a capital makes a name ('Will').
    """
    words = " ".join(normalise(text).text.strip(_EDGE).split())
    folded = fold(words)
    if len(words) > MOST_CHARACTERS:
        raise UnusableWord("long")
    if not any(char.isalnum() for char in words) or any(map(is_mask, words)):
        raise UnusableWord("empty")
    if is_kept(words) or _SERVICE.fullmatch(folded):
        raise UnusableWord("kept")
    short = len(folded) < 2 and folded.isascii()
    if short or (_empty(folded, lexicon) and not words[0].isupper()):
        raise UnusableWord("common")
    return words


def make_mark(entity: str, placeholder: str, words: str, lexicon: Lexicon) -> Mark:
    """The mark for cleaned words.

    Of several words each goes alone too, if it says enough: an everyday word does with a capital,
    if the user wrote it so ('Bakker' of 'Mark Bakker').
    """
    folded = fold(words)
    phrase = r"[\s-]+".join(regex.escape(part) for part in folded.replace("-", " ").split())
    written = [(fold(part), part[0].isupper()) for part in _WORD.findall(words)]
    if len(written) == 1:
        plural = len(folded) > 2 and f"{folded}s" not in lexicon.words
        alone = frozenset({folded}) if _empty(folded, lexicon) else frozenset()
        return Mark(entity, placeholder, [f"{phrase}s?" if plural else phrase], alone)
    parts = [(p, capital) for p, capital in written if len(p) > 2 and not p.isdigit()]
    telling = [p for p, _ in parts if not _ordinary(p, lexicon)]
    names = frozenset(
        p for p, capital in parts if capital and p not in telling and not _empty(p, lexicon)
    )
    forms = [phrase, *(f"{regex.escape(p)}s?" for p in telling), *map(regex.escape, names)]
    return Mark(entity, placeholder, forms, names)


def _empty(folded: str, lexicon: Lexicon) -> bool:
    return any(lexicon.cue(kind, (folded,)) for kind in _EMPTY_CUES)


def _ordinary(folded: str, lexicon: Lexicon) -> bool:
    return _empty(folded, lexicon) or lexicon.is_word(folded) or folded in lexicon.common


def _replaced(text: str, mark: Mark, spare_addresses: bool) -> str:
    clean = normalise(text)
    spared = [m.span() for m in _ADDRESS.finditer(text)] if spare_addresses else []
    for start, end in reversed(list(_originals(clean, mark))):
        if not any(start < e and s < end for s, e in spared):
            text = text[:start] + mark.placeholder + text[end:]
    return text


def _originals(clean: Clean, mark: Mark) -> Iterator[tuple[int, int]]:
    return (clean.original(start, end) for start, end in mark.spans(clean.text))


def _folded(text: str) -> tuple[str, list[int]]:
    """A text folded, with for each character the index of the one that it came from."""
    pieces = [(char, index) for index, given in enumerate(text) for char in fold(given)]
    return "".join(char for char, _ in pieces), [index for _, index in pieces]
