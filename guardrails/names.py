"""Which words of a message are names of people, judged by lists, form and the words around them."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from guardrails.language import is_contraction
from guardrails.lexicon import Lexicon, NameLevel
from guardrails.reading import Reading, Token
from guardrails.surroundings import Surroundings
from guardrails.word_names import WordNames

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
    words: WordNames = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", WordNames(self.lexicon, self.around))

    def score(self, reading: Reading, index: int) -> float:
        """How certain it is that a name starts at this word; 0 when it does not."""
        token = reading.tokens[index]
        if token.masked or (
            not token.capital and reading.text[token.end : token.end + 1].isdigit()
        ):
            return 0.0  # 'jo17'
        if _FOREIGN.match(token.text) or _CYRILLIC.match(token.text):
            return self._foreign(reading, index)
        if token.english and self._english_word(reading, index):
            return 0.0
        cue = self.around.cue_before(reading, index)
        if token.kept:
            return self.words.kept(reading, index, cue)
        if len(token.text) == 1:
            return self._letter(reading, index, cue)
        led = self._after_cue(token, cue) or self._derived(reading, index, cue)
        return max(led, self._alone(reading, index))

    def _english_word(self, reading: Reading, index: int) -> bool:
        """An English word in lower case or opening a sentence; 'Grace said' is a person."""
        token = reading.tokens[index]
        if is_contraction(token.folded):
            return True
        if not token.capital:
            borne = self.words.borne(token.folded)
            return not (borne and self.around.acts(reading, index, strong=True))
        named = self.lexicon.level(token.folded) and self.around.acts(reading, index, strong=True)
        return token.opens and not named

    def _after_cue(self, token: Token, cue: str) -> float:
        """A word right behind 'heet', 'mevrouw', 'mijn leerling', 'Van:'."""
        level = self.lexicon.level(token.folded)
        word = self.lexicon.is_word(token.folded, heard=cue != "naming" and not token.capital)
        never = self.lexicon.cue("never", (token.folded,))
        last = self.lexicon.is_last(token.folded)
        called = cue == "naming" and token.capital and self.words.borne(token.folded)
        if not cue or (never and not called):
            return 0.0
        if cue == "naming":
            return 0.9 if token.capital or level or not word else 0.0
        if cue == "titles":
            acts = not token.capital and self.lexicon.cue("verbs", (token.folded,))
            known = (not word or level >= NameLevel.RARE or last) and not acts
            return 0.85 if known or (token.capital and not token.upper) else 0.0
        if token.capital or cue == "labels":
            teacher_code = token.upper and len(token.text) <= 4
            surname = last and (token.capital or not word)
            return 0.8 if level or not word or surname or teacher_code else 0.0
        borne = self.lexicon.cue("word_names", (token.folded,))
        unknown = not word and len(token.folded) > 2
        unknown = unknown and not self.lexicon.cue("verbs", (token.folded,))
        unknown = unknown and self.lexicon.looks_like_name(token.folded) > _HARDLY
        return 0.75 if level >= NameLevel.RARE or borne or unknown else 0.0

    def _derived(self, reading: Reading, index: int, cue: str) -> float:
        """'vriendje poltje heeft', 'DOCENT PINAS.': no list has the word, or surnames only."""
        token = reading.tokens[index]
        if cue != "persons" or token.capital or len(token.folded) < _FEW:
            return 0.0
        lexicon, folded = self.lexicon, token.folded
        if folded in lexicon.common or any(
            lexicon.cue(kind, (folded,)) for kind in ("never", "verbs", "persons", "roles")
        ):
            return 0.0
        listed = folded in lexicon.words or folded in lexicon.heard
        surname = lexicon.is_last(folded) and reading.flat
        if (listed or folded in lexicon.english) and not surname:
            return 0.0
        acts = self.around.acts(reading, index, strong=True) or self.around.acts_as_person(
            reading, index
        )
        return 0.6 if acts or (surname and self.around.ends(reading, index)) else 0.0

    def _alone(self, reading: Reading, index: int) -> float:
        """A word without a cue: by its lists and its capital."""
        token = reading.tokens[index]
        level = self.lexicon.level(token.folded)
        if token.capital and self._owner(reading, index):
            return 0.65
        if level == NameLevel.SURE:
            if not token.capital and self._common_noun(reading, index):
                return 0.0
            if not token.capital and self._spoken_word(reading, index):
                return 0.0
            return 0.85 if token.capital else 0.8
        if not level and self.lexicon.cue("never", (token.folded,)):
            return 0.0
        if level:
            return self.words.score(reading, index, level)
        stands_out = token.capital and not token.opens
        if self.lexicon.is_word(token.folded, heard=not stands_out):
            if not self.lexicon.is_word(token.folded) and self.around.coordinated(reading, index):
                return 0.6
            return self._surname_word(reading, index)
        return self._unknown(reading, index)

    def _owner(self, reading: Reading, index: int) -> bool:
        """'Sterres vader' and 'Beers moeder', where the bare name is a word."""
        token = reading.tokens[index]
        base = token.folded.removesuffix("s")
        if len(base) < 3 or base == token.folded or self.lexicon.is_last(token.folded):
            return False
        return self.lexicon.level(base) > 0 and self.words.syntax.owns(reading, index)

    def _spoken_word(self, reading: Reading, index: int) -> bool:
        """'ewa waar is hij', 'yok kanka': a word of the street or of another language."""
        token = reading.tokens[index]
        if token.folded not in self.lexicon.spoken or self.words.borne(token.folded):
            return False
        around = self.around
        named = around.near(reading, index) or around.surname_follows(reading, index)
        return not (
            named or around.coordinated(reading, index) or self.words.syntax.called(reading, index)
        )

    def _common_noun(self, reading: Reading, index: int) -> bool:
        """'bij de appie', 'een swan': behind an article, and no other name on either side."""
        before = reading.at(index - 1)
        led = before and before.folded in ("de", "het", "een", "the") and reading.gap(index) == " "
        return (
            bool(led)
            and len(reading.tokens[index].folded) < _NICK
            and not self.around.acts(reading, index)
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
        if self.around.coordinated(reading, index) or self.words.syntax.called(reading, index):
            return 0.6
        if not token.capital and (self._in_english(reading, index) or self._slip(token, looks)):
            return 0.0
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

    def _slip(self, token: Token, looks: float) -> bool:
        owner = self.lexicon.level(token.folded.removesuffix("s")) > 0
        return looks < 0 and not owner and self.lexicon.is_slip(token.folded)

    def _in_english(self, reading: Reading, index: int) -> bool:
        """A rare English word: the words beside it are English."""
        sides = (reading.at(index - 1), reading.at(index + 1))
        return any(side and side.english for side in sides) and not self.around.acts(reading, index)

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
