"""Put the words of one name together: first name, particles, surname, initials, kunya."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.name_lists import NameLists
from guardrails.names import Judge
from guardrails.names_short import Name
from guardrails.nicknames import Nicknames
from guardrails.normalise import PERSON_MASK
from guardrails.reading import Reading, Token

_JOIN = re.compile(r" {0,2}|\s?-\s?|\. ?| ?'")
_BREAK = re.compile(r"[ \t]*-?\n[> \t]*")
_INITIALS = regex.compile(
    r"(?<![\w.])(?:\p{Lu}[a-z]?\.[ ]?){1,5}(?:(?:de|van|der|den|het|'t|ten|ter|te|el|al|von|vd|"
    r"v/d|v\.d\.|v\.|da|dos|ben|ait)[ ]){0,3}(?P<last>\p{Lu}[\p{L}'-]+)"
)
_LOW_INITIALS = regex.compile(
    r"(?<![\w.])(?:\p{L}\.[ ]?){1,4}(?:(?:de|van|der|den|het|ten|ter|te|el|al|vd)[ ]){0,3}"
    r"(?P<last>\p{L}[\p{L}'-]{2,})"
)
_INITIAL_END = regex.compile(r"(?<![\w.])(?:\p{Lu}\.){2,4}(?!\w)")
_LOW_PAIR = regex.compile(r"(?<![\w.])\p{Ll}\.\p{Ll}\.(?![\w.])")  # 'klant w.k. haalt'
_SHORT_FORMS = frozenset("o.a. m.n. e.d. e.v. m.i. d.d. i.o. n.b. z.g. a.d. n.a. i.c. v.w.".split())
_PREPOSITIONAL = regex.compile(
    r"(?<!\w)(?P<of>(?:van|met|door|en) )?(?P<name>(?:in|op|uit|aan|over|onder|bij) 't "
    r"(?P<last>\p{L}[\p{L}'-]+))",
    regex.IGNORECASE,
)
_SIZE = frozenset(
    "kleine grote dikke lange gekke jonge oude rooie blonde snelle schele manke kale ouwe blinde dove "
    "bekeerde mocro dushi skinny lil big rasta kromme malle magere zwarte stille".split()
)
_ADDRESS = frozenset(
    "oom tante hadj hadji haji bung usi".split()
)  # 'oom Rein', not 'mijn oom Rein'
_FOREIGN = frozenset("el al ait ou abd oulad".split())
_OWNERS = frozenset("mn m'n mijn zn z'n zijn haar hun je jouw ons onze".split())
_NAMING = ("naming", "titles", "labels")
# after "van" these are of a surname, hardly ever of a sentence
_OF_NAMES = frozenset("den der ter ten".split())
_MAX_WORDS = 7
_MOST_PARTICLES = 5
_ENDS_HERE = re.compile(r"[ ]*(?:[\t\n,;|)]|$)")  # 'Li Na' fills its cell


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds every name of a person in a message."""

    lexicon: Lexicon
    judge: Judge

    def find(self, reading: Reading) -> list[Name]:
        """All names; what initials, nicknames and lists give may overlap the rest."""
        return [
            *self._words(reading),
            *self._initials(reading),
            *self._prepositional(reading),
            *Nicknames(self.lexicon).find(reading),
            *NameLists(self.lexicon).find(reading),
        ]

    def _words(self, reading: Reading) -> Iterator[Name]:
        index = 0
        while index < len(reading.tokens):
            first, score = self._start(reading, index)
            if not score:
                index += 1
                continue
            last = self._end(reading, first)
            start = reading.tokens[self._nickname_start(reading, index)].start
            yield Name(start, reading.tokens[last].bare_end, score)
            index = last + 1

    def _start(self, reading: Reading, index: int) -> tuple[int, float]:
        """Index of the first real name word and the score: particles and kunyas may lead."""
        token = reading.tokens[index]
        score = self.judge.score(reading, index)
        following = reading.at(index + 1)
        if score or following is None or following.masked or token.kept:
            return index, score
        joined = _JOIN.fullmatch(reading.gap(index + 1))
        if joined and self.lexicon.cue("kunya", (token.folded,)) and len(following.text) > 2:
            return self._kunya(token, following, index)
        led = self.lexicon.cue("particles", (token.folded,)) and joined
        cue = self.judge.around.cue_before(reading, index) if led else ""
        if cue in _NAMING or (cue == "persons" and token.capital):
            return self._led(reading, index)
        return self._by_form(reading, index) if led else (index, 0.0)

    def _by_form(self, reading: Reading, index: int) -> tuple[int, float]:
        """A surname known by its form alone: 'Van den Berg', 'El Idrissi', 'met van der Wal'."""
        particles = [reading.tokens[index]]
        step = index + 1
        while (
            (token := reading.at(step))
            and step - index < _MOST_PARTICLES
            and self.lexicon.cue("particles", (token.folded,))
        ):
            particles.append(token)
            step += 1
        if token is None or token.masked or token.kept:
            return index, 0.0
        if not token.capital:
            return self._lower_form(particles, token, index, step)
        several = len(particles) > 1 and particles[-1].folded in _OF_NAMES
        word = self.lexicon.is_word(token.folded)
        article = particles[0].folded in ("de", "het")  # "De Kamer" is no De Vries
        surname = not word or (self.lexicon.is_last(token.folded) and not article)
        further = reading.at(index - 1)
        beside = reading.gap(index).strip() in ("", "/", "&", ",")
        spaced = beside and all(reading.gap(k) == " " for k in range(index + 1, step + 1))
        spaced = spaced and (reading.gap(index) == " " or self.lexicon.is_last(token.folded))
        if further and further.text == PERSON_MASK and spaced:
            return (step, 0.7) if token.folded not in self.lexicon.places else (index, 0.0)
        return (step, 0.7) if several or (particles[0].capital and surname) else (index, 0.0)

    def _lower_form(
        self, particles: list[Token], token: Token, index: int, step: int
    ) -> tuple[int, float]:
        """'el sayed', 'ou-aissa', 'el profe': a particle of another language and no word of ours."""
        foreign = particles[0].folded in _FOREIGN and len(token.folded) > 3
        named = self.lexicon.level(token.folded) == NameLevel.SURE or not self.lexicon.is_word(
            token.folded, heard=True
        )
        return (step, 0.7) if foreign and named and not token.english else (index, 0.0)

    def _kunya(self, token: Token, following: Token, index: int) -> tuple[int, float]:
        kunya = token.folded not in ("om", "bin", "um") or token.capital
        kunya = kunya and not self.lexicon.cue("verbs", (following.folded,))
        return (index + 1, 0.85) if kunya and not following.kept else (index, 0.0)

    def _led(self, reading: Reading, index: int) -> tuple[int, float]:
        """'mevrouw van der Berg', 'bijgenaamd de Beul'."""
        for step in range(1, 4):
            token = reading.at(index + step)
            if token is None or not _JOIN.fullmatch(reading.gap(index + step)):
                break
            if self.lexicon.cue("particles", (token.folded,)):
                continue
            if token.folded in _OWNERS:
                break
            word = self.lexicon.is_word(token.folded)
            known = token.capital or self.lexicon.is_last(token.folded) or not word
            return (index + step, 0.85) if known and not token.kept else (index, 0.0)
        return index, 0.0

    def _nickname_start(self, reading: Reading, index: int) -> int:
        """'Kleine Roy', 'oom Rein': what everybody calls him by belongs to the name."""
        before, further = reading.at(index - 1), reading.at(index - 2)
        if before is None or reading.gap(index) != " ":
            return index
        owned = further is not None and (
            further.folded in _OWNERS or self.lexicon.cue("articles", (further.folded,))
        )
        addressed = before.folded in _ADDRESS and not owned
        return index - 1 if addressed or before.folded in _SIZE else index

    def _end(self, reading: Reading, index: int) -> int:
        """Index of the last word of the name that has its first name at `index`."""
        last = index
        while last - index < _MAX_WORDS:
            step = self._next(reading, index, last)
            if step == last:
                break
            last = step
        return last

    def _next(self, reading: Reading, first: int, last: int) -> int:
        """The word up to which the name goes on, over particles; `last` when it stops."""
        step = last + 1
        token = reading.at(step)
        while token and self.lexicon.cue("particles", (token.folded,)) and step - last < 4:
            gap = reading.gap(step)
            joined = _JOIN.fullmatch(gap) or (step > last + 1 and _BREAK.fullmatch(gap))
            if gap.startswith(".") and len(reading.tokens[step - 1].text) > 2:
                break  # the next sentence: 'de Kale. De Rooie'
            if not joined or self.lexicon.level(token.folded) == 3:
                break
            step += 1
            token = reading.at(step)
        if token is None or token.masked:
            return last
        led = step > last + 1
        return step if self._belongs(reading, first, step, led) else last

    def _belongs(self, reading: Reading, first: int, index: int, led: bool) -> bool:
        """Whether the word is a surname or second name of the name before it."""
        token, gap = reading.tokens[index], reading.gap(index)
        folded = token.folded
        level, last = self.lexicon.level(folded), self.lexicon.is_last(folded)
        word = self.lexicon.is_word(folded)
        if _BREAK.fullmatch(gap):
            surname = last or led or not word
            if gap.lstrip().startswith("-") and not token.capital:
                return reading.tokens[index - 1].capital  # a name cut at the end of a line
            return token.capital and surname and level < NameLevel.RARE and not token.kept
        letters = len(token.text) == 1 == len(reading.tokens[index - 1].text)
        whole = reading.tokens[first]
        whole_name = len(whole.text) > 2 or (
            len(whole.text) == 2 and self.lexicon.level(whole.folded)
        )
        stop = gap.startswith(".") and whole_name and not letters
        if stop or not _JOIN.fullmatch(gap):
            return False
        if token.english and not token.capital:
            return False
        if token.kept:
            return token.kept == "public_figures" and token.capital
        if len(token.text) == 1:
            return token.text.isupper() or reading.text[token.end : token.end + 1] == "."
        if token.capital and gap == "-":
            return True  # 'Verhoeven-Pas'
        if token.capital:
            never = self.lexicon.cue("never", (folded,)) and not last
            short = len(token.text) == 2 and _ENDS_HERE.match(reading.text, token.end)
            return not (token.upper and len(token.text) < 5 and word) and (not never or bool(short))
        if self.lexicon.cue("never", (folded,)) or self.lexicon.cue("verbs", (folded,)):
            return False
        if reading.tokens[first].capital and not led:
            return level == NameLevel.SURE or (last and not word)
        return self._lower_surname(folded, led)

    def _lower_surname(self, folded: str, led: bool) -> bool:
        """A surname in lower case: known, or a word that no list has and that looks like one."""
        if self.lexicon.is_last(folded) and (led or folded not in self.lexicon.common):
            return True
        if self.lexicon.level(folded) >= NameLevel.RARE:
            return True
        looks = self.lexicon.looks_like_name(folded)
        return not self.lexicon.is_word(folded, heard=True) and looks > (-0.5 if led else 0.2)

    def _prepositional(self, reading: Reading) -> Iterator[Name]:
        """'mevrouw In 't Veld', 'gehoord van in 't veld dat': a surname that opens with 'in'."""
        for match in _PREPOSITIONAL.finditer(reading.text):
            index = reading.index_from(match.start("name"))
            token = reading.at(reading.index_from(match.start("last")))
            if token is None or token.kept:
                continue
            last = self.lexicon.is_last(token.folded)
            cued = (last or token.capital) and self.judge.around.cue_before(reading, index) in (
                "titles",
                "persons",
                "naming",
            )
            if cued or (last and match["of"] and reading.flat):
                yield Name(match.start("name"), match.end(), 0.8)

    def _initials(self, reading: Reading) -> Iterator[Name]:
        """'J. de Vries', 'A.B. Bakker'; initials alone only behind a cue."""
        for match in _INITIALS.finditer(reading.text):
            token = reading.at(reading.index_from(match.start("last")))
            title = token and token.upper and self.lexicon.is_word(token.folded)
            title = title or (token and self.lexicon.cue("never", (token.folded,)))
            title = title or (match[0][1] != "." and token and self._plain(token.folded))
            if token and token.start == match.start("last") and not (token.kept or title):
                yield Name(match.start(), match.end(), 0.9)
        yield from self._low_initials(reading)
        for match in _LOW_PAIR.finditer(reading.text):
            index = reading.index_from(match.start())
            short = match[0] in _SHORT_FORMS
            if not short and self.judge.around.cue_before(reading, index) in ("persons", "titles"):
                yield Name(match.start(), match.end(), 0.7)
        for match in _INITIAL_END.finditer(reading.text):
            index = reading.index_from(match.start())
            if self.judge.around.cue_before(reading, index) and not reading.tokens[index].kept:
                yield Name(match.start(), match.end(), 0.7)

    def _plain(self, folded: str) -> bool:
        """Whether the word is no surname: 'Ko. Afwezig' is no 'Th. de Boer'."""
        name = self.lexicon.is_last(folded) or self.lexicon.level(folded)
        return self.lexicon.is_word(folded) and not name

    def _low_initials(self, reading: Reading) -> Iterator[Name]:
        """'p.j. wagenaar' where capitals say nothing."""
        for match in _LOW_INITIALS.finditer(reading.text) if reading.flat else ():
            token = reading.at(reading.index_from(match.start("last")))
            if token is None or token.kept or self.lexicon.cue("never", (token.folded,)):
                continue
            known = self.lexicon.is_last(token.folded) or not self.lexicon.is_word(token.folded)
            if known and token.folded not in self.lexicon.common:
                yield Name(match.start(), match.end(), 0.8)
