"""Names that are shortened or disguised: initials, codes of staff, letters apart, digits for letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import regex

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.normalise import fold
from guardrails.reading import Reading, Token

_PARTICLES: Final = r"(?:(?:de|van|der|den|het|'t|ten|ter|te|el|al|von|vd|v\.d\.)\s)"
_DOTTED: Final = regex.compile(
    rf"(?<![\w.@])\p{{Lu}}\.(?:\s?\p{{Lu}}\.){{0,4}}\s?{_PARTICLES}{{0,3}}\p{{Lu}}\.(?![\w@])"
)
_NO_INITIALS: Final = frozenset(
    "nb ps bv nv tav zsm aub ivm mbt tnv us eu uk ta vs id og so ao ea cs bc dd mi mo".split()
)
# 'Geesje Tamboer (GT)', 'drs. E.M. Rozendal (ROZ)': a code between brackets behind a name
_BRACKETED: Final = regex.compile(
    r"(?P<name>(?:\p{Lu}[\p{L}'.-]*\s?){1,5})\((?P<code>\p{Lu}{2,4})\)"
)
# 'HOE (mentor), PIN (ondersteuning)': a code that is explained by what the person does
_EXPLAINED: Final = regex.compile(
    r"(?<![\w.])(?P<code>\p{Lu}{2,4})\s\((?P<role>\p{Ll}[\p{L} ]{2,20})\)"
)
# '(ROZ)' behind a role, where 'Rozendal' stands before it
_CODE: Final = regex.compile(r"\((?P<code>\p{Lu}{3,4})\)")
# 'vdk' is Van de K...; 'BRA en vdk', 'BRA, vdk': what is joined to a code is one too
_VAN_DE: Final = regex.compile(r"(?<![\w@./-])[vV][dD][bdghklmprstvwzBDGHKLMPRSTVWZ](?![\w@/-])")
_JOINED: Final = regex.compile(r"(?<![\w.])\p{Lu}{3}(?![\w.])")
# 'A.: tekent Columbine na', '"E." dreigde', 'leerling K.'
_LETTER: Final = regex.compile(
    r"(?:(?:^|\n)[-•* ]*|\")(?P<letter>\p{Lu})\.(?=:\s|\")"
    r"|\b(?:leerlinge?|jongere|cli[eë]nte?|zoon|dochter|jongen|meisje|pati[eë]nte?|student)\s"
    r"(?P<letter>\p{Lu})\.(?!\p{L})"
)
# 'zhuk, a.', 'Vries, J. de'
_REVERSED: Final = regex.compile(
    r"(?<![\w@,-])(?P<last>\p{L}[\p{L}'-]{2,}), (?:\p{L}\.\s?){1,4}(?![\w.])"
    r"(?:(?:de|van|der|den|ten|ter|van de|van der|van den)\b)?"
)
# 'T. (Teun) Blaauwhof', 'Rachied (Rasta) Kasiman'
_INSIDE: Final = regex.compile(
    rf"(?<![\w.])(?P<first>\p{{Lu}}(?:\.|[\p{{L}}']+)(?:\s?\p{{Lu}}\.)*)\s[(\"']"
    rf"(?P<called>\p{{Lu}}[\p{{Ll}}'-]+)[)\"']\s{_PARTICLES}{{0,3}}\p{{Lu}}[\p{{L}}'-]+"
)
# 'e tromp' where capitals say nothing
_BARE: Final = regex.compile(
    r"(?<![\w.'-])(?P<letter>[a-df-jlopqrv-z]|e)\s(?P<last>[a-z]{4,})(?![\w'])"
)
_APART: Final = regex.compile(
    r"(?<![\w.@/])\p{L}(?:(?P<gap>[ .\-_*])\p{L})(?:(?P=gap)\p{L}){2,14}(?![\w@])"
)
_MIXED: Final = regex.compile(
    r"(?<![\w@.#/-])(?=[\p{L}\d!@$]*[01345789!@$])(?=(?:[\d!@$]*\p{L}){3})[\p{L}\d!@$]{4,16}(?![\w@#/-])"
)
_LETTERS_OF: Final = {
    "0": ("o",), "1": ("i", "l"), "3": ("e", "", "a"), "4": ("a",), "5": ("s", "kh"), "7": ("h", "t"),
    "8": ("b",), "9": ("q", "g"), "!": ("i",), "@": ("a",), "$": ("s",),
}  # fmt: skip
_MOST_READINGS: Final = 16
_SURE, _LIKELY = 0.86, 0.7


@dataclass(frozen=True, slots=True)
class Name:
    """A shortened or disguised name: offsets in the cleaned text and how certain it is."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Finds them in the reading of a message."""

    lexicon: Lexicon

    def find(self, reading: Reading) -> list[Name]:
        """All of them; they may overlap what others find."""
        return [
            *self._dotted(reading),
            *self._codes(reading),
            *self._apart(reading),
            *self._mixed(reading),
            *self._turned(reading),
            *self._bare_initial(reading),
        ]

    def _dotted(self, reading: Reading) -> Iterator[Name]:
        """'A.H.', 'J. de V.', and then 'A.' and 'J.' where they stand alone."""
        letters: set[str] = set()
        for match in _DOTTED.finditer(reading.text):
            if _bare(match[0]) in _NO_INITIALS:
                continue
            letters.add(match[0][0])
            yield Name(match.start(), match.end() - 1, _SURE)
        letters |= {match["letter"] for match in _LETTER.finditer(reading.text)}
        for token in reading.tokens:
            stop = reading.text[token.end : token.end + 1] == "."
            if token.text in letters and stop:
                yield Name(token.start, token.end, _LIKELY)

    def _codes(self, reading: Reading) -> Iterator[Name]:
        """'(GT)' behind 'Geesje Tamboer', 'HOE (mentor)', and each further 'GT' and 'HOE'."""
        codes = {
            match["code"]
            for match in _BRACKETED.finditer(reading.text)
            if _stands_for(match["code"], match["name"])
        }
        for match in _EXPLAINED.finditer(reading.text):
            roles = fold(match["role"]).split()
            if any(self.lexicon.cue("persons", (role,)) for role in roles):
                codes.add(match["code"])
        for match in _CODE.finditer(reading.text):
            before = reading.tokens[: reading.index_from(match.start())]
            code = fold(match["code"])
            if any(t.capital and t.folded.startswith(code) and len(t.text) > 4 for t in before):
                codes.add(match["code"])
        codes |= self._staff(reading, codes)
        for token in reading.tokens:
            if token.text in codes and not token.kept:
                yield Name(token.start, token.end, _SURE)

    def _staff(self, reading: Reading, codes: set[str]) -> set[str]:
        """'vdk', and each code in capitals beside one that is known: 'BRA en vdk', 'BRA, vdk'."""
        found = {match[0] for match in _VAN_DE.finditer(reading.text)}
        known = found | codes
        for match in _JOINED.finditer(reading.text) if known else ():
            index = reading.index_from(match.start())
            sides = [
                (
                    reading.at(index + step),
                    reading.at(index + 2 * step),
                    reading.gap(index + max(step, 0)),
                )
                for step in (-1, 1)
                if reading.at(index + step)
            ]
            for near, far, gap in sides:
                listed = near is not None and near.text in known and gap.strip() in (",", "/", "+")
                paired = near is not None and near.folded == "en" and far and far.text in known
                if listed or paired:
                    found.add(match[0])
        return found

    def _apart(self, reading: Reading) -> Iterator[Name]:
        """'j o o s t', 'S.E.R.K.A.N'."""
        for match in _APART.finditer(reading.text):
            word = fold("".join(char for char in match[0] if char.isalpha()))
            if not self.lexicon.is_word(word, heard=True) or self.lexicon.level(word):
                yield Name(match.start(), match.end(), _SURE)

    def _mixed(self, reading: Reading) -> Iterator[Name]:
        """'M0unir', 'B!lal', '3abed'."""
        for match in _MIXED.finditer(reading.text):
            word = match[0].strip("!")
            if any(not char.isalpha() for char in word) and self._hides_a_name(word):
                yield Name(match.start(), match.start() + len(match[0].rstrip("!")), _SURE)

    def _turned(self, reading: Reading) -> Iterator[Name]:
        """'zhuk, a.', 'Vries, J. de', 'T. (Teun) Blaauwhof'."""
        for match in _REVERSED.finditer(reading.text):
            token = reading.at(reading.index_from(match.start()))
            if token is not None and token.start == match.start() and self._surname(token):
                yield Name(match.start(), match.end(), _SURE)
        for match in _INSIDE.finditer(reading.text):
            words = reading.tokens[
                reading.index_from(match.start()) : reading.index_from(match.end())
            ]
            called = fold(match["called"])
            plain = self.lexicon.is_word(called) and not self.lexicon.level(called)
            last = words[-1].folded if words else ""
            plain = plain and self.lexicon.is_word(last) and not self.lexicon.is_last(last)
            plain = plain and self.lexicon.level(words[0].folded) < NameLevel.SURE
            single = len(match["first"].rstrip(".")) == 1
            if words[0].kept or words[-1].kept or (plain and not single):
                continue
            yield Name(match.start(), match.end(), _SURE)

    def _surname(self, token: Token) -> bool:
        if token.kept or token.masked:
            return False
        word = self.lexicon.is_word(token.folded, heard=not token.capital)
        return (not word) or (token.capital and self.lexicon.is_last(token.folded))

    def _bare_initial(self, reading: Reading) -> Iterator[Name]:
        for match in _BARE.finditer(reading.text) if reading.flat else ():
            token = reading.at(reading.index_from(match.start("last")))
            if token is None or token.kept or token.folded in self.lexicon.common:
                continue
            known = self.lexicon.is_last(token.folded) and not self.lexicon.cue(
                "verbs", (token.folded,)
            )
            if known and (
                token.folded not in self.lexicon.words or self.lexicon.level(token.folded)
            ):
                yield Name(match.start(), match.end(), _LIKELY)

    def _hides_a_name(self, word: str) -> bool:
        choices = [_LETTERS_OF.get(char, (char,)) for char in fold(word)]
        for number, letters in enumerate(product(*choices)):
            read = "".join(letters)
            if self.lexicon.level(read.removesuffix("s")) == NameLevel.SURE:
                return True
            if self.lexicon.level(read) == NameLevel.SURE or number >= _MOST_READINGS:
                return number < _MOST_READINGS
        return False


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalpha())


def _stands_for(code: str, name: str) -> bool:
    """Whether the letters of a code stand in the name, in that order, from its first letters on."""
    letters = iter(_bare(name))
    initials = {word[0] for word in fold(name).split() if word[0].isalpha()}
    return fold(code)[0] in initials and all(char in letters for char in fold(code))
