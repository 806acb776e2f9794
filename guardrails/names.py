"""Which words of a message are names of people, judged by lists, form and the words around them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from guardrails.language import is_contraction
from guardrails.lexicon import Lexicon, NameLevel
from guardrails.reading import Reading, Token
from guardrails.surroundings import Surroundings

_FOREIGN = regex.compile(
    r"[\p{Arabic}\p{Hebrew}\p{Ethiopic}\p{Han}\p{Devanagari}\p{Hangul}\p{Georgian}\p{Armenian}]"
)
_CYRILLIC = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_HARDLY = -0.9  # letters that are rare in names, yet not unheard of
_SELDOM = -0.4
_ALONE, _NEAR = 0.8, -0.25  # what the letters must say without and with help of other words
_NICK = 6  # a name in lower case behind an article is longer than this, or does something
_FEW = 4  # so many words in another script in a row are a name, more are a sentence


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges single words; `names_join` puts them together."""

    lexicon: Lexicon
    around: Surroundings

    def score(self, reading: Reading, index: int) -> float:
        """How certain it is that a name starts at this word; 0 when it does not."""
        token = reading.tokens[index]
        if token.masked:
            return 0.0
        if _FOREIGN.match(token.text) or _CYRILLIC.match(token.text):
            return self._foreign(reading, index)
        if token.english and self._english_word(reading, index):
            return 0.0
        cue = self.around.cue_before(reading, index)
        if token.kept:
            return self._kept_name(reading, index, cue)
        if len(token.text) == 1:
            return self._letter(reading, index, cue)
        return max(self._after_cue(token, cue), self._alone(reading, index))

    def _english_word(self, reading: Reading, index: int) -> bool:
        """An English word in lower case or opening a sentence; 'Grace said' is a person."""
        token = reading.tokens[index]
        if not token.capital or is_contraction(token.folded):
            return True
        named = self.lexicon.level(token.folded) and self.around.acts(reading, index, strong=True)
        return token.opens and not named

    def _after_cue(self, token: Token, cue: str) -> float:
        """A word right behind 'heet', 'mevrouw', 'mijn leerling', 'Van:'."""
        level = self.lexicon.level(token.folded)
        word = self.lexicon.is_word(token.folded, heard=cue != "naming" and not token.capital)
        never = self.lexicon.cue("never", (token.folded,))
        last = self.lexicon.is_last(token.folded)
        if not cue or never:
            return 0.0
        if cue == "naming":
            return 0.9 if token.capital or level or not word else 0.0
        if cue == "titles":
            acts = not token.capital and self.lexicon.cue("verbs", (token.folded,))
            known = (not word or level >= NameLevel.RARE or last) and not acts
            return 0.85 if known or (token.capital and not token.upper) else 0.0
        if token.capital or cue == "labels":
            teacher_code = token.upper and len(token.text) <= 4
            return 0.8 if level or not word or last or teacher_code else 0.0
        borne = self.lexicon.cue("word_names", (token.folded,))
        unknown = not word and len(token.folded) > 2
        unknown = unknown and not self.lexicon.cue("verbs", (token.folded,))
        unknown = unknown and self.lexicon.looks_like_name(token.folded) > _HARDLY
        return 0.75 if level >= NameLevel.RARE or borne or unknown else 0.0

    def _alone(self, reading: Reading, index: int) -> float:
        """A word without a cue: by its lists and its capital."""
        token = reading.tokens[index]
        level = self.lexicon.level(token.folded)
        if level == NameLevel.SURE:
            if not token.capital and self._common_noun(reading, index):
                return 0.0
            return 0.85 if token.capital else 0.8
        if level:
            return self._word_name(reading, index, level)
        stands_out = token.capital and not token.opens
        if self.lexicon.is_word(token.folded, heard=not stands_out):
            return self._surname_word(reading, index)
        return self._unknown(reading, index)

    def _common_noun(self, reading: Reading, index: int) -> bool:
        """'bij de appie', 'een swan': behind an article, and no other name on either side."""
        before = reading.at(index - 1)
        led = before and before.folded in ("de", "het", "een", "the") and reading.gap(index) == " "
        return (
            bool(led)
            and len(reading.tokens[index].folded) < _NICK
            and not self.around.acts(reading, index)
        )

    def _word_name(self, reading: Reading, index: int, level: NameLevel) -> float:
        """A first name that is a word as well: Storm, Roos, Klaas."""
        token = reading.tokens[index]
        borne = self.lexicon.cue("word_names", (token.folded,))
        if self.lexicon.cue("never", (token.folded,)) and not borne:
            return 0.0
        acts = self.around.acts(
            reading, index, strong=level == NameLevel.COMMON or not token.capital
        )
        if not token.capital:
            return self._low_word_name(reading, index, level, borne and acts)
        if self.lexicon.cue("idea_names", (token.folded,)):
            return 0.6 if acts or self.around.is_called_person(reading, index) else 0.0
        if self.around.is_thing(reading, index):
            return 0.0
        if token.opens:
            acts = acts or (borne and self.around.acts_as_person(reading, index))
            return 0.65 if acts or self.around.surname_next(reading, index) else 0.0
        return 0.7 if not token.upper else 0.0

    def _low_word_name(self, reading: Reading, index: int, level: NameLevel, person: bool) -> float:
        """The same without a capital: only where nothing else explains it."""
        folded = reading.tokens[index].folded
        if self.around.is_thing(reading, index):
            return 0.0
        near = self.around.near(reading, index)
        if level == NameLevel.RARE:
            return (
                0.55 if near or (reading.flat and not self.lexicon.cue("verbs", (folded,))) else 0.0
            )
        borne = self.lexicon.cue("word_names", (folded,))
        everyday = self.lexicon.cue("everyday", (folded,))
        if borne and reading.flat and self.around.surname_follows(reading, index):
            return 0.6
        behind = reading.flat and self.around.after(reading, index, "prepositions")
        person = person and (reading.flat or not everyday)
        return 0.55 if person or (borne and behind and not everyday) else 0.0

    def _kept_name(self, reading: Reading, index: int, cue: str) -> float:
        """'Jihad' or 'April' where it can only be a person."""
        token = reading.tokens[index]
        if not self.lexicon.cue("idea_names", (token.folded,)):
            return 0.0
        if cue == "naming" or (cue in ("titles", "persons") and token.capital):
            return 0.8
        borne = cue == "persons" and self.lexicon.cue("word_names", (token.folded,))
        bare = not self.around.is_thing(reading, index)
        acting = token.capital and bare and self.around.acts(reading, index, strong=True)
        acting = acting or (token.capital and bare and self.around.is_called_person(reading, index))
        return (
            0.65 if borne or acting or (self.around.surname_next(reading, index) and bare) else 0.0
        )

    def _surname_word(self, reading: Reading, index: int) -> float:
        """A surname that is a word, with a capital that the sentence does not explain."""
        token = reading.tokens[index]
        if token.capital and token.opens and not self.lexicon.is_word(token.folded):
            looks = self.lexicon.looks_like_name(token.folded) > -0.5
            return 0.6 if looks and self.around.acts(reading, index) else 0.0
        if not token.capital and self.lexicon.is_last(token.folded):
            strange = not self.lexicon.is_word(token.folded)
            return 0.55 if strange and self.around.pair(reading, index) else 0.0
        plain = token.capital and not token.opens and not token.upper
        if (
            not plain
            or not self.lexicon.is_last(token.folded)
            or self.around.is_thing(reading, index)
        ):
            return 0.0
        return 0.5 if self.around.after(reading, index, "prepositions") else 0.0

    def _unknown(self, reading: Reading, index: int) -> float:
        """A word in no list: a name when a capital or its letters say so."""
        token = reading.tokens[index]
        looks = self.lexicon.looks_like_name(token.folded)
        last = self.lexicon.is_last(token.folded)
        if token.upper and len(token.text) < 6 and token.capital and not last:
            return 0.0
        if token.capital and not token.opens:
            return 0.62
        if self.around.beside_name(reading, index) and looks > _SELDOM:
            return 0.6
        near = self.around.near(reading, index)
        if token.capital:
            return 0.6 if looks > _SELDOM or near or last else 0.0
        if last and len(token.folded) > 3:
            return 0.6 if near or looks > 0.5 else 0.0
        if len(token.folded) < 4 or self.around.is_thing(reading, index):
            return 0.0
        enough = _ALONE if len(token.folded) > 4 else 2 * _ALONE
        enough = _NEAR if near or self.around.pair(reading, index) else enough
        return 0.55 if looks > enough else 0.0

    def _letter(self, reading: Reading, index: int, cue: str) -> float:
        """'leerling A.', 'mevrouw B.': a letter for a name, right behind a cue."""
        token = reading.tokens[index]
        stop = reading.text[token.end : token.end + 1] in (".", ",", "")
        letter = token.text.isupper() and token.folded.isalpha() and token.text not in ("X", "U")
        return 0.6 if letter and cue in ("titles", "persons", "naming") and stop else 0.0

    def _foreign(self, reading: Reading, index: int) -> float:
        """A word in another script: a name when it stands among few."""
        token = reading.tokens[index]
        if self.lexicon.level(token.folded) or self.lexicon.is_last(token.folded):
            return 0.9
        if _CYRILLIC.match(token.text):
            following = reading.at(index + 1)
            double = bool(following and following.capital and _CYRILLIC.match(following.text))
            named = double or not token.opens or len(reading.tokens) == 1
            return 0.7 if token.text[0].isupper() and named else 0.0
        script = [
            bool(t and _FOREIGN.match(t.text))
            for t in (reading.at(k) for k in range(index - _FEW, index + _FEW + 1))
        ]
        run = _run_length(script, _FEW)
        return 0.6 if run <= _FEW else 0.0


def _run_length(flags: list[bool], middle: int) -> int:
    """How many true values stand in a row around the middle."""
    start = end = middle
    while start > 0 and flags[start - 1]:
        start -= 1
    while end + 1 < len(flags) and flags[end + 1]:
        end += 1
    return end - start + 1
